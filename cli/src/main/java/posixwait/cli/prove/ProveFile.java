package posixwait.cli.prove;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Objects;
import posixwait.cli.check.CheckFile;
import posixwait.cli.check.NotRun;
import posixwait.cli.io.Exit;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.run.CatchResult;
import posixwait.conformance.run.FaultResult;
import posixwait.conformance.run.Proof;
import posixwait.conformance.run.Verdict;

/**
 * The result of {@code prove}, as it stands in JSON.
 *
 * @param kit the conformance kit
 * @param host the host
 * @param runs a proof for each backend and JDK
 * @param notRun what could not be run, and why
 */
@JsonPropertyOrder({"kit", "host", "runs", "notRun"})
public record ProveFile(CheckFile.Kit kit, HostFacts host, List<Proof> runs, List<NotRun> notRun) {

    /** Rejects what is not complete: it comes from files. */
    public ProveFile {
        Objects.requireNonNull(kit, "kit");
        Objects.requireNonNull(host, "host");
        for (Proof run : runs) {
            Objects.requireNonNull(run.backend(), "backend");
            Objects.requireNonNull(run.jdk(), "jdk");
            for (FaultResult fault : run.faults()) {
                Objects.requireNonNull(fault.fault(), "fault");
                for (CatchResult requirement : fault.requirements()) {
                    Objects.requireNonNull(requirement.sound(), "sound");
                    Objects.requireNonNull(requirement.broken(), "broken");
                }
            }
        }
        notRun = notRun == null ? List.of() : notRun;
    }

    /** {@return the exit code that the result calls for: a fault that was missed counts most} */
    public int exitCode() {
        if (has(Verdict.MISSED)) {
            return Exit.DOES_NOT_CONFORM;
        }
        return has(Verdict.CAUGHT) && notRun.stream().noneMatch(NotRun::wanted) ? Exit.CONFORMS : Exit.HOST;
    }

    private boolean has(Verdict verdict) {
        return runs.stream().flatMap(run -> run.faults().stream()).anyMatch(fault -> fault.verdict() == verdict);
    }
}
