package posixwait.cli.coverage;

import java.io.PrintStream;
import java.util.Locale;
import posixwait.conformance.spec.Page;

/** The coverage for people at a terminal. */
public final class CoverageText {
    private static final String ROW = "%-32s %10s %8s %6s %7s";

    private final PrintStream out;

    /** Prints to {@code out}. */
    public CoverageText(PrintStream out) {
        this.out = out;
    }

    /** Prints the numbers of each page and of all, and what each run showed. */
    public void print(Coverage coverage) {
        out.println(String.format(Locale.ROOT, ROW, "page", "assertions", "testable", "tested", "percent"));
        for (Page page : coverage.pages()) {
            out.println(row(page.name(), Coverage.numbers(page)));
        }
        Coverage.Numbers total = coverage.total();
        out.println(row("all", total));
        int all = coverage.requirements().size();
        int beyond = coverage.beyond().size();
        out.println();
        out.println(all + " requirements: " + (all - beyond) + " test an assertion of these pages, " + beyond
                + " lie beyond them");
        for (Coverage.Run run : coverage.runs()) {
            out.println(run.name() + ": " + coverage.held(run) + " of " + total.tested() + " tested assertions passed");
        }
    }

    private static String row(String name, Coverage.Numbers numbers) {
        return String.format(
                Locale.ROOT,
                ROW,
                name,
                numbers.assertions(),
                numbers.testable(),
                numbers.tested(),
                numbers.percent() + " %");
    }
}
