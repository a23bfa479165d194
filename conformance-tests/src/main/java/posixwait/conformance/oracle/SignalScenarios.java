package posixwait.conformance.oracle;

import static posixwait.conformance.oracle.Facts.OPEN;
import static posixwait.conformance.oracle.Shown.error;
import static posixwait.conformance.oracle.Shown.plain;

import posixwait.Signal;
import posixwait.conformance.Children;
import posixwait.conformance.Kit;
import posixwait.conformance.Signals;
import posixwait.spi.Abi;
import posixwait.spi.RawSigaction;
import posixwait.spi.RawSignalSet;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/** The scenes of signals, as {@code sig.c}, {@code pds.c} and {@code pt.c} make them. */
public final class SignalScenarios {
    private static final String INVALID = "EINVAL";
    private static final String NOTHING = "0";
    private static final String LOWER = "the lower";
    private static final String HIGHER = "the higher";
    private static final int NO_SIGNAL = Abi.SIGRTMAX + 1;
    private static final int NO_WAY = 99;

    private final Signal low = Signal.realtime(3);
    private final Signal high = Signal.realtime(7);
    private final Kit kit;
    private final SystemCalls calls;
    private final Children children;
    private final Shown shown;
    private final Facts facts = new Facts();

    /** Scenes in which {@code kit}'s backend is the actor. */
    public SignalScenarios(Kit kit) {
        this.kit = kit;
        this.calls = kit.calls();
        this.children = kit.children();
        this.shown = new Shown(kit);
    }

    /** {@return what can be sent, caught and blocked, and in which order it is taken} */
    public Facts signals() {
        int self = kit.reference().getpid();
        facts.add("signal 0 to itself", NOTHING, plain(calls.kill(self, 0)));
        facts.add("a signal that does not exist", INVALID, plain(calls.kill(self, NO_SIGNAL)));
        facts.add("a process that does not exist", "ESRCH", plain(calls.kill(Integer.MAX_VALUE, 0)));
        facts.add("ignoring SIGKILL", INVALID, ignoring(Abi.SIGKILL));
        facts.add("ignoring SIGSTOP", INVALID, ignoring(Abi.SIGSTOP));
        facts.add("ignoring signal 65", INVALID, ignoring(NO_SIGNAL));
        RawSignalSet set = Signals.set(Signal.KILL, Signal.USR1, low, high);
        facts.add("another way to change the mask", INVALID, plain(calls.pthreadSigmask(NO_WAY, set, null)));
        // So that the mask is put back, and what is left of the signals taken.
        kit.signals().block(Signal.USR1, low, high);
        calls.pthreadSigmask(Abi.SIG_BLOCK, set, null);
        facts.add("SIGKILL is blocked", "no", blocked(Signal.KILL));
        facts.add("SIGUSR1 is blocked", "yes", blocked(Signal.USR1));
        sendOurselves(high);
        sendOurselves(high);
        sendOurselves(low);
        sendOurselves(Signal.USR1);
        sendOurselves(Signal.USR1);
        facts.add("taken 1", OPEN, taken());
        facts.add("taken 2", OPEN, taken());
        facts.add("taken 3", OPEN, taken());
        facts.add("taken 4", OPEN, taken());
        facts.add("taken 5", "EAGAIN", taken());
        return facts;
    }

    private String ignoring(int signal) {
        RawSigaction action = new RawSigaction();
        action.handler = Abi.SIG_IGN;
        return plain(calls.sigaction(signal, action, null));
    }

    private String blocked(Signal signal) {
        RawSignalSet mask = new RawSignalSet();
        calls.pthreadSigmask(Abi.SIG_BLOCK, null, mask);
        return (mask.bits & Signals.bits(signal)) == 0 ? "no" : "yes";
    }

    private void sendOurselves(Signal signal) {
        SystemCalls trusted = kit.reference();
        trusted.tgkill(trusted.getpid(), trusted.gettid(), signal.number());
    }

    private String taken() {
        int signal = calls.sigtimedwait(Signals.set(Signal.USR1, low, high), null, 0);
        if (signal < 0) {
            return error(signal);
        } else if (signal == Abi.SIGUSR1) {
            return "SIGUSR1";
        } else if (signal == low.number()) {
            return LOWER;
        }
        return signal == high.number() ? HIGHER : "another";
    }

    /** {@return what the parent-death signal shows to the thread that asks for it} */
    public Facts parentDeath() {
        // A thread of its own: what is set is the thread's, and goes with it.
        return kit.threads()
                .start(() -> {
                    facts.add("at first", NOTHING, asked());
                    facts.add("asking for SIGURG", NOTHING, asking(Abi.SIGURG));
                    facts.add("then", Integer.toString(Abi.SIGURG), asked());
                    facts.add("asking for signal 65", INVALID, asking(NO_SIGNAL));
                    facts.add("asking for signal -1", INVALID, asking(-1));
                    facts.add("after that", Integer.toString(Abi.SIGURG), asked());
                    facts.add("asking for none", NOTHING, asking(0));
                    facts.add("at last", NOTHING, asked());
                    return facts;
                })
                .join();
    }

    private String asking(int signal) {
        return plain(kit.require("prctl", () -> calls.prctl(Abi.PR_SET_PDEATHSIG, signal)));
    }

    private String asked() {
        RawStatus signal = new RawStatus();
        signal.value = -1;
        int result = calls.prctl(Abi.PR_GET_PDEATHSIG, signal);
        return result < 0 ? error(result) : Integer.toString(signal.value);
    }

    /** {@return what traced children show} */
    public Facts tracees() {
        int child = children.blocking();
        facts.add("tracing a child", OPEN, plain(ptrace(Abi.PTRACE_SEIZE, child, 0)));
        facts.add("while it runs", NOTHING, shown.waitpid(child, Abi.WNOHANG, child));
        children.send(child, Signal.TERM);
        children.awaitStop(child);
        facts.add("a stop, not asked for", "child 0x0f7f", shown.waitpid(child, Abi.WNOHANG, child));
        facts.add("the stop again", NOTHING, shown.waitpid(child, Abi.WNOHANG, child));
        facts.add("letting it go on", OPEN, plain(ptrace(Abi.PTRACE_CONT, child, Abi.SIGTERM)));
        facts.add("its end", "child 0x000f", shown.waitpid(child, 0, child));
        child = trapped();
        facts.add(
                "a stop, by waitid",
                "0 child signo 17 code 4 status 10 uid own",
                shown.waitid(Abi.P_PID, child, Abi.WSTOPPED, child));
        children.discard(child);
        child = trapped();
        facts.add("a stop, __WCLONE", "child 0x0a7f", shown.waitpid(child, Abi.WNOHANG | Abi.__WCLONE, child));
        children.discard(child);
        return facts;
    }

    private int trapped() {
        int child = children.blocking();
        ptrace(Abi.PTRACE_SEIZE, child, 0);
        children.send(child, Signal.USR1);
        children.awaitStop(child);
        return child;
    }

    /** Not asked for permission: where it lacks, the program is told the same. */
    private long ptrace(int request, int child, long data) {
        return kit.reference().syscall(Abi.SYS_PTRACE, request, child, 0, data, 0, 0);
    }
}
