package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.LINUX;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import posixwait.Errno;
import posixwait.Signal;
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
import posixwait.spi.RawLimit;
import posixwait.spi.RawPoll;

/** Pidfds where signals, users and limits come in: requirements PFD-060 and on. */
@Conformance("Pidfds: signals, permissions, limits")
public final class PidfdLimitConformance {
    private static final Duration LIMIT = Duration.ofSeconds(8);

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
        Waiting.until("child is gone", LIMIT, () -> !Proc.exists(child.pid()));
        return kit.calls().pidfdOpen(child.pid(), 0);
    }
}
