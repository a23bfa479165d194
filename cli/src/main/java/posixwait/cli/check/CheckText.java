package posixwait.cli.check;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import posixwait.cli.io.Paint;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.ExpectationAccount;
import posixwait.conformance.run.Outcome;
import posixwait.conformance.run.RequirementResult;

/** The result of a check for people: a line for each run, and what they need to know of what did not pass. */
public final class CheckText {
    private static final int DETAIL_LINES = 6;
    private static final int EXPLAINED = 12;
    private static final int NAMED = 4;

    private final PrintStream out;
    private final Paint paint;

    /** Takes where to print. */
    public CheckText(PrintStream out, Paint paint) {
        this.out = out;
        this.paint = paint;
    }

    /**
     * Prints a result.
     *
     * @param briefly whether only verdicts and what they rest on, in a line each
     */
    public void print(CheckFile result, boolean briefly) {
        for (BackendRun run : result.runs()) {
            String verdict = run.conforms() ? paint.good("conforms") : paint.bad("DOES NOT CONFORM");
            out.println(Totals.name(run) + ": " + verdict);
            if (briefly) {
                Totals.bad(run).forEach(this::name);
                continue;
            }
            out.println("  " + Totals.inWords(run));
            if (!run.lacks().isEmpty()) {
                out.println("  prepared by " + run.reference() + ", since " + run.backend() + " lacks "
                        + String.join(", ", run.lacks()));
            }
            List<RequirementResult> bad = Totals.bad(run);
            bad.stream().limit(EXPLAINED).forEach(this::explain);
            if (bad.size() > EXPLAINED) {
                out.println("  ... and " + (bad.size() - EXPLAINED) + " more, which --json and --markdown list");
            }
            unproven(run).forEach((why, ids) -> out.println("  " + few(ids) + "  " + why));
        }
        GateProblems.of(result).forEach(problem -> out.println(paint.bad("the gate is closed") + "  " + problem));
        ExpectationAccount account = result.expectations();
        if (account != null && !briefly) {
            out.println("expected failures: " + account.file() + ", " + account.applied() + " of "
                    + account.entries() + (account.entries() == 1 ? " entry" : " entries") + " applied, "
                    + account.elsewhere() + " for other runs");
        }
        for (NotRun notRun : result.notRun()) {
            if (briefly && !notRun.wanted()) {
                continue;
            }
            String verdict = notRun.wanted() ? paint.bad("COULD NOT RUN") : paint.doubtful("not run");
            out.println(notRun.backend() + " on Java " + notRun.jdk() + ": " + verdict);
            out.println("  " + notRun.reason());
        }
    }

    private void name(RequirementResult result) {
        out.println("  " + paint.bad(Totals.inWords(result.outcome())) + " " + result.id() + "  " + result.title());
    }

    private void explain(RequirementResult result) {
        name(result);
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

    /** The requirements that nothing was proven of, by outcome and reason: many lack the same. */
    private static Map<String, List<String>> unproven(BackendRun run) {
        return run.requirements().stream()
                .filter(each -> each.isUntested() || each.outcome() == Outcome.UNSUPPORTED)
                .collect(Collectors.groupingBy(
                        each -> Totals.inWords(each) + ": " + firstLine(each.detail()),
                        LinkedHashMap::new,
                        Collectors.mapping(RequirementResult::id, Collectors.toList())));
    }

    private static String few(List<String> ids) {
        return ids.size() <= NAMED
                ? String.join(", ", ids)
                : String.join(", ", ids.subList(0, NAMED)) + " and " + (ids.size() - NAMED) + " more";
    }

    private static String firstLine(String detail) {
        return detail.lines().findFirst().orElse("");
    }
}
