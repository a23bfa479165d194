package posixwait.cli.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import posixwait.Backend;
import posixwait.Backends;
import posixwait.BareChild;
import posixwait.Child;
import posixwait.Fate;
import posixwait.PosixException;
import posixwait.Reaper;
import posixwait.Registration;
import posixwait.Strategy;
import posixwait.WaitStatus;
import posixwait.cli.check.BackendsHere;
import posixwait.cli.io.ChildJvm;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.Json;
import posixwait.cli.io.StandardOutput;
import posixwait.conformance.run.Jdk;

/** Tries how a reaper learns of the end of a child here: has one reap a child, with each backend. Runs in a JVM of its own. */
public final class ReaperProbe {
    private static final String ANSWER = "posixwait-reapers ";
    private static final int EXIT_CODE = 7;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PATIENCE_WITH_JVM = Duration.ofMinutes(1);

    private ReaperProbe() {}

    /**
     * What one backend's reaper did.
     *
     * @param backend the backend
     * @param kind the way, a name of {@link Strategy.Kind}; empty if the child was not reaped as it should
     * @param reason why this way, or what went wrong
     */
    record Tried(String backend, String kind, String reason) {}

    /** {@return what was found, on the newest JDK that can be asked} */
    static List<Finding> judge(BackendsHere here) {
        Optional<Jdk> newest = here.jdks().stream()
                .filter(jdk -> !here.broken().containsKey(jdk))
                .findFirst();
        if (newest.isEmpty()) {
            return List.of();
        }
        try {
            ChildJvm.Ended ended = new ChildJvm(newest.get(), List.of())
                    .run(ReaperProbe.class.getName(), List.of(), PATIENCE_WITH_JVM, line -> {});
            return ended.said().stream()
                    .filter(line -> line.startsWith(ANSWER))
                    .findFirst()
                    .map(line -> judge(List.of(Json.parse(line.substring(ANSWER.length()), Tried[].class))))
                    .orElseGet(() -> List.of(
                            Finding.warn("reaper", "could not be tried: " + ended.why(), "is this JVM sound?")));
        } catch (Complaint e) {
            return List.of(Finding.warn("reaper", "could not be tried: " + e.line(), "run it again"));
        }
    }

    static List<Finding> judge(List<Tried> all) {
        return all.stream().map(ReaperProbe::judge).toList();
    }

    private static Finding judge(Tried tried) {
        if (tried.kind().equals(Strategy.Kind.PIDFD.name())) {
            return Finding.ok("reaper", tried.backend() + " learns of ends by pidfd and epoll");
        }
        if (tried.kind().equals(Strategy.Kind.SWEEP.name())) {
            return Finding.warn(
                    "reaper",
                    tried.backend() + " has to ask each child at intervals: " + tried.reason(),
                    "Linux 5.4 or later; a seccomp profile that allows pidfd_open (Docker 20.10.10 or later has one);"
                            + " for EMFILE a higher ulimit -n");
        }
        return Finding.fail(
                "reaper", tried.backend() + ": " + tried.reason(), "./posixwait check --backend " + tried.backend());
    }

    /** Tries every backend that opens, and prints what was found. */
    public static void main(String[] args) {
        List<Tried> all = new ArrayList<>();
        for (Backend backend : Backends.available()) {
            all.add(attempt(backend));
        }
        StandardOutput out = new StandardOutput();
        out.println(ANSWER + Json.compact(all));
        out.finish();
    }

    private static Tried attempt(Backend backend) {
        try (Reaper reaper = Reaper.open(backend);
                Child child = BareChild.exiting(backend, EXIT_CODE)) {
            Registration registration = reaper.register(child);
            Strategy strategy = registration.strategy();
            Optional<Fate> fate = registration.await(PATIENCE);
            return fate.equals(Optional.of(new WaitStatus.Exited(EXIT_CODE)))
                    ? new Tried(backend.name(), strategy.kind().name(), strategy.reason())
                    : new Tried(backend.name(), "", "a child that exited with 7 was reported as " + fate);
        } catch (PosixException e) {
            return new Tried(backend.name(), "", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Tried(backend.name(), "", "was interrupted");
        }
    }
}
