package posixwait.cli.prove;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import posixwait.cli.check.NotRun;
import posixwait.cli.check.Totals;
import posixwait.cli.io.Paint;
import posixwait.conformance.run.CatchResult;
import posixwait.conformance.run.FaultResult;
import posixwait.conformance.run.Proof;
import posixwait.conformance.run.Verdict;

/** The result of a proof for people: each broken backend, and the requirements that catch it. */
public final class ProveText {
    private static final int DETAIL_LINES = 6;

    private final PrintStream out;
    private final Paint paint;

    /** Takes where to print. */
    public ProveText(PrintStream out, Paint paint) {
        this.out = out;
        this.paint = paint;
    }

    /** Prints a result: each broken backend, and what catches it. */
    public void print(ProveFile result) {
        print(result, fault -> true);
    }

    /** Prints a result: how many were caught, and only what was not. */
    public void printBriefly(ProveFile result) {
        print(result, fault -> fault.verdict() != Verdict.CAUGHT);
    }

    private void print(ProveFile result, Predicate<FaultResult> worthALine) {
        for (Proof run : result.runs()) {
            out.println(paint.strong(
                    name(run) + ", broken in " + counted(run.faults().size(), "way")));
            int width = run.faults().stream()
                    .mapToInt(fault -> fault.fault().length())
                    .max()
                    .orElse(1);
            run.faults().stream().filter(worthALine).forEach(fault -> print(fault, width));
            out.println("  " + inWords(run));
        }
        for (NotRun notRun : result.notRun()) {
            String verdict = notRun.wanted() ? paint.bad("COULD NOT RUN") : paint.doubtful("not run");
            out.println(notRun.backend() + " on Java " + notRun.jdk() + ": " + verdict);
            out.println("  " + notRun.reason());
        }
    }

    private void print(FaultResult fault, int width) {
        String line = String.format(Locale.ROOT, "%-" + width + "s -> ", fault.fault())
                + fault.requirements().stream().map(ProveText::caught).collect(Collectors.joining(", "))
                + String.format(Locale.ROOT, "  %.2f s", fault.millis() / 1000.0);
        out.println("  " + painted(fault.verdict()) + " " + line);
        if (fault.verdict() != Verdict.CAUGHT) {
            out.println("    broken  " + fault.rule());
            fault.requirements().stream()
                    .filter(requirement -> requirement.verdict() != Verdict.CAUGHT)
                    .forEach(this::explain);
        }
    }

    private void explain(CatchResult requirement) {
        out.println("    " + requirement.id() + "  " + requirement.title() + ": " + outcomes(requirement));
        List<String> detail =
                requirement.detail().lines().filter(line -> !line.isBlank()).toList();
        detail.stream().limit(DETAIL_LINES).forEach(line -> out.println("      " + line));
    }

    /** {@return what became of a requirement without the fault and with it, in words} */
    static String outcomes(CatchResult requirement) {
        String outcomes = Totals.inWords(requirement.sound()) + " without the fault, "
                + Totals.inWords(requirement.broken()) + " with it";
        return requirement.tooSlowToTell()
                ? outcomes
                        + String.format(
                                Locale.ROOT,
                                "; without it, it took %.1f of the %.1f s: too slow here to tell, so try again when"
                                        + " less runs beside it",
                                requirement.soundMillis() / 1000.0,
                                requirement.millis() / 1000.0)
                : outcomes;
    }

    private static String caught(CatchResult requirement) {
        return requirement.id() + " " + Totals.inWords(requirement.broken());
    }

    private String painted(Verdict verdict) {
        return switch (verdict) {
            case CAUGHT -> paint.good("caught    ");
            case MISSED -> paint.bad("MISSED    ");
            case NOT_PROVEN -> paint.doubtful("not proven");
        };
    }

    /** {@return the totals in words: {@code 92 broken backends: 91 caught, 1 not proven here}} */
    static String inWords(Proof run) {
        return counted(run.faults().size(), "broken backend") + ": "
                + run.totals().entrySet().stream()
                        .filter(total -> total.getValue() > 0)
                        .map(total -> total.getValue() + " " + inWords(total.getKey()))
                        .collect(Collectors.joining(", "));
    }

    /** {@return a verdict in words} */
    static String inWords(Verdict verdict) {
        return verdict == Verdict.NOT_PROVEN
                ? "not proven here"
                : verdict.name().toLowerCase(Locale.ROOT);
    }

    /** {@return a run in words: {@code jna (jna-direct) on Java 17.0.15}} */
    static String name(Proof run) {
        boolean alike = run.binding().equals(run.backend()) || run.binding().isEmpty();
        return run.backend() + (alike ? "" : " (" + run.binding() + ")") + " on Java " + run.jdk();
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
