package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import posixwait.bench.peers.Asked;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchResult;
import posixwait.cli.io.Json;
import posixwait.cli.peers.PeersFile;
import posixwait.conformance.run.Jdk;
import posixwait.conformance.run.Jdks;

/** The commands beside {@code check} from outside: what they print, what they leave, how they exit. */
class CommandLineIT extends RunnableJar {
    @ParameterizedTest
    @MethodSource("jdks")
    void it_starts_on_every_jdk_and_says_its_version(Jdk jdk) throws Exception {
        assertThat(run(jdk, "--version").ended(0).out()).contains("posixwait ", "requirements", jdk.version());
        assertThat(run(jdk, "--help").ended(0).out())
                .contains("check", "prove", "explore", "bench", "choose", "coverage", "doctor", "merge", "report");
        assertThat(run(jdk, "check", "--help").ended(0).out()).contains("--junit-xml");
    }

    @Test
    void an_ignored_sigchld_is_found_although_the_jdk_resets_it() throws Exception {
        Started.Ended ended = Started.shell(
                        directory, newest(), "trap '' CHLD; exec env --ignore-signal=CHLD $P doctor")
                .awaitEnd();
        assumeTrue(ended.exitCode() != 125, "UNSUPPORTED: this env has no --ignore-signal");

        assertThat(ended.ended(1).out()).contains("FAIL  SIGCHLD", "--default-signal=CHLD");
    }

    @Test
    void a_proof_becomes_a_section_of_the_report() throws Exception {
        String check = Samples.file("sample-check.json").toString();
        String bench = Samples.file("sample-bench.json").toString();

        assertThat(run(newest(), "prove", "--fault", "exit-*", "--json", "p.json", "--markdown", "p.md")
                        .ended(0)
                        .out())
                .contains("caught     exit-code-sign-extended ", "-> ST-010 failed", " broken backends: ");
        run(newest(), "report", "--check", check, "--bench", bench, "--prove", "p.json", "--out", "r.html")
                .ended(0);

        assertThat(Schemas.errors("prove", Files.readString(directory.resolve("p.json"))))
                .isEmpty();
        assertThat(directory.resolve("r.html")).content().contains("exit-code-sign-extended");
        assertThat(files()).containsExactly("p.json", "p.md", "r.html");
    }

    @Test
    void an_exploration_says_its_seed_and_what_it_covered() throws Exception {
        assertThat(run(newest(), "explore", "--seed", "7", "--steps", "3000", "--backend", "ffm", "--json", "e.json")
                        .ended(0)
                        .out())
                .startsWith("seed 7\n")
                .contains("ffm on Java ", ": no difference after 3,", "covered of the model: ");

        assertThat(Schemas.errors("explore", Files.readString(directory.resolve("e.json"))))
                .isEmpty();
        assertThat(files()).containsExactly("e.json");
    }

    @Test
    void an_exploration_says_which_backend_no_jdk_here_runs_and_explores_with_the_others() throws Exception {
        Jdk oldest = jdks().get(jdks().size() - 1);
        assumeTrue(oldest.feature() < 22, "UNSUPPORTED: no JDK here that ffm does not run on");
        String hidden = Jdks.find().stream()
                .filter(jdk -> jdk.feature() >= 22)
                .map(jdk -> "mount -t tmpfs none " + jdk.home() + " && ")
                .collect(Collectors.joining());

        Started.Ended ended = Started.shell(
                        directory,
                        oldest,
                        "export P; unshare -Urm sh -c '(" + hidden
                                + "true) 2>/dev/null || exit 77; exec $P explore --seed 7 --steps 1000'")
                .awaitEnd();
        assumeTrue(
                ended.exitCode() != 77 && !ended.err().contains("unshare"),
                () -> "UNSUPPORTED: unshare -Urm: " + ended.err().strip());

        assertThat(ended.ended(0).out())
                .contains(
                        "jna on Java " + oldest.version() + ": no difference after ",
                        "ffm on Java " + oldest.version() + ": not explored: needs Java 22 or later");
    }

    @Test
    void a_benchmark_of_one_question_has_figures_of_every_subject() throws Exception {
        run(newest(), "bench", "--quick", "--only", "call-echild", "--json", "b.json")
                .ended(0);

        String json = Files.readString(directory.resolve("b.json"));
        assertThat(Schemas.errors("bench", json)).isEmpty();
        assertThat(Json.parse(json, BenchFile.class).results())
                .extracting(BenchResult::subject)
                .contains("ffm", "jna-direct", "jna-interface");
        assertThat(files()).containsExactly("b.json");
    }

    @Test
    void a_result_that_is_no_slower_passes_the_gate() throws Exception {
        assertThat(run(newest(), compare("bench-again.json")).ended(0).out())
                .contains("27 rows, no regression by more than 10%", "1 without a ratio to the floor")
                .doesNotContain("REGRESSION", "GONE");
        assertThat(files()).isEmpty();
    }

    @Test
    void a_backend_that_got_slower_is_named_by_the_gate() throws Exception {
        List<String> regressions = run(newest(), compare("bench-slower.json"))
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
        assertThat(run(newest(), compare("bench-slower.json", "--max-regression", "60%"))
                        .ended(0)
                        .out())
                .contains("no regression by more than 60%");
    }

    @Test
    void a_subject_that_is_not_there_any_more_is_said() throws Exception {
        Path now = directory.resolve("n.json");
        Files.writeString(
                now, Files.readString(Samples.file("bench-again.json")).replace("\"ffm\"", "\"ffm2\""));

        assertThat(run(newest(), "bench", "--baseline", baseline(), "--result", "n.json")
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
            run(newest(), compare("bench-again.json", option)).complained(2, "--result", "is measured already");
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void a_run_is_held_against_a_baseline_after_it_is_written() throws Exception {
        run(newest(), "bench", "--only", "call-echild", "--json", "b.json").ended(0);
        Path baseline = directory.resolve("b.json");
        String measured = Files.readString(baseline);
        // So much faster that the next run can only be slower.
        String faster = measured.replaceAll(
                "(\"to\"\\s*:\\s*\"c\",\\s*\"value\"\\s*:\\s*)[^,]+(,\\s*\"low\"\\s*:\\s*)[^,]+(,\\s*\"high\"\\s*:\\s*)[0-9.E-]+",
                "$10.0010$20.0009$30.0011");
        assumeTrue(!faster.equals(measured), "UNSUPPORTED: no C compiler, no floor");
        Files.writeString(baseline, faster);

        Started.Ended ended =
                run(newest(), "bench", "--only", "call-echild", "--json", "n.json", "--baseline", "b.json");

        assertThat(ended.ended(1).out()).contains("REGRESSION  call-echild ffm call=waitpid: 0.00 times C");
        assertThat(files()).containsExactly("b.json", "n.json");
    }

    @Test
    void a_page_of_figures_is_made_of_results_that_are_there() throws Exception {
        assertThat(run(newest(), "bench", "--result", baseline(), "--markdown", "-")
                        .ended(0)
                        .out())
                .startsWith("# Performance\n")
                .contains("## call-echild\n");
        assertThat(files()).isEmpty();
    }

    @Test
    void of_results_that_answer_one_question_no_page_is_made() throws Exception {
        run(newest(), "bench", "--result", baseline(), baseline(), "--markdown", "p.md")
                .complained(2, "--result", "call-echild is in two of the files");
        assertThat(files()).isEmpty();
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

    @ParameterizedTest
    @MethodSource("jdks")
    void libraries_are_asked_what_they_say_of_a_child(Jdk jdk) throws Exception {
        String out = run(newest(), "peers", "--rounds", "1", "--jdk", jdk.version(), "--json", "-")
                .ended(0)
                .out();

        assertThat(Schemas.errors("peers", out)).isEmpty();
        assertThat(Json.parse(out, PeersFile.class).asked())
                .extracting(Asked::peer)
                .contains("posixwait", "java.lang.Process", "NuProcess", "jnr-posix");
    }

    @Test
    void coverage_shows_pages_and_the_outcomes_of_a_result() throws Exception {
        run(newest(), onNewest("--id", FEW, "--json", "c.json")).ended(0);

        assertThat(run(newest(), "coverage").ended(0).out()).contains("wait.3posix", "percent", "requirements: ");
        assertThat(run(newest(), "coverage", "--check", "c.json", "--html", "c.html", "--markdown", "c.md")
                        .ended(0)
                        .out())
                .contains("jna (jna-direct) on Java " + newest().version() + ": ", "tested assertions passed");

        assertThat(directory.resolve("c.html")).content().startsWith("<!doctype html>");
        assertThat(directory.resolve("c.md")).content().contains("| passed |", "not run");
        assertThat(files()).containsExactly("c.html", "c.json", "c.md");
    }

    @Test
    void a_result_of_a_newer_kit_is_refused_by_the_coverage() throws Exception {
        run(newest(), onNewest("--id", "ST-001", "--json", "c.json")).ended(0);
        Path file = directory.resolve("c.json");
        Files.writeString(file, Files.readString(file).replace("ST-001", "ST-999"));

        run(newest(), "coverage", "--check", "c.json", "--html", "c.html").complained(2, "has ST-999");

        assertThat(files()).containsExactly("c.json");
    }

    @Test
    void results_of_two_checks_and_a_benchmark_become_one_matrix() throws Exception {
        String sample = Samples.file("sample-check.json").toString();
        String bench = Samples.file("sample-bench.json").toString();
        Path other = directory.resolve("o.json");
        Files.writeString(other, Files.readString(Path.of(sample)).replace("\"6.12.0\"", "\"5.15.0\""));

        assertThat(run(newest(), "merge", sample, bench, "o.json", "--json", "m.json", "--html", "m.html")
                        .ended(1)
                        .out())
                .contains("jna (jna-direct) on Java 17.0.15, Linux 5.15: DOES NOT CONFORM", "WID-014", "1.21x");
        assertThat(run(newest(), "merge", bench).ended(0).out()).contains("Java 25.0.3", "1.21x");

        assertThat(Schemas.errors("merge", Files.readString(directory.resolve("m.json"))))
                .isEmpty();
        assertThat(directory.resolve("m.html")).content().startsWith("<!doctype html>");
        assertThat(files()).containsExactly("m.html", "m.json", "o.json");
    }

    @Test
    void a_choice_is_made_for_a_workload_and_a_JDK_from_results_of_either_kind() throws Exception {
        String check = Samples.file("sample-check.json").toString();
        String bench = Samples.file("sample-bench.json").toString();

        String out = run(newest(), "choose", "--workload", "few", "--result", bench, "--result", check, "--json", "-")
                .ended(0)
                .out();
        assertThat(Schemas.errors("choose", out)).isEmpty();
        assertThat(out).contains("\"workload\" : \"few\"", "\"headline\" : \"ffm on Java 25.0.3");
        // The sample fails a requirement on 17.
        assertThat(run(newest(), "choose", "--jdk", "17", "--check", check, "--bench", bench)
                        .ended(1)
                        .out())
                .contains("no backend conforms on Java 17", "WID-014");
        run(newest(), "choose", "--jdk", "21", "--result", check, "--bench", bench)
                .complained(2, "--jdk 21", "nothing was checked on it; there are 25.0.3, 17.0.15");
        run(newest(), "choose", "--check", check, "--result", check).complained(2, "is a second result of 'check'");
        assertThat(files()).isEmpty();
    }

    @Test
    void start_up_is_measured_where_a_cold_command_is_to_be_chosen_for() throws Exception {
        run(newest(), "check", "--id", "ST-001", "--jdk", newest().version(), "--json", "c.json")
                .ended(0);

        String out = run(newest(), "choose", "--workload", "cold-cli", "--check", "c.json", "--json", "h.json")
                .ended(0)
                .out();

        assertThat(out)
                .contains("(--workload cold-cli)", "start-up (70%): ", "first call (30%): ")
                .hasLineCount(5);
        assertThat(Schemas.errors("choose", Files.readString(directory.resolve("h.json"))))
                .isEmpty();
        assertThat(files()).containsExactly("c.json", "h.json");
    }

    @Test
    void results_become_a_choice_and_a_report() throws Exception {
        String check = Samples.file("sample-check.json").toString();
        String bench = Samples.file("sample-bench.json").toString();

        assertThat(run(newest(), "choose", "--check", check, "--bench", bench)
                        .ended(0)
                        .out())
                .contains("Recommendation: ffm on Java 25.0.3", "--enable-native-access=ALL-UNNAMED");
        run(newest(), "report", "--check", check, "--bench", bench, "--out", "r.html")
                .ended(0);

        assertThat(directory.resolve("r.html")).content().startsWith("<!doctype html>");
        assertThat(files()).containsExactly("r.html");
    }
}
