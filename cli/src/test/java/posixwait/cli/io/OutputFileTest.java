package posixwait.cli.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is written whole or not at all, and found unwritable before the work. */
class OutputFileTest {
    @TempDir
    Path directory;

    @Test
    void naming_a_file_neither_makes_nor_changes_it() throws IOException {
        Path old = Files.writeString(directory.resolve("old.json"), "old");

        OutputFile.named("--json", old);
        OutputFile.named("--json", directory.resolve("new.json"));

        assertThat(old).hasContent("old");
        assertThat(names()).containsExactly("old.json");
    }

    @Test
    void a_new_file_and_an_old_one_hold_the_text_and_nothing_else_is_left() throws IOException {
        Path old = Files.writeString(directory.resolve("old.json"), "old and longer than the new");

        OutputFile.named("--json", old).write("new");
        OutputFile.named("--json", directory.resolve("new.json")).write("new");

        assertThat(old).hasContent("new");
        assertThat(names()).containsExactly("new.json", "old.json");
    }

    @Test
    void a_file_that_cannot_be_replaced_stays_as_it_was() throws IOException {
        Path file = Files.writeString(directory.resolve("a.json"), "old");
        OutputFile output = OutputFile.named("--json", file);
        Files.delete(file);
        Path inTheWay = Files.createDirectories(file.resolve("inner"));

        assertThatThrownBy(() -> output.write("new"))
                .isInstanceOfSatisfying(
                        Complaint.class,
                        complaint -> assertThat(complaint.exitCode()).isEqualTo(Exit.HOST));
        assertThat(inTheWay).isDirectory();
        assertThat(names()).containsExactly("a.json");
    }

    @Test
    void a_link_stays_a_link_to_the_file_that_is_written() throws IOException {
        Path real = Files.writeString(directory.resolve("real.json"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link.json"), real);

        OutputFile.named("--json", link).write("new");

        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("new");
    }

    @Test
    void a_directory_and_a_missing_directory_are_refused_in_one_line() {
        assertThatThrownBy(() -> OutputFile.named("--json", directory))
                .hasMessage("--json " + directory + ": is a directory; name a file that can be written");
        assertThatThrownBy(() -> OutputFile.named("--json", directory.resolve("no/a.json")))
                .hasMessage("--json " + directory.resolve("no/a.json")
                        + ": no such file or directory; name a file that can be written");
    }

    @Test
    void a_full_device_is_written_straight_and_stays_a_device() {
        Path full = Path.of("/dev/full");
        OutputFile output = OutputFile.named("--json", full);

        assertThatThrownBy(() -> output.write("text")).hasMessageContaining("No space left on device");
        assertThat(Files.isRegularFile(full)).isFalse();
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }
}
