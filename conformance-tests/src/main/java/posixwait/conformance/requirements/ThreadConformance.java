package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitIdOptions.EXITED;
import static posixwait.WaitIdOptions.NOWAIT;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitTarget.any;
import static posixwait.WaitTarget.group;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.OPTIONAL;
import static posixwait.conformance.Level.REQUIRED;
import static posixwait.conformance.Level.STOCHASTIC;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import posixwait.ChildInfo;
import posixwait.Signal;
import posixwait.StateChange;
import posixwait.WaitStatus;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.conformance.Children;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.Threads;
import posixwait.conformance.Waiting;
import posixwait.spi.Abi;
import posixwait.spi.RawStatus;

/** Threads: requirements THR-001 and on; most of those of clone(2) are in {@link CloneConformance}. */
@Conformance("Threads")
public final class ThreadConformance {
    private static final int MANY = 8;

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public ThreadConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "THR-001",
            level = REQUIRED,
            rule = "A child made by one thread can be waited for by any other thread of the process.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "wait(2), NOTES"})
    void another_thread_can_wait_for_the_child() {
        int pid = kit.children().exiting(5);

        Integer reaped =
                kit.threads().start(() -> kit.calls().waitpid(pid, null, 0)).join();

        assertThat(reaped).isEqualTo(pid);
    }

    @Requirement(
            id = "THR-030",
            level = REQUIRED,
            rule = "A wait for any child, in any thread, covers the children that other threads made.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "wait(2), NOTES"})
    @OwnJvm
    void another_thread_can_wait_for_any_child() {
        int pid = kit.children().exiting(5);

        StateChange change = kit.threads().start(() -> kit.posix().waitAny()).join();

        assertThat(change).isEqualTo(new StateChange(pid, new Exited(5)));
    }

    @Requirement(
            id = "THR-031",
            level = REQUIRED,
            rule = "A wait for a process group, in any thread, covers the children that other threads made.",
            sources = {"POSIX.1-2017 waitpid(), DESCRIPTION", "wait(2), NOTES"})
    void another_thread_can_wait_for_the_group() {
        int pid = kit.children().pausing();
        kit.reference().setpgid(pid, pid);
        kit.children().kill(pid);

        Optional<StateChange> change =
                kit.threads().start(() -> kit.posix().waitpid(group(pid), NONE)).join();

        assertThat(change).contains(new StateChange(pid, new Signaled(Signal.KILL, false)));
    }

    @Requirement(
            id = "THR-033",
            level = REQUIRED,
            rule = "A child outlives the thread that made it, and any thread left can wait for it.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "wait(2), Linux notes"})
    void a_child_can_be_waited_for_after_the_thread_that_made_it_has_ended() {
        Threads.Running<Children.Gated> maker =
                kit.threads().start(() -> kit.children().gated(5));
        Children.Gated child = maker.join();
        Waiting.until(
                "the thread has ended",
                () -> Proc.stat("self/task/" + maker.tid()).isEmpty());
        child.open();

        Optional<StateChange> change = kit.posix().waitpid(pid(child.pid()), NONE);

        assertThat(change).contains(new StateChange(child.pid(), new Exited(5)));
    }

    @Requirement(
            id = "THR-004",
            level = REQUIRED,
            rule =
                    "If several threads are blocked in waitpid() for one child, exactly one obtains its status; the others "
                            + "fail with ECHILD.",
            sources = {"POSIX.1-2017 _Exit(), Consequences of Process Termination", "POSIX.1-2017 waitpid(), ERRORS"})
    void one_of_many_waiters_gets_the_child_and_the_others_ECHILD() {
        int pid = kit.children().pausing();
        List<Threads.Running<Integer>> waiters = blocked(MANY, () -> kit.calls().waitpid(pid, null, 0));

        kit.children().send(pid, Signal.KILL);

        assertThat(results(waiters)).containsExactlyInAnyOrderElementsOf(oneOf(pid, MANY));
    }

    @Requirement(
            id = "THR-035",
            level = REQUIRED,
            rule = "Threads blocked in waitpid() and threads blocked in waitid() for one child compete for one status: "
                    + "exactly one of them all obtains it, the others fail with ECHILD.",
            sources = {"POSIX.1-2017 _Exit(), Consequences of Process Termination", "POSIX.1-2017 waitid(), ERRORS"})
    void waiters_in_different_calls_compete_for_one_status() {
        int pid = kit.children().pausing();
        List<Threads.Running<Integer>> waiters = new ArrayList<>();
        waiters.addAll(blocked(MANY / 2, () -> Math.min(0, kit.calls().waitpid(pid, null, 0))));
        waiters.addAll(blocked(MANY / 2, () -> kit.calls().waitid(Abi.P_PID, pid, null, Abi.WEXITED)));

        kit.children().send(pid, Signal.KILL);

        assertThat(results(waiters)).containsExactlyInAnyOrderElementsOf(oneOf(0, MANY));
    }

    @Requirement(
            id = "THR-036",
            level = REQUIRED,
            rule =
                    "If more threads are blocked in wait() than there are children, those that are left over fail with ECHILD "
                            + "when the last child was waited for.",
            sources = {"POSIX.1-2017 _Exit(), Consequences of Process Termination", "POSIX.1-2017 wait(), ERRORS"})
    @OwnJvm
    void waiters_without_a_child_left_get_ECHILD() {
        int pid = kit.children().pausing();
        List<Threads.Running<Integer>> waiters = blocked(MANY, () -> kit.calls().waitAny(null));

        kit.children().send(pid, Signal.KILL);

        assertThat(results(waiters)).containsExactlyInAnyOrderElementsOf(oneOf(pid, MANY));
    }

    @Requirement(
            id = "THR-006",
            level = OPTIONAL,
            rule =
                    "Every thread that is blocked in waitid() with WNOWAIT for one child obtains its status, and the child "
                            + "can still be waited for.",
            sources = {"POSIX.1-2017 _Exit(), Consequences of Process Termination", "POSIX.1-2017 waitid(), WNOWAIT"})
    void all_waiters_that_leave_the_child_waitable_see_it() {
        int pid = kit.children().pausing();
        List<Threads.Running<WaitStatus>> waiters = blocked(
                MANY,
                () -> kit.posix()
                        .waitid(pid(pid), EXITED.with(NOWAIT))
                        .map(ChildInfo::status)
                        .orElseThrow());

        kit.children().send(pid, Signal.KILL);

        WaitStatus killed = new Signaled(Signal.KILL, false);
        assertThat(results(waiters)).isEqualTo(Collections.nCopies(MANY, killed));
        assertThat(kit.posix().waitpid(pid(pid), NONE)).contains(new StateChange(pid, killed));
    }

    @Requirement(
            id = "THR-007",
            level = STOCHASTIC,
            rule =
                    "While children come and go in great number, threads that wait for any child obtain every child exactly "
                            + "once, each with its own status.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION"})
    @OwnJvm
    void threads_that_share_a_storm_of_children_reap_each_once() {
        // While this one lives no thread meets ECHILD, so that error ends the loops.
        int last = kit.children().pausing();
        List<Threads.Running<List<StateChange>>> waiters = blocked(4, this::reapUntilThereAreNone);
        List<StateChange> made = new ArrayList<>();

        for (int pid : kit.children().storm(600)) {
            made.add(new StateChange(pid, new Exited(made.size() % 256)));
        }
        kit.children().send(last, Signal.KILL);
        made.add(new StateChange(last, new Signaled(Signal.KILL, false)));

        List<StateChange> reaped =
                results(waiters).stream().flatMap(List::stream).toList();
        assertThat(reaped).containsExactlyInAnyOrderElementsOf(made);
    }

    private List<StateChange> reapUntilThereAreNone() {
        List<StateChange> reaped = new ArrayList<>();
        RawStatus status = new RawStatus();
        int result = kit.calls().waitpid(-1, status, 0);
        while (result != -Abi.ECHILD) {
            assertThat(result).isPositive();
            reaped.add(new StateChange(result, WaitStatus.of(status.value)));
            result = kit.calls().waitpid(-1, status, 0);
        }
        return reaped;
    }

    @Requirement(
            id = "THR-008",
            level = REQUIRED,
            rule = "A thread that is already blocked in a wait for any child obtains a child that another thread makes "
                    + "later.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION"})
    @OwnJvm
    void a_blocked_wait_for_any_child_covers_children_made_later() {
        kit.children().pausing();
        Threads.Running<Optional<StateChange>> waiter =
                kit.threads().startBlocked(() -> kit.posix().waitpid(any(), NONE));

        int pid = kit.threads().start(() -> kit.children().exiting(9)).join();

        assertThat(waiter.join()).contains(new StateChange(pid, new Exited(9)));
    }

    @Requirement(
            id = "THR-043",
            level = LINUX,
            rule = "A wait for any child does not count clone children: if there are no others it fails with ECHILD.",
            sources = {"clone(2), The child termination signal", "wait(2), Linux notes"})
    @OwnJvm
    void a_clone_child_is_not_any_child() {
        kit.children().cloned("_exit", 7, 0);

        assertThat(kit.calls().waitAny(null)).isEqualTo(-Abi.ECHILD);
    }

    @Requirement(
            id = "THR-013",
            level = STOCHASTIC,
            rule =
                    "If one thread is blocked in waitpid() for a child and another polls for it with WNOHANG, one of the two "
                            + "obtains the status and the other fails with ECHILD.",
            sources = {"POSIX.1-2017 waitpid(), DESCRIPTION", "POSIX.1-2017 waitpid(), ERRORS"})
    void a_blocked_waiter_and_a_poller_never_both_get_the_child() {
        for (int round = 0; round < 25; round++) {
            int pid = kit.children().pausing();
            Threads.Running<Integer> waiter =
                    kit.threads().startBlocked(() -> kit.calls().waitpid(pid, null, 0));
            Threads.Running<Integer> poller = kit.threads().start(() -> poll(pid));

            kit.children().send(pid, Signal.KILL);

            assertThat(results(List.of(waiter, poller))).containsExactlyInAnyOrder(pid, -Abi.ECHILD);
        }
    }

    private int poll(int pid) {
        int result = 0;
        while (result == 0) {
            result = kit.calls().waitpid(pid, null, Abi.WNOHANG);
        }
        return result;
    }

    @Requirement(
            id = "THR-040",
            level = REQUIRED,
            rule = "Threads that wait at the same time for one child each obtain the status of their own child.",
            sources = {"POSIX.1-2017 waitpid(), DESCRIPTION", "POSIX.1-2017 2.9.1 Thread-Safety"})
    void concurrent_waits_for_different_children_do_not_mix() {
        List<Children.Gated> children =
                IntStream.range(0, MANY).mapToObj(kit.children()::gated).toList();
        List<Threads.Running<WaitStatus>> waiters = children.stream()
                .map(child -> kit.threads()
                        .startBlocked(() -> kit.posix()
                                .waitpid(pid(child.pid()), NONE)
                                .map(StateChange::status)
                                .orElseThrow()))
                .toList();

        children.forEach(Children.Gated::open);

        List<WaitStatus> codes =
                IntStream.range(0, MANY).<WaitStatus>mapToObj(Exited::new).toList();
        assertThat(results(waiters)).isEqualTo(codes);
    }

    @Requirement(
            id = "THR-041",
            level = STOCHASTIC,
            rule =
                    "Each thread has its own errno: calls that fail at the same time in different ways each give their own "
                            + "error.",
            sources = {"POSIX.1-2017 2.3 Error Numbers", "POSIX.1-2017 waitpid(), ERRORS"})
    void concurrent_failures_do_not_mix_their_errors() {
        int self = kit.reference().getpid();

        Threads.Running<Set<Integer>> noChild =
                kit.threads().start(() -> often(() -> kit.calls().waitpid(self, null, Abi.WNOHANG)));
        Threads.Running<Set<Integer>> noOption =
                kit.threads().start(() -> often(() -> kit.calls().waitpid(self, null, Abi.WEXITED)));

        assertThat(noChild.join()).containsExactly(-Abi.ECHILD);
        assertThat(noOption.join()).containsExactly(-Abi.EINVAL);
    }

    private static Set<Integer> often(Callable<Integer> call) throws Exception {
        Set<Integer> results = new TreeSet<>();
        for (int i = 0; i < 20_000; i++) {
            results.add(call.call());
        }
        return results;
    }

    @Requirement(
            id = "THR-032",
            level = LINUX,
            rule = "A pidfd of a child that one thread made can be waited on by any other thread of the process.",
            sources = {"pidfd_open(2), NOTES", "wait(2), Linux notes"})
    void another_thread_can_wait_for_the_pidfd() {
        int pid = kit.children().exiting(5);
        int fd = PidfdWaitConformance.open(kit, pid);

        Integer result = kit.threads()
                .start(() -> kit.calls().waitid(Abi.P_PIDFD, fd, null, Abi.WEXITED))
                .join();

        assertThat(result).isZero();
    }

    private <T> List<Threads.Running<T>> blocked(int count, Callable<T> body) {
        return Stream.generate(() -> kit.threads().startBlocked(body))
                .limit(count)
                .toList();
    }

    private static <T> List<T> results(List<Threads.Running<T>> threads) {
        return threads.stream().map(Threads.Running::join).toList();
    }

    /** One {@code result}, and {@code ECHILD} for all the others. */
    private static List<Integer> oneOf(int result, int count) {
        List<Integer> results = new ArrayList<>(Collections.nCopies(count - 1, -Abi.ECHILD));
        results.add(result);
        return results;
    }
}
