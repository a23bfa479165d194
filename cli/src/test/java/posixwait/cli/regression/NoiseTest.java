package posixwait.cli.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import posixwait.cli.bench.BenchResult;

class NoiseTest {
    private static final Figure C = Figure.call("c").samples(40L);

    private static Noise of(Figure figure, Figure floor) {
        return Objects.requireNonNull(Noise.ofRatio(figure.result(), floor.result()));
    }

    @Test
    void an_interval_of_rounds_is_divided_by_students_quantile() {
        // t(0.975; 4) = 2.776
        Noise noise = of(Figure.rounds("ffm", 2, 2 * Math.exp(-0.2776), 2 * Math.exp(0.2776)), C);

        assertThat(noise.error()).isCloseTo(0.1, within(1e-4));
        assertThat(noise.degrees()).isEqualTo(4);
    }

    @Test
    void no_ratio_is_steadier_than_equal_series_of_its_session() {
        Noise noise = of(Figure.rounds("ffm", 2, 2 * Math.exp(-0.2776), 2 * Math.exp(0.2776)), C);

        assertThat(noise.atLeast(0.3).error()).isCloseTo(Math.log(1.3), within(1e-9));
        assertThat(noise.atLeast(0.3).degrees()).isEqualTo(noise.degrees());
    }

    @Test
    void a_ratio_that_is_less_steady_than_equal_series_keeps_its_noise() {
        Noise noise = of(Figure.rounds("ffm", 2, 2 * Math.exp(-0.2776), 2 * Math.exp(0.2776)), C);

        assertThat(noise.atLeast(0.01)).isEqualTo(noise);
        assertThat(noise.atLeast(null)).isEqualTo(noise);
    }

    @Test
    void a_call_has_the_noise_of_its_own_interval_and_of_the_spread_of_c() {
        // t(0.9995; 19) = 3.883; a range of 40 values is that of 4.32 deviations
        double own = 0.01 / 3.883 * Math.sqrt(Math.PI / 2);
        double ofFloor = 2 * 0.01 / 4.32 / Math.sqrt(40) * Math.sqrt(Math.PI / 2);

        Noise noise = of(Figure.call("ffm"), C);

        assertThat(noise.error()).isCloseTo(Math.hypot(own, ofFloor), within(1e-5));
        assertThat(noise.degrees()).isBetween(19.0, 38.5);
    }

    static Stream<Figure> silent() {
        Figure call = Figure.call("ffm");
        return Stream.of(
                call.error(null),
                call.error(0.0),
                call.samples(null),
                call.samples(1L),
                call.value(null),
                call.value(0.0),
                Figure.rounds("ffm", 2, null, null),
                Figure.rounds("ffm", 2, 0.0, 3.0),
                Figure.rounds("ffm", 2, 2.0, 2.0),
                call.with(List.of(new BenchResult.Ratio("c", 2, 1.9, 2.1, null))),
                call.with(List.of(new BenchResult.Ratio("c", 2, 1.9, 2.1, 2))));
    }

    @ParameterizedTest
    @MethodSource("silent")
    void a_result_that_does_not_say_enough_has_no_known_noise(Figure figure) {
        assertThat(Noise.ofRatio(figure.result(), C.result())).isNull();
    }

    @Test
    void without_the_floors_noise_there_is_none_of_the_ratio() {
        BenchResult ffm = Figure.call("ffm").result();

        assertThat(Noise.ofRatio(ffm, null)).isNull();
        assertThat(Noise.ofRatio(ffm, C.error(null).result())).isNull();
        assertThat(Noise.ofRatio(ffm, C.samples(null).result())).isNull();
    }

    @Test
    void degrees_of_a_sum_are_those_of_welch_and_satterthwaite() {
        Noise sum = new Noise(4, 5).plus(new Noise(1, 10));

        assertThat(sum.variance()).isEqualTo(5);
        assertThat(sum.degrees()).isCloseTo(25 / (16 / 5.0 + 1 / 10.0), within(1e-9));
    }

    private static RunToRun.Observed[] observed(double error, double... changes) {
        return Arrays.stream(changes)
                .mapToObj(change -> new RunToRun.Observed(change, new Noise(error * error, 20)))
                .toArray(RunToRun.Observed[]::new);
    }

    @Test
    void what_runs_differ_by_is_seen_from_the_rows_that_got_better() {
        Noise common =
                Objects.requireNonNull(RunToRun.of(List.of(observed(0.001, 0.3, 0.3, 0.3, -0.05, -0.05, -0.05))));

        assertThat(common.error()).isCloseTo(0.05, within(0.002));
        assertThat(common.degrees()).isEqualTo(3);
    }

    @Test
    void changes_that_the_runs_explain_are_no_sign_of_more() {
        assertThat(RunToRun.of(List.of(observed(0.1, 0.3, -0.05, -0.1, -0.03)))).isNull();
        assertThat(RunToRun.of(List.of(observed(0.001, 0.3, 0.2)))).isNull();
        assertThat(RunToRun.of(List.of())).isNull();
    }
}
