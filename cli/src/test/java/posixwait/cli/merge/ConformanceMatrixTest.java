package posixwait.cli.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import posixwait.cli.Samples;
import posixwait.cli.check.CheckFile;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.Outcome;

class ConformanceMatrixTest {
    private static final BackendRun ON_25 =
            Samples.run("ffm", "ffm", "25", Outcome.PASSED, Outcome.UNSUPPORTED, Outcome.PASSED);
    private static final BackendRun ON_17 = Samples.run("jna", "jna", "17", Outcome.PASSED, Outcome.FAILED);

    private final ConformanceMatrix matrix = of(Samples.checkOf(ON_25), Samples.checkOf(ON_17));

    @Test
    void the_columns_are_the_runs_of_all_files() {
        assertThat(matrix.runs()).extracting(Column::label).containsExactly("ffm on Java 25", "jna on Java 17");
        assertThat(matrix.runs()).extracting(Column::file).containsExactly("0.json", "1.json");
        assertThat(matrix.runs()).extracting(Column::conforms).containsExactly(true, false);
    }

    @Test
    void the_rows_are_the_requirements_of_any_run_by_id() {
        assertThat(of(Samples.checkOf(ON_17), Samples.checkOf(ON_25)).requirements())
                .extracting(Row::id)
                .containsExactly("WID-001", "WID-002", "WID-003");
    }

    @Test
    void a_run_without_a_requirement_has_no_cell_for_it_and_does_not_differ() {
        Row third = matrix.requirements().get(2);

        assertThat(third.cells()).containsOnlyKeys("ffm on Java 25");
        assertThat(third.explanation()).isNull();
    }

    @Test
    void a_requirement_that_was_not_run_differs_from_one_that_passed() {
        Row row = of(
                        Samples.checkOf(Samples.run("a", "a", "25", Outcome.PASSED)),
                        Samples.checkOf(Samples.run("a", "a", "17", Outcome.NOT_RUN)))
                .requirements()
                .get(0);

        assertThat(row.differs()).isTrue();
    }

    @Test
    void what_differs_is_explained_and_nothing_else_is() {
        assertThat(matrix.differing()).extracting(Row::id).containsExactly("WID-002");
        assertThat(matrix.requirements().get(0).explanation()).isNull();
        Explanation explanation =
                Objects.requireNonNull(matrix.requirements().get(1).explanation());
        assertThat(explanation.by()).extracting(Explanation.Separating::fact).contains(Fact.JDK, Fact.BACKEND);
    }

    @Test
    void the_rows_are_counted_by_group() {
        assertThat(matrix.groups()).containsExactly(new Group("WID", 3, 1, 1, Map.of(Outcome.PASSED, 2)));
    }

    @Test
    void an_id_that_no_kit_here_knows_is_a_row_like_any_other() {
        assertThat(of(Samples.checkOf(Samples.withUntested(ON_25)))
                        .requirements()
                        .get(3))
                .satisfies(row -> {
                    assertThat(row.id()).isEqualTo("WID-999");
                    assertThat(row.cells().values()).extracting(Cell::words).containsExactly("untested");
                });
    }

    @Test
    void no_run_makes_no_row() {
        assertThat(ConformanceMatrix.of(Map.of())).isEqualTo(new ConformanceMatrix(List.of(), List.of(), List.of()));
    }

    private static ConformanceMatrix of(CheckFile... files) {
        Map<String, CheckFile> byName = new LinkedHashMap<>();
        for (int i = 0; i < files.length; i++) {
            byName.put(i + ".json", files[i]);
        }
        return ConformanceMatrix.of(byName);
    }
}
