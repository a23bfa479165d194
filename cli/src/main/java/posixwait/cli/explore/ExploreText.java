package posixwait.cli.explore;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import posixwait.conformance.explore.Explored;

/** What {@code explore} found, for people. */
public final class ExploreText {
    private ExploreText() {}

    /** Prints it. */
    public static void print(ExploreFile file, PrintStream out) {
        file.explored().forEach(explored -> print(explored, file.seed(), out));
    }

    private static void print(Explored explored, long seed, PrintStream out) {
        Explored.Difference difference = explored.difference();
        List<String> uncovered = explored.uncovered();
        int covered = Explored.coverable() - uncovered.size();
        out.printf(
                Locale.ROOT,
                "%s on Java %s: %s after %,d steps in %,d scripts and %.1f s%n",
                explored.backend(),
                explored.jdk(),
                difference == null ? "no difference" : "A DIFFERENCE",
                explored.steps(),
                explored.scripts(),
                explored.seconds());
        out.println("  covered of the model: " + covered + " of " + Explored.coverable() + " arrows and rules"
                + (uncovered.isEmpty() ? "" : "; not: " + String.join(", ", uncovered)));
        out.println("  of several children another than the first was reported " + explored.otherChoices()
                + " times, as POSIX allows");
        if (difference != null) {
            out.println(
                    "\nThe kernel and the model differ in script " + difference.script() + " of seed " + seed + ":\n");
            difference.trace().forEach(line -> out.println("  " + line));
            out.println("\nAs a test:\n\n" + difference.test());
        }
    }
}
