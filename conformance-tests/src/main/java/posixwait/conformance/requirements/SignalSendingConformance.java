package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.REQUIRED;

import java.util.List;
import posixwait.Signal;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.Signals;
import posixwait.conformance.Unsupported;
import posixwait.spi.Abi;

/**
 * Sending signals: requirements SIG-020 and on.
 *
 * <p>A bare child blocks every signal that it is sent here, so what it was sent stays pending, where {@code /proc} shows it.
 */
@Conformance("kill()")
public final class SignalSendingConformance {
    private static final int CAP_KILL = 5;

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public SignalSendingConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "SIG-020",
            level = REQUIRED,
            rule = "kill() with a positive pid sends the signal to that process and to no other.",
            sources = {"POSIX.1-2017 kill(), DESCRIPTION and RETURN VALUE", "signal(7), Sending a signal"})
    void a_positive_pid_is_one_process() {
        int chosen = kit.children().pausing();
        int other = kit.children().pausing();

        int result = kit.calls().kill(chosen, Abi.SIGUSR1);

        assertThat(result).isZero();
        assertThat(List.of(pending(chosen), pending(other))).containsExactly(Signals.bits(Signal.USR1), 0L);
    }

    @Requirement(
            id = "SIG-022",
            level = REQUIRED,
            rule = "kill() with signal 0 succeeds for a process that exists, and sends it nothing.",
            sources = {"POSIX.1-2017 kill(), DESCRIPTION"})
    void the_null_signal_is_not_sent() {
        int pid = kit.children().pausing();

        int result = kit.calls().kill(pid, 0);

        assertThat(result).isZero();
        assertThat(pending(pid)).isZero();
    }

    @Requirement(
            id = "SIG-023",
            level = REQUIRED,
            rule = "kill() with a signal that does not exist fails with EINVAL and sends nothing.",
            sources = {"POSIX.1-2017 kill(), ERRORS"})
    void a_signal_that_does_not_exist_is_EINVAL() {
        int pid = kit.children().pausing();

        for (int signal : new int[] {-1, Abi.SIGRTMAX + 1, Integer.MAX_VALUE}) {
            assertThat(kit.calls().kill(pid, signal)).as("signal %d", signal).isEqualTo(-Abi.EINVAL);
        }
        assertThat(pending(pid)).isZero();
    }

    @Requirement(
            id = "SIG-024",
            level = REQUIRED,
            rule =
                    "kill() of a process of another user fails with EPERM if the sender has no privileges, with signal 0, too.",
            sources = {"POSIX.1-2017 kill(), DESCRIPTION and ERRORS"})
    void a_process_of_another_user_is_EPERM() {
        requireStranger(1);

        assertThat(kit.calls().kill(1, 0)).isEqualTo(-Abi.EPERM);
    }

    /** Sees to it that this process may not signal that one. */
    static void requireStranger(int pid) {
        String own = user("self");
        String other = user(pid);
        boolean privileged = (Proc.signals("self", "CapEff") & 1L << CAP_KILL) != 0;
        if (privileged || own.equals(other)) {
            throw Unsupported.because(
                    privileged ? "this user may signal any process (CAP_KILL)" : "process " + pid + " is of this user");
        }
    }

    private static String user(Object pid) {
        return Proc.status(pid, "Uid").orElse("unknown");
    }

    /** What is pending for a process and for its one thread. */
    static long pending(int pid) {
        return Proc.signals(pid, "ShdPnd") | Proc.signals(pid, "SigPnd");
    }
}
