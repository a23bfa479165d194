package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of results that are there already: comparisons, pages, matrices, choices, reports. */
class ResultsIT extends SharedJvm {
    @Test
    void a_result_that_is_no_slower_passes_the_gate() throws Exception {
        assertThat(run(compare("bench-again.json")).ended(0).out())
                .contains("27 rows, no regression by more than 10%", "1 without a ratio to the floor")
                .doesNotContain("REGRESSION", "GONE");
        assertThat(files()).isEmpty();
    }

    @Test
    void a_backend_that_got_slower_is_named_by_the_gate() throws Exception {
        List<String> regressions = run(compare("bench-slower.json"))
                .ended(1)
                .out()
                .lines()
                .filter(line -> line.startsWith("REGRESSION"))
                .toList();

        assertThat(regressions)
                .hasSize(6)
                .allSatisfy(line -> assertThat(line)
                        .matches("REGRESSION  call-\\w+ jna-direct call=\\w+: 1\\.\\d+ times C in the baseline,"
                                + " 2\\.\\d+ now, \\+\\d+\\.\\d%, confidence .*99\\.\\d\\d%"));
    }

    @Test
    void more_may_be_allowed_than_it_got_slower_by() throws Exception {
        assertThat(run(compare("bench-slower.json", "--max-regression", "60%"))
                        .ended(0)
                        .out())
                .contains("no regression by more than 60%");
    }

    @Test
    void a_subject_that_is_not_there_any_more_is_said() throws Exception {
        Path now = directory.resolve("n.json");
        Files.writeString(
                now, Files.readString(Samples.file("bench-again.json")).replace("\"ffm\"", "\"ffm2\""));

        assertThat(run("bench", "--baseline", baseline(), "--result", "n.json")
                        .ended(0)
                        .out())
                .contains(
                        "GONE        call-echild ffm: call=waitpid, call=wait4, call=waitid",
                        "in the baseline only",
                        "not in the baseline");
    }

    @Test
    void a_result_that_is_there_already_is_not_measured() throws Exception {
        for (String option : List.of("--quick", "--full", "--only=call-echild", "--jdk=25", "--json=j.json")) {
            run(compare("bench-again.json", option)).complained(2, "--result", "is measured already");
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void a_page_of_figures_is_made_of_results_that_are_there() throws Exception {
        assertThat(run("bench", "--result", baseline(), "--markdown", "-")
                        .ended(0)
                        .out())
                .startsWith("# Performance\n")
                .contains("## call-echild\n");
        assertThat(files()).isEmpty();
    }

    @Test
    void of_results_that_answer_one_question_no_page_is_made() throws Exception {
        run("bench", "--result", baseline(), baseline(), "--markdown", "p.md")
                .complained(2, "--result", "call-echild is in two of the files");
        assertThat(files()).isEmpty();
    }

    @Test
    void results_of_two_checks_and_a_benchmark_become_one_matrix() throws Exception {
        String sample = Samples.file("sample-check.json").toString();
        String bench = Samples.file("sample-bench.json").toString();
        Path other = directory.resolve("o.json");
        Files.writeString(other, Files.readString(Path.of(sample)).replace("\"6.12.0\"", "\"5.15.0\""));

        assertThat(run("merge", sample, bench, "o.json", "--json", "m.json", "--html", "m.html")
                        .ended(1)
                        .out())
                .contains("jna (jna-direct) on Java 17.0.15, Linux 5.15: DOES NOT CONFORM", "WID-014", "1.21x");
        assertThat(run("merge", bench).ended(0).out()).contains("Java 25.0.3", "1.21x");

        assertThat(Schemas.errors("merge", Files.readString(directory.resolve("m.json"))))
                .isEmpty();
        assertThat(directory.resolve("m.html")).content().startsWith("<!doctype html>");
        assertThat(files()).containsExactly("m.html", "m.json", "o.json");
    }

    @Test
    void a_choice_is_made_for_a_workload_and_a_JDK_from_results_of_either_kind() throws Exception {
        String check = Samples.file("sample-check.json").toString();
        String bench = Samples.file("sample-bench.json").toString();

        String out = run("choose", "--workload", "few", "--result", bench, "--result", check, "--json", "-")
                .ended(0)
                .out();
        assertThat(Schemas.errors("choose", out)).isEmpty();
        assertThat(out).contains("\"workload\" : \"few\"", "\"headline\" : \"ffm on Java 25.0.3");
        // The sample fails a requirement on 17.
        assertThat(run("choose", "--jdk", "17", "--check", check, "--bench", bench)
                        .ended(1)
                        .out())
                .contains("no backend conforms on Java 17", "WID-014");
        run("choose", "--jdk", "21", "--result", check, "--bench", bench)
                .complained(2, "--jdk 21", "nothing was checked on it; there are 25.0.3, 17.0.15");
        run("choose", "--check", check, "--result", check).complained(2, "is a second result of 'check'");
        assertThat(files()).isEmpty();
    }

    /** By whatever name: what was measured once is not there again, and a worse run is no baseline. */
    @ParameterizedTest
    @CsvSource({
        "bench --result b.json --markdown b.json, --markdown b.json: is the file of --result",
        "bench --baseline b.json --json ./b.json, --json ./b.json: is the file of --baseline",
        "bench --baseline b.json --result c.json --markdown link, --markdown link: is the file of --baseline",
        "merge c.json b.json --json b.json, --json b.json: is a result that is read",
        "merge c.json b.json --html hard, --html hard: is a result that is read",
        "choose --check c.json --bench b.json --json b.json, --json b.json: is the file of --bench",
        "choose --result c.json --result b.json --json c.json, --json c.json: is the file of --result",
        "report --check c.json --bench b.json --out c.json, --out c.json: is the file of --check",
        "coverage --check c.json --html c.json, --html c.json: is the file of --check",
        "check --expect c.json --json c.json, --json c.json: is the file of --expect"
    })
    void what_is_read_is_not_written_over(String line, String complaint) throws Exception {
        Files.copy(Samples.file("sample-check.json"), directory.resolve("c.json"));
        Path bench = Files.copy(Samples.file("sample-bench.json"), directory.resolve("b.json"));
        Files.createSymbolicLink(directory.resolve("link"), Path.of("b.json"));
        Files.createLink(directory.resolve("hard"), bench);

        run(line.split(" ")).complained(2, complaint, "name another file");

        assertThat(bench).hasSameTextualContentAs(Samples.file("sample-bench.json"));
        assertThat(directory.resolve("c.json")).hasSameTextualContentAs(Samples.file("sample-check.json"));
        assertThat(files()).containsExactly("b.json", "c.json", "hard", "link");
    }

    @Test
    void results_become_a_choice_and_a_report() throws Exception {
        String check = Samples.file("sample-check.json").toString();
        String bench = Samples.file("sample-bench.json").toString();

        assertThat(run("choose", "--check", check, "--bench", bench).ended(0).out())
                .contains("Recommendation: ffm on Java 25.0.3", "--enable-native-access=ALL-UNNAMED");
        run("report", "--check", check, "--bench", bench, "--out", "r.html").ended(0);

        assertThat(directory.resolve("r.html")).content().startsWith("<!doctype html>");
        assertThat(files()).containsExactly("r.html");
    }

    private static String baseline() {
        return Samples.file("bench-baseline.json").toString();
    }

    private static String[] compare(String result, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "bench",
                "--baseline",
                baseline(),
                "--result",
                Samples.file(result).toString()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }
}
