package posixwait.cli.check;

import java.io.PrintStream;
import java.util.List;
import posixwait.cli.io.Paint;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.Outcome;
import posixwait.conformance.run.RequirementResult;

/** The result of a check for people: a line for each run, and what they need to know of what did not pass. */
public final class CheckText {
    private static final int DETAIL_LINES = 6;
    private static final int EXPLAINED = 12;

    private final PrintStream out;
    private final Paint paint;

    /** Takes where to print. */
    public CheckText(PrintStream out, Paint paint) {
        this.out = out;
        this.paint = paint;
    }

    /** Prints a result. */
    public void print(CheckFile result) {
        for (BackendRun run : result.runs()) {
            String verdict = run.conforms() ? paint.good("conforms") : paint.bad("DOES NOT CONFORM");
            out.println(Totals.name(run) + ": " + verdict);
            out.println("  " + Totals.inWords(run));
            List<RequirementResult> bad = Totals.bad(run);
            bad.stream().limit(EXPLAINED).forEach(this::explain);
            if (bad.size() > EXPLAINED) {
                out.println("  ... and " + (bad.size() - EXPLAINED) + " more, which --json and --markdown list");
            }
            run.requirements().stream()
                    .filter(each -> each.isUntested() || each.outcome() == Outcome.UNSUPPORTED)
                    .forEach(each -> out.println(
                            "  " + Totals.inWords(each) + " " + each.id() + "  " + firstLine(each.detail())));
        }
        for (NotRun notRun : result.notRun()) {
            String verdict = notRun.wanted() ? paint.bad("COULD NOT RUN") : paint.doubtful("not run");
            out.println(notRun.backend() + " on Java " + notRun.jdk() + ": " + verdict);
            out.println("  " + notRun.reason());
        }
    }

    private void explain(RequirementResult result) {
        out.println("  " + paint.bad(Totals.inWords(result.outcome())) + " " + result.id() + "  " + result.title());
        List<String> detail =
                result.detail().lines().filter(line -> !line.isBlank()).toList();
        detail.stream().limit(DETAIL_LINES).forEach(line -> out.println("      " + line));
        if (detail.size() > DETAIL_LINES) {
            out.println("      ... " + (detail.size() - DETAIL_LINES) + " more lines with --json");
        }
        out.println("    rule    " + result.rule());
        out.println("    source  " + String.join("; ", result.citations()));
        if (!result.deviation().isEmpty()) {
            out.println("    host    " + result.deviation());
        }
    }

    private static String firstLine(String detail) {
        return detail.lines().findFirst().orElse("");
    }
}
