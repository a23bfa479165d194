package posixwait.conformance.run;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of versions: comparisons, of which all must hold, such as {@code >=6.1 <6.9}.
 *
 * <p>A version is compared to as many places as the comparison writes: 6.1.5 is {@code =6.1} and {@code <=6.1}, and not
 * {@code >6.1}. What follows the numbers of a version, such as {@code -generic}, does not count.
 */
final class VersionRange {
    private static final Pattern COMPARISON = Pattern.compile("(<=|>=|<|>|=)(\\d{1,9}(?:\\.\\d{1,9})*)");
    private static final Pattern NUMBERS = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})*");
    private static final Pattern DOT = Pattern.compile("\\.");

    private final List<Comparison> comparisons;

    private VersionRange(List<Comparison> comparisons) {
        this.comparisons = comparisons;
    }

    private record Comparison(String operator, List<Integer> version) {
        boolean holds(List<Integer> other) {
            int sign = 0;
            for (int place = 0; sign == 0 && place < version.size(); place++) {
                int number = place < other.size() ? other.get(place) : 0;
                sign = Integer.compare(number, version.get(place));
            }
            return switch (operator) {
                case "<" -> sign < 0;
                case "<=" -> sign <= 0;
                case ">" -> sign > 0;
                case ">=" -> sign >= 0;
                default -> sign == 0;
            };
        }
    }

    /**
     * {@return the range that a text says}
     *
     * @throws IllegalArgumentException if it says none
     */
    static VersionRange of(String text) {
        List<Comparison> comparisons = new ArrayList<>();
        for (String word : text.strip().split("\\s+", -1)) {
            Matcher comparison = COMPARISON.matcher(word);
            if (!comparison.matches()) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" is no range of versions; write one such as \">=6.1 <6.9\" or \"=17\"");
            }
            comparisons.add(new Comparison(comparison.group(1), numbers(comparison.group(2))));
        }
        return new VersionRange(comparisons);
    }

    /** {@return whether a version is in the range; one without a number at its start is in none} */
    boolean contains(String version) {
        Matcher leading = NUMBERS.matcher(version);
        if (!leading.lookingAt()) {
            return false;
        }
        List<Integer> numbers = numbers(leading.group());
        return comparisons.stream().allMatch(comparison -> comparison.holds(numbers));
    }

    private static List<Integer> numbers(String dotted) {
        return DOT.splitAsStream(dotted).map(Integer::valueOf).toList();
    }
}
