package posixwait.conformance.oracle;

import static posixwait.conformance.oracle.Facts.OPEN;
import static posixwait.conformance.oracle.Shown.plain;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import posixwait.Signal;
import posixwait.conformance.Children;
import posixwait.conformance.Kit;
import posixwait.spi.Abi;
import posixwait.spi.RawSigaction;
import posixwait.spi.RawUsage;
import posixwait.spi.SystemCalls;

/** The scenes of the wait calls themselves, as {@code st.c}, {@code wait.c} and so on make them. */
public final class WaitScenarios {
    private static final String NO_CHILD = "ECHILD";
    private static final String INVALID = "EINVAL";
    private static final String NOTHING = "0";
    private static final String NO_REPORT = "0 signo 0";
    private static final int NO_SUCH_OPTION = 0x100;
    private static final int BAD_ADDRESS = 8;
    private static final int MARK = 4711;
    private static final Set<Integer> WAITPID_BITS = Set.of(0, 1, 3);
    private static final Set<Integer> WAITID_BITS = Set.of(0, 1, 2, 3, 24);

    /** {@code __WNOTHREAD}, {@code __WALL} and {@code __WCLONE}, which no specification has. */
    private static final Set<Integer> LINUX_BITS = Set.of(29, 30, 31);

    private final SystemCalls calls;
    private final Kit kit;
    private final Children children;
    private final Shown shown;
    private final Facts facts = new Facts();

    /** Scenes in which {@code kit}'s backend is the actor. */
    public WaitScenarios(Kit kit) {
        this.kit = kit;
        this.calls = kit.calls();
        this.children = kit.children();
        this.shown = new Shown(kit);
    }

    /** {@return what status words show} */
    public Facts statusWords() {
        for (int code : List.of(0, 1, 127, 128, 255, 256, -1)) {
            int child = children.exiting(code);
            String word = String.format(Locale.ROOT, "child 0x%02x00", code & 0xff);
            facts.add("exit " + code, word, shown.waitpid(child, 0, child));
        }
        for (int signal : List.of(1, 9, 15, 10, 40)) {
            int child = children.blocking();
            children.send(child, new Signal(signal));
            String word = String.format(Locale.ROOT, "child 0x%04x", signal);
            facts.add("signal " + signal, word, shown.waitpid(child, 0, child));
        }
        int child = children.pausing();
        children.stop(child);
        facts.add("stopped", "child 0x137f", shown.waitpid(child, Abi.WUNTRACED, child));
        resume(child);
        facts.add("continued", "child 0xffff", shown.waitpid(child, Abi.WCONTINUED, child));
        return facts;
    }

    /** {@return what wait() shows} */
    public Facts waitAny() {
        facts.add("no child", NO_CHILD, shown.any(0));
        int child = children.zombie(7);
        facts.add("a zombie", "child 0x0700", shown.any(child));
        facts.add("again", NO_CHILD, shown.any(child));
        child = children.zombie(7);
        facts.add("without a status word", "child", calls.waitAny(null) == child ? "child" : "another");
        child = children.pausing();
        children.moveToGroup(child, 0);
        children.send(child, Signal.KILL);
        facts.add("a child of another group", "child 0x0009", shown.any(child));
        return facts;
    }

    /** {@return what waitpid() shows for each way to name a child} */
    public Facts selectors() {
        int child = children.zombie(3);
        facts.add("its pid", "child 0x0300", shown.waitpid(child, 0, child));
        facts.add("its pid again", NO_CHILD, shown.waitpid(child, 0, child));
        child = children.zombie(3);
        facts.add("any", "child 0x0300", shown.waitpid(-1, 0, child));
        child = children.zombie(3);
        facts.add("the own group", "child 0x0300", shown.waitpid(0, 0, child));
        child = children.pausing();
        children.moveToGroup(child, 0);
        facts.add("the own group, which it left", NO_CHILD, shown.waitpid(0, Abi.WNOHANG, child));
        facts.add("its group, while it runs", NOTHING, shown.waitpid(-child, Abi.WNOHANG, child));
        children.send(child, Signal.KILL);
        facts.add("its group", "child 0x0009", shown.waitpid(-child, 0, child));
        child = children.pausing();
        facts.add("a group that is none", NO_CHILD, shown.waitpid(-child, Abi.WNOHANG, child));
        facts.add("the caller", NO_CHILD, shown.waitpid(kit.reference().getpid(), Abi.WNOHANG, child));
        facts.add("the parent", NO_CHILD, shown.waitpid(kit.reference().getppid(), Abi.WNOHANG, child));
        facts.add("INT_MAX", NO_CHILD, shown.waitpid(Integer.MAX_VALUE, Abi.WNOHANG, child));
        facts.add("INT_MIN + 1", NO_CHILD, shown.waitpid(Integer.MIN_VALUE + 1, Abi.WNOHANG, child));
        facts.add("INT_MIN", NO_CHILD, shown.waitpid(Integer.MIN_VALUE, Abi.WNOHANG, child));
        return facts;
    }

    /** {@return what each option shows} */
    public Facts options() {
        int child = children.pausing();
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            int options = 1 << bit | Abi.WNOHANG;
            facts.add(
                    "waitpid bit " + bit, specified(bit, WAITPID_BITS, NOTHING), shown.waitpid(child, options, child));
            facts.add(
                    "wait4 bit " + bit,
                    specified(bit, WAITPID_BITS, NOTHING),
                    shown.wait4(child, options, null, child));
        }
        children.stop(child);
        facts.add("a stop, not asked for", NOTHING, shown.waitpid(child, Abi.WNOHANG, child));
        facts.add("a stop", "child 0x137f", shown.waitpid(child, Abi.WNOHANG | Abi.WUNTRACED, child));
        facts.add("a stop, told", NOTHING, shown.waitpid(child, Abi.WNOHANG | Abi.WUNTRACED, child));
        return facts;
    }

    private static String specified(int bit, Set<Integer> legal, String result) {
        return LINUX_BITS.contains(bit) ? OPEN : legal.contains(bit) ? result : INVALID;
    }

    /** {@return what waitid() shows} */
    public Facts waitid() {
        int child = children.pausing();
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            facts.add(
                    "bit " + bit,
                    specified(bit, WAITID_BITS, NO_REPORT),
                    shown.waitid(Abi.P_PID, child, 1 << bit | Abi.WEXITED | Abi.WNOHANG, child));
        }
        int nothing = Abi.WEXITED | Abi.WNOHANG;
        facts.add("no event", INVALID, shown.waitid(Abi.P_PID, child, Abi.WNOHANG, child));
        facts.add("id type -1", INVALID, shown.waitid(-1, child, nothing, child));
        facts.add("id type 4", INVALID, shown.waitid(4, child, nothing, child));
        facts.add("pid 0", OPEN, shown.waitid(Abi.P_PID, 0, nothing, child));
        facts.add("pid -1", OPEN, shown.waitid(Abi.P_PID, -1, nothing, child));
        facts.add("a group that is none", NO_CHILD, shown.waitid(Abi.P_PGID, child, nothing, child));
        facts.add("any, with an id", NO_REPORT, shown.waitid(Abi.P_ALL, 0xdead, nothing, child));
        children.stop(child);
        facts.add("stopped", told(5, 19), shown.waitid(Abi.P_PID, child, Abi.WSTOPPED, child));
        resume(child);
        facts.add("continued", told(6, 18), shown.waitid(Abi.P_PID, child, Abi.WCONTINUED, child));
        children.send(child, Signal.KILL);
        facts.add("killed", told(2, 9), shown.waitid(Abi.P_PID, child, Abi.WEXITED | Abi.WNOWAIT, child));
        facts.add("only other events", OPEN, shown.waitid(Abi.P_PID, child, Abi.WSTOPPED | Abi.WCONTINUED, child));
        facts.add("killed, reaped", told(2, 9), shown.waitid(Abi.P_PID, child, Abi.WEXITED, child));
        facts.add("reaped", NO_CHILD, shown.waitid(Abi.P_PID, child, Abi.WEXITED, child));
        child = children.exiting(42);
        facts.add("exited", told(1, 42), shown.waitid(Abi.P_PID, child, Abi.WEXITED, child));
        child = children.exiting(0x1234);
        facts.add(
                "exited with more than eight bits",
                told(1, 0x1234),
                shown.waitid(Abi.P_PID, child, Abi.WEXITED, child));
        return facts;
    }

    private static String told(int code, int status) {
        return "0 child signo 17 code " + code + " status " + status + " uid own";
    }

    /** {@return what wait3() and wait4() show} */
    public Facts usage() {
        RawUsage usage = new RawUsage();
        facts.add("wait3 without a child", NO_CHILD, shown.wait3(Abi.WNOHANG, null, 0));
        facts.add("wait4 without a child", NO_CHILD, shown.wait4(-1, Abi.WNOHANG, null, 0));
        int child = children.pausing();
        usage.swaps = MARK;
        facts.add("wait4, nothing", NOTHING, shown.wait4(child, Abi.WNOHANG, usage, child));
        facts.add("the usage of nothing", OPEN, usage.swaps == MARK ? "left alone" : "written");
        children.send(child, Signal.KILL);
        facts.add("wait4 with a usage", "child 0x0009", shown.wait4(child, 0, usage, child));
        facts.add(
                "fields that Linux leaves 0",
                "0 0 0 0 0 0 0",
                usage.sharedText + " " + usage.unsharedData + " " + usage.unsharedStack + " " + usage.swaps + " "
                        + usage.messagesSent + " " + usage.messagesReceived + " " + usage.signals);
        child = children.exiting(5);
        facts.add("wait3 with a usage", "child 0x0500", shown.wait3(0, usage, child));
        child = children.exiting(5);
        facts.add("wait4 for any", "child 0x0500", shown.wait4(-1, 0, null, child));
        child = children.exiting(5);
        facts.add("wait4 for the own group", "child 0x0500", shown.wait4(0, 0, null, child));
        return facts;
    }

    /** {@return which errors show} */
    public Facts errors() {
        facts.add("wait", NO_CHILD, shown.any(0));
        facts.add("waitpid", NO_CHILD, shown.waitpid(-1, 0, 0));
        facts.add("waitpid, WNOHANG", NO_CHILD, shown.waitpid(-1, Abi.WNOHANG, 0));
        facts.add("waitid", NO_CHILD, shown.waitid(Abi.P_ALL, 0, Abi.WEXITED, 0));
        facts.add(
                "waitid, a bad option before there is a child",
                OPEN,
                shown.waitid(Abi.P_ALL, 0, Abi.WEXITED | NO_SUCH_OPTION, 0));
        facts.add("waitpid, a bad option before there is a child", OPEN, shown.waitpid(-1, NO_SUCH_OPTION, 0));
        int child = children.zombie(7);
        long fault = kit.require("syscall", () -> calls.syscall(Abi.SYS_WAIT4, child, BAD_ADDRESS, 0, 0, 0, 0));
        facts.add("a bad address", OPEN, plain(fault));
        facts.add("after a bad address", OPEN, shown.waitpid(child, Abi.WNOHANG, child));
        facts.add("kill of one that was reaped", "ESRCH", plain(calls.kill(child, 0)));
        facts.add(
                "kill with signal 65", INVALID, plain(calls.kill(kit.reference().getpid(), 65)));
        facts.add(
                "kill with signal -1", INVALID, plain(calls.kill(kit.reference().getpid(), -1)));
        RawSigaction ignore = new RawSigaction();
        ignore.handler = Abi.SIG_IGN;
        facts.add("ignoring SIGKILL", INVALID, plain(calls.sigaction(Abi.SIGKILL, ignore, null)));
        facts.add("ignoring SIGSTOP", INVALID, plain(calls.sigaction(Signal.STOP.number(), ignore, null)));
        return facts;
    }

    private void resume(int child) {
        children.send(child, Signal.CONT);
        children.awaitContinue(child);
    }
}
