package posixwait.cli.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchResult;

class ComparisonTest {
    private static final double TEN_PERCENT = 0.1;

    /** With C's {@code waitpid} beside them. */
    private static BenchFile file(Figure... figures) {
        Figure[] all = new Figure[figures.length + 1];
        all[0] = Figure.call("c").samples(40L);
        System.arraycopy(figures, 0, all, 1, figures.length);
        return Figure.file(all);
    }

    private static Comparison compare(BenchFile baseline, BenchFile now) {
        return Comparison.of(baseline, now, TEN_PERCENT, Set.of());
    }

    private static Comparison compare(Figure baseline, Figure now) {
        return compare(file(baseline), file(now));
    }

    @Test
    void a_ratio_that_is_worse_by_more_than_noise_and_more_than_allowed_is_a_regression() {
        Comparison comparison =
                compare(Figure.call("ffm").toFloor(1.2), Figure.call("ffm").toFloor(1.5));

        assertThat(comparison.regressions()).singleElement().satisfies(change -> {
            assertThat(change.row()).isEqualTo(new Row("call-echild", "ffm", Map.of("call", "waitpid")));
            assertThat(change.baseline()).isEqualTo(1.2);
            assertThat(change.now()).isEqualTo(1.5);
            assertThat(change.worse()).isCloseTo(0.25, within(1e-9));
            assertThat(change.confidence()).isGreaterThan(0.99);
        });
    }

    @Test
    void a_change_that_is_sure_and_no_more_than_allowed_is_none() {
        Figure steady = Figure.call("ffm").error(0.001);

        Comparison comparison = compare(
                Figure.file(Figure.call("c").error(0.001), steady.toFloor(1.0)),
                Figure.file(Figure.call("c").error(0.001), steady.toFloor(1.09)));

        assertThat(comparison.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.confidence()).isGreaterThan(0.999));
        assertThat(comparison.regressions()).isEmpty();
    }

    @Test
    void a_change_that_noise_explains_is_none_whatever_its_size() {
        assertThat(compare(
                                Figure.call("ffm").error(50.0).toFloor(1.0),
                                Figure.call("ffm").error(50.0).toFloor(1.3))
                        .regressions())
                .isEmpty();
    }

    @Test
    void noise_of_the_baseline_alone_explains_a_change_too() {
        assertThat(compare(
                                Figure.call("ffm").error(50.0).toFloor(1.0),
                                Figure.call("ffm").toFloor(1.3))
                        .regressions())
                .isEmpty();
    }

    @Test
    void a_ratio_that_got_better_is_none() {
        assertThat(compare(Figure.call("ffm").toFloor(1.5), Figure.call("ffm").toFloor(1.0))
                        .regressions())
                .isEmpty();
    }

    @Test
    void times_are_not_compared() {
        Figure slowHost = Figure.call("ffm").value(300.0).error(3.0);

        assertThat(compare(Figure.call("ffm"), slowHost).changes())
                .singleElement()
                .satisfies(change -> assertThat(change.worse()).isZero());
    }

    @Test
    void the_ratio_of_interleaved_rounds_counts_where_there_is_one() {
        Comparison comparison = compare(
                Figure.rounds("ffm", 1.0, 0.99, 1.01).toFloor(9.0),
                Figure.rounds("ffm", 1.3, 1.29, 1.31).toFloor(1.0));

        assertThat(comparison.regressions())
                .singleElement()
                .satisfies(change -> assertThat(change.now()).isEqualTo(1.3));
    }

    @Test
    void what_equal_series_of_the_session_differ_by_is_no_regression() {
        BenchFile before = file(Figure.rounds("ffm", 1.0, 0.99, 1.01));
        BenchFile now = file(Figure.rounds("ffm", 1.3, 1.29, 1.31));
        BenchFile noisy = new BenchFile(
                now.host(), now.results(), now.notes(), Map.of("reaper-storm", 0.3), now.command(), now.version());

        assertThat(compare(before, now).regressions()).hasSize(1);
        assertThat(compare(before, noisy).regressions()).isEmpty();
    }

    @Test
    void the_second_series_of_a_subject_is_not_compared() {
        Comparison comparison = compare(
                file(Figure.rounds("ffm", 1.0, 0.99, 1.01), Figure.rounds("ffm(again)", 1.0, 0.99, 1.01)),
                file(Figure.rounds("ffm", 1.0, 0.99, 1.01), Figure.rounds("ffm(again)", 3.0, 2.99, 3.01)));

        assertThat(comparison.changes())
                .extracting(change -> change.row().subject())
                .containsExactly("ffm");
        assertThat(comparison.left()).isEmpty();
    }

    @Test
    void a_parameter_is_the_same_as_a_number_and_as_its_digits() {
        Figure storm = Figure.rounds("ffm", 1.0, 0.99, 1.01);

        assertThat(compare(storm.with(Map.of("n", 100)), storm.with(Map.of("n", "100")))
                        .changes())
                .hasSize(1);
    }

    @Test
    void rows_with_other_parameters_are_other_rows() {
        Figure storm = Figure.rounds("ffm", 1.0, 0.99, 1.01);

        Comparison comparison = compare(storm.with(Map.of("n", 100)), storm.with(Map.of("n", 300)));

        assertThat(comparison.changes()).isEmpty();
        assertThat(comparison.left())
                .containsEntry(Obstacle.GONE, List.of(new Row("reaper-storm", "ffm", Map.of("n", "100"))))
                .containsEntry(Obstacle.NEW, List.of(new Row("reaper-storm", "ffm", Map.of("n", "300"))));
    }

    @Test
    void a_row_of_a_question_that_was_not_asked_is_not_gone() {
        BenchFile baseline = file(
                Figure.call("ffm"),
                Figure.call("jna-direct"),
                Figure.rounds("ffm", 1, 0.9, 1.1),
                Figure.call("ffm").of("call-wnohang"));
        BenchFile now = file(Figure.call("ffm"));

        Comparison comparison = Comparison.of(baseline, now, TEN_PERCENT, Set.of("call-echild", "reaper-storm"));

        assertThat(comparison.left().get(Obstacle.GONE))
                .extracting(Row::title)
                .containsExactly("call-echild jna-direct", "reaper-storm ffm");
        assertThat(comparison.left().get(Obstacle.NOT_ASKED))
                .extracting(Row::title)
                .containsExactly("call-wnohang ffm");
    }

    @Test
    void a_row_without_a_ratio_on_either_side_is_left_out_for_that() {
        Figure ffm = Figure.call("ffm");

        assertThat(compare(ffm, ffm.toFloor(null)).left()).containsOnlyKeys(Obstacle.NO_FLOOR);
        assertThat(compare(ffm.toFloor(null), ffm).left()).containsOnlyKeys(Obstacle.NO_FLOOR);
    }

    @Test
    void a_row_without_noise_on_either_side_is_left_out_for_that() {
        assertThat(compare(Figure.call("ffm"), Figure.call("ffm").error(null)).left())
                .containsOnlyKeys(Obstacle.NO_NOISE);
        assertThat(compare(Figure.call("ffm").samples(null), Figure.call("ffm")).left())
                .containsOnlyKeys(Obstacle.NO_NOISE);
    }

    @Test
    void c_itself_is_no_row() {
        Comparison comparison = compare(file(), Figure.file());

        assertThat(comparison.changes()).isEmpty();
        assertThat(comparison.left()).isEmpty();
    }

    @Test
    void evidence_that_is_enough_for_one_row_is_not_enough_for_one_of_many() {
        Figure before = Figure.rounds("ffm", 1.0, 0.9, 1 / 0.9);
        Figure after = Figure.rounds("ffm", 1.25, 1.25 * 0.9, 1.25 / 0.9);
        Figure[] all = new Figure[60];
        Figure[] allNow = new Figure[all.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = before.with(Map.of("n", i));
            allNow[i] = i == 0 ? after.with(Map.of("n", i)) : all[i];
        }

        assertThat(compare(file(before), file(after)).regressions()).hasSize(1);
        assertThat(compare(file(all), file(allNow)).regressions()).isEmpty();
    }

    @Test
    void what_other_rows_got_better_by_is_noise_that_explains_a_change() {
        Figure[] before = new Figure[9];
        Figure[] after = new Figure[9];
        for (int i = 0; i < before.length; i++) {
            Figure steady = Figure.rounds("ffm", 1.0, 0.999, 1.001).with(Map.<String, Object>of("n", i));
            before[i] = steady;
            double ratio = i == 0 ? 1.25 : i % 2 == 0 ? 1.08 : 1 / 1.15;
            after[i] = steady.with(List.of(new BenchResult.Ratio("c", ratio, ratio * 0.999, ratio * 1.001, 5)));
        }

        assertThat(compare(file(before[0]), file(after[0])).regressions()).hasSize(1);
        Comparison comparison = compare(file(before), file(after));
        assertThat(comparison.runToRun()).isCloseTo(0.14, within(0.01));
        assertThat(comparison.regressions()).isEmpty();
    }

    @Test
    void the_worst_regression_comes_first() {
        BenchFile baseline = file(Figure.call("ffm"), Figure.call("jna-direct"));
        BenchFile now =
                file(Figure.call("ffm").toFloor(1.5), Figure.call("jna-direct").toFloor(2.0));

        assertThat(compare(baseline, now).regressions())
                .extracting(change -> change.row().subject())
                .containsExactly("jna-direct", "ffm");
    }

    @Test
    void chances_are_adjusted_as_benjamini_and_hochberg_do() {
        // 0.01 x 4/1, 0.02 x 4/2, 0.039 x 4/3 and 0.04 x 4/4, none above those after it
        assertThat(Comparison.adjusted(new double[] {0.039, 0.01, 0.04, 0.02}))
                .containsExactly(new double[] {0.04, 0.04, 0.04, 0.04}, within(1e-12));
        assertThat(Comparison.adjusted(new double[] {0.9, 0.001, 0.5}))
                .containsExactly(new double[] {0.9, 0.003, 0.75}, within(1e-12));
        assertThat(Comparison.adjusted(new double[0])).isEmpty();
    }
}
