package posixwait.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationsFileTest {
    private static final Expectation FULL = new Expectation(
            "WID-014",
            "jna",
            new When(">=6.1 <6.9", "musl", "aarch64", "=17", false),
            "r",
            "https://example.org/1",
            LocalDate.of(2030, 1, 31));

    @TempDir
    private Path directory;

    private Path written(String content) throws IOException {
        return Files.writeString(directory.resolve("known.json"), content);
    }

    @Test
    void what_is_written_is_read() throws IOException {
        Expectations read = ExpectationsFile.read(written(ExpectationsFile.text(List.of(FULL))));

        assertThat(read.all()).containsExactly(FULL);
        assertThat(read.file()).isEqualTo(directory.resolve("known.json").toString());
    }

    @Test
    void the_digest_is_that_of_the_bytes() throws IOException {
        assertThat(ExpectationsFile.read(written("[]")).sha256())
                .isEqualTo("4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945");
    }

    @Test
    void what_an_entry_does_not_have_is_not_written() {
        Expectation plain = new Expectation("WID-014", null, null, "r", null, LocalDate.of(2030, 1, 31));

        assertThat(ExpectationsFile.text(List.of(plain))).doesNotContain("null", "backend", "when", "link");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | not an array",
                "not JSON | not JSON, line 1",
                "[] [] | not JSON",
                "[1] | entry 1 is not an object",
                "[{\"id\":\"wid-14\",\"reason\":\"r\",\"expires\":\"2030-01-31\"}] | entry 1 needs an \"id\"",
                "[{\"id\":\"WID-014\",\"expires\":\"2030-01-31\"}] | entry 1 needs a \"reason\"",
                "[{\"id\":\"WID-014\",\"reason\":\" \",\"expires\":\"2030-01-31\"}] | entry 1 needs a \"reason\"",
                "[{\"id\":\"WID-014\",\"reason\":5,\"expires\":\"2030-01-31\"}] | entry 1 has a bad \"reason\"",
                "[{\"id\":\"WID-014\",\"reason\":\"r\"}] | entry 1 needs \"expires\"",
                "[{\"id\":\"WID-014\",\"reason\":\"r\",\"expires\":\"2030-02-31\"}] | entry 1 has a bad \"expires\"",
                "[{\"id\":\"WID-014\",\"reason\":\"r\",\"expires\":\"2030-01-31\",\"wen\":{}}] | unknown \"wen\"",
                "[{\"id\":\"WID-014\",\"reason\":\"r\",\"expires\":\"2030-01-31\",\"when\":{\"moon\":\"full\"}}] | unknown \"moon\"",
                "[{\"id\":\"WID-014\",\"reason\":\"r\",\"expires\":\"2030-01-31\",\"when\":{\"kernel\":\"6.1\"}}] | \"kernel\": \"6.1\" is no range",
                "[{\"id\":\"WID-014\",\"reason\":\"r\",\"expires\":\"2030-01-31\",\"when\":{\"kernel\":6.1}}] | bad \"when.kernel\"",
                "[{\"id\":\"WID-014\",\"reason\":\"r\",\"expires\":\"2030-01-31\",\"when\":{\"libc\":\"bionic\"}}] | \"libc\": \"bionic\"",
                "[{\"id\":\"WID-014\",\"reason\":\"r\",\"expires\":\"2030-01-31\",\"when\":{\"root\":\"yes\"}}] | bad \"when.root\"",
                "[{\"id\":\"WID-014\",\"reason\":\"r\",\"expires\":\"2030-01-31\",\"link\":\"see above\"}] | has a \"link\" that is none",
                "[{\"id\":\"WID-014\",\"reason\":\"r\",\"reason\":\"s\",\"expires\":\"2030-01-31\"}] | not JSON",
                "[{\"id\":\"CANARY-001\",\"backend\":\"jna\",\"reason\":\"r\",\"expires\":\"2030-01-31\"}] | is the canary",
            })
    void what_could_mean_something_else_is_refused_in_one_line(String content, String words) throws IOException {
        Path file = written(content);

        assertThatThrownBy(() -> ExpectationsFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(words)
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("\n"));
    }

    @Test
    void the_same_entry_twice_is_refused() throws IOException {
        Path file = written(ExpectationsFile.text(List.of(FULL, FULL)));

        assertThatThrownBy(() -> ExpectationsFile.read(file)).hasMessage("entry 2 repeats entry 1");
    }
}
