package posixwait.cli.doctor;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import posixwait.cli.check.BackendsHere;
import posixwait.cli.io.Console;
import posixwait.cli.io.Exit;
import posixwait.cli.io.Paint;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.run.Jdks;

/**
 * The result of {@code doctor}, as it stands in JSON.
 *
 * @param host the facts
 * @param findings what they mean
 */
@JsonPropertyOrder({"host", "findings"})
public record Examination(HostFacts host, List<Finding> findings) {
    private static final String INDENT = " ".repeat(22);

    /** What is left of 80 columns beside severity and subject. */
    private static final int ROOM = 58;

    /** Rejects what is not complete: it comes from files. */
    public Examination {
        Objects.requireNonNull(host, "host");
        findings = List.copyOf(findings);
    }

    /** {@return an examination of this host; it tries backends and makes an orphan} */
    public static Examination ofThisHost(Console console) {
        HostFacts host = HostFacts.collect();
        List<Finding> findings = new ArrayList<>(HostRules.judge(host));
        console.terminal().now("Trying whether orphans are reaped");
        findings.add(OrphanProbe.probe());
        console.terminal().now("Trying which backends open");
        BackendsHere here = BackendsHere.ask(Jdks.find(), List.of());
        findings.addAll(BackendRules.judge(here));
        console.terminal().now("Trying pidfds, and how a reaper learns of the end of a child");
        findings.addAll(Trials.judge(here));
        console.terminal().clear();
        return new Examination(host, findings);
    }

    /** {@return the exit code: whether something must be fixed} */
    public int exitCode() {
        return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.FAIL)
                ? Exit.DOES_NOT_CONFORM
                : Exit.CONFORMS;
    }

    /** Prints it for people: a line for what is well, so that a host on which all is fits a screen. */
    public void print(PrintStream out, Paint paint) {
        out.println(paint.strong(host.summary()));
        findings.forEach(finding -> print(finding, out, paint));
        out.println(paint.strong(verdict()));
    }

    private static void print(Finding finding, PrintStream out, Paint paint) {
        String severity = String.format(Locale.ROOT, "%-4s", finding.severity());
        String painted = switch (finding.severity()) {
            case OK -> paint.good(severity);
            case WARN -> paint.doubtful(severity);
            case FAIL -> paint.bad(severity);
        };
        boolean well = finding.severity() == Finding.Severity.OK;
        out.printf(
                Locale.ROOT,
                "  %s  %-13s %s%n",
                painted,
                finding.about(),
                well ? shortened(finding.finding()) : finding.finding());
        if (well) {
            return;
        }
        out.println(INDENT + "seen in     " + finding.evidence());
        if (finding.fix() == null) {
            out.println(INDENT + "no fix      " + finding.noFix());
        } else {
            out.println(INDENT + "Linux       " + finding.fix().linux());
            out.println(INDENT + "Docker      " + finding.fix().docker());
            out.println(INDENT + "Kubernetes  " + finding.fix().kubernetes());
        }
    }

    /** All of it is in the JSON. */
    private static String shortened(String text) {
        return text.length() <= ROOM ? text : text.substring(0, ROOM - 3) + "...";
    }

    /** {@return what is to be done, in one line} */
    String verdict() {
        long bad = count(Finding.Severity.FAIL);
        long doubtful = count(Finding.Severity.WARN);
        String warnings = doubtful == 0 ? "" : ", " + doubtful + (doubtful == 1 ? " warning" : " warnings");
        return (bad == 0 ? "Nothing must be fixed" : bad + " must be fixed first") + warnings + ".";
    }

    private long count(Finding.Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
