package posixwait.cli.check;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Objects;
import posixwait.cli.io.Exit;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.RequirementResult;

/**
 * The result of {@code check}, as it stands in JSON.
 *
 * @param kit the conformance kit
 * @param host the host
 * @param runs a run for each backend and JDK
 * @param notRun what could not be run, and why
 */
@JsonPropertyOrder({"kit", "host", "runs", "notRun"})
public record CheckFile(Kit kit, HostFacts host, List<BackendRun> runs, List<NotRun> notRun) {
    /**
     * The conformance kit.
     *
     * @param version its version
     */
    public record Kit(String version) {}

    /** Rejects what is not complete: it comes from files. */
    public CheckFile {
        Objects.requireNonNull(kit, "kit");
        Objects.requireNonNull(host, "host");
        for (BackendRun run : runs) {
            Objects.requireNonNull(run.backend(), "backend");
            Objects.requireNonNull(run.jdk(), "jdk");
            for (RequirementResult result : run.requirements()) {
                Objects.requireNonNull(result.outcome(), "outcome");
                Objects.requireNonNull(result.id(), "id");
            }
        }
        notRun = notRun == null ? List.of() : notRun;
    }

    /** {@return the exit code that the result calls for} */
    public int exitCode() {
        if (runs.stream().anyMatch(run -> !run.conforms())) {
            return Exit.DOES_NOT_CONFORM;
        }
        return runs.isEmpty() || notRun.stream().anyMatch(NotRun::wanted) ? Exit.HOST : Exit.CONFORMS;
    }
}
