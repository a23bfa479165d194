package posixwait.cli.choose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import posixwait.cli.Samples;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchResult;
import posixwait.cli.check.CheckFile;
import posixwait.cli.choose.Choice.Kind;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.Outcome;

/** Conformance first, the tail of a storm second, the cost of a call third; and no difference out of noise. */
class ChooserTest {
    private static final BackendRun FFM = Samples.run("ffm", "ffm", "25.0.3", Outcome.PASSED);
    private static final BackendRun JNA = Samples.run("jna", "jna-direct", "25.0.3", Outcome.PASSED);
    private static final BackendRun JNA_17 = Samples.run("jna", "jna-direct", "17.0.15", Outcome.PASSED);

    @Test
    void the_better_tail_wins_when_it_is_better_by_more_than_the_error() {
        Choice choice = choose(bench(storm("ffm", 1000, 10), storm("jna-direct", 800, 10)), FFM, JNA, JNA_17);

        assertThat(choice.kind()).isEqualTo(Kind.CLEAR);
        assertThat(choice.recommended()).extracting(Candidate::backend).isEqualTo("jna");
        assertThat(choice.because()).anyMatch(line -> line.contains("fork storm, p99: 1.60x C"));
        assertThat(choice.headline()).isEqualTo("jna on Java 25.0.3");
    }

    @Test
    void a_difference_within_the_error_leaves_it_to_the_cost_of_a_call() {
        Choice choice = choose(
                bench(
                        storm("ffm", 1000, 100),
                        storm("jna-direct", 900, 100),
                        call("ffm", 180, 3),
                        call("jna-direct", 300, 3)),
                FFM,
                JNA);

        assertThat(choice.kind()).isEqualTo(Kind.CLEAR);
        assertThat(choice.recommended()).extracting(Candidate::backend).isEqualTo("ffm");
    }

    @Test
    void a_difference_within_the_error_everywhere_is_called_a_tie() {
        Choice choice = choose(bench(storm("ffm", 1000, 100), storm("jna-direct", 950, 100)), FFM, JNA);

        assertThat(choice.kind()).isEqualTo(Kind.TIE);
        assertThat(choice.headline()).isEqualTo("ffm on Java 25.0.3, by a tie");
        assertThat(choice.because()).anyMatch(line -> line.startsWith("a tie: "));
    }

    @Test
    void the_fastest_is_never_recommended_if_it_does_not_conform() {
        BackendRun wrong = Samples.run("ffm", "ffm", "25.0.3", Outcome.PASSED, Outcome.FAILED);

        Choice choice = choose(bench(storm("ffm", 500, 1), storm("jna-direct", 900, 1)), wrong, JNA);

        assertThat(choice.kind()).isEqualTo(Kind.ONLY_ONE);
        assertThat(choice.headline()).isEqualTo("jna on Java 25.0.3: there is no choice, only this conforms");
        assertThat(choice.because()).anyMatch(line -> line.startsWith("ffm on Java 25.0.3 is out"));
    }

    @Test
    void where_none_conforms_nothing_is_recommended() {
        Choice choice = choose(null, Samples.run("ffm", "ffm", "25.0.3", Outcome.TIMEOUT));

        assertThat(choice.kind()).isEqualTo(Kind.NONE);
        assertThat(choice.recommended()).isNull();
        assertThat(choice.exitCode()).isEqualTo(1);
    }

    @Test
    void figures_of_another_jdk_say_nothing() {
        Choice choice = choose(bench(storm("jna-direct", 900, 1)), JNA_17, FFM);

        assertThat(choice.kind()).isEqualTo(Kind.UNMEASURED);
        assertThat(choice.candidates()).allMatch(candidate -> candidate.storm() == null);
    }

    @Test
    void without_figures_conformance_alone_decides_and_that_is_said() {
        Choice choice = choose(null, FFM, JNA);

        assertThat(choice.kind()).isEqualTo(Kind.UNMEASURED);
        assertThat(choice.headline()).isEqualTo("ffm on Java 25.0.3, by conformance only");
    }

    @Test
    void figures_without_an_error_or_a_floor_are_used_with_an_error_assumed() {
        BenchResult noError = new BenchResult(
                "reaper-storm",
                null,
                "ffm",
                "25.0.3",
                Map.of("n", 10),
                "ns",
                900.0,
                null,
                Map.of("p99", 900.0),
                null,
                List.of(),
                null,
                null);

        Choice choice = Chooser.choose(
                Samples.checkOf(FFM, JNA), new BenchFile(Samples.check().host(), List.of(noError), List.of()));

        assertThat(choice.candidates().get(0).storm())
                .isNotNull()
                .extracting(Score::inWords)
                .isEqualTo("900 ns +-10% (assumed)");
    }

    private static Choice choose(@Nullable BenchFile bench, BackendRun... runs) {
        CheckFile check = Samples.checkOf(runs);
        return Chooser.choose(check, bench);
    }

    private static BenchFile bench(BenchResult... results) {
        List<BenchResult> all = new ArrayList<>(List.of(results));
        all.add(storm("c", 500, 5));
        all.add(call("c", 150, 2));
        return new BenchFile(Samples.check().host(), all, List.of());
    }

    private static BenchResult storm(String subject, double p99, double error) {
        Map<String, Double> percentiles = Map.of("p50", p99 / 2, "p99", p99, "max", p99 * 2);
        Map<String, Object> params = Map.of("children", "bare", "n", 1000);
        return new BenchResult(
                "reaper-storm",
                "How long?",
                subject,
                "25.0.3",
                params,
                "ns",
                p99,
                error,
                percentiles,
                p99 / 500,
                List.of(),
                null,
                null);
    }

    private static BenchResult call(String subject, double nanos, double error) {
        return new BenchResult(
                "call-echild",
                "How much?",
                subject,
                "25.0.3",
                Map.of(),
                "ns",
                nanos,
                error,
                Map.of(),
                nanos / 150,
                List.of(),
                0.0,
                null);
    }
}
