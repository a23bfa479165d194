package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitOptions.CONTINUED;
import static posixwait.WaitOptions.NOHANG;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitOptions.UNTRACED;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.REQUIRED;
import static posixwait.conformance.Level.STOCHASTIC;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import posixwait.Signal;
import posixwait.StateChange;
import posixwait.WaitStatus.Continued;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.WaitStatus.Stopped;
import posixwait.conformance.Children;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.Signals;
import posixwait.spi.Abi;
import posixwait.spi.RawSigaction;
import posixwait.spi.RawSignalSet;

/** What the signals that stop and continue do to a child, seen through waits: the rest of the requirements JC. */
@Conformance("Stop and continue signals")
public final class StopSignalConformance {
    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public StopSignalConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "JC-009",
            level = STOCHASTIC,
            rule = "SIGSTOP, SIGCONT and SIGTERM in quick succession end the child by SIGTERM; it never stays stopped.",
            sources = {"POSIX.1-2017 2.4.1 Signal Generation and Delivery", "POSIX.1-2017 waitpid(), DESCRIPTION"})
    void stop_continue_and_terminate_in_quick_succession_terminate() {
        for (int round = 0; round < 40; round++) {
            int pid = kit.children().blocking();

            kit.calls().kill(pid, Abi.SIGSTOP);
            kit.calls().kill(pid, Abi.SIGCONT);
            kit.calls().kill(pid, Abi.SIGTERM);

            assertThat(kit.posix().waitpid(pid(pid), NONE))
                    .contains(new StateChange(pid, new Signaled(Signal.TERM, false)));
        }
    }

    @Requirement(
            id = "JC-010",
            level = REQUIRED,
            rule = "SIGSTOP and SIGKILL can be neither caught nor ignored: sigaction() fails with EINVAL.",
            sources = {"POSIX.1-2017 sigaction(), ERRORS", "sigaction(2), ERRORS"})
    void SIGSTOP_and_SIGKILL_cannot_be_caught_or_ignored() {
        for (int signal : new int[] {Abi.SIGSTOP, Abi.SIGKILL}) {
            for (long handler : new long[] {Abi.SIG_IGN, kit.reference().dlsym("abs")}) {
                RawSigaction action = new RawSigaction();
                action.handler = handler;

                assertThat(kit.calls().sigaction(signal, action, null)).isEqualTo(-Abi.EINVAL);
            }
        }
    }

    @Requirement(
            id = "JC-035",
            level = REQUIRED,
            rule = "SIGSTOP and SIGKILL cannot be blocked: pthread_sigmask() leaves them out without an error.",
            sources = {"POSIX.1-2017 pthread_sigmask(), DESCRIPTION", "POSIX.1-2017 sigaction(), DESCRIPTION"})
    void SIGSTOP_and_SIGKILL_cannot_be_blocked() {
        kit.signals().block();
        RawSignalSet mask = new RawSignalSet();

        int result =
                kit.calls().pthreadSigmask(Abi.SIG_BLOCK, Signals.set(Signal.STOP, Signal.KILL, Signal.CONT), null);
        kit.calls().pthreadSigmask(Abi.SIG_BLOCK, null, mask);

        assertThat(result).isZero();
        assertThat(mask.bits & Signals.bits(Signal.STOP, Signal.KILL, Signal.CONT))
                .isEqualTo(Signals.bits(Signal.CONT));
    }

    @Requirement(
            id = "JC-044",
            level = REQUIRED,
            rule = "SIGSTOP stops a child that has all signals blocked.",
            sources = {"POSIX.1-2017 pthread_sigmask(), DESCRIPTION", "POSIX.1-2017 waitpid(), WUNTRACED"})
    void SIGSTOP_stops_a_child_that_blocks_all_signals() {
        int pid = kit.children().pausing();

        kit.calls().kill(pid, Abi.SIGSTOP);

        assertThat(kit.posix().waitpid(pid(pid), UNTRACED)).contains(new StateChange(pid, new Stopped(Signal.STOP)));
    }

    @Requirement(
            id = "JC-013",
            level = LINUX,
            rule = "When a stop is reported, /proc shows the child in state T.",
            sources = {"wait(2), WUNTRACED", "proc(5), /proc/pid/stat"})
    void a_reported_stop_shows_in_proc() {
        int pid = kit.children().pausing();

        kit.calls().kill(pid, Abi.SIGSTOP);
        kit.calls().waitpid(pid, null, Abi.WUNTRACED);

        assertThat(Proc.state(pid)).contains('T');
    }

    @Requirement(
            id = "JC-031",
            level = REQUIRED,
            rule =
                    "SIGCONT discards a stop signal that waits to be delivered: a stopped child that got another SIGSTOP goes "
                            + "on for good at the first SIGCONT.",
            sources = {"POSIX.1-2017 2.4.1 Signal Generation and Delivery"})
    void SIGCONT_discards_the_stop_that_was_sent_to_a_stopped_child() {
        Children.Gated child = kit.children().gated(6);
        kit.children().stop(child.pid());
        kit.reference().waitpid(child.pid(), null, Abi.WUNTRACED);

        kit.calls().kill(child.pid(), Abi.SIGSTOP);
        kit.calls().kill(child.pid(), Abi.SIGCONT);
        child.open();

        assertThat(kit.posix().waitpid(pid(child.pid()), UNTRACED))
                .contains(new StateChange(child.pid(), new Exited(6)));
    }

    @Requirement(
            id = "JC-011",
            level = REQUIRED,
            rule = "SIGCONT continues a stopped child even if the child ignores it, and the continue is reported.",
            sources = {"POSIX.1-2017 2.4.1 Signal Generation and Delivery", "POSIX.1-2017 waitpid(), WCONTINUED"})
    void SIGCONT_continues_a_child_that_ignores_it() {
        Children.Gated child =
                kit.children().gated("trap '' CONT; kill -s STOP $$", "exit 4", UnaryOperator.identity());
        kit.children().awaitStop(child.pid());

        kit.calls().kill(child.pid(), Abi.SIGCONT);
        Optional<StateChange> change = kit.posix().waitpid(pid(child.pid()), UNTRACED.with(CONTINUED));
        child.open();
        Optional<StateChange> end = kit.posix().waitpid(pid(child.pid()), NONE);

        assertThat(change).contains(new StateChange(child.pid(), new Continued()));
        assertThat(end).contains(new StateChange(child.pid(), new Exited(4)));
    }

    @Requirement(
            id = "JC-045",
            level = REQUIRED,
            rule = "SIGCONT continues a stopped child even if the child blocks it, and the continue is reported.",
            sources = {"POSIX.1-2017 2.4.1 Signal Generation and Delivery", "POSIX.1-2017 waitpid(), WCONTINUED"})
    void SIGCONT_continues_a_child_that_blocks_it() {
        int pid = kit.children().pausing();
        kit.children().stop(pid);

        kit.calls().kill(pid, Abi.SIGCONT);

        assertThat(kit.posix().waitpid(pid(pid), UNTRACED.with(CONTINUED)))
                .contains(new StateChange(pid, new Continued()));
    }

    @Requirement(
            id = "JC-033",
            level = REQUIRED,
            rule = "SIGKILL ends a stopped child at once, without SIGCONT.",
            sources = {"POSIX.1-2017 2.4.3 Signal Actions", "POSIX.1-2017 waitpid(), DESCRIPTION"})
    void SIGKILL_ends_a_stopped_child() {
        int pid = kit.children().pausing();
        kit.children().stop(pid);

        kit.calls().kill(pid, Abi.SIGKILL);

        assertThat(kit.posix().waitpid(pid(pid), NONE))
                .contains(new StateChange(pid, new Signaled(Signal.KILL, false)));
    }

    @Requirement(
            id = "JC-014",
            level = REQUIRED,
            rule = "SIGTERM sent to a stopped child stays pending and ends the child when it is continued.",
            sources = {"POSIX.1-2017 2.4.3 Signal Actions", "POSIX.1-2017 waitpid(), DESCRIPTION"})
    void SIGTERM_acts_on_a_stopped_child_when_it_continues() {
        int pid = kit.children().blocking();
        kit.children().stop(pid);

        kit.calls().kill(pid, Abi.SIGTERM);
        boolean pending = (Proc.signals(pid, "ShdPnd") & Signals.bits(Signal.TERM)) != 0;
        Optional<StateChange> before = kit.posix().waitpid(pid(pid), NOHANG);
        kit.calls().kill(pid, Abi.SIGCONT);
        Optional<StateChange> after = kit.posix().waitpid(pid(pid), NONE);

        assertThat(List.of(pending, before, after))
                .containsExactly(
                        true, Optional.empty(), Optional.of(new StateChange(pid, new Signaled(Signal.TERM, false))));
    }

    @Requirement(
            id = "JC-012",
            level = REQUIRED,
            rule = "A signal that a stopped child catches runs its handler when the child is continued, not before.",
            sources = {"POSIX.1-2017 2.4.3 Signal Actions"})
    void a_caught_signal_is_handled_when_the_child_continues() {
        int pid = kit.children().shell("trap 'exit 7' USR1; kill -s STOP $$; exit 9");
        kit.children().awaitStop(pid);

        kit.calls().kill(pid, Abi.SIGUSR1);
        boolean pending = (Proc.signals(pid, "ShdPnd") & Signals.bits(Signal.USR1)) != 0;
        kit.calls().kill(pid, Abi.SIGCONT);

        assertThat(pending).isTrue();
        assertThat(kit.posix().waitpid(pid(pid), NONE)).contains(new StateChange(pid, new Exited(7)));
    }
}
