package posixwait.cli.regression;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import posixwait.cli.bench.BenchResult;

/**
 * What a figure is about: by this the rows of two results are matched.
 *
 * @param question the question
 * @param subject what was measured
 * @param params what was varied, as text: one file may have a number where another has its digits
 */
public record Row(String question, String subject, Map<String, String> params) {
    static Row of(BenchResult result) {
        Map<String, String> params = new TreeMap<>();
        result.params().forEach((name, value) -> params.put(name, String.valueOf(value)));
        return new Row(result.question(), result.subject(), params);
    }

    /** {@return the row of C that this one is compared with} */
    Row floor() {
        return new Row(question, BenchResult.FLOOR, params);
    }

    /** Whether it is a subject once more, measured to learn of the noise. */
    boolean isSecondSeries() {
        return subject.endsWith(BenchResult.AGAIN);
    }

    boolean isFloor() {
        return subject.equals(BenchResult.FLOOR);
    }

    /** {@return the question and the subject: {@code reaper-storm ffm}} */
    String title() {
        return clean(question + " " + subject);
    }

    /** {@return what was varied: {@code children=bare n=1000}} */
    String variation() {
        return clean(params.entrySet().stream()
                .map(param -> param.getKey() + "=" + param.getValue())
                .collect(Collectors.joining(" ")));
    }

    @Override
    public String toString() {
        return (title() + " " + variation()).strip();
    }

    /** A file of another host is not to write control characters onto this terminal. */
    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
