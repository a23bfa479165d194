package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process of its own that something is wrong for: its exit code, its standard error, and where it writes to. */
class ComplainingIT extends RunnableJar {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"2 | nosuch | unknown option or command", "3 | check --jdk 99 | is not installed; found: "})
    void a_process_complains_in_one_line_and_exits_with_what_is_documented(int code, String arguments, String words)
            throws Exception {
        run(newest(), arguments.split(" ", -1)).complained(code, words);

        assertThat(files()).isEmpty();
    }

    @Test
    void a_full_disk_leaves_no_half_file() throws Exception {
        run(newest(), onNewest("--id", "ST-001", "--json", "/dev/full"))
                .complained(3, "--json /dev/full", "No space left on device");
        assertThat(Files.isRegularFile(Path.of("/dev/full"))).isFalse();

        Started.shell(directory, newest(), "$P --version > /dev/full")
                .awaitEnd()
                .complained(3, "standard output", "No space left on device");
    }

    @Test
    void a_reader_that_goes_away_is_no_trouble() throws Exception {
        Started.Ended ended = Started.shell(directory, newest(), "$P check --help | head -n 1")
                .awaitEnd();

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().lines().count()).isEqualTo(1);
    }
}
