package posixwait.cli.choose;

import java.io.PrintStream;
import java.util.List;
import posixwait.cli.io.Paint;

/** A choice for people: what, by how much, on what grounds, how to start it, and what would change it. */
public final class ChoiceText {
    private final PrintStream out;
    private final Paint paint;

    /** Takes where to print. */
    public ChoiceText(PrintStream out, Paint paint) {
        this.out = out;
        this.paint = paint;
    }

    /** Prints a choice, in five lines. */
    public void print(Choice choice) {
        boolean found = choice.recommended() != null;
        out.println(paint.strong("Recommendation: ")
                + (found ? paint.good(choice.headline()) : paint.bad(choice.headline()))
                + "  (--workload " + choice.workload().words() + ")");
        line("by how much", choice.because().subList(0, 1));
        line("conformance", choice.because().subList(1, choice.because().size()));
        line("start it with", choice.flags());
        line("would change it", choice.unless());
    }

    private void line(String head, List<String> parts) {
        out.printf("  %-16s%s%n", head, parts.isEmpty() ? "nothing" : String.join("; ", parts));
    }
}
