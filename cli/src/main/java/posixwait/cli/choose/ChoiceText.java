package posixwait.cli.choose;

import java.io.PrintStream;
import java.util.List;
import posixwait.cli.io.Paint;

/** A choice for people. */
public final class ChoiceText {
    private final PrintStream out;
    private final Paint paint;

    /** Takes where to print. */
    public ChoiceText(PrintStream out, Paint paint) {
        this.out = out;
        this.paint = paint;
    }

    /** Prints a choice. */
    public void print(Choice choice) {
        out.println(paint.strong("Recommendation: ")
                + (choice.recommended() == null ? paint.bad(choice.headline()) : paint.good(choice.headline())));
        list("because", choice.because());
        list("add to the JVM", choice.flags());
        list("what would change this", choice.unless());
    }

    private void list(String head, List<String> lines) {
        if (!lines.isEmpty()) {
            out.println("  " + head);
            lines.forEach(line -> out.println("    - " + line));
        }
    }
}
