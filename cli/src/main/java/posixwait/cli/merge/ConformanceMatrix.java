package posixwait.cli.merge;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import posixwait.cli.check.CheckFile;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.RequirementResult;

/**
 * Requirements by runs.
 *
 * @param runs the columns
 * @param groups the requirements, counted
 * @param requirements the rows, by ID
 */
@JsonPropertyOrder({"runs", "groups", "requirements"})
public record ConformanceMatrix(List<Column> runs, List<Group> groups, List<Row> requirements) {

    /** {@return the matrix of the runs in these files} */
    static ConformanceMatrix of(Map<String, CheckFile> files) {
        List<BackendRun> runs = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Facts> facts = new ArrayList<>();
        files.forEach((name, file) -> file.runs().forEach(run -> {
            runs.add(run);
            names.add(name);
            facts.add(Facts.of(file, run));
        }));
        List<String> labels = Labels.of(facts);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            columns.add(new Column(labels.get(i), names.get(i), runs.get(i).conforms(), facts.get(i)));
        }
        List<Row> rows = rows(columns, runs);
        return new ConformanceMatrix(List.copyOf(columns), groups(rows, columns.size()), rows);
    }

    private static List<Row> rows(List<Column> columns, List<BackendRun> runs) {
        Map<String, RequirementResult> first = new TreeMap<>();
        Map<String, Map<Column, Cell>> cells = new TreeMap<>();
        for (int i = 0; i < runs.size(); i++) {
            for (RequirementResult result : runs.get(i).requirements()) {
                first.putIfAbsent(result.id(), result);
                cells.computeIfAbsent(result.id(), id -> new LinkedHashMap<>()).put(columns.get(i), Cell.of(result));
            }
        }
        return first.values().stream()
                .map(result ->
                        Row.of(result.id(), result.title(), result.rule(), cells.getOrDefault(result.id(), Map.of())))
                .toList();
    }

    private static List<Group> groups(List<Row> rows, int runs) {
        return rows.stream()
                .collect(Collectors.groupingBy(Row::group, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(group -> Group.of(group.getKey(), group.getValue(), runs))
                .toList();
    }

    /** {@return the rows in which not all runs agree} */
    List<Row> differing() {
        return requirements.stream().filter(Row::differs).toList();
    }
}
