package posixwait.cli.choose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import posixwait.cli.Samples;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchResult;
import posixwait.cli.check.CheckFile;
import posixwait.cli.check.NotRun;
import posixwait.cli.choose.Choice.Kind;
import posixwait.cli.io.Json;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.Catalogue;
import posixwait.conformance.run.Outcome;

/** Conformance first, then what the workload weighs; and no difference out of noise. */
class ChooserTest {
    private static final BackendRun FFM = Samples.run("ffm", "ffm", "25.0.3", Outcome.PASSED);
    private static final BackendRun JNA = Samples.run("jna", "jna-direct", "25.0.3", Outcome.PASSED);
    private static final BackendRun JNA_17 = Samples.run("jna", "jna-direct", "17.0.15", Outcome.PASSED);
    private static final BackendRun WRONG = Samples.run("ffm", "ffm", "25.0.3", Outcome.PASSED, Outcome.FAILED);

    @Test
    void what_is_better_by_more_than_the_error_wins_and_it_is_said_by_how_much() {
        Choice choice = choose(bench(storm("ffm", 1000, 10), storm("jna-direct", 800, 10)), FFM, JNA, JNA_17);

        assertThat(choice.kind()).isEqualTo(Kind.CLEAR);
        assertThat(choice.headline()).isEqualTo("jna on Java 25.0.3");
        assertThat(choice.because().get(0))
                .isEqualTo(
                        "20% less than ffm on Java 25.0.3 for storm, +-2%. p99 of a storm (57%): 1.60x C, ffm 2.00x C; the last status (43%): 1.60x C, ffm 2.00x C");
        assertThat(choice.margin())
                .isNotNull()
                .extracting(Margin::percentLess)
                .satisfies(percent -> assertThat(percent).isCloseTo(20, within(0.01)));
    }

    @Test
    void what_would_draw_level_is_said_as_a_figure() {
        assertThat(choose(bench(storm("ffm", 1000, 10), storm("jna-direct", 800, 10)), FFM, JNA)
                        .unless())
                .contains("ffm on Java 25.0.3 draws level if its figure for p99 of a storm falls by 33%");
    }

    @Test
    void criteria_count_by_their_weights() {
        BenchFile bench = bench(
                storm("ffm", 1000, 1),
                storm("jna-direct", 900, 1),
                figure("reap-drain", "ffm", 100, 1),
                figure("reap-drain", "jna-direct", 160, 1));

        Choice choice = choose(bench, FFM, JNA);

        // 40 and 30 of 100 for 10 % less, 30 of 100 for 60 % more.
        assertThat(choice.recommended()).extracting(Candidate::backend).isEqualTo("ffm");
        assertThat(choice.margin())
                .isNotNull()
                .satisfies(margin -> assertThat(margin.log())
                        .isCloseTo(-(7 * Math.log(0.9) + 3 * Math.log(1.6)) / 10, within(1e-9)));
    }

    @Test
    void a_difference_within_the_error_is_called_a_tie_and_the_preferred_one_is_recommended() {
        Choice choice = choose(bench(storm("ffm", 1000, 100), storm("jna-direct", 950, 100)), FFM, JNA);

        assertThat(choice.kind()).isEqualTo(Kind.TIE);
        assertThat(choice.headline()).isEqualTo("ffm on Java 25.0.3, by a tie");
        assertThat(choice.because().get(0))
                .startsWith("a tie within the noise with jna on Java 25.0.3 for storm: 5% apart");
        assertThat(choice.unless()).anyMatch(line -> line.startsWith("more rounds may part them"));
    }

    @Test
    void the_interval_of_interleaved_rounds_is_taken_where_the_run_gives_one() {
        BenchResult own = interleaved("ffm", new BenchResult.Ratio("jna-direct", 0.8, 0.7, 0.9, 5));
        BenchResult other = interleaved("jna-direct", new BenchResult.Ratio("ffm", 1.25, 1.1, 1.4, 5));

        Choice choice = choose(bench(own, other), FFM, JNA);

        // The values alone are equal.
        assertThat(choice.kind()).isEqualTo(Kind.CLEAR);
        assertThat(choice.margin()).isNotNull().satisfies(margin -> {
            assertThat(margin.log()).isCloseTo(Math.log(0.8), within(1e-9));
            assertThat(margin.error()).isCloseTo(Math.log(0.9 / 0.7) / 2, within(1e-9));
        });
    }

    @Test
    void the_tail_of_interleaved_rounds_is_as_far_off_as_their_value() {
        BenchFile bench = bench(
                result(
                        "reaper-storm",
                        "ffm",
                        1000,
                        null,
                        "ns",
                        Map.of("p99", 800.0),
                        List.of(ratio("jna-direct", 0.9))),
                result(
                        "reaper-storm",
                        "jna-direct",
                        1200,
                        null,
                        "ns",
                        Map.of("p99", 1000.0),
                        List.of(ratio("ffm", 1.1))));

        Choice choice = choose(bench, FFM, JNA);

        assertThat(choice.margin())
                .isNotNull()
                .satisfies(margin -> assertThat(margin.parts())
                        .satisfiesExactly(
                                tail -> assertThat(tail.log()).isCloseTo(Math.log(0.8), within(1e-9)),
                                last -> assertThat(last.log()).isCloseTo(Math.log(0.9), within(1e-9)))
                        .allSatisfy(part -> assertThat(part.error()).isCloseTo(Math.log(1.1), within(1e-9))));
    }

    private static BenchResult.Ratio ratio(String to, double value) {
        return new BenchResult.Ratio(to, value, value / 1.1, value * 1.1, 5);
    }

    @Test
    void without_rounds_enough_for_an_interval_the_error_is_assumed() {
        BenchResult own = interleaved("ffm", new BenchResult.Ratio("jna-direct", 0.7, null, null, 2));
        BenchResult other = interleaved("jna-direct", new BenchResult.Ratio("ffm", 1.4, null, null, 2));

        assertThat(choose(bench(own, other), FFM, JNA).kind()).isEqualTo(Kind.TIE);
    }

    @Test
    void a_lone_round_does_not_blur_what_rounds_enough_for_an_interval_say() {
        BenchFile bench = bench(
                result("call-echild", "ffm", 200, null, "ns", Map.of(), List.of(ratio("jna-direct", 0.8))),
                result("call-echild", "jna-direct", 250, null, "ns", Map.of(), List.of(ratio("ffm", 1.25))),
                result("call-wnohang", "ffm", 900, null, "ns", Map.of(), List.of()),
                result("call-wnohang", "jna-direct", 300, null, "ns", Map.of(), List.of()));

        Choice choice = Chooser.choose(Samples.checkOf(FFM, JNA), bench, Workload.FEW, null);

        assertThat(choice.margin())
                .isNotNull()
                .satisfies(margin -> assertThat(margin.parts())
                        .filteredOn(part -> part.criterion() == Criterion.CALL)
                        .singleElement()
                        .satisfies(part -> assertThat(part.log()).isCloseTo(Math.log(0.8), within(1e-9)))
                        .satisfies(part -> assertThat(part.error()).isCloseTo(Math.log(1.1), within(1e-9))));
    }

    @Test
    void the_fastest_is_never_recommended_if_it_does_not_conform() {
        Choice choice = choose(bench(storm("ffm", 500, 1), storm("jna-direct", 900, 1)), WRONG, JNA);

        assertThat(choice.kind()).isEqualTo(Kind.ONLY_ONE);
        assertThat(choice.headline()).isEqualTo("jna on Java 25.0.3: there is no choice, only this conforms");
        assertThat(choice.because()).anyMatch(line -> line.startsWith("ffm on Java 25.0.3 is out"));
        assertThat(choice.unless())
                .first()
                .isEqualTo("ffm on Java 25.0.3 would be it if it passed WID-002, being faster");
    }

    @Test
    void a_backend_that_was_not_checked_is_not_said_not_to_conform() {
        Choice choice = choose(bench(storm("ffm", 500, 1), storm("jna-direct", 900, 1)), FFM);

        assertThat(choice.kind()).isEqualTo(Kind.ONLY_CHECKED);
        assertThat(choice.headline()).isEqualTo("ffm on Java 25.0.3: there is no choice, only this was checked");
        assertThat(choice.because().get(0)).startsWith("no other backend was checked");
    }

    @Test
    void of_a_check_of_few_requirements_it_is_said_how_few() {
        CheckFile whole = Samples.checkOf(FFM, JNA);
        CheckFile part =
                new CheckFile(new CheckFile.Kit(Catalogue.version()), whole.host(), whole.runs(), whole.notRun());

        Choice choice = Chooser.choose(part, bench(storm("ffm", 500, 1), storm("jna-direct", 900, 1)));

        assertThat(choice.kind()).isEqualTo(Kind.PARTLY_CHECKED);
        assertThat(choice.headline()).isEqualTo("ffm on Java 25.0.3, by a check of a part of the requirements");
        assertThat(choice.because().get(1))
                .startsWith("nothing failed of " + FFM.requirements().size() + " of "
                        + Catalogue.all().size() + " requirements: ");
    }

    @Test
    void of_a_part_checked_of_one_backend_both_are_said() {
        CheckFile whole = Samples.checkOf(FFM);
        CheckFile part =
                new CheckFile(new CheckFile.Kit(Catalogue.version()), whole.host(), whole.runs(), whole.notRun());

        Choice choice = Chooser.choose(part, null);

        assertThat(choice.kind()).isEqualTo(Kind.PARTLY_CHECKED);
        assertThat(choice.because().get(0)).startsWith("no other backend was checked");
    }

    @Test
    void where_none_conforms_nothing_is_recommended_and_what_failed_is_named() {
        Choice choice = choose(null, Samples.run("ffm", "ffm", "25.0.3", Outcome.TIMEOUT));

        assertThat(choice.kind()).isEqualTo(Kind.NONE);
        assertThat(choice.recommended()).isNull();
        assertThat(choice.exitCode()).isEqualTo(1);
        assertThat(choice.headline()).isEqualTo("Nothing to recommend: no backend conforms on this host.");
        assertThat(choice.flags()).isEmpty();
        assertThat(choice.unless()).first().isEqualTo("ffm on Java 25.0.3 would be it if it passed WID-001");
    }

    @Test
    void figures_of_another_jdk_say_nothing() {
        Choice choice = choose(bench(storm("jna-direct", 900, 1)), JNA_17, FFM);

        assertThat(choice.kind()).isEqualTo(Kind.UNMEASURED);
        assertThat(choice.candidates()).allMatch(candidate -> candidate.scores().isEmpty());
    }

    @Test
    void figures_of_one_backend_alone_decide_nothing() {
        Choice choice = choose(bench(storm("ffm", 900, 1)), FFM, JNA);

        assertThat(choice.kind()).isEqualTo(Kind.UNMEASURED);
        assertThat(choice.because().get(0)).contains("speed had no say. p99 of a storm: 1.80x C");
    }

    @Test
    void without_figures_conformance_alone_decides_and_that_is_said() {
        Choice choice = choose(null, FFM, JNA);

        assertThat(choice.kind()).isEqualTo(Kind.UNMEASURED);
        assertThat(choice.headline()).isEqualTo("ffm on Java 25.0.3, by conformance only");
        assertThat(choice.unless()).first().asString().startsWith("figures would: 'posixwait choose --workload storm'");
    }

    @Test
    void a_jdk_that_is_wanted_leaves_the_others_out() {
        Choice choice = Chooser.choose(
                Samples.checkOf(FFM, JNA, JNA_17),
                bench(storm("ffm", 500, 1), storm("jna-direct", 900, 1)),
                Workload.STORM,
                "17");

        assertThat(choice.kind()).isEqualTo(Kind.ONLY_ONE);
        assertThat(choice.headline()).startsWith("jna on Java 17.0.15");
        assertThat(choice.candidates()).hasSize(1);
    }

    @Test
    void a_version_is_not_taken_for_the_beginning_of_another() {
        assertThat(Chooser.isOf(JNA_17, "1")).isFalse();
        assertThat(Chooser.isOf(JNA_17, "17.0")).isTrue();
        assertThat(Chooser.isOf(JNA_17, "17.0.15")).isTrue();
        assertThat(Chooser.isOf(JNA_17, null)).isTrue();
    }

    @Test
    void another_workload_and_another_JDK_that_would_change_it_are_named() {
        BenchFile bench = bench(
                storm("ffm", 500, 1),
                storm("jna-direct", 900, 1),
                figure("call-echild", "ffm", 300, 1),
                figure("call-echild", "jna-direct", 200, 1));

        Choice choice = choose(bench, FFM, JNA, JNA_17);

        assertThat(choice.recommended()).extracting(Candidate::backend).isEqualTo("ffm");
        assertThat(choice.unless()).contains("--workload few: jna", "--jdk 17.0.15: jna");
    }

    @Test
    void the_same_backend_on_two_JDKs_is_compared_too() {
        BenchResult older = new BenchResult(
                "call-echild",
                null,
                "jna-direct",
                "17.0.15",
                Map.of(),
                "ns",
                150.0,
                1.0,
                Map.of(),
                null,
                List.of(),
                null,
                null);

        Choice choice = Chooser.choose(
                Samples.checkOf(JNA, JNA_17),
                bench(figure("call-echild", "jna-direct", 200, 1), older),
                Workload.FEW,
                null);

        assertThat(choice.recommended()).extracting(Candidate::jdk).isEqualTo("17.0.15");
        assertThat(choice.kind()).isEqualTo(Kind.ONLY_CHECKED);
    }

    @Test
    void threads_and_heap_decide_for_a_supervisor_without_a_floor() {
        BenchFile bench = new BenchFile(
                Samples.check().host(),
                List.of(
                        inUnit("reaper-heap", "ffm", 423, "B"),
                        inUnit("reaper-heap", "jna-direct", 800, "B"),
                        inUnit("reaper-threads", "ffm", 1, "threads"),
                        inUnit("reaper-threads", "jna-direct", 1, "threads")),
                List.of());

        Choice choice = Chooser.choose(Samples.checkOf(JNA, FFM), bench, Workload.SUPERVISOR, null);

        assertThat(choice.recommended()).extracting(Candidate::backend).isEqualTo("ffm");
        assertThat(choice.because().get(0)).contains("heap for each child (50%): 423 B, jna 800 B");
    }

    @Test
    void start_up_decides_for_a_cold_command() {
        Map<BackendRun, List<Double>> millis = new LinkedHashMap<>();
        millis.put(FFM, List.of(400.0, 410.0, 405.0));
        millis.put(JNA, List.of(300.0, 310.0, 305.0));
        millis.put(JNA_17, List.of(600.0, 610.0, 605.0));
        BenchFile bench = new BenchFile(Samples.check().host(), StartUp.results(millis), List.of());

        Choice choice = Chooser.choose(Samples.checkOf(FFM, JNA, JNA_17), bench, Workload.COLD_CLI, null);

        assertThat(choice.headline()).isEqualTo("jna on Java 25.0.3");
        assertThat(choice.because().get(0)).contains("start-up (100%): 305 ms, ffm 405 ms");
        assertThat(bench.results().get(0).ratios())
                .singleElement()
                .satisfies(ratio -> assertThat(ratio.value()).isCloseTo(405.0 / 305, within(0.01)));
    }

    @Test
    void figures_that_are_not_there_or_nought_are_left_out() {
        BenchResult none = new BenchResult(
                "reap-drain", null, "ffm", "25.0.3", Map.of(), "ns", null, null, Map.of(), null, List.of(), null, null);

        Choice choice = choose(
                bench(
                        none,
                        figure("reap-drain", "jna-direct", 0, 0),
                        storm("ffm", 1, 0.1),
                        storm("jna-direct", 2, 0.1)),
                FFM,
                JNA);

        assertThat(choice.margin())
                .isNotNull()
                .satisfies(margin -> assertThat(margin.parts())
                        .extracting(Margin.Part::criterion)
                        .containsExactly(Criterion.TAIL, Criterion.REAPER_STORM));
    }

    @Test
    void figures_of_another_host_are_said_to_be() {
        HostFacts other =
                Json.parse(Json.text(Samples.check().host()).replace("\"6.12.0\"", "\"5.15.0\""), HostFacts.class);
        BenchFile bench = new BenchFile(other, bench(storm("ffm", 1, 0.1)).results(), List.of());

        assertThat(choose(bench, FFM, JNA).because())
                .anyMatch(line -> line.startsWith("the figures are of another host: Linux 5.15.0"));
    }

    @Test
    void what_was_not_run_would_change_it_and_so_would_a_JDK_without_ffm() {
        CheckFile check = new CheckFile(
                new CheckFile.Kit("1"),
                Samples.check().host(),
                List.of(FFM),
                List.of(new NotRun("jna", "25.0.3", "noexec", true)));

        assertThat(Chooser.choose(check, null).unless())
                .contains(
                        "jna was not run on Java 25.0.3: noexec",
                        "on Java 17 to 21 ffm is not available: jna, which was not checked here");
    }

    @ParameterizedTest
    @EnumSource
    void the_weights_of_a_workload_sum_up_to_100(Workload workload) {
        assertThat(workload.weights().values().stream()
                        .mapToInt(weight -> weight)
                        .sum())
                .isEqualTo(100);
        assertThat(workload.toAsk()).isNotEmpty();
    }

    private static Choice choose(@Nullable BenchFile bench, BackendRun... runs) {
        return Chooser.choose(Samples.checkOf(runs), bench);
    }

    private static BenchFile bench(BenchResult... results) {
        List<BenchResult> all = new ArrayList<>(List.of(results));
        all.add(storm("c", 500, 5));
        all.add(figure("call-echild", "c", 150, 2));
        return new BenchFile(Samples.check().host(), all, List.of());
    }

    private static BenchResult storm(String subject, double p99, double error) {
        Map<String, Double> percentiles = Map.of("p50", p99 / 2, "p99", p99, "max", p99 * 2);
        return result("reaper-storm", subject, p99, error, "ns", percentiles, List.of());
    }

    private static BenchResult interleaved(String subject, BenchResult.Ratio ratio) {
        return result("reap-drain", subject, 1000, null, "ns", Map.of(), List.of(ratio));
    }

    private static BenchResult figure(String question, String subject, double value, double error) {
        return result(question, subject, value, error, "ns", Map.of(), List.of());
    }

    private static BenchResult inUnit(String question, String subject, double value, String unit) {
        return result(question, subject, value, null, unit, Map.of(), List.of());
    }

    private static BenchResult result(
            String question,
            String subject,
            double value,
            @Nullable Double error,
            String unit,
            Map<String, Double> percentiles,
            List<BenchResult.Ratio> ratios) {
        return new BenchResult(
                question, null, subject, "25.0.3", Map.of(), unit, value, error, percentiles, null, ratios, null, null);
    }
}
