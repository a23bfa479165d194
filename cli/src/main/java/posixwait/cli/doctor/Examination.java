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
        console.terminal().now("Trying how a reaper learns of the end of a child");
        findings.addAll(ReaperProbe.judge(here));
        console.terminal().clear();
        return new Examination(host, findings);
    }

    /** {@return the exit code: whether something must be fixed} */
    public int exitCode() {
        return findings.stream().anyMatch(finding -> finding.status() == Finding.Status.FAIL)
                ? Exit.DOES_NOT_CONFORM
                : Exit.CONFORMS;
    }

    /** Prints it for people. */
    public void print(PrintStream out, Paint paint) {
        out.println(paint.strong(host.summary()));
        for (Finding finding : findings) {
            String status = String.format(Locale.ROOT, "%-4s", finding.status());
            String painted = switch (finding.status()) {
                case OK -> paint.good(status);
                case WARN -> paint.doubtful(status);
                case FAIL -> paint.bad(status);
            };
            out.printf(Locale.ROOT, "  %s  %-12s %s%n", painted, finding.about(), finding.finding());
            if (finding.fix() != null) {
                out.println("                     fix: " + finding.fix());
            }
        }
    }
}
