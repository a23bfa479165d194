package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.REQUIRED;

import java.util.List;
import posixwait.Signal;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.Signals;
import posixwait.conformance.Unresolved;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawSignalSet;

/** Signals to the process as a whole, which no other thread takes: requirements SIG-010, SIG-025 and PFD-061. */
@Conformance("Signals to the process itself")
@OwnJvm(sigchldBlocked = true)
public final class ProcessSignalConformance {
    private static final long BOTH = Signals.bits(Signal.CHLD, Signal.USR1);

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public ProcessSignalConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "SIG-010",
            level = REQUIRED,
            rule =
                    "sigpending() tells what is pending for the process and for the calling thread, and not what is pending "
                            + "for another thread.",
            sources = {"POSIX.1-2017 sigpending(), DESCRIPTION", "signal(7), Signal mask and pending signals"})
    void pending_signals_are_the_processs_and_the_threads() {
        kit.signals().byDefault(Signal.CHLD, 0);
        drain();

        kit.reference().tgkill(kit.reference().getpid(), kit.reference().gettid(), Abi.SIGUSR1);
        kit.reference().kill(kit.reference().getpid(), Abi.SIGCHLD);
        long ours = pending() & BOTH;
        long theirs = kit.threads().start(this::pending).join() & BOTH;
        drain();

        assertThat(List.of(ours, theirs)).containsExactly(BOTH, Signals.bits(Signal.CHLD));
    }

    @Requirement(
            id = "SIG-025",
            level = REQUIRED,
            rule =
                    "A signal that a process sends itself, and that only the sending thread has unblocked, is delivered before "
                            + "kill() returns.",
            sources = {"POSIX.1-2017 kill(), DESCRIPTION"})
    void a_signal_to_oneself_is_delivered_before_kill_returns() {
        // The action shows the delivery: it is the default again once the handler was called.
        kit.signals().handle(Signal.USR1, Abi.SA_RESETHAND);
        kit.signals().block(); // noted, to be put back
        kit.reference().pthreadSigmask(Abi.SIG_UNBLOCK, Signals.set(Signal.USR1), null);

        int result = kit.calls().kill(kit.reference().getpid(), Abi.SIGUSR1);
        long handler = kit.signals().disposition(Signal.USR1).handler;

        assertThat(result).isZero();
        assertThat(handler).isEqualTo(Abi.SIG_DFL);
    }

    @Requirement(
            id = "PFD-061",
            level = LINUX,
            rule =
                    "A signal sent by pidfd_send_signal() carries what one of kill() does: the signal, no errno, SI_USER, and "
                            + "the pid and real user ID of the sender.",
            sources = {"pidfd_send_signal(2), DESCRIPTION", "POSIX.1-2017 signal.h, DESCRIPTION"})
    void a_signal_by_pidfd_tells_who_sent_it() {
        kit.signals().byDefault(Signal.CHLD, 0);
        drain();
        int self = kit.reference().getpid();
        int fd = PidfdWaitConformance.open(kit, self);
        RawChild told = new RawChild();
        told.errno = -1;

        long sent = kit.require("pidfd_send_signal", () -> kit.calls().pidfdSendSignal(fd, Abi.SIGCHLD, 0));
        kit.reference().sigtimedwait(Signals.set(Signal.CHLD), told, 0);

        assertThat(sent).isZero();
        assertThat(List.of(told.signo, told.errno, told.code, told.pid, told.uid))
                .containsExactly(Abi.SIGCHLD, 0, Abi.SI_USER, self, realUser());
    }

    private static int realUser() {
        return Proc.status("self", "Uid")
                .map(ids -> Integer.parseUnsignedInt(ids.split("\\s+", 2)[0]))
                .orElseThrow(() -> new Unresolved("no Uid in /proc/self/status"));
    }

    private void drain() {
        int taken;
        do {
            taken = kit.reference().sigtimedwait(Signals.set(Signal.CHLD, Signal.USR1), null, 0);
        } while (taken > 0);
    }

    private long pending() {
        RawSignalSet pending = new RawSignalSet();
        kit.calls().sigpending(pending);
        return pending.bits;
    }
}
