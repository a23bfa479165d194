package posixwait.cli.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import posixwait.Backend;
import posixwait.Backends;
import posixwait.cli.check.BackendsHere;
import posixwait.cli.io.ChildJvm;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.Json;
import posixwait.cli.io.StandardOutput;
import posixwait.conformance.run.Jdk;

/**
 * What can only be known by doing it with a backend: pidfds, and a reaper. Done in a JVM of its own, on the newest JDK that can
 * be asked, since that has backends which this one may not.
 */
public final class Trials {
    private static final String ANSWER = "posixwait-trials ";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Trials() {}

    /**
     * What was tried.
     *
     * @param pidfds what a pidfd can do
     * @param reapers what the reaper of each backend did
     */
    record Done(List<PidfdProbe.Tried> pidfds, List<ReaperProbe.Tried> reapers) {}

    /** {@return what was found; nothing where there is no JDK to ask} */
    static List<Finding> judge(BackendsHere here) {
        Optional<Jdk> newest = here.jdks().stream()
                .filter(jdk -> !here.broken().containsKey(jdk))
                .findFirst();
        if (newest.isEmpty()) {
            return List.of();
        }
        try {
            ChildJvm.Ended ended = new ChildJvm(newest.get(), List.of())
                    .brief()
                    .run(Trials.class.getName(), List.of(), PATIENCE, line -> {});
            return ended.said().stream()
                    .filter(line -> line.startsWith(ANSWER))
                    .findFirst()
                    .map(line -> judge(Json.parse(line.substring(ANSWER.length()), Done.class)))
                    .orElseGet(() -> untried("exit code " + ended.exitCode() + ": " + ended.why()));
        } catch (Complaint e) {
            return untried(e.line());
        }
    }

    private static List<Finding> judge(Done done) {
        List<Finding> findings = new ArrayList<>();
        // Without a backend nothing was tried, which is the finding of those that judge backends.
        if (!done.pidfds().isEmpty()) {
            findings.add(PidfdProbe.judge(done.pidfds()));
        }
        findings.addAll(ReaperProbe.judge(done.reapers()));
        return findings;
    }

    private static List<Finding> untried(String reason) {
        return List.of(Finding.unfixable(
                "pidfd, reaper",
                "could not be tried",
                reason,
                "none is known: './posixwait check' in place of this says where it goes wrong"));
    }

    /** Tries pidfds with one backend, reapers with every one that opens, and prints what was found. */
    public static void main(String[] args) {
        List<Backend> backends = Backends.available();
        Done done = new Done(
                backends.stream().findFirst().map(PidfdProbe::attempt).orElse(List.of()),
                backends.stream().map(ReaperProbe::attempt).toList());
        StandardOutput out = new StandardOutput();
        out.println(ANSWER + Json.compact(done));
        out.finish();
    }
}
