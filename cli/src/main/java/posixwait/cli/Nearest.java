package posixwait.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The name that somebody may have meant who mistyped it. */
final class Nearest {
    /** Of so many letters one may be wrong. */
    private static final int LETTERS_FOR_A_SLIP = 3;

    private Nearest() {}

    /** {@return the name to which the fewest letters have to be changed; empty if all would take too many} */
    static Optional<String> to(String given, Collection<String> names) {
        return names.stream()
                .filter(name -> slips(given, name) <= allowed(given))
                .min(Comparator.comparingInt((String name) -> slips(given, name))
                        .thenComparing(name -> name));
    }

    /** A short option is one letter from every other. */
    private static int allowed(String given) {
        return given.length() <= LETTERS_FOR_A_SLIP ? 0 : given.length() / LETTERS_FOR_A_SLIP;
    }

    /** How many letters are too many, missing, others, or before the one that they should follow. */
    private static int slips(String one, String other) {
        int[][] slips = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                slips[i][j] = i == 0 || j == 0 ? i + j : fewest(slips, one, other, i, j);
            }
        }
        return slips[one.length()][other.length()];
    }

    private static int fewest(int[][] slips, String one, String other, int i, int j) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int fewest = Math.min(slips[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(slips[i - 1][j], slips[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(fewest, slips[i - 2][j - 2] + 1) : fewest;
    }
}
