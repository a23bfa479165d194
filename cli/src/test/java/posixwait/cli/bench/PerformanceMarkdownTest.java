package posixwait.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import posixwait.cli.Samples;
import posixwait.cli.io.Complaint;

class PerformanceMarkdownTest {
    private static final BenchResult.Ratio MEASURED = new BenchResult.Ratio("c", 1.5, 1.25, 1.75, 5);

    private static BenchResult result(
            String question,
            String subject,
            Map<String, Object> params,
            String unit,
            double value,
            BenchResult.@Nullable Ratio ratio) {
        return new BenchResult(
                question,
                "How <long> is it",
                subject,
                "25",
                params,
                unit,
                value,
                null,
                Map.of(),
                ratio == null ? null : Double.valueOf(ratio.value()),
                ratio == null ? List.of() : List.of(ratio),
                null,
                null);
    }

    private static BenchResult time(String subject, String n, double value, BenchResult.@Nullable Ratio ratio) {
        return result("storm", subject, Map.of("n", n), "ns", value, ratio);
    }

    private static BenchFile file(List<String> notes, BenchResult... results) {
        return new BenchFile(
                Samples.check().host(),
                List.of(results),
                notes,
                Map.of("call-echild", 0.0214),
                "./posixwait bench --full",
                "1 (abc)");
    }

    private static String page(BenchResult... results) {
        return PerformanceMarkdown.of(List.of(file(List.of(), results)));
    }

    @Test
    void c_is_a_time_and_others_are_multiples_of_it_with_their_interval() {
        assertThat(page(time("c", "10", 2e6, null), time("ffm", "10", 3e6, MEASURED)))
                .contains("| | n=10 |\n|---|--:|\n| c | 2.00 ms |\n| ffm | 1.50 (1.25 to 1.75) |\n");
    }

    @Test
    void a_multiple_of_too_few_rounds_has_no_interval() {
        assertThat(page(
                        time("c", "10", 2e6, null),
                        time("ffm", "10", 3e6, new BenchResult.Ratio("c", 1.5, null, null, 1))))
                .contains("| ffm | 1.50 |");
    }

    @Test
    void what_c_does_not_have_is_given_itself() {
        assertThat(page(result("threads", "ffm", Map.of("n", "10"), "threads", 1, null)))
                .contains("| ffm | 1 threads |");
    }

    @Test
    void what_was_not_measured_is_empty_and_not_zero() {
        assertThat(page(time("c", "10", 1, null), time("c", "20", 1, null), time("ffm", "20", 3, MEASURED)))
                .contains("| | n=10 | n=20 |")
                .contains("| ffm |  | 1.50 (1.25 to 1.75) |");
    }

    @Test
    void of_subjects_and_variations_the_more_numerous_go_downwards() {
        assertThat(page(time("c", "10", 1, null), time("c", "20", 1, null), time("c", "30", 1, null)))
                .contains("| | c |\n|---|--:|\n| n=10 | 1.00 ns |\n| n=20 | 1.00 ns |\n");
    }

    @Test
    void a_question_has_its_words_its_plot_and_its_run() {
        assertThat(page(time("c", "10", 1, null)))
                .contains(
                        "\n## storm\n\nHow &lt;long> is it.\n\n![How &lt;long> is it](docs/plots/storm.svg)\n\nUnit: ns. Run 1.\n");
    }

    @Test
    void a_run_has_its_machine_its_java_and_its_command() {
        assertThat(page(time("c", "10", 1, null)))
                .contains("| 1 | " + Samples.check().host().takenAt() + " | Linux ")
                .contains("| call-echild 2.1 % | 1 (abc) | `./posixwait bench --full` |");
    }

    @Test
    void the_versions_of_libraries_stand_with_the_runs_and_not_with_what_was_left_out() {
        String page = PerformanceMarkdown.of(
                List.of(file(List.of("versions: JNA 1, NuProcess 2"), time("c", "10", 1, null))));

        assertThat(page).contains("\nVersions: JNA 1, NuProcess 2.\n").doesNotContain("What was left out");
    }

    @Test
    void what_a_file_does_not_say_is_said_to_be_unknown() {
        BenchFile silent = new BenchFile(Samples.check().host(), List.of(time("c", "10", 1, null)), List.of());

        assertThat(PerformanceMarkdown.of(List.of(silent))).contains("| not measured | not recorded | not recorded |");
    }

    @Test
    void targets_are_counted_and_those_that_are_not_met_stand_at_the_top() {
        String page = PerformanceMarkdown.of(List.of(file(
                List.of(
                        "target: storm n=10 ffm: 0.95 (95%: 0.73 to 1.24) times c, wanted at most 1.15: undecided, the"
                                + " interval has the target in it",
                        "target: storm n=20 ffm: 2 times c, wanted at most 1.15: MISSED",
                        "target: storm n=30 ffm: 1 times c, wanted at most 1.15: met"),
                time("c", "10", 1, null))));

        assertThat(page)
                .contains("## Targets\n\n1 undecided, 1 MISSED, 1 met.")
                .contains(
                        "Not met, or not known; the reasons for ",
                        "#what-it-costs):\n\n- storm n=10 ffm: 0.95",
                        "- storm n=20 ffm: 2 times c")
                .contains("Targets:\n\n- storm n=10 ffm", "- storm n=30 ffm: 1 times c, wanted at most 1.15: met");
        assertThat(page.split("- storm n=30 ffm", -1))
                .as("met, so not at the top")
                .hasSize(2);
    }

    @Test
    void what_was_left_out_stands_at_the_end_with_the_reason() {
        assertThat(PerformanceMarkdown.of(
                        List.of(file(List.of("storm n=5 ffm: UNSUPPORTED: limit | fix"), time("c", "10", 1, null)))))
                .endsWith("## What was left out\n\n- storm n=5 ffm: UNSUPPORTED: limit \\| fix\n");
    }

    @Test
    void two_files_that_answer_one_question_are_refused() {
        BenchFile file = file(List.of(), time("c", "10", 1, null));

        assertThatThrownBy(() -> PerformanceMarkdown.of(List.of(file, file)))
                .isInstanceOf(Complaint.class)
                .hasMessageContaining("storm is in two of the files");
    }
}
