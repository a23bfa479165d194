package posixwait.cli.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.cli.Samples;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchResult;
import posixwait.cli.check.CheckFile;
import posixwait.cli.check.NotRun;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.Exit;
import posixwait.cli.io.Json;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.Outcome;
import posixwait.conformance.run.RequirementResult;
import posixwait.conformance.run.Verdict;

class InputsTest {
    @TempDir
    private Path directory;

    @Test
    void a_check_and_a_bench_are_told_apart_by_their_content() {
        Path check = Samples.file("sample-check.json");
        Path bench = Samples.file("sample-bench.json");

        Inputs inputs = Inputs.read(List.of(bench, check));

        assertThat(inputs.checks()).containsExactly(Map.entry(check.toString(), Samples.check()));
        assertThat(inputs.benches()).containsExactly(Map.entry(bench.toString(), Samples.bench()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "7",
                "{\"runs\":",
                "{\"runs\":[]}",
                "{\"results\":[{}]}",
                "{\"kit\":{\"version\":\"1\"},\"host\":{},\"runs\":[{\"backend\":\"a\"}]}"
            })
    void anything_else_is_refused_in_one_line(String text) throws IOException {
        refuses(Files.writeString(directory.resolve("a.json"), text), "is not a result of '");
    }

    @Test
    void an_outcome_that_only_a_newer_kit_knows_is_refused() throws IOException {
        String text = Json.text(Samples.check()).replace("\"PASSED\",", "\"HALF_PASSED\",");

        refuses(Files.writeString(directory.resolve("a.json"), text), "is not a result of 'check', line ");
    }

    @Test
    void a_file_without_results_is_refused() throws IOException {
        refuses(
                Files.writeString(directory.resolve("a.json"), "{\"host\":{},\"results\":[]}"),
                "has no results in it; leave it out");
    }

    @Test
    void a_property_that_is_there_twice_is_refused() throws IOException {
        String text = Json.text(Samples.bench()).replaceFirst("\\}\\s*$", ",\"results\":[]}");

        refuses(Files.writeString(directory.resolve("a.json"), text), "it has a property twice in one object");
    }

    @Test
    void a_proof_is_refused_although_it_has_runs_too() throws IOException {
        Path proof = Files.writeString(directory.resolve("p.json"), Json.text(Samples.proof(Verdict.CAUGHT)));

        refuses(proof, "is not a result of 'check'");
    }

    @Test
    void a_file_that_is_named_twice_is_refused() {
        Path check = Samples.file("sample-check.json");
        Path same = check.resolveSibling(".").resolve(check.getFileName());

        assertThatThrownBy(() -> Inputs.read(List.of(check, same)))
                .isInstanceOf(Complaint.class)
                .hasMessageContaining("is named twice");
    }

    @Test
    void a_copy_of_a_result_is_refused() throws IOException {
        Path bench = Samples.file("sample-bench.json");
        Path copy = Files.copy(bench, directory.resolve("copy.json"));

        assertThatThrownBy(() -> Inputs.read(List.of(bench, copy)))
                .isInstanceOf(Complaint.class)
                .hasMessageContaining("is the same run as " + bench);
    }

    @Test
    void two_results_for_one_cell_are_refused() throws IOException {
        BackendRun run = Samples.run("ffm", "ffm", "25", Outcome.PASSED);
        List<RequirementResult> doubled = new ArrayList<>(run.requirements());
        doubled.addAll(run.requirements());
        CheckFile check = Samples.checkOf(new BackendRun("ffm", "ffm", "25", doubled));
        BenchFile sample = Samples.bench();
        List<BenchResult> figures = new ArrayList<>(sample.results());
        figures.add(figures.get(0));
        BenchFile bench = new BenchFile(sample.host(), figures, List.of());

        refuses(Files.writeString(directory.resolve("c.json"), Json.text(check)), "has WID-001 twice in one run");
        refuses(
                Files.writeString(directory.resolve("b.json"), Json.text(bench)),
                "has call-echild of c twice in one run");
    }

    @Test
    void the_exit_code_is_the_worst_that_a_check_calls_for() {
        CheckFile good = Samples.checkOf(Samples.run("ffm", "ffm", "25", Outcome.PASSED, Outcome.EXPECTED_FAILURE));
        CheckFile bad = Samples.checkOf(Samples.run("ffm", "ffm", "25", Outcome.PASSED, Outcome.FAILED));
        CheckFile unable =
                new CheckFile(good.kit(), good.host(), good.runs(), List.of(new NotRun("jna", "25", "no room", true)));

        assertThat(new Inputs(Map.of("a", good), Map.of()).exitCode()).isEqualTo(Exit.CONFORMS);
        assertThat(new Inputs(Map.of("a", good, "b", unable), Map.of()).exitCode())
                .isEqualTo(Exit.HOST);
        assertThat(new Inputs(Map.of("a", good, "b", bad, "c", unable), Map.of()).exitCode())
                .isEqualTo(Exit.DOES_NOT_CONFORM);
        assertThat(new Inputs(Map.of(), Map.of("f", Samples.bench())).exitCode())
                .isEqualTo(Exit.CONFORMS);
    }

    @Test
    void what_could_not_run_is_in_the_notes() {
        CheckFile unable = new CheckFile(
                new CheckFile.Kit("1"),
                Samples.check().host(),
                List.of(),
                List.of(new NotRun("jna", "25", "no\nroom", true), new NotRun("ffm", "17", "too old", false)));

        assertThat(MergeFile.of(new Inputs(Map.of("a.json", unable), Map.of())).notes())
                .containsExactly(
                        "a.json: jna on Java 25 could not run: no room", "a.json: ffm on Java 17 was not run: too old");
    }

    private static void refuses(Path file, String words) {
        assertThatThrownBy(() -> Inputs.read(List.of(file))).isInstanceOfSatisfying(Complaint.class, complaint -> {
            assertThat(complaint.exitCode()).isEqualTo(Exit.USAGE);
            assertThat(complaint.line()).startsWith(file + ": ").contains(words).doesNotContain("\n");
        });
    }
}
