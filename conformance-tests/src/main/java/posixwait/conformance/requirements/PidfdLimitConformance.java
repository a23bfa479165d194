package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;

import java.util.ArrayList;
import java.util.List;
import posixwait.Errno;
import posixwait.Signal;
import posixwait.StateChange;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.conformance.Children;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.Threads;
import posixwait.conformance.Unresolved;
import posixwait.conformance.Waiting;
import posixwait.spi.Abi;
import posixwait.spi.RawEvents;
import posixwait.spi.RawLimit;
import posixwait.spi.RawPoll;

/** Pidfds where signals, users, limits and descriptors of /proc come in: requirements PFD-060 and on. */
@Conformance("Pidfds: signals, permissions, limits, /proc")
public final class PidfdLimitConformance {

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public PidfdLimitConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "PFD-060",
            level = LINUX,
            rule = "poll() on a pidfd that a handler interrupts fails with EINTR even if the handler has SA_RESTART.",
            sources = {"signal(7), Interruption of system calls and library functions by signal handlers"})
    void poll_is_never_restarted() {
        int pid = kit.children().pausing();
        RawPoll poll = new RawPoll(1);
        poll.fds[0] = PidfdWaitConformance.open(kit, pid);
        poll.events[0] = Abi.POLLIN;
        kit.signals().handle(Signal.USR1, Abi.SA_RESTART);
        Threads.Running<Integer> poller =
                kit.threads().startBlocked(() -> kit.calls().poll(poll, -1));

        poller.signal(Signal.USR1);
        poller.awaitTaken(Signal.USR1);
        poller.awaitBlocked();
        kit.children().send(pid, Signal.KILL); // so that it ends in any case

        assertThat(poller.join()).isEqualTo(-Abi.EINTR);
    }

    @Requirement(
            id = "PFD-067",
            level = LINUX,
            rule =
                    "epoll_wait() for a pidfd that a handler interrupts fails with EINTR even if the handler has SA_RESTART.",
            sources = {"signal(7), Interruption of system calls and library functions by signal handlers"})
    void epoll_wait_is_never_restarted() {
        int pid = kit.children().pausing();
        int pidfd = PidfdWaitConformance.open(kit, pid);
        int epoll = kit.children().descriptor((int)
                kit.require("epoll_create1", () -> kit.calls().epollCreate1(Abi.EPOLL_CLOEXEC)));
        assertThat(kit.calls().epollCtl(epoll, Abi.EPOLL_CTL_ADD, pidfd, Abi.EPOLLIN, pid))
                .isZero();
        kit.signals().handle(Signal.USR1, Abi.SA_RESTART);
        Threads.Running<Integer> waiter =
                kit.threads().startBlocked(() -> kit.calls().epollWait(epoll, new RawEvents(1), -1));

        waiter.signal(Signal.USR1);
        waiter.awaitTaken(Signal.USR1);
        waiter.awaitBlocked();
        kit.children().send(pid, Signal.KILL); // so that it ends in any case

        assertThat(waiter.join()).isEqualTo(-Abi.EINTR);
    }

    @Requirement(
            id = "PFD-065",
            level = LINUX,
            rule =
                    "A descriptor of /proc/PID is no pidfd to waitid(): P_PIDFD fails with EBADF, and the child stays waitable.",
            sources = {"pidfd_open(2), NOTES", "wait(2), ERRORS"})
    void a_directory_of_proc_cannot_be_waited_for() {
        int pid = kit.children().zombie(5);
        PidfdWaitConformance.open(kit, pid);
        int directory = OpenFile.open(kit, "/proc/" + pid, Abi.O_RDONLY);

        int result = kit.calls().waitid(Abi.P_PIDFD, directory, null, Abi.WEXITED);

        assertThat(result).isEqualTo(-Abi.EBADF);
        assertThat(kit.posix().waitpid(pid(pid), NONE)).contains(new StateChange(pid, new Exited(5)));
    }

    @Requirement(
            id = "PFD-066",
            level = LINUX,
            rule = "pidfd_send_signal() by a descriptor of /proc/PID signals that process.",
            sources = {"pidfd_send_signal(2), NOTES"})
    void a_directory_of_proc_can_be_signalled() {
        int pid = kit.children().pausing();
        int directory = OpenFile.open(kit, "/proc/" + pid, Abi.O_RDONLY);

        long result = kit.require("pidfd_send_signal", () -> kit.calls().pidfdSendSignal(directory, Abi.SIGKILL, 0));

        assertThat(result).isZero();
        assertThat(kit.posix().waitpid(pid(pid), NONE))
                .contains(new StateChange(pid, new Signaled(Signal.KILL, false)));
    }

    @Requirement(
            id = "PFD-062",
            level = LINUX,
            rule = "pidfd_send_signal() to a process of another user fails with EPERM if the sender has no privileges.",
            sources = {"pidfd_send_signal(2), ERRORS"})
    void a_process_of_another_user_is_EPERM() {
        SignalSendingConformance.requireStranger(1);
        int fd = PidfdWaitConformance.open(kit, 1);

        assertThat(kit.calls().pidfdSendSignal(fd, 0, 0)).isEqualTo(-Abi.EPERM);
    }

    @Requirement(
            id = "PFD-063",
            level = LINUX,
            rule = "pidfd_open() fails with EMFILE if the process may open no more descriptors.",
            sources = {"pidfd_open(2), ERRORS"})
    @OwnJvm
    void without_a_descriptor_left_it_is_EMFILE() {
        int pid = kit.children().pausing();
        kit.children().descriptor((int)
                kit.require("pidfd_open", () -> kit.calls().pidfdOpen(pid, 0)));
        RawLimit before = new RawLimit();
        kit.reference().getrlimit(Abi.RLIMIT_NOFILE, before);
        RawLimit none = new RawLimit();
        none.hard = before.hard;
        int result;

        // The JVM itself can open nothing meanwhile: nothing but the call in here.
        int set = kit.reference().setrlimit(Abi.RLIMIT_NOFILE, none);
        try {
            result = kit.calls().pidfdOpen(pid, 0);
        } finally {
            kit.reference().setrlimit(Abi.RLIMIT_NOFILE, before);
        }

        if (set < 0) {
            throw new Unresolved("setrlimit(RLIMIT_NOFILE): " + new Errno(-set));
        }
        assertThat(result).isEqualTo(-Abi.EMFILE);
    }

    @Requirement(
            id = "PFD-064",
            level = LINUX,
            rule = "A child that ends while SIGCHLD is ignored, or SA_NOCLDWAIT set, cannot be opened any more: ESRCH.",
            sources = {"pidfd_open(2), NOTES"})
    @OwnJvm
    void a_child_that_left_no_zombie_is_ESRCH() {
        PidfdWaitConformance.open(kit, kit.reference().getpid());
        List<Integer> results = new ArrayList<>();

        kit.signals().ignore(Signal.CHLD);
        results.add(openedAfterItsEnd());
        kit.signals().byDefault(Signal.CHLD, Abi.SA_NOCLDWAIT);
        results.add(openedAfterItsEnd());

        assertThat(results).containsOnly(-Abi.ESRCH);
    }

    private int openedAfterItsEnd() {
        Children.Gated child = kit.children().gated(0);
        child.open();
        Waiting.until("child is gone", () -> !Proc.exists(child.pid()));
        return kit.calls().pidfdOpen(child.pid(), 0);
    }
}
