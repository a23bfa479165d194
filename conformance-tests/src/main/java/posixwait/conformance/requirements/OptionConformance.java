package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitOptions.CONTINUED;
import static posixwait.WaitOptions.UNTRACED;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.REQUIRED;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import posixwait.Signal;
import posixwait.StateChange;
import posixwait.WaitStatus;
import posixwait.WaitStatus.Continued;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.WaitStatus.Stopped;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.Threads;
import posixwait.conformance.WaitForm;
import posixwait.conformance.WaitForm.Answer;
import posixwait.spi.Abi;
import posixwait.spi.RawStatus;

/** The options of waitpid, wait3 and wait4: requirements OPT-001 and on. */
@Conformance("The options of waitpid, wait3 and wait4")
public final class OptionConformance {
    /** Bits that name an option of any wait call of Linux. */
    private static final int OPTIONS = Abi.WNOHANG
            | Abi.WUNTRACED
            | Abi.WEXITED
            | Abi.WCONTINUED
            | Abi.WNOWAIT
            | Abi.__WNOTHREAD
            | Abi.__WALL
            | Abi.__WCLONE;

    private static final List<WaitForm> OF_WAITPID = List.of(WaitForm.WAITPID, WaitForm.WAIT4, WaitForm.WAIT3);
    private static final Signaled KILLED = new Signaled(Signal.KILL, false);
    private static final long BAD_ADDRESS = 8;

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public OptionConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "OPT-001",
            level = REQUIRED,
            rule = "With WNOHANG, waitpid() returns 0 at once if the child has no status to report.",
            sources = {"POSIX.1-2017 wait(), RETURN VALUE", "wait(2), RETURN VALUE"})
    void nohang_on_a_running_child_returns_0() {
        int pid = kit.children().pausing();

        int result = kit.calls().waitpid(pid, null, Abi.WNOHANG);

        assertThat(result).isZero();
    }

    @Requirement(
            id = "OPT-002",
            level = REQUIRED,
            rule = "With WNOHANG, a child that has ended is reported and reaped as without it.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION, WNOHANG", "wait(2), WNOHANG", "wait4(2), DESCRIPTION"})
    void nohang_reports_a_zombie() {
        for (WaitForm form : WaitForm.SELECTING) {
            int pid = kit.children().zombie(5);

            Answer answer = form.ask(kit.calls(), pid, Abi.WNOHANG);

            assertThat(answer).as("%s", form).isEqualTo(Answer.of(pid, new Exited(5)));
            assertThat(Proc.exists(pid)).as("%s leaves the zombie", form).isFalse();
        }
    }

    @Requirement(
            id = "OPT-003",
            level = REQUIRED,
            rule =
                    "Without children WNOHANG fails with ECHILD: there being no child is not the same as none having ended.",
            sources = {"POSIX.1-2017 wait(), RETURN VALUE and ERRORS", "wait(2), ERRORS", "wait4(2), ERRORS"})
    @OwnJvm
    void nohang_without_children_is_ECHILD() {
        for (WaitForm form : WaitForm.POLLING) {
            Answer answer = form.ask(kit.calls(), -1, Abi.WNOHANG);

            assertThat(answer).as("%s", form).isEqualTo(Answer.error(Abi.ECHILD));
        }
    }

    @Requirement(
            id = "OPT-004",
            level = REQUIRED,
            rule = "A loop with WNOHANG for any child reports each zombie once, and then 0 while another child runs.",
            sources = {"POSIX.1-2017 wait(), RETURN VALUE", "wait(2), RETURN VALUE", "wait4(2), RETURN VALUE"})
    @OwnJvm
    void a_nohang_loop_ends_with_0_while_a_child_runs() {
        int running = kit.children().pausing();

        for (WaitForm form : WaitForm.POLLING) {
            assertThat(drained(form)).as("%s", form).isEqualTo(Answer.nothing());
        }

        assertThat(Proc.children()).containsExactly(running);
    }

    @Requirement(
            id = "OPT-006",
            level = REQUIRED,
            rule = "A stopped child is reported with WUNTRACED and not without it.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION, WUNTRACED", "wait(2), WUNTRACED", "wait4(2), DESCRIPTION"})
    void a_stop_is_reported_with_untraced_only() {
        for (WaitForm form : WaitForm.SELECTING) {
            int pid = kit.children().pausing();
            kit.children().stop(pid);

            Answer without = form.ask(kit.calls(), pid, Abi.WNOHANG);
            Answer with = form.ask(kit.calls(), pid, Abi.WNOHANG | Abi.WUNTRACED);

            assertThat(List.of(without, with))
                    .as("%s", form)
                    .containsExactly(Answer.nothing(), Answer.of(pid, new Stopped(Signal.STOP)));
        }
    }

    @Requirement(
            id = "OPT-007",
            level = REQUIRED,
            rule = "WUNTRACED and WCONTINUED add to what is reported: a child that ends is reported with them, too.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION, WCONTINUED and WUNTRACED", "wait(2), DESCRIPTION"})
    void untraced_and_continued_report_an_end_too() {
        for (WaitForm form : WaitForm.SELECTING) {
            for (int option : new int[] {Abi.WUNTRACED, Abi.WCONTINUED}) {
                int pid = kit.children().zombie(6);

                Answer answer = form.ask(kit.calls(), pid, option);

                assertThat(answer).as("%s, %d", form, option).isEqualTo(Answer.of(pid, new Exited(6)));
            }
        }
    }

    @Requirement(
            id = "OPT-008",
            level = REQUIRED,
            rule = "With WCONTINUED a child that SIGCONT resumed is reported once; without it, it is not reported.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION, WCONTINUED", "wait(2), WCONTINUED", "wait4(2), DESCRIPTION"})
    void a_continue_is_reported_once_and_with_continued_only() {
        for (WaitForm form : WaitForm.SELECTING) {
            int pid = kit.children().pausing();
            kit.children().stop(pid);
            kit.children().send(pid, Signal.CONT);
            kit.children().awaitContinue(pid);

            Answer without = form.ask(kit.calls(), pid, Abi.WNOHANG | Abi.WUNTRACED);
            Answer with = form.ask(kit.calls(), pid, Abi.WNOHANG | Abi.WCONTINUED);
            Answer again = form.ask(kit.calls(), pid, Abi.WNOHANG | Abi.WCONTINUED);

            assertThat(List.of(without, with, again))
                    .as("%s", form)
                    .containsExactly(Answer.nothing(), Answer.of(pid, new Continued()), Answer.nothing());
        }
    }

    @Requirement(
            id = "OPT-009",
            level = REQUIRED,
            rule = "A bit that is no option of any wait call is EINVAL, and the zombie stays.",
            sources = {"POSIX.1-2017 wait(), ERRORS", "wait(2), ERRORS", "wait4(2), ERRORS"})
    @OwnJvm
    void an_unknown_option_is_EINVAL() {
        int pid = kit.children().zombie(1);
        List<String> wrong = new ArrayList<>();

        for (WaitForm form : OF_WAITPID) {
            for (int bit = 1; bit != 0; bit <<= 1) {
                if ((bit & OPTIONS) == 0) {
                    Answer answer = form.ask(kit.calls(), -1, bit);
                    if (!answer.equals(Answer.error(Abi.EINVAL))) {
                        wrong.add(form + ", " + Integer.toHexString(bit) + ": " + answer);
                    }
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(Proc.state(pid)).contains('Z');
    }

    @Requirement(
            id = "OPT-011",
            level = LINUX,
            rule = "WEXITED and WNOWAIT are options of waitid() only: elsewhere they are EINVAL, and the zombie stays.",
            sources = {"wait(2), DESCRIPTION and ERRORS", "POSIX.1-2017 sys/wait.h, DESCRIPTION"})
    @OwnJvm
    void the_options_of_waitid_are_EINVAL() {
        int pid = kit.children().zombie(1);

        for (WaitForm form : OF_WAITPID) {
            for (int option : new int[] {Abi.WEXITED, Abi.WNOWAIT, Abi.WEXITED | Abi.WNOHANG}) {
                Answer answer = form.ask(kit.calls(), -1, option);

                assertThat(answer).as("%s, %#x", form, option).isEqualTo(Answer.error(Abi.EINVAL));
            }
        }

        assertThat(Proc.state(pid)).contains('Z');
    }

    @Requirement(
            id = "OPT-012",
            level = LINUX,
            rule =
                    "__WCLONE, the highest bit of the options, finds a child that ends without a signal, which plain calls do"
                            + " not see.",
            sources = {"wait(2), NOTES, Linux notes"})
    void the_highest_option_bit_arrives() {
        for (WaitForm form : WaitForm.SELECTING) {
            int pid = kit.children().cloned("_exit", 7, 0);

            Answer without = form.ask(kit.calls(), pid, 0);
            Answer with = form.ask(kit.calls(), pid, Abi.__WCLONE);

            assertThat(List.of(without, with))
                    .as("%s", form)
                    .containsExactly(Answer.error(Abi.ECHILD), Answer.of(pid, new Exited(7)));
        }
    }

    @Requirement(
            id = "OPT-013",
            level = REQUIRED,
            rule =
                    "WNOHANG, WUNTRACED and WCONTINUED combine: each change is reported once as what it is, and 0 in between.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION and RETURN VALUE", "wait(2), DESCRIPTION"})
    void the_options_combine() {
        int all = Abi.WNOHANG | Abi.WUNTRACED | Abi.WCONTINUED;
        int pid = kit.children().pausing();
        List<Answer> answers = new ArrayList<>();

        answers.add(WaitForm.WAITPID.ask(kit.calls(), pid, all));
        kit.children().stop(pid);
        answers.add(WaitForm.WAITPID.ask(kit.calls(), pid, all));
        answers.add(WaitForm.WAITPID.ask(kit.calls(), pid, all));
        kit.children().send(pid, Signal.CONT);
        kit.children().awaitContinue(pid);
        answers.add(WaitForm.WAITPID.ask(kit.calls(), pid, all));
        answers.add(WaitForm.WAITPID.ask(kit.calls(), pid, all));
        kit.children().kill(pid);
        answers.add(WaitForm.WAITPID.ask(kit.calls(), pid, all));

        assertThat(answers)
                .containsExactly(
                        Answer.nothing(),
                        Answer.of(pid, new Stopped(Signal.STOP)),
                        Answer.nothing(),
                        Answer.of(pid, new Continued()),
                        Answer.nothing(),
                        Answer.of(pid, KILLED));
    }

    @Requirement(
            id = "OPT-030",
            level = LINUX,
            rule = "With WNOHANG, wait4() and wait3() return 0 at once if no child has a status to report.",
            sources = {"wait4(2), RETURN VALUE"})
    @OwnJvm
    void nohang_of_wait4_and_wait3_returns_0() {
        int pid = kit.children().pausing();

        Answer wait4 = WaitForm.WAIT4.ask(kit.calls(), pid, Abi.WNOHANG);
        Answer wait3 = WaitForm.WAIT3.ask(kit.calls(), -1, Abi.WNOHANG);

        assertThat(List.of(wait4, wait3)).containsExactly(Answer.nothing(), Answer.nothing());
    }

    @Requirement(
            id = "OPT-031",
            level = LINUX,
            rule = "A call that returns 0 stores no status.",
            sources = {"wait(2), RETURN VALUE", "Linux, kernel/exit.c, wait4()"})
    void nohang_leaves_the_status_alone() {
        int pid = kit.children().pausing();
        RawStatus status = new RawStatus();
        status.value = 0x1234;

        int result = kit.calls().waitpid(pid, status, Abi.WNOHANG);

        assertThat(List.of(result, status.value)).containsExactly(0, 0x1234);
    }

    @Requirement(
            id = "OPT-032",
            level = LINUX,
            rule = "A call that returns 0 does not even look at the addresses it was given.",
            sources = {"wait(2), RETURN VALUE", "Linux, kernel/exit.c, wait4()"})
    void nohang_does_not_touch_bad_addresses() {
        int pid = kit.children().pausing();

        long result = kit.require(
                "wait4", () -> kit.calls().syscall(Abi.SYS_WAIT4, pid, BAD_ADDRESS, Abi.WNOHANG, BAD_ADDRESS, 0, 0));

        assertThat(result).isZero();
    }

    @Requirement(
            id = "OPT-033",
            level = REQUIRED,
            rule = "A loop with WNOHANG for any child reports each zombie once, and then ECHILD if no child is left.",
            sources = {"POSIX.1-2017 wait(), RETURN VALUE and ERRORS", "wait(2), ERRORS", "wait4(2), ERRORS"})
    @OwnJvm
    void a_nohang_loop_ends_with_ECHILD_without_children() {
        for (WaitForm form : WaitForm.POLLING) {
            assertThat(drained(form)).as("%s", form).isEqualTo(Answer.error(Abi.ECHILD));
        }
    }

    @Requirement(
            id = "OPT-034",
            level = LINUX,
            rule = "A bad address for the status is EFAULT; the child is reaped before, so its status is lost.",
            sources = {"Linux, kernel/exit.c, wait4()"})
    void a_bad_address_loses_the_status() {
        int pid = kit.children().zombie(5);

        long result = kit.require("wait4", () -> kit.calls().syscall(Abi.SYS_WAIT4, pid, BAD_ADDRESS, 0, 0, 0, 0));

        assertThat(result).isEqualTo(-Abi.EFAULT);
        assertThat(Proc.exists(pid)).isFalse();
    }

    @Requirement(
            id = "OPT-035",
            level = REQUIRED,
            rule = "SIGCONT to a child that is not stopped is no change of state: WCONTINUED has nothing to report.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION, WCONTINUED", "wait(2), WCONTINUED"})
    void SIGCONT_without_a_stop_is_not_reported() {
        int pid = kit.children().pausing();
        kit.children().send(pid, Signal.CONT);

        Answer alive = WaitForm.WAITPID.ask(kit.calls(), pid, Abi.WNOHANG | Abi.WCONTINUED);
        kit.children().kill(pid);
        Answer ended = WaitForm.WAITPID.ask(kit.calls(), pid, Abi.WNOHANG | Abi.WCONTINUED);

        assertThat(List.of(alive, ended)).containsExactly(Answer.nothing(), Answer.of(pid, KILLED));
    }

    @Requirement(
            id = "OPT-036",
            level = REQUIRED,
            rule =
                    "A call blocked with WUNTRACED returns when the child is stopped, and one blocked with WCONTINUED when it"
                            + " is resumed.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION, WCONTINUED and WUNTRACED", "wait(2), DESCRIPTION"})
    void a_blocked_call_returns_at_the_stop_and_at_the_continue() {
        int pid = kit.children().pausing();

        Threads.Running<Optional<StateChange>> first =
                kit.threads().startBlocked(() -> kit.posix().waitpid(pid(pid), UNTRACED));
        kit.children().send(pid, Signal.STOP);
        Optional<StateChange> stopped = first.join();
        Threads.Running<Optional<StateChange>> second =
                kit.threads().startBlocked(() -> kit.posix().waitpid(pid(pid), CONTINUED));
        kit.children().send(pid, Signal.CONT);
        Optional<StateChange> continued = second.join();

        assertThat(stopped).contains(new StateChange(pid, new Stopped(Signal.STOP)));
        assertThat(continued).contains(new StateChange(pid, new Continued()));
    }

    /** Asks until there is nothing more to reap, checks that every zombie was reported, {@return the last answer} */
    private Answer drained(WaitForm form) {
        Map<Integer, WaitStatus> zombies = new HashMap<>();
        kit.children().zombies(10).forEach(pid -> zombies.put(pid, new Exited(zombies.size())));
        Map<Integer, WaitStatus> reaped = new HashMap<>();
        Answer answer = form.ask(kit.calls(), -1, Abi.WNOHANG);
        for (int calls = 1; answer.status() != null && calls < 100; calls++) {
            reaped.put(answer.result(), answer.status());
            answer = form.ask(kit.calls(), -1, Abi.WNOHANG);
        }
        assertThat(reaped).as("%s", form).isEqualTo(zombies);
        return answer;
    }
}
