package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import posixwait.bench.peers.Asked;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchResult;
import posixwait.cli.io.Json;
import posixwait.cli.peers.PeersFile;
import posixwait.conformance.run.Jdk;

/** The commands beside {@code check} from outside: what they print, what they leave, how they exit. */
class CommandLineIT extends RunnableJar {
    @ParameterizedTest
    @MethodSource("jdks")
    void it_starts_on_every_jdk_and_says_its_version(Jdk jdk) throws Exception {
        assertThat(run(jdk, "--version").ended(0).out()).contains("posixwait ", "requirements", jdk.version());
        assertThat(run(jdk, "--help").ended(0).out())
                .contains("check", "prove", "bench", "choose", "coverage", "doctor", "merge", "report");
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
        run(newest(), "check", "--backend", "jna", "--id", FEW, "--json", "c.json")
                .ended(0);

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
        run(newest(), "check", "--backend", "jna", "--id", "ST-001", "--json", "c.json")
                .ended(0);
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
