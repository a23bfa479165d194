package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;

import java.util.List;
import posixwait.BareChild;
import posixwait.Errno;
import posixwait.Signal;
import posixwait.StateChange;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.NativeMemory;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.Threads;
import posixwait.conformance.Unsupported;
import posixwait.conformance.Waiting;
import posixwait.spi.Abi;
import posixwait.spi.RawEvents;
import posixwait.spi.RawPoll;
import posixwait.spi.RawStatus;

/** Pidfds: requirements PFD-001 and on; waiting by them is in {@link PidfdWaitConformance}. */
@Conformance("Pidfds")
public final class PidfdConformance {
    private static final int PIDFD_INFO_SIZE = 64;

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public PidfdConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "PFD-001",
            level = LINUX,
            rule = "A new pidfd is closed on exec.",
            sources = {"pidfd_open(2), DESCRIPTION"})
    void a_pidfd_is_closed_on_exec() {
        int pid = kit.children().pausing();

        int fd = (int) kit.require("pidfd_open", () -> kit.calls().pidfdOpen(pid, 0));
        assertThat(fd).isNotNegative();
        kit.children().descriptor(fd);

        assertThat(kit.reference().fcntl(fd, Abi.F_GETFD, 0)).isEqualTo(Abi.FD_CLOEXEC);
    }

    @Requirement(
            id = "PFD-002",
            level = LINUX,
            rule = "pidfd_open() fails with EINVAL for a pid of 0 or less.",
            sources = {"pidfd_open(2), ERRORS"})
    void pidfd_open_without_a_positive_pid_is_EINVAL() {
        requirePidfds();

        for (int pid : new int[] {0, -1, -kit.reference().getpid(), Integer.MIN_VALUE}) {
            assertThat(kit.calls().pidfdOpen(pid, 0)).isEqualTo(-Abi.EINVAL);
        }
    }

    @Requirement(
            id = "PFD-030",
            level = LINUX,
            rule = "pidfd_open() fails with EINVAL for flags that do not exist.",
            sources = {"pidfd_open(2), ERRORS"})
    void pidfd_open_with_unknown_flags_is_EINVAL() {
        requirePidfds();
        int pid = kit.children().pausing();

        assertThat(kit.calls().pidfdOpen(pid, 0x40000000)).isEqualTo(-Abi.EINVAL);
    }

    @Requirement(
            id = "PFD-003",
            level = LINUX,
            rule = "pidfd_open() succeeds for a zombie, and fails with ESRCH once it is reaped.",
            sources = {"pidfd_open(2), NOTES"})
    void a_zombie_can_be_opened_until_it_is_reaped() {
        int pid = kit.children().zombie(0);
        int fd = (int) kit.require("pidfd_open", () -> kit.calls().pidfdOpen(pid, 0));
        assertThat(fd).isNotNegative();
        kit.children().descriptor(fd);

        kit.reference().waitpid(pid, null, 0);

        assertThat(kit.calls().pidfdOpen(pid, 0)).isEqualTo(-Abi.ESRCH);
    }

    @Requirement(
            id = "PFD-048",
            level = LINUX,
            rule =
                    "pidfd_open() without a flag for threads fails for the id of a thread that leads no process: ENOENT since "
                            + "Linux 6.15, EINVAL before.",
            sources = {"pidfd_open(2), ERRORS", "Linux 6.15, kernel/fork.c"})
    void a_thread_cannot_be_opened_as_a_process() {
        requirePidfds();
        int pid = kit.children().pausing();
        Threads.Running<Integer> thread =
                kit.threads().startBlocked(() -> kit.reference().waitpid(pid, null, 0));

        assertThat(kit.calls().pidfdOpen(thread.tid(), 0)).isIn(-Abi.ENOENT, -Abi.EINVAL);
    }

    @Requirement(
            id = "PFD-046",
            level = LINUX,
            rule = "Nothing can be read from a pidfd, readable or not: read() fails with EINVAL.",
            sources = {"pidfd_open(2), NOTES"})
    void nothing_can_be_read_from_a_pidfd() {
        int fd = PidfdWaitConformance.open(kit, kit.children().zombie(0));

        assertThat(kit.calls().read(fd, new byte[8], 0, 8)).isEqualTo(-Abi.EINVAL);
    }

    @Requirement(
            id = "PFD-004",
            level = LINUX,
            rule = "A thread blocked in poll() on a pidfd returns when the process ends, and finds the pidfd readable.",
            sources = {"pidfd_open(2), NOTES"})
    void poll_returns_when_the_process_ends() {
        int pid = kit.children().pausing();
        int fd = PidfdWaitConformance.open(kit, pid);
        RawPoll poll = polled(fd);
        Threads.Running<Integer> poller =
                kit.threads().startBlocked(() -> kit.calls().poll(poll, -1));

        kit.children().send(pid, Signal.KILL);

        assertThat(poller.join()).isOne();
        assertThat(poll.revents[0]).isEqualTo((short) Abi.POLLIN);
    }

    @Requirement(
            id = "PFD-031",
            level = LINUX,
            rule = "The pidfd of a process that runs, or is stopped, or goes on, is not readable.",
            sources = {"pidfd_open(2), NOTES"})
    void a_pidfd_is_not_readable_before_the_process_ends() {
        int pid = kit.children().pausing();
        int fd = PidfdWaitConformance.open(kit, pid);

        int running = kit.calls().poll(polled(fd), 0);
        kit.children().stop(pid);
        int stopped = kit.calls().poll(polled(fd), 0);
        kit.children().send(pid, Signal.CONT);
        kit.children().awaitContinue(pid);
        int continued = kit.calls().poll(polled(fd), 0);

        assertThat(List.of(running, stopped, continued)).containsOnly(0);
    }

    @Requirement(
            id = "PFD-032",
            level = LINUX,
            rule = "The pidfd of a process that ended stays readable, before and after it is reaped.",
            sources = {"pidfd_open(2), NOTES"})
    void a_pidfd_stays_readable_after_the_process_is_reaped() {
        int pid = kit.children().zombie(0);
        int fd = PidfdWaitConformance.open(kit, pid);
        RawPoll before = polled(fd);
        RawPoll after = polled(fd);

        int zombie = kit.calls().poll(before, 0);
        kit.reference().waitpid(pid, null, 0);
        int reaped = kit.calls().poll(after, 0);

        assertThat(List.of(zombie, reaped)).containsOnly(1);
        // Newer kernels add POLLHUP once it is reaped.
        assertThat(List.of(before.revents[0] & Abi.POLLIN, after.revents[0] & Abi.POLLIN))
                .containsOnly(Abi.POLLIN);
    }

    @Requirement(
            id = "PFD-033",
            level = LINUX,
            rule =
                    "epoll reports the pidfd of a process that ended as readable, with the data it was registered with, and "
                            + "those of living processes not.",
            sources = {"pidfd_open(2), NOTES", "epoll_ctl(2), DESCRIPTION"})
    void epoll_reports_the_processes_that_ended() {
        int living = PidfdWaitConformance.open(kit, kit.children().pausing());
        int pid = kit.children().pausing();
        int ending = PidfdWaitConformance.open(kit, pid);
        int epoll = (int) kit.require("epoll_create1", () -> kit.calls().epollCreate1(Abi.EPOLL_CLOEXEC));
        assertThat(epoll).isNotNegative();
        kit.children().descriptor(epoll);
        kit.calls().epollCtl(epoll, Abi.EPOLL_CTL_ADD, living, Abi.EPOLLIN, 1);
        kit.calls().epollCtl(epoll, Abi.EPOLL_CTL_ADD, ending, Abi.EPOLLIN, 0x1234_5678_9abc_def0L);
        RawEvents events = new RawEvents(4);

        int before = kit.calls().epollWait(epoll, events, 0);
        kit.children().send(pid, Signal.KILL);
        int after = kit.calls().epollWait(epoll, events, (int) Waiting.LIMIT.toMillis());

        assertThat(List.of(before, after, events.events[0])).containsExactly(0, 1, Abi.EPOLLIN);
        assertThat(events.data[0]).isEqualTo(0x1234_5678_9abc_def0L);
    }

    @Requirement(
            id = "PFD-039",
            level = LINUX,
            rule = "pidfd_send_signal() sends a signal to the process that the pidfd refers to.",
            sources = {"pidfd_send_signal(2), DESCRIPTION"})
    void a_signal_sent_by_pidfd_reaches_the_process() {
        int pid = kit.children().blocking();
        int fd = PidfdWaitConformance.open(kit, pid);

        long result = kit.require("pidfd_send_signal", () -> kit.calls().pidfdSendSignal(fd, Abi.SIGTERM, 0));

        assertThat(result).isZero();
        assertThat(kit.posix().waitpid(pid(pid), NONE))
                .contains(new StateChange(pid, new Signaled(Signal.TERM, false)));
    }

    @Requirement(
            id = "PFD-010",
            level = LINUX,
            rule = "pidfd_send_signal() to a zombie succeeds, with SIGKILL too, and does not change its status.",
            sources = {"pidfd_send_signal(2), ERRORS"})
    void a_signal_to_a_zombie_succeeds_without_effect() {
        int pid = kit.children().zombie(5);
        int fd = PidfdWaitConformance.open(kit, pid);

        long probe = kit.require("pidfd_send_signal", () -> kit.calls().pidfdSendSignal(fd, 0, 0));
        int killed = kit.calls().pidfdSendSignal(fd, Abi.SIGKILL, 0);

        assertThat(List.of(probe, (long) killed)).containsOnly(0L);
        assertThat(kit.posix().waitpid(pid(pid), NONE)).contains(new StateChange(pid, new Exited(5)));
    }

    @Requirement(
            id = "PFD-040",
            level = LINUX,
            rule = "pidfd_send_signal() fails with ESRCH once the process is reaped.",
            sources = {"pidfd_send_signal(2), ERRORS"})
    void a_signal_to_a_reaped_process_is_ESRCH() {
        int pid = kit.children().zombie(5);
        int fd = PidfdWaitConformance.open(kit, pid);
        kit.children().discard(pid);

        long result = kit.require("pidfd_send_signal", () -> kit.calls().pidfdSendSignal(fd, Abi.SIGKILL, 0));

        assertThat(result).isEqualTo(-Abi.ESRCH);
    }

    @Requirement(
            id = "PFD-041",
            level = LINUX,
            rule = "pidfd_send_signal() fails with EBADF for a descriptor that is no pidfd, and for none at all.",
            sources = {"pidfd_send_signal(2), ERRORS"})
    void a_signal_to_another_descriptor_is_EBADF() {
        requirePidfds();
        int pipe = kit.children().pipe().readEnd;

        for (int fd : new int[] {pipe, Integer.MAX_VALUE}) {
            long result = kit.require("pidfd_send_signal", () -> kit.calls().pidfdSendSignal(fd, 0, 0));
            assertThat(result).isEqualTo(-Abi.EBADF);
        }
    }

    @Requirement(
            id = "PFD-042",
            level = LINUX,
            rule = "pidfd_send_signal() fails with EINVAL for a signal or flags that do not exist.",
            sources = {"pidfd_send_signal(2), ERRORS"})
    void pidfd_send_signal_with_a_bad_signal_or_flag_is_EINVAL() {
        int fd = PidfdWaitConformance.open(kit, kit.children().pausing());

        long badSignal = kit.require("pidfd_send_signal", () -> kit.calls().pidfdSendSignal(fd, 65, 0));
        int badFlags = kit.calls().pidfdSendSignal(fd, 0, 0x40000000);

        assertThat(List.of(badSignal, (long) badFlags)).containsOnly((long) -Abi.EINVAL);
    }

    @Requirement(
            id = "PFD-017",
            level = LINUX,
            rule = "clone() with CLONE_PIDFD stores a pidfd of the new child, closed on exec, since Linux 5.2.",
            sources = {"clone(2), CLONE_PIDFD"})
    void clone_can_make_the_pidfd_with_the_child() {
        requirePidfds();
        RawStatus stored = new RawStatus();
        int pid = kit.children().register((int) kit.require(
                "clone", () -> BareChild.clone(kit.calls(), "pause", 0, Abi.CLONE_PIDFD | Abi.SIGCHLD, stored)));
        assertThat(stored.value).isPositive();
        int fd = kit.children().descriptor(stored.value);

        kit.calls().pidfdSendSignal(fd, Abi.SIGKILL, 0);

        assertThat(kit.posix().waitpid(pid(pid), NONE))
                .contains(new StateChange(pid, new Signaled(Signal.KILL, false)));
        assertThat(kit.reference().fcntl(fd, Abi.F_GETFD, 0)).isEqualTo(Abi.FD_CLOEXEC);
    }

    @Requirement(
            id = "PFD-015",
            level = LINUX,
            rule =
                    "PIDFD_GET_INFO tells the status of a process once it is reaped, and not before, while a pidfd of it is "
                            + "open: since Linux 6.15.",
            sources = {"Linux 6.15, include/uapi/linux/pidfd.h"})
    void a_pidfd_tells_the_status_after_the_reap() {
        if (Proc.kernelIsOlderThan(6, 15)) {
            throw Unsupported.because(
                    "PIDFD_INFO_EXIT came with Linux 6.15, this is " + System.getProperty("os.version"));
        }
        int pid = kit.children().zombie(5);
        int pidfd = (int) kit.require("pidfd_open", () -> kit.calls().pidfdOpen(pid, 0));
        kit.children().descriptor(pidfd);
        try (NativeMemory info = new NativeMemory(kit.reference())) {
            long before = askForExit(pidfd, info);

            kit.calls().waitpid(pid, null, 0);
            long after = askForExit(pidfd, info);

            assertThat(List.of(before, after)).containsExactly(0L, (long) Abi.PIDFD_INFO_EXIT);
            assertThat(info.get(PIDFD_INFO_SIZE - Integer.BYTES, Integer.BYTES).getInt())
                    .isEqualTo(5 << 8);
        }
    }

    /** Asks for the status; {@return the bit that says it was told, or 0} */
    private long askForExit(int pidfd, NativeMemory info) {
        info.putLong(0, Abi.PIDFD_INFO_EXIT);
        long result =
                kit.calls().syscall(Abi.SYS_IOCTL, pidfd, Abi.PIDFD_GET_INFO & 0xffffffffL, info.address(0), 0, 0, 0);
        if (result < 0 && result != -Abi.ESRCH) {
            throw Unsupported.because("ioctl(PIDFD_GET_INFO): " + new Errno((int) -result));
        }
        return result < 0 ? 0 : info.get(0, Long.BYTES).getLong() & Abi.PIDFD_INFO_EXIT;
    }

    private static RawPoll polled(int fd) {
        RawPoll poll = new RawPoll(1);
        poll.fds[0] = fd;
        poll.events[0] = Abi.POLLIN;
        return poll;
    }

    private void requirePidfds() {
        PidfdWaitConformance.open(kit, kit.reference().getpid());
    }
}
