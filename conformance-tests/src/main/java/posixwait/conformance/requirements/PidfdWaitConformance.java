package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitIdOptions.CONTINUED;
import static posixwait.WaitIdOptions.EXITED;
import static posixwait.WaitIdOptions.NOHANG;
import static posixwait.WaitIdOptions.NOWAIT;
import static posixwait.WaitIdOptions.STOPPED;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.STOCHASTIC;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import posixwait.ChildInfo;
import posixwait.Signal;
import posixwait.WaitStatus;
import posixwait.WaitStatus.Continued;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.WaitStatus.Stopped;
import posixwait.WaitTarget;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.Requirement;
import posixwait.conformance.Threads;
import posixwait.conformance.Unsupported;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;

/** Waiting through pidfds: the rest of the requirements PFD. */
@Conformance("Waiting through pidfds")
public final class PidfdWaitConformance {
    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public PidfdWaitConformance(Kit kit) {
        this.kit = kit;
    }

    /** Opens a pidfd by the trusted calls, to be closed after the test; {@return it} */
    static int open(Kit kit, int pid) {
        int fd = (int) kit.require("pidfd_open", () -> kit.reference().pidfdOpen(pid, 0));
        return kit.children().descriptor(fd);
    }

    @Requirement(
            id = "PFD-006",
            level = LINUX,
            rule = "waitid() with P_PIDFD reports the end of a child with the same fields as with P_PID.",
            sources = {"wait(2), waitid()", "pidfd_open(2), NOTES"})
    void a_pidfd_reports_the_same_as_the_pid() {
        int pid = kit.children().zombie(42);
        int fd = waitable(pid);
        RawChild byPid = new RawChild();
        RawChild byPidfd = new RawChild();

        int first = kit.calls().waitid(Abi.P_PID, pid, byPid, Abi.WEXITED | Abi.WNOWAIT);
        int second = kit.calls().waitid(Abi.P_PIDFD, fd, byPidfd, Abi.WEXITED);

        assertThat(List.of(first, second)).containsOnly(0);
        assertThat(byPidfd).usingRecursiveComparison().isEqualTo(byPid);
        assertThat(ofExit(byPidfd)).containsExactly(Abi.SIGCHLD, Abi.CLD_EXITED, pid, 42);
    }

    private static List<Integer> ofExit(RawChild child) {
        return List.of(child.signo, child.code, child.pid, child.status);
    }

    @Requirement(
            id = "PFD-047",
            level = LINUX,
            rule = "A thread blocked in waitid() with P_PIDFD returns when the process ends, and has reaped it.",
            sources = {"wait(2), waitid()", "pidfd_open(2), NOTES"})
    void a_blocked_wait_by_pidfd_reaps_the_child() {
        int pid = kit.children().pausing();
        WaitTarget pidfd = new WaitTarget.ByPidfd(waitable(pid));
        Threads.Running<Optional<ChildInfo>> waiter =
                kit.threads().startBlocked(() -> kit.posix().waitid(pidfd, EXITED));

        kit.children().send(pid, Signal.KILL);

        assertThat(waiter.join().map(ChildInfo::status)).contains(new Signaled(Signal.KILL, false));
        assertThat(kit.reference().kill(pid, 0)).isEqualTo(-Abi.ESRCH);
    }

    @Requirement(
            id = "PFD-034",
            level = LINUX,
            rule = "waitid() with P_PIDFD and WNOWAIT leaves the child waitable, by pid and by pidfd.",
            sources = {"wait(2), WNOWAIT"})
    void nowait_by_pidfd_leaves_the_child_waitable() {
        int pid = kit.children().zombie(42);
        WaitTarget pidfd = new WaitTarget.ByPidfd(waitable(pid));

        ChildInfo peeked = kit.posix().waitid(pidfd, EXITED.with(NOWAIT)).orElseThrow();
        ChildInfo again = kit.posix().waitid(pid(pid), EXITED.with(NOWAIT)).orElseThrow();
        ChildInfo reaped = kit.posix().waitid(pidfd, EXITED).orElseThrow();

        assertThat(peeked.status()).isEqualTo(new Exited(42));
        assertThat(List.of(again, reaped)).containsOnly(peeked);
    }

    @Requirement(
            id = "PFD-035",
            level = LINUX,
            rule = "waitid() with P_PIDFD reports stops, once.",
            sources = {"wait(2), WSTOPPED", "wait(2), waitid()"})
    void a_pidfd_reports_a_stop_once() {
        int pid = kit.children().pausing();
        WaitTarget pidfd = new WaitTarget.ByPidfd(waitable(pid));
        kit.children().stop(pid);

        Optional<ChildInfo> first = kit.posix().waitid(pidfd, STOPPED);
        Optional<ChildInfo> second = kit.posix().waitid(pidfd, STOPPED.with(NOHANG));

        assertThat(first.map(ChildInfo::status)).contains(new Stopped(Signal.STOP));
        assertThat(second).isEmpty();
    }

    @Requirement(
            id = "PFD-036",
            level = LINUX,
            rule = "waitid() with P_PIDFD reports continues, once.",
            sources = {"wait(2), WCONTINUED", "wait(2), waitid()"})
    void a_pidfd_reports_a_continue_once() {
        int pid = kit.children().pausing();
        WaitTarget pidfd = new WaitTarget.ByPidfd(waitable(pid));
        kit.children().stop(pid);
        kit.children().send(pid, Signal.CONT);

        Optional<ChildInfo> first = kit.posix().waitid(pidfd, CONTINUED);
        Optional<ChildInfo> second = kit.posix().waitid(pidfd, CONTINUED.with(NOHANG));

        assertThat(first.map(ChildInfo::status)).contains(new Continued());
        assertThat(second).isEmpty();
    }

    @Requirement(
            id = "PFD-007",
            level = LINUX,
            rule = "waitid() with P_PIDFD fails with EBADF for a descriptor that is no pidfd, and for none at all.",
            sources = {"wait(2), waitid()", "Linux 5.4, kernel/exit.c"})
    void a_wait_by_another_descriptor_is_EBADF() {
        waitable(kit.children().pausing());
        int pipe = kit.children().pipe().readEnd;

        assertThat(List.of(waitid(pipe), waitid(Integer.MAX_VALUE))).containsOnly(-Abi.EBADF);
    }

    @Requirement(
            id = "PFD-037",
            level = LINUX,
            rule = "waitid() with P_PIDFD fails with EINVAL for a negative descriptor.",
            sources = {"wait(2), ERRORS", "Linux 5.4, kernel/exit.c"})
    void a_wait_by_a_negative_descriptor_is_EINVAL() {
        waitable(kit.children().pausing());

        assertThat(waitid(-1)).isEqualTo(-Abi.EINVAL);
    }

    @Requirement(
            id = "PFD-038",
            level = LINUX,
            rule = "waitid() with P_PIDFD fails with ECHILD for a process that is no child of the caller.",
            sources = {"wait(2), ERRORS", "pidfd_open(2), NOTES"})
    void a_wait_by_the_pidfd_of_another_process_is_ECHILD() {
        waitable(kit.children().pausing());
        int self = open(kit, kit.reference().getpid());
        int grandchild = open(kit, kit.children().grandchild("read line").pid());

        assertThat(List.of(waitid(self), waitid(grandchild))).containsOnly(-Abi.ECHILD);
    }

    @Requirement(
            id = "PFD-008",
            level = LINUX,
            rule =
                    "Once a child is reaped, by whatever call, waitid() with its pidfd fails with ECHILD, time after time.",
            sources = {"wait(2), ERRORS", "pidfd_open(2), DESCRIPTION"})
    void a_wait_by_the_pidfd_of_a_reaped_child_is_ECHILD() {
        int pid = kit.children().zombie(0);
        int fd = waitable(pid);
        kit.children().discard(pid);

        assertThat(List.of(waitid(fd), waitid(fd))).containsOnly(-Abi.ECHILD);
    }

    @Requirement(
            id = "PFD-043",
            level = LINUX,
            rule =
                    "Two pidfds of one child are two handles on one status: one wait obtains it, and the other handle then "
                            + "gives ECHILD; closing one does not touch the other.",
            sources = {"pidfd_open(2), DESCRIPTION", "wait(2), ERRORS"})
    void two_pidfds_of_one_child_share_its_status() {
        int pid = kit.children().zombie(0);
        int first = waitable(pid);
        int second = waitable(pid);
        int third = waitable(pid);

        kit.children().close(first);

        assertThat(List.of(waitid(second), waitid(third))).containsExactly(0, -Abi.ECHILD);
    }

    @Requirement(
            id = "PFD-013",
            level = LINUX,
            rule = "Closing the pidfd does not disturb a thread that is blocked in waitid() on it.",
            sources = {"pidfd_open(2), DESCRIPTION", "wait(2), waitid()"})
    void closing_the_pidfd_does_not_disturb_a_blocked_wait() {
        int pid = kit.children().pausing();
        int fd = waitable(pid);
        Threads.Running<Optional<ChildInfo>> waiter =
                kit.threads().startBlocked(() -> kit.posix().waitid(new WaitTarget.ByPidfd(fd), EXITED));

        kit.children().close(fd);
        kit.children().send(pid, Signal.KILL);

        assertThat(waiter.join().map(info -> List.of(info.pid(), info.status())))
                .contains(List.of(pid, new Signaled(Signal.KILL, false)));
    }

    @Requirement(
            id = "PFD-016",
            level = STOCHASTIC,
            rule =
                    "If one thread waits for a zombie by pid and another by pidfd, one of them obtains it and the other fails "
                            + "with ECHILD.",
            sources = {"wait(2), waitid()", "POSIX.1-2017 _Exit(), Consequences of Process Termination"})
    void of_a_wait_by_pid_and_a_wait_by_pidfd_one_gets_the_child() {
        for (int round = 0; round < 25; round++) {
            int pid = kit.children().zombie(0);
            int fd = waitable(pid);
            CyclicBarrier together = new CyclicBarrier(2);
            Threads.Running<Integer> byPid = kit.threads().start(() -> {
                together.await();
                return Math.min(0, kit.calls().waitpid(pid, null, 0));
            });
            Threads.Running<Integer> byPidfd = kit.threads().start(() -> {
                together.await();
                return waitid(fd);
            });

            assertThat(List.of(byPid.join(), byPidfd.join())).containsExactlyInAnyOrder(0, -Abi.ECHILD);
            kit.children().close(fd);
        }
    }

    @Requirement(
            id = "PFD-044",
            level = LINUX,
            rule =
                    "waitid() on a pidfd opened with PIDFD_NONBLOCK fails with EAGAIN while the process lives, since Linux "
                            + "5.10.",
            sources = {"pidfd_open(2), PIDFD_NONBLOCK", "wait(2), ERRORS"})
    void a_wait_by_a_non_blocking_pidfd_is_EAGAIN() {
        int fd = nonBlocking(kit.children().pausing());

        assertThat(waitid(fd)).isEqualTo(-Abi.EAGAIN);
    }

    @Requirement(
            id = "PFD-045",
            level = LINUX,
            rule = "waitid() on a pidfd opened with PIDFD_NONBLOCK reaps a process that has ended.",
            sources = {"pidfd_open(2), PIDFD_NONBLOCK", "wait(2), waitid()"})
    void a_wait_by_a_non_blocking_pidfd_reaps_a_zombie() {
        int fd = nonBlocking(kit.children().zombie(42));

        Optional<WaitStatus> status =
                kit.posix().waitid(new WaitTarget.ByPidfd(fd), EXITED).map(ChildInfo::status);

        assertThat(status).contains(new Exited(42));
    }

    @Requirement(
            id = "PFD-049",
            level = LINUX,
            rule =
                    "With WNOHANG, waitid() on a pidfd opened with PIDFD_NONBLOCK reports nothing, not EAGAIN, while the "
                            + "process lives.",
            sources = {"Linux 5.10, kernel/exit.c", "wait(2), WNOHANG"})
    void nohang_by_a_non_blocking_pidfd_is_no_error() {
        int fd = nonBlocking(kit.children().pausing());

        assertThat(kit.posix().waitid(new WaitTarget.ByPidfd(fd), EXITED.with(NOHANG)))
                .isEmpty();
    }

    private int waitid(int fd) {
        return kit.calls().waitid(Abi.P_PIDFD, fd, null, Abi.WEXITED);
    }

    /** Opens a pidfd of a child, and sees that the kernel can wait on it, which it learned a version later. */
    private int waitable(int pid) {
        int fd = open(kit, pid);
        long result = kit.reference()
                .syscall(Abi.SYS_WAITID, Abi.P_PIDFD, fd, 0, Abi.WEXITED | Abi.WNOHANG | Abi.WNOWAIT, 0, 0);
        if (result == -Abi.EINVAL) {
            throw Unsupported.because("waitid(P_PIDFD): EINVAL");
        }
        return fd;
    }

    private int nonBlocking(int pid) {
        waitable(pid);
        int fd = kit.reference().pidfdOpen(pid, Abi.PIDFD_NONBLOCK);
        if (fd == -Abi.EINVAL) {
            throw Unsupported.because("pidfd_open(PIDFD_NONBLOCK): EINVAL");
        }
        return kit.children().descriptor(fd);
    }
}
