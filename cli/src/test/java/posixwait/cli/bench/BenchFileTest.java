package posixwait.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.cli.Samples;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.Json;

/** A result comes from a file, which may say anything. */
class BenchFileTest {
    private static final String ROW = "{\"question\":\"q\",\"subject\":\"ffm\",\"jdk\":\"25\",\"unit\":\"ns\"";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"-3", "1e300", "\"NaN\"", "1.01", "null"})
    void a_noise_floor_is_from_0_to_1(String floor) throws IOException {
        refuses("{\"host\":{},\"results\":[],\"noiseFloor\":{\"q\":" + floor + "}}", "noiseFloor of q is ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "\"NaN\""})
    void a_value_is_finite(String value) throws IOException {
        refuses(result(",\"value\":" + value), "value is ");
    }

    @Test
    void an_error_is_not_less_than_nothing() throws IOException {
        refuses(result(",\"error\":-1"), "error is -1.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-3", "0", "1e308", "1e400", "\"NaN\""})
    void a_ratio_is_above_0_and_within_reason(String value) throws IOException {
        refuses(result(",\"ratios\":[{\"to\":\"c\",\"value\":" + value + "}]"), "the ratio to c is ");
        refuses(result(",\"ratioToFloor\":" + value), "ratioToFloor is ");
    }

    @Test
    void a_ratio_has_one_round_at_least() throws IOException {
        refuses(result(",\"ratios\":[{\"to\":\"c\",\"value\":1,\"rounds\":-1}]"), "rounds is -1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"results\":[]} | it has no 'host'",
                "{\"host\":{}} | it has no 'results'",
                "{\"host\":{},\"results\":[{}]} | it has no 'question'"
            })
    void what_is_missing_is_named(String text, String words) throws IOException {
        refuses(text, words);
    }

    @Test
    void a_result_of_check_is_told_to_be_one() throws IOException {
        refuses(Json.text(Samples.check()), "is a result of 'check', not of 'bench'");
    }

    private static String result(String more) {
        return "{\"host\":{},\"results\":[" + ROW + more + "}]}";
    }

    private void refuses(String text, String words) throws IOException {
        Path file = Files.writeString(directory.resolve("a.json"), text);

        assertThatThrownBy(() -> Json.read("--bench", file, BenchFile.class, "bench"))
                .isInstanceOfSatisfying(
                        Complaint.class,
                        complaint ->
                                assertThat(complaint.line()).contains(words).doesNotContain("\n"));
    }
}
