package posixwait.cli.merge;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import posixwait.conformance.run.Outcome;

/**
 * The requirements of one group, counted.
 *
 * @param name the group
 * @param requirements how many there are
 * @param differing how many did not end alike in all runs that have them
 * @param notInEveryRun how many are missing from a run, whether or not the others agree
 * @param agreed how many ended alike, by outcome
 */
@JsonPropertyOrder({"name", "requirements", "differing", "notInEveryRun", "agreed"})
public record Group(String name, int requirements, int differing, int notInEveryRun, Map<Outcome, Integer> agreed) {
    static Group of(String name, List<Row> rows, int runs) {
        Map<Outcome, Integer> agreed = new EnumMap<>(Outcome.class);
        rows.stream().filter(row -> !row.differs()).forEach(row -> agreed.merge(row.agreed(), 1, Integer::sum));
        return new Group(
                name,
                rows.size(),
                (int) rows.stream().filter(Row::differs).count(),
                (int) rows.stream().filter(row -> row.cells().size() < runs).count(),
                agreed);
    }
}
