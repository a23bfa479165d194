package posixwait.cli.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.cli.Samples;
import posixwait.cli.check.CheckFile;

/** What is read was written by an earlier command, or by anything else. */
class JsonTest {
    @TempDir
    Path directory;

    @Test
    void what_is_written_reads_back_the_same() {
        CheckFile check = Samples.check();

        assertThat(Json.parse(Json.text(check), CheckFile.class)).isEqualTo(check);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"kit\":",
                "\u0000\u0001",
                "{\"kit\":{\"version\":\"1\"},\"host\":null,\"runs\":[]}",
                "{\"kit\":{\"version\":\"1\"},\"host\":{},\"runs\":[{}]}",
                "{\"kit\":{\"version\":\"1\"},\"host\":{},\"runs\":\"none\"}"
            })
    void anything_else_is_refused_in_one_line(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("a.json"), text);

        assertThatThrownBy(() -> Json.read("--check", file, CheckFile.class, "check"))
                .isInstanceOfSatisfying(Complaint.class, complaint -> {
                    assertThat(complaint.exitCode()).isEqualTo(Exit.USAGE);
                    assertThat(complaint.line())
                            .startsWith("--check " + file + ": is ")
                            .doesNotContain("\n");
                });
    }

    @Test
    void a_file_that_is_not_there_and_a_directory_are_refused_in_one_line() {
        assertThatThrownBy(() -> Json.read("--check", directory.resolve("no"), CheckFile.class, "check"))
                .hasMessageContaining("no such file or directory; make one with 'posixwait check --json FILE'");
        assertThatThrownBy(() -> Json.read("--check", directory, CheckFile.class, "check"))
                .hasMessageContaining("is a directory");
    }
}
