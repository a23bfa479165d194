package posixwait.cli.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.cli.Samples;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.Json;
import posixwait.cli.io.Paint;

class BaselineTest {
    private static final Path FILE = Samples.file("bench-baseline.json");

    @TempDir
    private Path directory;

    private static String print(Baseline baseline, BenchFile now) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Comparison comparison = baseline.against(now, Set.of());
        new ComparisonText(new PrintStream(bytes, true, StandardCharsets.UTF_8), Paint.none())
                .print(comparison, "b.json", baseline.differences(now));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Baseline of(Figure... figures) {
        return new Baseline(Path.of("b.json"), Figure.file(figures), 0.1);
    }

    @ParameterizedTest
    @CsvSource({"10%, 0.1", "2.5%, 0.025", "0%, 0", "100%, 1"})
    void a_percentage_is_a_hundredth_of_its_number(String text, double fraction) {
        assertThat(Baseline.read(FILE, text).allowed()).isEqualTo(fraction);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "-1%", "%", "ten%", "1e3%", "NaN%", "10 %", "1.%"})
    void what_is_no_percentage_is_refused(String text) {
        assertThatThrownBy(() -> Baseline.read(FILE, text))
                .isInstanceOf(Complaint.class)
                .hasMessageContaining("is no percentage; give one such as 10%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "{\"host\": {}, \"runs\": []}", "nonsense"})
    void what_is_no_result_of_bench_is_refused(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("b.json"), text);

        assertThatThrownBy(() -> Baseline.read(file, "10%"))
                .isInstanceOf(Complaint.class)
                .hasMessageContaining("make one with 'posixwait bench --json FILE'");
    }

    @Test
    void a_row_that_is_there_twice_is_refused() throws IOException {
        Path file = Files.writeString(
                directory.resolve("b.json"), Json.text(Figure.file(Figure.call("ffm"), Figure.call("ffm"))));

        assertThatThrownBy(() -> Baseline.result("--result", file))
                .isInstanceOf(Complaint.class)
                .hasMessageContaining("has call-echild ffm call=waitpid twice");
    }

    @Test
    void a_result_with_no_row_in_common_is_refused() {
        assertThatThrownBy(() -> of(Figure.call("ffm")).against(Figure.file(Figure.call("jna-direct")), Set.of()))
                .isInstanceOf(Complaint.class)
                .hasMessageContaining("b.json: has no row in common with the result");
    }

    @Test
    void a_result_of_which_no_row_can_be_compared_is_refused() {
        assertThatThrownBy(() -> of(Figure.call("ffm")).against(Figure.file(Figure.call("ffm")), Set.of()))
                .isInstanceOf(Complaint.class)
                .hasMessageContaining("no row could be compared: 1 without a measure of noise");
    }

    @Test
    void a_regression_is_one_line_with_all_that_is_known_of_it() {
        Baseline baseline = of(Figure.call("c"), Figure.call("ffm").toFloor(1.2));

        assertThat(print(
                                baseline,
                                Figure.file(Figure.call("c"), Figure.call("ffm").toFloor(1.5)))
                        .lines())
                .anySatisfy(line -> assertThat(line)
                        .matches("REGRESSION  call-echild ffm call=waitpid: 1\\.20 times C in the baseline, 1\\.50 now,"
                                + " \\+25\\.0%, confidence above 99\\.99%"))
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo("compared with b.json: 1 row, 1 regressed by more than 10% and by more than noise"
                                + " explains; no row was left out"));
    }

    @Test
    void what_is_gone_is_a_line_for_each_subject_and_question_and_no_regression() {
        Figure storm = Figure.rounds("jna-direct", 1, 0.9, 1.1);
        Baseline baseline =
                of(Figure.call("c"), Figure.call("ffm"), storm.with(Map.of("n", 10)), storm.with(Map.of("n", 20)));

        assertThat(print(baseline, Figure.file(Figure.call("c"), Figure.call("ffm"))))
                .contains("GONE        reaper-storm jna-direct: n=10, n=20\n")
                .contains("1 row, no regression by more than 10%", "not compared: 2 in the baseline only\n");
    }

    @Test
    void few_rows_are_said_not_to_show_the_noise_between_runs() {
        assertThat(print(of(Figure.call("c"), Figure.call("ffm")), Figure.file(Figure.call("c"), Figure.call("ffm"))))
                .contains("note: no row shows what one run differs from the next by");
    }

    @Test
    void another_host_is_a_note() {
        Baseline baseline = Baseline.read(FILE, "10%");
        BenchFile other = Json.parse(
                Json.text(baseline.file()).replace("\"6.12.0\"", "\"6.1.0\"").replace("25.0.3", "25.0.4"),
                BenchFile.class);

        assertThat(baseline.differences(baseline.file())).isEmpty();
        assertThat(baseline.differences(other))
                .isEqualTo(List.of("JDK (25.0.3, now 25.0.4)", "kernel release (6.12.0, now 6.1.0)"));
        assertThat(print(baseline, other)).contains("note: the baseline is of another host or JDK: JDK (25.0.3, now");
    }
}
