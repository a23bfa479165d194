package posixwait.conformance.oracle;

import static posixwait.conformance.oracle.Shown.error;
import static posixwait.conformance.oracle.Shown.plain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import posixwait.Signal;
import posixwait.conformance.Children;
import posixwait.conformance.Kit;
import posixwait.conformance.Signals;
import posixwait.conformance.Unsupported;
import posixwait.spi.Abi;
import posixwait.spi.RawLimit;
import posixwait.spi.RawPipe;
import posixwait.spi.SpawnPlan;
import posixwait.spi.SystemCalls;

/** The scenes of making children and of limits, as {@code spn.c} and {@code lim.c} make them. */
public final class SpawnScenarios {
    private static final String SHELL = "/bin/sh";
    private static final String DO_NOTHING = ":";
    private static final int CLOSED = 1_000_000;
    private static final int MANY = 70;
    private static final int LONG = 100_000;
    private static final int NO_LIMIT = 99;

    private final Kit kit;
    private final SystemCalls calls;
    private final Children children;
    private final Shown shown;
    private final Facts facts = new Facts();

    /** Scenes in which {@code kit}'s backend is the actor. */
    public SpawnScenarios(Kit kit) {
        this.kit = kit;
        this.calls = kit.calls();
        this.children = kit.children();
        this.shown = new Shown(kit);
    }

    /** {@return what posix_spawn() makes, and how it fails} */
    public Facts spawns() {
        facts.add("a program", "child 0x0700", spawned(SHELL, "exit 7", List.of(), 0, 0));
        facts.add(
                "a program that is not there", "ENOENT", spawned("/nonexistent/program", DO_NOTHING, List.of(), 0, 0));
        facts.add("a directory", "EACCES", spawned("/", DO_NOTHING, List.of(), 0, 0));
        facts.add("children of the failures", "ECHILD", shown.waitpid(-1, Abi.WNOHANG, 0));
        facts.add(
                "opening a file that is not there",
                "ENOENT",
                spawned(SHELL, DO_NOTHING, List.of(new SpawnPlan.Open(5, "/nonexistent/file", Abi.O_RDONLY, 0)), 0, 0));
        facts.add(
                "a copy of a closed descriptor",
                "EBADF",
                spawned(SHELL, DO_NOTHING, List.of(new SpawnPlan.Dup2(CLOSED, 5)), 0, 0));
        int gone = children.zombie(0);
        children.discard(gone);
        facts.add(
                "a group that is gone",
                "EPERM",
                spawned(SHELL, DO_NOTHING, List.of(), Abi.POSIX_SPAWN_SETPGROUP, gone));
        facts.add(
                "a signal to its own group",
                "child 0x0009",
                spawned(SHELL, "kill -s KILL 0", List.of(), Abi.POSIX_SPAWN_SETPGROUP, 0));
        kit.signals().ignore(Signal.USR1);
        String signalled = "kill -s USR1 $$; exit 3";
        facts.add("a signal that the parent ignores", "child 0x0300", spawned(SHELL, signalled, List.of(), 0, 0));
        facts.add(
                "a signal with its default action",
                "child 0x000a",
                spawned(SHELL, signalled, List.of(), Abi.POSIX_SPAWN_SETSIGDEF, 0));
        facts.add(
                "an environment that is too large",
                "E2BIG",
                spawned(plan(SHELL, DO_NOTHING, Collections.nCopies(MANY, "x=" + "x".repeat(LONG)), List.of(), 0, 0)));
        return facts;
    }

    private String spawned(String path, String script, List<SpawnPlan.Action> actions, int flags, int group) {
        return spawned(plan(path, script, List.of(), actions, flags, group));
    }

    private String spawned(SpawnPlan plan) {
        int child = calls.posixSpawn(plan);
        if (child == -Abi.ENOSYS) {
            throw Unsupported.because("posix_spawn: ENOSYS");
        }
        return child < 0 ? error(child) : shown.waitpid(children.register(child), 0, child);
    }

    /** Quiet in any case: a child of the kit has none of its streams. */
    private static SpawnPlan plan(
            String path,
            String script,
            List<String> environment,
            List<SpawnPlan.Action> actions,
            int flags,
            int group) {
        List<SpawnPlan.Action> all = new ArrayList<>(List.of(
                new SpawnPlan.Open(0, "/dev/null", Abi.O_RDONLY, 0),
                new SpawnPlan.Open(1, "/dev/null", Abi.O_WRONLY, 0),
                new SpawnPlan.Open(2, "/dev/null", Abi.O_WRONLY, 0)));
        all.addAll(actions);
        return new SpawnPlan(
                path, false, List.of("sh", "-c", script), environment, all, flags, group, 0, Signals.bits(Signal.USR1));
    }

    /** {@return what fails at the limit of descriptors, and what does not} */
    public Facts limits() {
        RawLimit before = new RawLimit();
        calls.getrlimit(Abi.RLIMIT_NOFILE, before);
        RawLimit limit = new RawLimit();
        limit.soft = before.hard;
        limit.hard = before.hard - 1;
        facts.add("a limit above the hard one", "EINVAL", plain(calls.setrlimit(Abi.RLIMIT_NOFILE, limit)));
        limit.hard = before.hard;
        facts.add("a limit of something else", "EINVAL", plain(calls.setrlimit(NO_LIMIT, limit)));
        // Once without the limit: the JVM opens files to load what the calls need.
        attempts(children.zombie(7));
        int child = children.zombie(7);
        limit.soft = 0;
        List<String> without;
        calls.setrlimit(Abi.RLIMIT_NOFILE, limit);
        try {
            without = attempts(child);
        } finally {
            kit.reference().setrlimit(Abi.RLIMIT_NOFILE, before);
        }
        facts.add("a pidfd without a descriptor", "EMFILE", without.get(0));
        facts.add("a pipe without descriptors", "EMFILE", without.get(1));
        facts.add("a peek without a descriptor", "0 child signo 17 code 1 status 7 uid own", without.get(2));
        facts.add("a wait without a descriptor", "child 0x0700", without.get(3));
        return facts;
    }

    /** {@return what a pidfd, a pipe, a peek and a wait come to} */
    private List<String> attempts(int child) {
        return List.of(
                opened(calls.pidfdOpen(child, 0)),
                piped(),
                shown.waitid(Abi.P_PID, child, Abi.WEXITED | Abi.WNOWAIT, child),
                shown.waitpid(child, 0, child));
    }

    private String opened(int fd) {
        return fd < 0 ? error(fd) : "opened " + children.descriptor(fd);
    }

    private String piped() {
        RawPipe ends = new RawPipe();
        int result = calls.pipe2(ends, Abi.O_CLOEXEC);
        if (result == 0) {
            children.descriptor(ends.readEnd);
            children.descriptor(ends.writeEnd);
        }
        return plain(result);
    }
}
