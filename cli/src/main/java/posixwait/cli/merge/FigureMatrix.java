package posixwait.cli.merge;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchResult;

/**
 * Figures by runs.
 *
 * @param runs the columns
 * @param figures the rows, question by question in the order of the files; C itself, which is 1 everywhere, is not there
 */
@JsonPropertyOrder({"runs", "figures"})
public record FigureMatrix(List<Column> runs, List<Figure> figures) {

    /**
     * What a row is about.
     *
     * @param question the question
     * @param params what was varied, as text: one file may have a number where another has its digits
     * @param subject what was measured
     */
    record Key(String question, Map<String, String> params, String subject) {
        static Key of(BenchResult result, String subject) {
            Map<String, String> params = new TreeMap<>();
            result.params().forEach((name, value) -> params.put(name, String.valueOf(value)));
            return new Key(result.question(), params, subject);
        }
    }

    private record Run(String file, String jdk, Map<Key, BenchResult> results) {}

    /** {@return the matrix of the figures in these files} */
    static FigureMatrix of(Map<String, BenchFile> files) {
        List<Run> runs = new ArrayList<>();
        List<Facts> facts = new ArrayList<>();
        files.forEach((name, file) -> byJdk(file).forEach((jdk, results) -> {
            runs.add(new Run(name, jdk, results));
            facts.add(Facts.of(file, jdk));
        }));
        List<String> labels = Labels.of(facts);
        List<Column> columns = new ArrayList<>();
        Map<Key, BenchResult> first = new LinkedHashMap<>();
        Map<Key, Map<String, Figure.ToFloor>> cells = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            String label = labels.get(i);
            columns.add(new Column(label, run.file(), null, facts.get(i)));
            run.results().forEach((key, result) -> {
                Figure.ToFloor cell = cell(run, key, result);
                if (cell != null) {
                    first.putIfAbsent(key, result);
                    cells.computeIfAbsent(key, each -> new LinkedHashMap<>()).put(label, cell);
                }
            });
        }
        Map<String, List<Figure>> byQuestion = new LinkedHashMap<>();
        first.forEach((key, result) -> byQuestion
                .computeIfAbsent(key.question(), question -> new ArrayList<>())
                .add(new Figure(
                        result.question(),
                        result.title(),
                        result.params(),
                        result.subject(),
                        cells.getOrDefault(key, Map.of()))));
        return new FigureMatrix(
                List.copyOf(columns),
                byQuestion.values().stream().flatMap(List::stream).toList());
    }

    private static Map<String, Map<Key, BenchResult>> byJdk(BenchFile file) {
        Map<String, Map<Key, BenchResult>> byJdk = new LinkedHashMap<>();
        for (BenchResult result : file.results()) {
            byJdk.computeIfAbsent(result.jdk(), jdk -> new LinkedHashMap<>())
                    .put(Key.of(result, result.subject()), result);
        }
        return byJdk;
    }

    private static Figure.@Nullable ToFloor cell(Run run, Key key, BenchResult result) {
        return key.subject().equals(BenchResult.FLOOR)
                ? null
                : Figure.ToFloor.of(result, run.results().get(Key.of(result, BenchResult.FLOOR)));
    }
}
