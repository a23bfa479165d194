package posixwait.conformance.recipes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a program prints, with placeholders for what varies.
 *
 * <table>
 * <caption>Placeholders</caption>
 * <tr><td>{@code <pid>}</td><td>a decimal number</td></tr>
 * <tr><td>{@code <ms:100..>}, {@code <n:1..20>}, {@code <n:..20>}</td><td>a number in a range, both ends included</td></tr>
 * <tr><td>{@code <core:|, core dumped>}</td><td>one of these texts</td></tr>
 * </table>
 *
 * <p>A name that comes again stands for the same text again.
 */
final class ExpectedText {
    private static final Pattern PLACEHOLDER = Pattern.compile("<([a-z]+)(?::([^<>]*))?>");
    private static final Pattern RANGE = Pattern.compile("(\\d*)\\.\\.(\\d*)");

    private final List<Line> lines;

    private ExpectedText(List<Line> lines) {
        this.lines = lines;
    }

    static ExpectedText of(String page, int firstLine, List<String> lines) {
        List<Line> compiled = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            compiled.add(Line.of(page, firstLine + i, lines.get(i)));
        }
        if (compiled.isEmpty()) {
            throw new PageError(page, firstLine, "a ```text block that is empty proves nothing");
        }
        return new ExpectedText(List.copyOf(compiled));
    }

    /** {@return it as the page has it} */
    String text() {
        return String.join("\n", lines.stream().map(Line::text).toList());
    }

    /** {@return the first difference; empty if there is none} */
    Optional<String> difference(List<String> printed) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < Math.max(lines.size(), printed.size()); i++) {
            if (i == lines.size()) {
                return Optional.of("the page ends after " + i + " lines, and the program printed: " + printed.get(i));
            } else if (i == printed.size()) {
                return Optional.of("nothing was printed for: " + lines.get(i).text());
            } else if (!lines.get(i).matches(printed.get(i), values)) {
                return Optional.of("the page has:  " + lines.get(i).text() + "\nprinted was:   " + printed.get(i));
            }
        }
        return Optional.empty();
    }

    /** A name and what it stands for. */
    private record Placeholder(String name, String regex, long least, long most) {

        static Placeholder of(String page, int line, String name, String kind) {
            Matcher range = RANGE.matcher(kind);
            if (kind.contains("|")) {
                List<String> choices = List.of(kind.split("\\|", -1));
                String regex =
                        String.join("|", choices.stream().map(Pattern::quote).toList());
                return new Placeholder(name, regex, Long.MIN_VALUE, Long.MAX_VALUE);
            } else if (kind.isEmpty()) {
                return new Placeholder(name, "\\d+", 0, Long.MAX_VALUE);
            } else if (range.matches() && kind.length() > 2) {
                long least = range.group(1).isEmpty() ? 0 : Long.parseLong(range.group(1));
                long most = range.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(range.group(2));
                return new Placeholder(name, "\\d+", least, most);
            }
            throw new PageError(page, line, "'" + kind + "' is neither a range nor a choice");
        }

        boolean admits(String value) {
            return least == Long.MIN_VALUE || (Long.parseLong(value) >= least && Long.parseLong(value) <= most);
        }
    }

    /** A line as it is written, and its pattern with a group for each placeholder. */
    private record Line(String text, Pattern pattern, List<Placeholder> placeholders) {

        static Line of(String page, int number, String text) {
            StringBuilder regex = new StringBuilder();
            List<Placeholder> placeholders = new ArrayList<>();
            Matcher matcher = PLACEHOLDER.matcher(text);
            int end = 0;
            while (matcher.find()) {
                String kind = matcher.group(2) == null ? "" : matcher.group(2);
                Placeholder placeholder = Placeholder.of(page, number, matcher.group(1), kind);
                regex.append(Pattern.quote(text.substring(end, matcher.start())));
                regex.append('(').append(placeholder.regex()).append(')');
                placeholders.add(placeholder);
                end = matcher.end();
            }
            regex.append(Pattern.quote(text.substring(end)));
            return new Line(text, Pattern.compile(regex.toString()), List.copyOf(placeholders));
        }

        boolean matches(String printed, Map<String, String> values) {
            Matcher matcher = pattern.matcher(printed);
            if (!matcher.matches()) {
                return false;
            }
            for (int i = 0; i < placeholders.size(); i++) {
                Placeholder placeholder = placeholders.get(i);
                String value = matcher.group(i + 1);
                String before = values.putIfAbsent(placeholder.name(), value);
                if (!placeholder.admits(value) || (before != null && !before.equals(value))) {
                    return false;
                }
            }
            return true;
        }
    }
}
