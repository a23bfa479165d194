package posixwait.cli.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import posixwait.Backend;
import posixwait.BareChild;
import posixwait.Child;
import posixwait.Fate;
import posixwait.PosixException;
import posixwait.Reaper;
import posixwait.Registration;
import posixwait.Strategy;
import posixwait.WaitStatus;

/** Tries how a reaper learns of the end of a child here: has one reap a child, with each backend. */
final class ReaperProbe {
    private static final String ABOUT = "reaper";
    private static final int EXIT_CODE = 7;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private ReaperProbe() {}

    /**
     * What one backend's reaper did.
     *
     * @param backend the backend
     * @param kind the way, a name of {@link Strategy.Kind}; empty if the child was not reaped as it should
     * @param reason why this way, or what went wrong
     */
    record Tried(String backend, String kind, String reason) {}

    static List<Finding> judge(List<Tried> all) {
        String names = all.stream().map(Tried::backend).collect(Collectors.joining(", "));
        if (!all.isEmpty() && all.stream().allMatch(tried -> tried.kind().equals(Strategy.Kind.PIDFD.name()))) {
            return List.of(Finding.ok(
                    ABOUT, "learns of ends by pidfd and epoll: " + names, "one child reaped with each: " + names));
        }
        return all.stream().map(ReaperProbe::judge).toList();
    }

    private static Finding judge(Tried tried) {
        String evidence = "a child reaped with " + tried.backend() + ": " + tried.reason();
        if (tried.kind().equals(Strategy.Kind.PIDFD.name())) {
            return Finding.ok(ABOUT, tried.backend() + " learns of ends by pidfd and epoll", evidence);
        }
        if (tried.kind().equals(Strategy.Kind.SWEEP.name())) {
            return Finding.warn(
                    ABOUT,
                    tried.backend() + " has to ask each child at intervals: " + tried.reason(),
                    evidence,
                    new Fix(
                            "run Linux 5.4 or later; for EMFILE a higher ulimit -n",
                            "Docker 20.10.10 or later, whose seccomp profile allows pidfd_open; for EMFILE"
                                    + " --ulimit nofile=4096",
                            "a seccompProfile that allows pidfd_open; for EMFILE LimitNOFILE= of the container"
                                    + " runtime's unit on the node"));
        }
        String check = "posixwait.jar check --backend " + tried.backend() + " shows what else is wrong; report it";
        return Finding.fail(
                ABOUT,
                tried.backend() + ": " + tried.reason(),
                evidence,
                new Fix(
                        "java -jar " + check,
                        "in the container: java -jar " + check,
                        "in the pod: java -jar " + check));
    }

    /** Has a reaper of a backend reap a child. */
    static Tried attempt(Backend backend) {
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
