package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.REQUIRED;

import java.util.List;
import posixwait.Signal;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.Requirement;
import posixwait.conformance.Signals;
import posixwait.spi.Abi;
import posixwait.spi.RawSigaction;
import posixwait.spi.SystemCalls;

/** Actions of signals: requirements SIG-001 to SIG-008. */
@Conformance("sigaction()")
public final class SignalActionConformance {
    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public SignalActionConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "SIG-001",
            level = REQUIRED,
            rule = "sigaction() sets an action and gives back the one that the signal had before.",
            sources = {"POSIX.1-2017 sigaction(), DESCRIPTION and RETURN VALUE"})
    void the_action_before_is_given_back() {
        kit.signals().byDefault(Signal.USR1, 0); // noted, to be put back
        RawSigaction first = new RawSigaction();
        RawSigaction second = new RawSigaction();
        second.handler = -1;

        int ignored = kit.calls().sigaction(Abi.SIGUSR1, action(Abi.SIG_IGN), first);
        int reset = kit.calls().sigaction(Abi.SIGUSR1, action(Abi.SIG_DFL), second);

        assertThat(List.of(ignored, reset)).containsOnly(0);
        assertThat(List.of(first.handler, second.handler)).containsExactly(Abi.SIG_DFL, Abi.SIG_IGN);
    }

    @Requirement(
            id = "SIG-002",
            level = REQUIRED,
            rule = "sigaction() with a null action changes nothing and tells the current action.",
            sources = {"POSIX.1-2017 sigaction(), DESCRIPTION"})
    void without_an_action_nothing_changes() {
        kit.signals().ignore(Signal.USR1);
        RawSigaction told = new RawSigaction();

        kit.calls().sigaction(Abi.SIGUSR1, null, told);

        assertThat(told.handler).isEqualTo(Abi.SIG_IGN);
        assertThat(kit.signals().disposition(Signal.USR1).handler).isEqualTo(Abi.SIG_IGN);
    }

    @Requirement(
            id = "SIG-003",
            level = REQUIRED,
            rule = "sigaction() of a signal that does not exist fails with EINVAL.",
            sources = {"POSIX.1-2017 sigaction(), ERRORS"})
    void a_signal_that_does_not_exist_is_EINVAL() {
        for (int signal : new int[] {0, -1, Abi.SIGRTMAX + 1, Integer.MAX_VALUE}) {
            int result = kit.calls().sigaction(signal, action(Abi.SIG_IGN), null);

            assertThat(result).as("signal %d", signal).isEqualTo(-Abi.EINVAL);
        }
    }

    @Requirement(
            id = "SIG-004",
            level = REQUIRED,
            rule = "If sigaction() fails the action stays as it was.",
            sources = {"POSIX.1-2017 sigaction(), DESCRIPTION"})
    void a_failure_changes_nothing() {
        for (Signal signal : List.of(Signal.KILL, Signal.STOP)) {
            int result = kit.calls().sigaction(signal.number(), action(Abi.SIG_IGN), null);

            assertThat(result).as("%s", signal).isEqualTo(-Abi.EINVAL);
            assertThat(kit.signals().disposition(signal).handler)
                    .as("%s", signal)
                    .isEqualTo(Abi.SIG_DFL);
        }
    }

    @Requirement(
            id = "SIG-005",
            level = REQUIRED,
            rule = "The action of a signal is the process's: what one thread sets holds for all.",
            sources = {"POSIX.1-2017 sigaction(), DESCRIPTION", "signal(7), Signal dispositions"})
    void an_action_is_shared_by_all_threads() {
        kit.signals().byDefault(Signal.USR1, 0); // noted, to be put back
        RawSigaction seen = new RawSigaction();

        kit.threads()
                .start(() -> kit.calls().sigaction(Abi.SIGUSR1, action(Abi.SIG_IGN), null))
                .join();
        kit.calls().sigaction(Abi.SIGUSR1, null, seen);

        assertThat(seen.handler).isEqualTo(Abi.SIG_IGN);
    }

    @Requirement(
            id = "SIG-006",
            level = REQUIRED,
            rule = "SIGKILL and SIGSTOP are left out of the mask of an action, without an error.",
            sources = {"POSIX.1-2017 sigaction(), DESCRIPTION"})
    void SIGKILL_and_SIGSTOP_do_not_get_into_the_mask() {
        kit.signals().byDefault(Signal.USR1, 0); // noted, to be put back
        RawSigaction action = action(Abi.SIG_IGN);
        action.mask = Signals.bits(Signal.KILL, Signal.STOP, Signal.TERM);
        RawSigaction seen = new RawSigaction();

        int result = kit.calls().sigaction(Abi.SIGUSR1, action, null);
        kit.calls().sigaction(Abi.SIGUSR1, null, seen);

        assertThat(result).isZero();
        assertThat(seen.mask).isEqualTo(Signals.bits(Signal.TERM));
    }

    @Requirement(
            id = "SIG-007",
            level = REQUIRED,
            rule = "With SA_RESETHAND the action is the default again once the signal was caught.",
            sources = {"POSIX.1-2017 sigaction(), DESCRIPTION, SA_RESETHAND"})
    void SA_RESETHAND_resets_the_action() {
        assertThat(handlersAround(Abi.SA_RESETHAND)).containsExactly(handler(), Abi.SIG_DFL);
    }

    @Requirement(
            id = "SIG-008",
            level = REQUIRED,
            rule = "Without SA_RESETHAND the action stays when the signal is caught, time after time.",
            sources = {"POSIX.1-2017 sigaction(), DESCRIPTION"})
    void an_action_stays_when_the_signal_is_caught() {
        assertThat(handlersAround(0)).containsExactly(handler(), handler());
    }

    /** {@return the handler of a signal before and after it was caught} */
    private List<Long> handlersAround(int flags) {
        kit.signals().byDefault(Signal.USR1, 0); // noted, to be put back
        SystemCalls calls = kit.calls();
        RawSigaction caught = action(handler());
        caught.flags = flags;
        RawSigaction before = new RawSigaction();
        RawSigaction after = new RawSigaction();

        calls.sigaction(Abi.SIGUSR1, caught, null);
        calls.sigaction(Abi.SIGUSR1, null, before);
        // Sent to the thread itself it is delivered before the call returns.
        kit.reference().tgkill(kit.reference().getpid(), kit.reference().gettid(), Abi.SIGUSR1);
        calls.sigaction(Abi.SIGUSR1, null, after);

        return List.of(before.handler, after.handler);
    }

    /** A function that may be a handler and does nothing. */
    private long handler() {
        return kit.reference().dlsym("abs");
    }

    private static RawSigaction action(long handler) {
        RawSigaction action = new RawSigaction();
        action.handler = handler;
        return action;
    }
}
