package posixwait.cli.merge;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchResult;
import posixwait.cli.check.CheckFile;
import posixwait.cli.check.NotRun;
import posixwait.conformance.run.Repetition;

/**
 * The result of {@code merge}, as it stands in JSON.
 *
 * @param conformance requirements by runs
 * @param figures figures by runs
 * @param notes what the matrices do not show: runs that were not made, outcomes that changed, figures without a floor
 */
@JsonPropertyOrder({"conformance", "figures", "notes"})
public record MergeFile(ConformanceMatrix conformance, FigureMatrix figures, List<String> notes) {

    /** {@return the matrices of these results} */
    public static MergeFile of(Inputs inputs) {
        List<String> notes = new ArrayList<>();
        inputs.checks().forEach((name, check) -> notes(check).forEach(note -> notes.add(name + ": " + note)));
        inputs.benches().forEach((name, bench) -> notes(bench).forEach(note -> notes.add(name + ": " + note)));
        return new MergeFile(
                ConformanceMatrix.of(inputs.checks()),
                FigureMatrix.of(inputs.benches()),
                notes.stream().map(note -> note.replaceAll("\\p{Cntrl}+", " ")).toList());
    }

    private static List<String> notes(CheckFile check) {
        List<String> notes = new ArrayList<>();
        for (NotRun notRun : check.notRun()) {
            notes.add(notRun.backend() + " on Java " + notRun.jdk()
                    + (notRun.wanted() ? " could not run: " : " was not run: ") + notRun.reason());
        }
        if (!check.unstable().isEmpty()) {
            notes.add("not the same each time: "
                    + check.unstable().stream()
                            .map(Repetition.Differing::id)
                            .distinct()
                            .collect(Collectors.joining(", ")));
        }
        check.expectationFaults().forEach(fault -> notes.add("expectations: " + fault));
        return notes;
    }

    private static List<String> notes(BenchFile bench) {
        List<String> notes = new ArrayList<>(bench.notes());
        long without = bench.results().stream()
                .filter(result ->
                        !result.subject().equals(BenchResult.FLOOR) && Figure.ToFloor.of(result, null) == null)
                .count();
        if (without > 0) {
            notes.add(without + (without == 1 ? " figure has" : " figures have")
                    + " no floor in the same run and cannot be compared");
        }
        return notes;
    }
}
