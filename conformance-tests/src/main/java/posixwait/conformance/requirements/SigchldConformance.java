package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.REQUIRED;

import java.util.List;
import java.util.Optional;
import posixwait.Errno;
import posixwait.PosixException;
import posixwait.Signal;
import posixwait.Spawn;
import posixwait.StateChange;
import posixwait.WaitStatus;
import posixwait.WaitStatus.Exited;
import posixwait.conformance.Children;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.NativeMemory;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.Signals;
import posixwait.conformance.Threads;
import posixwait.conformance.Unsupported;
import posixwait.conformance.Waiting;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawPipe;
import posixwait.spi.RawSigaction;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/** SIGCHLD and its dispositions: requirements CHLD-001 and on. */
@Conformance("SIGCHLD and its dispositions")
@OwnJvm
public final class SigchldConformance {

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public SigchldConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "CHLD-001",
            level = REQUIRED,
            rule =
                    "With the default action of SIGCHLD, which is to ignore it, children leave zombies and a status all the"
                            + " same.",
            sources = {"POSIX.1-2017 _Exit(), Consequences of Process Termination", "wait(2), NOTES"})
    void the_default_action_leaves_zombies() {
        kit.signals().byDefault(Signal.CHLD, 0);
        int pid = kit.children().zombie(3);
        Optional<Character> state = Proc.state(pid);

        Optional<StateChange> change = kit.posix().waitpid(pid(pid), NONE);

        assertThat(state).contains('Z');
        assertThat(change).contains(new StateChange(pid, new Exited(3)));
    }

    @Requirement(
            id = "CHLD-002",
            level = REQUIRED,
            rule = "While SIGCHLD is ignored, waitpid() blocks until the child ends and then fails with ECHILD.",
            sources = {"POSIX.1-2017 _Exit(), Consequences of Process Termination", "wait(2), NOTES"})
    void an_ignored_sigchld_leaves_no_status() {
        kit.signals().ignore(Signal.CHLD);
        Children.Gated child = kit.children().gated(3);
        Threads.Running<Integer> waiter =
                kit.threads().startBlocked(() -> kit.calls().waitpid(child.pid(), null, 0));

        child.open();

        assertThat(waiter.join()).isEqualTo(-Abi.ECHILD);
    }

    @Requirement(
            id = "CHLD-060",
            level = REQUIRED,
            rule = "While SIGCHLD is ignored, waitid() blocks until the child ends and then fails with ECHILD.",
            sources = {
                "POSIX.1-2017 _Exit(), Consequences of Process Termination",
                "POSIX.1-2017 waitid(), APPLICATION USAGE"
            })
    void an_ignored_sigchld_leaves_no_status_for_waitid() {
        kit.signals().ignore(Signal.CHLD);
        Children.Gated child = kit.children().gated(3);
        Threads.Running<Integer> waiter = kit.threads()
                .startBlocked(() -> kit.calls().waitid(Abi.P_PID, child.pid(), new RawChild(), Abi.WEXITED));
        boolean blocked = waiter.isRunning();
        child.open();

        assertThat(waiter.join()).isEqualTo(-Abi.ECHILD);
        assertThat(blocked).isTrue();
    }

    @Requirement(
            id = "CHLD-003",
            level = REQUIRED,
            rule =
                    "While SIGCHLD is ignored, wait() blocks until the last child has ended, and then fails with ECHILD.",
            sources = {
                "POSIX.1-2017 _Exit(), Consequences of Process Termination",
                "POSIX.1-2017 waitid(), APPLICATION USAGE",
                "wait(2), NOTES"
            })
    void an_ignored_sigchld_lets_wait_block_until_all_have_ended() {
        kit.signals().ignore(Signal.CHLD);

        assertWaitBlocksUntilAllHaveEnded();
    }

    @Requirement(
            id = "CHLD-030",
            level = REQUIRED,
            rule = "With SA_NOCLDWAIT, wait() blocks until the last child has ended, and then fails with ECHILD.",
            sources = {
                "POSIX.1-2017 _Exit(), Consequences of Process Termination",
                "POSIX.1-2017 sigaction(), DESCRIPTION, SA_NOCLDWAIT",
                "sigaction(2), SA_NOCLDWAIT"
            })
    void SA_NOCLDWAIT_lets_wait_block_until_all_have_ended() {
        kit.signals().byDefault(Signal.CHLD, Abi.SA_NOCLDWAIT);

        assertWaitBlocksUntilAllHaveEnded();
    }

    @Requirement(
            id = "CHLD-024",
            level = REQUIRED,
            rule = "While SIGCHLD is ignored system() cannot tell how its command ended: it returns -1 instead of the "
                    + "status.",
            sources = {
                "POSIX.1-2017 system(), RETURN VALUE",
                "POSIX.1-2017 _Exit(), Consequences of Process Termination"
            })
    void with_SIGCHLD_ignored_system_has_no_status() {
        kit.requireHost("system()");
        try (NativeMemory memory = new NativeMemory(kit.reference())) {
            long command = memory.putText(0, "exit 3");
            // What system() returns is what the child ends with: its low byte is 0 for a status, 255 for -1. The
            // child's
            // own end is not signalled by SIGCHLD, so ignoring that does not take its status from us.
            int usual = kit.children().cloned("system", command, 0);
            int usualResult = kit.calls().waitpid(usual, null, Abi.__WALL);
            kit.signals().ignore(Signal.CHLD);
            int ignoring = kit.children().cloned("system", command, 0);
            RawStatus status = new RawStatus();
            int result = kit.calls().waitpid(ignoring, status, Abi.__WALL);

            assertThat(usualResult).isEqualTo(usual);
            assertThat(result).isEqualTo(ignoring);
            assertThat(WaitStatus.of(status.value)).isEqualTo(new Exited(255));
        }
    }

    private void assertWaitBlocksUntilAllHaveEnded() {
        Children.Gated first = kit.children().gated(1);
        Children.Gated last = kit.children().gated(2);
        Threads.Running<Integer> waiter =
                kit.threads().startBlocked(() -> kit.calls().waitAny(null));

        first.open();
        awaitGone(first.pid());
        // The kernel wakes the waiter before the child vanishes, so asleep now means asleep again.
        waiter.awaitBlocked();
        boolean blocked = waiter.isRunning();
        last.open();

        assertThat(blocked).isTrue();
        assertThat(waiter.join()).isEqualTo(-Abi.ECHILD);
    }

    private static void awaitGone(int pid) {
        Waiting.until("child " + pid + " is gone", () -> !Proc.exists(pid));
    }

    @Requirement(
            id = "CHLD-031",
            level = REQUIRED,
            rule =
                    "While SIGCHLD is ignored, waitpid() for one child fails with ECHILD when that child ends, though others"
                            + " still run.",
            sources = {"POSIX.1-2017 _Exit(), Consequences of Process Termination"})
    void an_ignored_sigchld_frees_the_wait_for_one_child_when_it_ends() {
        kit.signals().ignore(Signal.CHLD);
        int other = kit.children().pausing();
        Children.Gated child = kit.children().gated(3);
        Threads.Running<Integer> waiter =
                kit.threads().startBlocked(() -> kit.calls().waitpid(child.pid(), null, 0));

        child.open();

        assertThat(waiter.join()).isEqualTo(-Abi.ECHILD);
        assertThat(Proc.state(other)).isPresent();
    }

    @Requirement(
            id = "CHLD-032",
            level = REQUIRED,
            rule =
                    "While SIGCHLD is ignored, waitpid() with WNOHANG returns 0 while the child runs and ECHILD afterwards.",
            sources = {
                "POSIX.1-2017 waitpid(), RETURN VALUE",
                "POSIX.1-2017 _Exit(), Consequences of Process Termination"
            })
    void an_ignored_sigchld_turns_0_into_ECHILD() {
        kit.signals().ignore(Signal.CHLD);
        Children.Gated child = kit.children().gated(3);

        int running = kit.calls().waitpid(child.pid(), null, Abi.WNOHANG);
        child.open();
        awaitGone(child.pid());
        int ended = kit.calls().waitpid(child.pid(), null, Abi.WNOHANG);

        assertThat(List.of(running, ended)).isEqualTo(List.of(0, -Abi.ECHILD));
    }

    @Requirement(
            id = "CHLD-006",
            level = REQUIRED,
            rule = "With SA_NOCLDWAIT, set along with a handler, a child that ends leaves no zombie and no status.",
            sources = {
                "POSIX.1-2017 _Exit(), Consequences of Process Termination",
                "POSIX.1-2017 sigaction(), DESCRIPTION, SA_NOCLDWAIT",
                "sigaction(2), SA_NOCLDWAIT"
            })
    void SA_NOCLDWAIT_with_a_handler_leaves_no_zombie() {
        kit.signals().handle(Signal.CHLD, Abi.SA_NOCLDWAIT | Abi.SA_RESTART);
        Children.Gated child = kit.children().gated(3);
        Threads.Running<Integer> waiter =
                kit.threads().startBlocked(() -> kit.calls().waitpid(child.pid(), null, 0));

        child.open();

        assertThat(waiter.join()).isEqualTo(-Abi.ECHILD);
        // The kernel tells the waiter before it lets the entry go.
        assertThat(Waiting.holdsWithin(Waiting.LIMIT, () -> !Proc.exists(child.pid())))
                .isTrue();
    }

    @Requirement(
            id = "CHLD-033",
            level = REQUIRED,
            rule =
                    "sigaction() gives back the action and the flags that were set: SA_NOCLDWAIT and SA_NOCLDSTOP with the"
                            + " default action.",
            sources = {"POSIX.1-2017 sigaction(), DESCRIPTION", "sigaction(2), DESCRIPTION"})
    void the_flags_of_SIGCHLD_can_be_read_back() {
        int flags = Abi.SA_NOCLDWAIT | Abi.SA_NOCLDSTOP;
        kit.signals().byDefault(Signal.CHLD, 0); // noted, to be put back
        SystemCalls calls = kit.calls();
        RawSigaction action = new RawSigaction();
        action.flags = flags;
        RawSigaction current = new RawSigaction();
        current.handler = Abi.SIG_IGN;

        calls.sigaction(Abi.SIGCHLD, action, null);
        calls.sigaction(Abi.SIGCHLD, null, current);

        assertThat(current.handler).isEqualTo(Abi.SIG_DFL);
        assertThat(current.flags & flags).isEqualTo(flags);
    }

    @Requirement(
            id = "CHLD-034",
            level = LINUX,
            rule = "A child that is a zombie already when SIGCHLD becomes ignored stays one, with its status.",
            sources = {"wait(2), NOTES", "POSIX.1-2017 _Exit(), Consequences of Process Termination"})
    void ignoring_sigchld_spares_the_zombies_there_are() {
        int pid = kit.children().zombie(3);
        kit.signals().ignore(Signal.CHLD);

        Optional<StateChange> change = kit.posix().waitpid(pid(pid), NONE);

        assertThat(change).contains(new StateChange(pid, new Exited(3)));
    }

    @Requirement(
            id = "CHLD-008",
            level = REQUIRED,
            rule =
                    "posix_spawn() with SIGCHLD in the set of POSIX_SPAWN_SETSIGDEF gives the child the default action, although"
                            + " the parent ignores the signal.",
            sources = {"POSIX.1-2017 posix_spawn(), DESCRIPTION", "posix_spawn(3), POSIX_SPAWN_SETSIGDEF"})
    void SETSIGDEF_resets_an_ignored_sigchld() {
        kit.signals().ignore(Signal.CHLD);

        int pid = blockedCat(Spawn.of("cat"));

        assertThat(Proc.signals(pid, "SigIgn") & Signals.bits(Signal.CHLD)).isZero();
    }

    @Requirement(
            id = "CHLD-035",
            level = REQUIRED,
            rule = "Without POSIX_SPAWN_SETSIGDEF a child of posix_spawn() ignores SIGCHLD if its parent does.",
            sources = {"POSIX.1-2017 posix_spawn(), DESCRIPTION"})
    void an_ignored_sigchld_is_inherited() {
        kit.signals().ignore(Signal.CHLD);

        int pid = blockedCat(Spawn.of("cat").inheritIgnored());

        assertThat(Proc.signals(pid, "SigIgn") & Signals.bits(Signal.CHLD)).isNotZero();
    }

    /** Starts, by the backend under test, a program that leaves dispositions alone: a shell has its own ideas of SIGCHLD. */
    private int blockedCat(Spawn cat) {
        RawPipe pipe = kit.children().pipe();
        try {
            return kit.children()
                    .register(cat.quiet()
                            .pass(pipe.readEnd, 0)
                            .start(kit.backend())
                            .pid());
        } catch (PosixException e) {
            if (e.errno().equals(Errno.ENOENT) || e.errno().equals(Errno.ENOSYS)) {
                throw Unsupported.because(e.getMessage());
            }
            throw e;
        }
    }
}
