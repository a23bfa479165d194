package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.REQUIRED;
import static posixwait.conformance.Level.STOCHASTIC;
import static posixwait.conformance.ReapingCall.WAIT;
import static posixwait.conformance.ReapingCall.WAIT3;
import static posixwait.conformance.ReapingCall.WAIT4;
import static posixwait.conformance.ReapingCall.WAITID;
import static posixwait.conformance.ReapingCall.WAITPID;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import posixwait.Signal;
import posixwait.StateChange;
import posixwait.WaitStatus.Exited;
import posixwait.conformance.Children;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.ReapingCall;
import posixwait.conformance.Requirement;
import posixwait.conformance.Signals;
import posixwait.conformance.Threads;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawSignalSet;
import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;
import posixwait.spi.SystemCalls;

/** Errors and interruption: requirements ERR-001 and on. */
@Conformance("Errors and interruption")
@OwnJvm
public final class ErrorConformance {
    /** In place of a result: the call is still blocked. No call without WNOHANG returns it. */
    private static final int BLOCKED = 0;

    /** An address at which nothing can be stored. */
    private static final long BAD_ADDRESS = 1;

    private static final long BETWEEN_COLLECTIONS_NANOS = 1_000_000;
    private static final int MOST_CALLS = 20_000;
    private static final int LEAST_CALLS = 1_000;
    private static final long ENOUGH_NANOS = 2_000_000_000;

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public ErrorConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "ERR-001",
            level = REQUIRED,
            rule =
                    "The pid of a reaped child is that of no child any more: waitpid() and waitid() fail with ECHILD, with"
                            + " WNOHANG too.",
            sources = {
                "POSIX.1-2017 waitpid(), ERRORS",
                "POSIX.1-2017 waitid(), ERRORS",
                "POSIX.1-2017 _Exit(), Consequences of Process Termination"
            })
    void a_reaped_pid_is_ECHILD() {
        int pid = reaped();
        SystemCalls calls = kit.calls();

        List<Integer> results = List.of(
                calls.waitpid(pid, null, 0),
                calls.waitpid(pid, null, Abi.WNOHANG),
                calls.waitid(Abi.P_PID, pid, new RawChild(), Abi.WEXITED),
                calls.waitid(Abi.P_PID, pid, new RawChild(), Abi.WEXITED | Abi.WNOHANG));

        assertThat(results).containsOnly(-Abi.ECHILD);
    }

    @Requirement(
            id = "ERR-030",
            level = LINUX,
            rule = "wait4() fails with ECHILD for a reaped pid, with WNOHANG too.",
            sources = {"wait4(2), ERRORS", "wait(2), ERRORS"})
    void a_reaped_pid_is_ECHILD_to_wait4() {
        int pid = reaped();

        List<Long> results = List.of(
                kit.require("wait4", () -> kit.calls().wait4(pid, null, 0, null)),
                kit.require("wait4", () -> kit.calls().wait4(pid, null, Abi.WNOHANG, null)));

        assertThat(results).containsOnly((long) -Abi.ECHILD);
    }

    @Requirement(
            id = "ERR-031",
            level = REQUIRED,
            rule = "The reap ends the life of the process: kill(), getpgid() and getsid() of its pid fail with ESRCH.",
            sources = {
                "POSIX.1-2017 kill(), ERRORS",
                "POSIX.1-2017 getpgid(), ERRORS",
                "POSIX.1-2017 getsid(), ERRORS",
                "POSIX.1-2017 _Exit(), Consequences of Process Termination"
            })
    void a_reaped_pid_is_ESRCH_to_kill_getpgid_and_getsid() {
        int pid = reaped();
        SystemCalls calls = kit.calls();

        List<Integer> results = List.of(calls.kill(pid, 0), calls.getpgid(pid), calls.getsid(pid));

        assertThat(results).containsOnly(-Abi.ESRCH);
    }

    @Requirement(
            id = "ERR-002",
            level = LINUX,
            rule = "A call that fails with ECHILD or EINVAL stores no status and no usage.",
            sources = {"wait(2), RETURN VALUE", "wait4(2), RETURN VALUE"})
    void a_failing_call_stores_nothing() {
        int pid = reaped();
        SystemCalls calls = kit.calls();
        RawStatus status = MarkedCarriers.status();
        RawUsage usage = MarkedCarriers.usage();

        List<Long> results = List.of(
                (long) calls.waitAny(status),
                (long) calls.waitpid(pid, status, 0),
                (long) calls.waitpid(-1, status, Abi.WEXITED),
                kit.require("wait3", () -> calls.wait3(status, 0, usage)),
                kit.require("wait3", () -> calls.wait3(status, Abi.WEXITED, usage)),
                kit.require("wait4", () -> calls.wait4(pid, status, 0, usage)),
                kit.require("wait4", () -> calls.wait4(pid, status, Abi.WEXITED, usage)));

        long childless = -Abi.ECHILD;
        long invalid = -Abi.EINVAL;
        assertThat(results).isEqualTo(List.of(childless, childless, invalid, childless, invalid, childless, invalid));
        assertThat(status).usingRecursiveComparison().isEqualTo(MarkedCarriers.status());
        assertThat(usage).usingRecursiveComparison().isEqualTo(MarkedCarriers.usage());
    }

    @Requirement(
            id = "ERR-003",
            level = REQUIRED,
            rule = "A wait interrupted by a handler installed without SA_RESTART fails with EINTR.",
            sources = {
                "POSIX.1-2017 wait(), ERRORS",
                "POSIX.1-2017 waitid(), ERRORS",
                "POSIX.1-2017 sigaction(), DESCRIPTION, SA_RESTART",
                "signal(7), Interruption of system calls and library functions by signal handlers"
            })
    void a_caught_signal_interrupts_a_blocked_wait() {
        assertThat(interrupted(ReapingCall.POSIX))
                .isEqualTo(Map.of(WAIT, -Abi.EINTR, WAITPID, -Abi.EINTR, WAITID, -Abi.EINTR));
    }

    @Requirement(
            id = "ERR-032",
            level = LINUX,
            rule = "wait3() and wait4() interrupted by a handler installed without SA_RESTART fail with EINTR.",
            sources = {
                "wait4(2), ERRORS",
                "signal(7), Interruption of system calls and library functions by signal handlers"
            })
    void a_caught_signal_interrupts_a_blocked_wait3_and_wait4() {
        assertThat(interrupted(ReapingCall.BSD)).isEqualTo(Map.of(WAIT3, -Abi.EINTR, WAIT4, -Abi.EINTR));
    }

    private Map<ReapingCall, Integer> interrupted(List<ReapingCall> waits) {
        int pid = kit.children().pausing();
        kit.signals().handle(Signal.USR1, 0);
        Map<ReapingCall, Integer> results = new EnumMap<>(ReapingCall.class);
        for (ReapingCall wait : waits) {
            Threads.Running<Integer> waiter = kit.threads().startBlocked(() -> wait.reap(kit, pid));
            interrupt(waiter);
            results.put(wait, waiter.isRunning() ? BLOCKED : waiter.join());
        }
        return results;
    }

    /** Has the handler run in the thread; then it has ended, or is blocked in its call once more. */
    private static void interrupt(Threads.Running<?> waiter) {
        waiter.signal(Signal.USR1);
        waiter.awaitTaken(Signal.USR1);
        waiter.awaitBlocked();
    }

    @Requirement(
            id = "ERR-033",
            level = REQUIRED,
            rule = "An interrupted wait takes nothing from the child: the wait that follows reports its end.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "POSIX.1-2017 waitpid(), RETURN VALUE"})
    void an_interrupted_wait_can_be_repeated() {
        Children.Gated child = kit.children().gated(3);
        kit.signals().handle(Signal.USR1, 0);
        Threads.Running<Integer> waiter =
                kit.threads().startBlocked(() -> kit.calls().waitpid(child.pid(), null, 0));
        interrupt(waiter);
        Integer interrupted = waiter.join();

        child.open();
        Optional<StateChange> change = kit.posix().waitpid(pid(child.pid()), NONE);

        assertThat(interrupted).isEqualTo(-Abi.EINTR);
        assertThat(change).contains(new StateChange(child.pid(), new Exited(3)));
    }

    @Requirement(
            id = "ERR-034",
            level = LINUX,
            rule = "An interrupted wait stores no status and no usage, where POSIX leaves the status undefined.",
            sources = {"POSIX.1-2017 wait(), ERRORS", "wait4(2), ERRORS"})
    void an_interrupted_wait_stores_nothing() {
        int pid = kit.children().pausing();
        kit.signals().handle(Signal.USR1, 0);
        RawStatus status = MarkedCarriers.status();
        RawUsage usage = MarkedCarriers.usage();
        Threads.Running<Long> waiter = kit.threads()
                .startBlocked(() -> kit.require("wait4", () -> kit.calls().wait4(pid, status, 0, usage)));

        interrupt(waiter);

        assertThat(waiter.join()).isEqualTo(-Abi.EINTR);
        assertThat(status).usingRecursiveComparison().isEqualTo(MarkedCarriers.status());
        assertThat(usage).usingRecursiveComparison().isEqualTo(MarkedCarriers.usage());
    }

    @Requirement(
            id = "ERR-004",
            level = REQUIRED,
            rule = "A wait interrupted by a handler installed with SA_RESTART goes on blocking and reports the child.",
            sources = {
                "POSIX.1-2017 sigaction(), DESCRIPTION, SA_RESTART",
                "signal(7), Interruption of system calls and library functions by signal handlers"
            })
    void SA_RESTART_lets_a_wait_go_on() {
        assertThat(restarted(ReapingCall.POSIX))
                .containsOnlyKeys(ReapingCall.POSIX)
                .allSatisfy(ErrorConformance::own);
    }

    @Requirement(
            id = "ERR-035",
            level = LINUX,
            rule =
                    "wait3() and wait4() interrupted by a handler installed with SA_RESTART go on blocking and report the"
                            + " child.",
            sources = {"signal(7), Interruption of system calls and library functions by signal handlers"})
    void SA_RESTART_lets_wait3_and_wait4_go_on() {
        assertThat(restarted(ReapingCall.BSD)).containsOnlyKeys(ReapingCall.BSD).allSatisfy(ErrorConformance::own);
    }

    private static void own(ReapingCall wait, Reaped reaped) {
        assertThat(reaped.result()).as(wait.name()).isEqualTo(reaped.child());
    }

    /** What a call returned, and the child it was to return. */
    private record Reaped(int child, int result) {}

    private Map<ReapingCall, Reaped> restarted(List<ReapingCall> waits) {
        kit.signals().handle(Signal.USR1, Abi.SA_RESTART);
        Map<ReapingCall, Reaped> results = new EnumMap<>(ReapingCall.class);
        for (ReapingCall wait : waits) {
            Children.Gated child = kit.children().gated(0);
            Threads.Running<Integer> waiter = kit.threads().startBlocked(() -> wait.reap(kit, child.pid()));
            interrupt(waiter);
            child.open();
            results.put(wait, new Reaped(child.pid(), waiter.join()));
        }
        return results;
    }

    @Requirement(
            id = "ERR-005",
            level = REQUIRED,
            rule = "A signal that is ignored, explicitly or by default, does not interrupt a wait.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "POSIX.1-2017 signal.h, DESCRIPTION"})
    void an_ignored_signal_does_not_interrupt() {
        Children.Gated child = kit.children().gated(0);
        Signal urgent = new Signal(Abi.SIGURG);
        kit.signals().ignore(Signal.USR1);
        kit.signals().byDefault(urgent, 0);
        kit.signals().byDefault(Signal.CHLD, 0);
        Threads.Running<Integer> waiter =
                kit.threads().startBlocked(() -> kit.calls().waitpid(child.pid(), null, 0));

        waiter.signal(Signal.USR1);
        waiter.signal(urgent);
        waiter.signal(Signal.CHLD);
        child.open();

        assertThat(waiter.join()).isEqualTo(child.pid());
    }

    @Requirement(
            id = "ERR-006",
            level = REQUIRED,
            rule = "A signal that the waiting thread has blocked stays pending and does not interrupt the wait.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "POSIX.1-2017 sigpending(), DESCRIPTION"})
    void a_blocked_signal_does_not_interrupt() {
        Children.Gated child = kit.children().gated(0);
        kit.signals().handle(Signal.USR1, 0);
        RawSignalSet usr1 = Signals.set(Signal.USR1);
        Threads.Running<List<Integer>> waiter = kit.threads().startBlocked(() -> {
            kit.reference().pthreadSigmask(Abi.SIG_BLOCK, usr1, null);
            int reaped = kit.calls().waitpid(child.pid(), null, 0);
            // Taken here: the JVM unblocks it when the thread ends, when the handler may be gone.
            return List.of(reaped, kit.reference().sigtimedwait(usr1, null, 0));
        });

        waiter.signal(Signal.USR1);
        child.open();

        assertThat(waiter.join()).isEqualTo(List.of(child.pid(), Abi.SIGUSR1));
    }

    @Requirement(
            id = "ERR-009",
            level = STOCHASTIC,
            rule =
                    "A status that is available is returned at once, however many signals arrive: such a wait does not fail"
                            + " with EINTR.",
            sources = {"POSIX.1-2017 waitid(), DESCRIPTION", "wait(2), DESCRIPTION"})
    void an_available_status_beats_interruption() {
        int pid = kit.children().zombie(7);
        kit.signals().handle(Signal.USR1, 0);
        AtomicBoolean calledEnough = new AtomicBoolean();
        AtomicBoolean stormOver = new AtomicBoolean();
        Threads.Running<Integer> waiter = kit.threads().start(() -> {
            int failures = 0;
            for (int i = 0; i < 2000; i++) {
                int result = kit.calls().waitid(Abi.P_PID, pid, new RawChild(), Abi.WEXITED | Abi.WNOWAIT);
                failures += result == 0 ? 0 : 1;
            }
            calledEnough.set(true);
            while (!stormOver.get()) {
                Thread.onSpinWait();
            }
            return failures;
        });

        while (!calledEnough.get()) {
            waiter.signal(Signal.USR1);
        }
        waiter.awaitTaken(Signal.USR1);
        stormOver.set(true);

        assertThat(waiter.join()).isZero();
    }

    @Requirement(
            id = "ERR-011",
            level = LINUX,
            rule = "A wait that has nothing to store does not look at its pointers: with WNOHANG and a running child it"
                    + " returns 0 even for a bad address.",
            sources = {"wait(2), RETURN VALUE", "wait4(2), C library/kernel differences"})
    void a_bad_address_is_no_error_while_nothing_is_stored() {
        int pid = kit.children().pausing();

        long result = kit.require(
                "syscall", () -> kit.calls().syscall(Abi.SYS_WAIT4, pid, BAD_ADDRESS, Abi.WNOHANG, BAD_ADDRESS, 0, 0));

        assertThat(result).isZero();
    }

    @Requirement(
            id = "ERR-012",
            level = LINUX,
            rule =
                    "ESRCH is the error of INT_MIN alone: every other number that names no child and no group of the caller"
                            + " is ECHILD.",
            sources = {"wait(2), ERRORS", "POSIX.1-2017 waitpid(), ERRORS"})
    void only_INT_MIN_is_ESRCH() {
        List<Integer> strangers =
                List.of(1, kit.reference().getppid(), Integer.MAX_VALUE, -Integer.MAX_VALUE, Integer.MIN_VALUE + 2);

        assertThat(strangers.stream().map(stranger -> kit.calls().waitpid(stranger, null, Abi.WNOHANG)))
                .containsOnly(-Abi.ECHILD);
        assertThat(kit.calls().waitpid(Integer.MIN_VALUE, null, Abi.WNOHANG)).isEqualTo(-Abi.ESRCH);
    }

    @Requirement(
            id = "ERR-036",
            level = LINUX,
            rule =
                    "A wait whose status cannot be stored fails with EFAULT and reaps the child all the same: the status is"
                            + " lost.",
            sources = {"wait(2), RETURN VALUE", "wait4(2), C library/kernel differences"})
    void a_bad_address_loses_the_status() {
        int pid = kit.children().zombie(7);

        long result = kit.require("syscall", () -> kit.calls().syscall(Abi.SYS_WAIT4, pid, BAD_ADDRESS, 0, 0, 0, 0));

        assertThat(result).isEqualTo(-Abi.EFAULT);
        assertThat(kit.reference().waitpid(pid, null, Abi.WNOHANG)).isEqualTo(-Abi.ECHILD);
    }

    @Requirement(
            id = "ERR-037",
            level = REQUIRED,
            rule =
                    "errno speaks of a failed call only: a call that succeeds after one that failed returns its own result.",
            sources = {"POSIX.1-2017 errno, DESCRIPTION", "POSIX.1-2017 waitpid(), RETURN VALUE"})
    void a_success_after_a_failure_is_a_success() {
        int pid = kit.children().zombie(7);
        SystemCalls calls = kit.calls();

        int failed = calls.waitpid(pid, null, Abi.WEXITED);
        int reaped = calls.waitpid(pid, null, 0);

        assertThat(List.of(failed, reaped)).isEqualTo(List.of(-Abi.EINVAL, pid));
    }

    @Requirement(
            id = "ERR-013",
            level = STOCHASTIC,
            rule =
                    "The errno of a call is that call's own, whatever other threads and the garbage collector do between.",
            sources = {"POSIX.1-2017 errno, DESCRIPTION"})
    void errno_belongs_to_the_call() {
        Threads.Running<Integer> one = kit.threads().start(() -> wrongErrors(0));
        Threads.Running<Integer> other = kit.threads().start(() -> wrongErrors(2));

        while (one.isRunning() || other.isRunning()) {
            System.gc();
            // A backend in Java stands still in a collection: with one after the other it would hardly get on.
            LockSupport.parkNanos(BETWEEN_COLLECTIONS_NANOS);
        }

        assertThat(List.of(one.join(), other.join())).isEqualTo(List.of(0, 0));
    }

    private int wrongErrors(int firstCall) {
        SystemCalls calls = kit.calls();
        int self = kit.reference().getpid();
        List<IntSupplier> failing = List.of(
                () -> Abi.ECHILD + calls.waitpid(self, null, 0),
                () -> Abi.EINVAL + calls.waitpid(-1, null, Abi.WEXITED),
                () -> Abi.ESRCH + calls.kill(Integer.MAX_VALUE, 0),
                () -> Abi.EBADF + calls.close(-1));
        int wrong = 0;
        long start = System.nanoTime();
        for (int i = firstCall; i < MOST_CALLS; i++) {
            if (i > LEAST_CALLS && System.nanoTime() - start > ENOUGH_NANOS) {
                break;
            }
            wrong += failing.get(i % failing.size()).getAsInt() == 0 ? 0 : 1;
        }
        return wrong;
    }

    private int reaped() {
        int pid = kit.children().zombie(0);
        kit.reference().waitpid(pid, null, 0);
        return pid;
    }
}
