package posixwait.conformance.oracle;

import static posixwait.conformance.oracle.Facts.OPEN;
import static posixwait.conformance.oracle.Shown.error;
import static posixwait.conformance.oracle.Shown.plain;

import java.util.concurrent.TimeUnit;
import posixwait.Signal;
import posixwait.conformance.Children;
import posixwait.conformance.Grandchild;
import posixwait.conformance.Kit;
import posixwait.conformance.Proc;
import posixwait.conformance.Signals;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawPoll;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/** The scenes of what surrounds the wait calls, as {@code zom.c}, {@code chld.c} and so on make them. */
public final class ProcessScenarios {
    private static final String NO_CHILD = "ECHILD";
    private static final String NO_PROCESS = "ESRCH";
    private static final String INVALID = "EINVAL";
    private static final String NOTHING = "0";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int CLOSED = 1_000_000;

    private final SystemCalls calls;
    private final Kit kit;
    private final Children children;
    private final Shown shown;
    private final Facts facts = new Facts();

    /** Scenes in which {@code kit}'s backend is the actor. */
    public ProcessScenarios(Kit kit) {
        this.kit = kit;
        this.calls = kit.calls();
        this.children = kit.children();
        this.shown = new Shown(kit);
    }

    /** {@return what a zombie shows} */
    public Facts zombie() {
        int child = children.zombie(7);
        facts.add("state", "Z", state(child));
        facts.add("signal 0", NOTHING, plain(calls.kill(child, 0)));
        facts.add("SIGKILL", NOTHING, plain(calls.kill(child, Abi.SIGKILL)));
        facts.add("SIGSTOP", NOTHING, plain(calls.kill(child, Signal.STOP.number())));
        facts.add("its group", "the own", owner(calls.getpgid(child), calls.getpgid(0)));
        facts.add("its session", "the own", owner(calls.getsid(child), calls.getsid(0)));
        facts.add("a stop", "child 0x0700", shown.waitpid(child, Abi.WNOHANG | Abi.WUNTRACED, child));
        facts.add("state after the reap", "-", state(child));
        facts.add("signal 0 after the reap", NO_PROCESS, plain(calls.kill(child, 0)));
        facts.add("its group after the reap", NO_PROCESS, error(calls.getpgid(child)));
        facts.add("its session after the reap", NO_PROCESS, error(calls.getsid(child)));
        return facts;
    }

    private static String state(int pid) {
        return Proc.state(pid).map(String::valueOf).orElse("-");
    }

    private static String owner(int group, int own) {
        return group == own ? "the own" : "another";
    }

    /** {@return what SIGCHLD shows; to be called with it blocked in every thread} */
    public Facts sigchld() {
        kit.signals().byDefault(Signal.CHLD, 0);
        drain();
        int child = children.zombie(7);
        facts.add("an exit", "child code 1 status 7", taken(0, child));
        facts.add("the exit again", "EAGAIN", taken(0, child));
        children.discard(child);
        int first = children.zombie(1);
        int second = children.zombie(2);
        facts.add("two exits", OPEN, taken(0, first));
        facts.add("the second of two", OPEN, taken(0, second));
        children.discard(first);
        children.discard(second);
        child = children.pausing();
        children.stop(child);
        // The stop can be waited for a moment before its signal is sent.
        facts.add("a stop", "child code 5 status 19", taken(PATIENCE_NANOS, child));
        children.discard(child);
        taken(PATIENCE_NANOS, child);
        kit.signals().byDefault(Signal.CHLD, Abi.SA_NOCLDSTOP);
        child = children.pausing();
        children.stop(child);
        facts.add("a stop, SA_NOCLDSTOP", "EAGAIN", taken(0, child));
        children.kill(child);
        facts.add("a death by a signal", "child code 2 status 9", taken(0, child));
        children.discard(child);
        kit.signals().byDefault(Signal.CHLD, Abi.SA_NOCLDWAIT);
        child = children.pausing();
        children.send(child, Signal.KILL);
        facts.add("SA_NOCLDWAIT", NO_CHILD, shown.waitpid(child, 0, child));
        drain();
        kit.signals().ignore(Signal.CHLD);
        child = children.pausing();
        facts.add("ignored, while it runs", NOTHING, shown.waitpid(child, Abi.WNOHANG, child));
        children.send(child, Signal.KILL);
        facts.add("ignored", NO_CHILD, shown.waitpid(child, 0, child));
        return facts;
    }

    private String taken(long patience, int child) {
        RawChild info = new RawChild();
        int result = calls.sigtimedwait(Signals.set(Signal.CHLD), info, patience);
        return result < 0
                ? error(result)
                : (info.pid == child ? "child" : "another") + " code " + info.code + " status " + info.status;
    }

    private void drain() {
        int result;
        do {
            result = kit.reference().sigtimedwait(Signals.set(Signal.CHLD), null, 0);
        } while (result > 0);
    }

    /** {@return what threads and children of clone() show} */
    public Facts threads() {
        int child = children.zombie(5);
        facts.add("another thread, its own children only", OPEN, byAnotherThread(child, Abi.__WNOTHREAD));
        facts.add("another thread", "child 0x0500", byAnotherThread(child, 0));
        child = children.zombie(5);
        facts.add("the thread itself, its own children only", OPEN, shown.waitpid(child, Abi.__WNOTHREAD, child));
        child = children.cloned("_exit", 7, 0);
        facts.add("a clone child", OPEN, shown.waitpid(child, 0, child));
        facts.add("a clone child, any", OPEN, shown.waitpid(-1, 0, child));
        facts.add("a clone child, __WCLONE", OPEN, shown.waitpid(child, Abi.__WCLONE, child));
        child = children.cloned("_exit", 7, 0);
        facts.add("a clone child, __WALL", OPEN, shown.waitpid(child, Abi.__WALL, child));
        child = children.zombie(5);
        facts.add("another child, __WCLONE", OPEN, shown.waitpid(child, Abi.__WCLONE, child));
        facts.add("another child, __WALL", OPEN, shown.waitpid(child, Abi.__WALL, child));
        return facts;
    }

    private String byAnotherThread(int child, int options) {
        return kit.threads().start(() -> shown.waitpid(child, options, child)).join();
    }

    /** {@return what process groups show} */
    public Facts groups() {
        int child = children.pausing();
        facts.add("the group it starts in", "the own", owner(calls.getpgid(child), calls.getpgid(0)));
        facts.add("a group of its own", NOTHING, plain(calls.setpgid(child, child)));
        facts.add("its group", "child", calls.getpgid(child) == child ? "child" : "another");
        facts.add("a negative group", INVALID, plain(calls.setpgid(child, -1)));
        facts.add("a group that is none", "EPERM", plain(calls.setpgid(child, Integer.MAX_VALUE)));
        facts.add(
                "a process that is no child",
                NO_PROCESS,
                plain(calls.setpgid(kit.reference().getppid(), 0)));
        facts.add("a wait for the own group", NO_CHILD, shown.waitpid(0, Abi.WNOHANG, child));
        facts.add("a signal to its group", NOTHING, plain(calls.kill(-child, 0)));
        children.kill(child);
        facts.add("a signal to a group of zombies", NOTHING, plain(calls.kill(-child, 0)));
        facts.add("a wait for its group", "child 0x0009", shown.waitpid(-child, 0, child));
        facts.add("a signal to a group that is gone", NO_PROCESS, plain(calls.kill(-child, 0)));
        return facts;
    }

    /** {@return what orphans show} */
    public Facts orphans() {
        facts.add("at first", "0", adopts());
        Grandchild foreign = children.grandchild("read line; exit 9");
        foreign.orphan();
        facts.add("somebody else's orphan", NO_CHILD, shown.waitpid(foreign.pid(), Abi.WNOHANG, foreign.pid()));
        foreign.release();
        children.adoptOrphans();
        facts.add("becoming a subreaper", NOTHING, plain(calls.prctl(Abi.PR_SET_CHILD_SUBREAPER, 5)));
        facts.add("then", "1", adopts());
        Grandchild ours = children.grandchild("read line; exit 9");
        ours.orphan();
        int child = children.register(ours.pid());
        facts.add("an adopted child, while it runs", NOTHING, shown.waitpid(child, Abi.WNOHANG, child));
        ours.release();
        facts.add("an adopted child", "child 0x0900", shown.waitpid(child, 0, child));
        facts.add("an adopted child again", NO_CHILD, shown.waitpid(child, 0, child));
        facts.add("ceasing to be one", NOTHING, plain(calls.prctl(Abi.PR_SET_CHILD_SUBREAPER, 0)));
        facts.add("at last", "0", adopts());
        return facts;
    }

    private String adopts() {
        RawStatus flag = new RawStatus();
        kit.require("prctl", () -> calls.prctl(Abi.PR_GET_CHILD_SUBREAPER, flag));
        return Integer.toString(flag.value);
    }

    /** {@return what pidfds show} */
    public Facts pidfds() {
        int self = kit.reference().getpid();
        facts.add("pid 0", INVALID, opened(0, 0));
        facts.add("pid -1", INVALID, opened(-1, 0));
        facts.add("the caller", "opened", opened(self, 0));
        facts.add("an unknown flag", INVALID, opened(self, 1 << 20));
        facts.add("a wait for descriptor -1", INVALID, shown.waitid(Abi.P_PIDFD, -1, Abi.WEXITED, 0));
        facts.add("a wait for a closed descriptor", "EBADF", shown.waitid(Abi.P_PIDFD, CLOSED, Abi.WEXITED, 0));
        int child = children.pausing();
        int fd = children.descriptor((int) kit.require("pidfd_open", () -> calls.pidfdOpen(child, 0)));
        facts.add("poll while it runs", "0 0x0", polled(fd));
        facts.add("a wait while it runs", "0 signo 0", shown.waitid(Abi.P_PIDFD, fd, Abi.WEXITED | Abi.WNOHANG, child));
        facts.add("signal 0", NOTHING, plain(calls.pidfdSendSignal(fd, 0, 0)));
        facts.add("SIGKILL", NOTHING, plain(calls.pidfdSendSignal(fd, Abi.SIGKILL, 0)));
        children.awaitEnd(child);
        facts.add("poll of a zombie", "1 0x1", polled(fd));
        facts.add("signal 0 to a zombie", NOTHING, plain(calls.pidfdSendSignal(fd, 0, 0)));
        facts.add("a zombie", "opened", opened(child, 0));
        facts.add(
                "a wait for a zombie",
                "0 child signo 17 code 2 status 9 uid own",
                shown.waitid(Abi.P_PIDFD, fd, Abi.WEXITED, child));
        facts.add("a second wait", NO_CHILD, shown.waitid(Abi.P_PIDFD, fd, Abi.WEXITED, child));
        facts.add("signal 0 after the reap", NO_PROCESS, plain(calls.pidfdSendSignal(fd, 0, 0)));
        facts.add("a pid that was reaped", NO_PROCESS, opened(child, 0));
        return facts;
    }

    private String opened(int pid, int flags) {
        int fd = calls.pidfdOpen(pid, flags);
        if (fd < 0) {
            return error(fd);
        }
        calls.close(fd);
        return "opened";
    }

    private String polled(int fd) {
        RawPoll poll = new RawPoll(1);
        poll.fds[0] = fd;
        poll.events[0] = Abi.POLLIN;
        return calls.poll(poll, 0) + " 0x" + Integer.toHexString(poll.revents[0]);
    }

    /** {@return what stops and continuations show} */
    public Facts jobControl() {
        int stops = Abi.WNOHANG | Abi.WUNTRACED;
        int continuations = Abi.WNOHANG | Abi.WCONTINUED;
        int child = children.pausing();
        children.stop(child);
        facts.add("a stop", "child 0x137f", shown.waitpid(child, stops, child));
        facts.add("the stop again", NOTHING, shown.waitpid(child, stops, child));
        children.send(child, Signal.STOP);
        facts.add("a second SIGSTOP", NOTHING, shown.waitpid(child, stops, child));
        resume(child);
        facts.add("a continuation, not asked for", NOTHING, shown.waitpid(child, stops, child));
        facts.add("a continuation", "child 0xffff", shown.waitpid(child, continuations, child));
        facts.add("the continuation again", NOTHING, shown.waitpid(child, continuations, child));
        children.send(child, Signal.CONT);
        facts.add("SIGCONT to one that runs", NOTHING, shown.waitpid(child, continuations, child));
        children.stop(child);
        resume(child);
        facts.add("a stop that is over", OPEN, shown.waitpid(child, stops, child));
        children.stop(child);
        facts.add("a continuation that is over", OPEN, shown.waitpid(child, continuations, child));
        children.kill(child);
        facts.add("a stop that ended in death", "child 0x0009", shown.waitpid(child, stops, child));
        return facts;
    }

    private void resume(int child) {
        children.send(child, Signal.CONT);
        children.awaitContinue(child);
    }
}
