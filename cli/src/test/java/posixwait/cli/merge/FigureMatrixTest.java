package posixwait.cli.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import posixwait.cli.Samples;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchResult;

class FigureMatrixTest {
    private static final BenchResult C = result("c", Map.of("n", 10), 100.0, 10.0, 1.0);

    @Test
    void the_interval_takes_the_errors_of_both_figures_at_their_worst() {
        Figure.ToFloor cell =
                Objects.requireNonNull(Figure.ToFloor.of(result("ffm", Map.of("n", 10), 200.0, 20.0, 2.0), C));

        assertThat(cell.ratio()).isEqualTo(2.0);
        assertThat(cell.low()).isCloseTo(180.0 / 110.0, within(1e-9));
        assertThat(cell.high()).isCloseTo(220.0 / 90.0, within(1e-9));
    }

    @Test
    void without_an_error_of_either_there_is_no_interval() {
        Figure.ToFloor none = new Figure.ToFloor(2.0, null, null);
        BenchResult ffm = result("ffm", Map.of("n", 10), 200.0, 20.0, 2.0);

        assertThat(Figure.ToFloor.of(ffm, null)).isEqualTo(none);
        assertThat(Figure.ToFloor.of(ffm, result("c", Map.of(), 100.0, null, 1.0)))
                .isEqualTo(none);
        assertThat(Figure.ToFloor.of(ffm, result("c", Map.of(), 100.0, 100.0, 1.0)))
                .isEqualTo(none);
        assertThat(Figure.ToFloor.of(result("ffm", Map.of(), 200.0, null, 2.0), C))
                .isEqualTo(none);
    }

    @Test
    void a_ratio_of_interleaved_rounds_keeps_its_own_interval() {
        BenchResult reaper = new BenchResult(
                "reaper-storm",
                null,
                "posixwait",
                "25",
                Map.of(),
                "ns",
                200.0,
                20.0,
                Map.of(),
                2.0,
                List.of(new BenchResult.Ratio("n=10", 9, 8.0, 10.0, 5), new BenchResult.Ratio("c", 1.5, 1.4, 1.6, 5)),
                null,
                null);

        assertThat(Figure.ToFloor.of(reaper, C)).isEqualTo(new Figure.ToFloor(1.5, 1.4, 1.6));
    }

    @Test
    void the_rows_are_what_was_measured_and_the_floor_is_none() {
        FigureMatrix matrix = of(file(C, result("ffm", Map.of("n", 10), 200.0, 20.0, 2.0)));

        assertThat(matrix.figures()).extracting(Figure::subject).containsExactly("ffm");
        assertThat(matrix.runs()).extracting(Column::label).containsExactly("Java 25");
        assertThat(matrix.runs()).extracting(Column::conforms).containsOnlyNulls();
    }

    @Test
    void a_parameter_is_the_same_as_a_number_and_as_its_digits() {
        FigureMatrix matrix = of(
                file(result("ffm", Map.of("n", 10), 200.0, 20.0, 2.0)),
                file(result("ffm", Map.of("n", "10"), 300.0, 20.0, 3.0)));

        assertThat(matrix.figures()).hasSize(1);
        assertThat(matrix.figures().get(0).cells()).containsOnlyKeys("Java 25", "Java 25 #2");
    }

    @Test
    void a_run_without_a_multiple_has_no_cell() {
        FigureMatrix matrix =
                of(file(result("ffm", Map.of(), 200.0, 20.0, 2.0)), file(result("ffm", Map.of(), 200.0, 20.0, null)));

        assertThat(matrix.figures().get(0).cells()).containsOnlyKeys("Java 25");
    }

    @Test
    void figures_without_a_floor_are_counted_in_the_notes() {
        MergeFile merged =
                MergeFile.of(new Inputs(Map.of(), Map.of("b.json", file(result("ffm", Map.of(), 200.0, 20.0, null)))));

        assertThat(merged.figures().figures()).isEmpty();
        assertThat(merged.notes())
                .containsExactly("b.json: 1 figure has no floor in the same run and cannot be compared");
    }

    private static FigureMatrix of(BenchFile... files) {
        Map<String, BenchFile> byName = new LinkedHashMap<>();
        for (int i = 0; i < files.length; i++) {
            byName.put(i + ".json", files[i]);
        }
        return FigureMatrix.of(byName);
    }

    private static BenchFile file(BenchResult... results) {
        return new BenchFile(Samples.bench().host(), List.of(results), List.of());
    }

    private static BenchResult result(
            String subject, Map<String, Object> params, double value, @Nullable Double error, @Nullable Double ratio) {
        return new BenchResult(
                "a-question", null, subject, "25", params, "ns", value, error, Map.of(), ratio, List.of(), null, null);
    }
}
