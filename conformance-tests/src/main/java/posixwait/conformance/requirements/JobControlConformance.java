package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitIdOptions.STOPPED;
import static posixwait.WaitOptions.CONTINUED;
import static posixwait.WaitOptions.NOHANG;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitOptions.UNTRACED;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.OPTIONAL;
import static posixwait.conformance.Level.REQUIRED;

import java.util.List;
import java.util.Optional;
import posixwait.Signal;
import posixwait.Spawn;
import posixwait.StateChange;
import posixwait.WaitIdOptions;
import posixwait.WaitStatus.Continued;
import posixwait.WaitStatus.Signaled;
import posixwait.WaitStatus.Stopped;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.Requirement;
import posixwait.conformance.Threads;
import posixwait.conformance.Waiting;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;

/** Stop and continue as waits report them: requirements JC-001 and on; the rest are in {@link StopSignalConformance}. */
@Conformance("Stop and continue")
public final class JobControlConformance {
    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public JobControlConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "JC-001",
            level = REQUIRED,
            rule = "A stop is reported once: the next wait for it has nothing to report.",
            sources = {"POSIX.1-2017 waitpid(), DESCRIPTION", "waitpid(2), WUNTRACED"})
    void a_stop_is_reported_once() {
        int pid = kit.children().pausing();
        kit.children().stop(pid);

        Optional<StateChange> first = kit.posix().waitpid(pid(pid), UNTRACED);
        Optional<StateChange> second = kit.posix().waitpid(pid(pid), UNTRACED.with(NOHANG));

        assertThat(first).contains(new StateChange(pid, new Stopped(Signal.STOP)));
        assertThat(second).isEmpty();
    }

    @Requirement(
            id = "JC-030",
            level = REQUIRED,
            rule = "A stop signal sent to a child that is stopped already is no further stop to report.",
            sources = {"POSIX.1-2017 waitpid(), WUNTRACED", "POSIX.1-2017 2.4.3 Signal Actions"})
    void a_second_SIGSTOP_adds_no_stop() {
        int pid = kit.children().pausing();
        kit.children().stop(pid);
        kit.reference().waitpid(pid, null, Abi.WUNTRACED);

        kit.children().send(pid, Signal.STOP);

        assertThat(kit.posix().waitpid(pid(pid), UNTRACED.with(NOHANG))).isEmpty();
    }

    @Requirement(
            id = "JC-039",
            level = REQUIRED,
            rule = "A child that was stopped, reported, continued and stopped again is reported again.",
            sources = {"POSIX.1-2017 waitpid(), WUNTRACED"})
    void every_stop_is_reported_anew() {
        int pid = kit.children().pausing();
        kit.children().stop(pid);
        kit.reference().waitpid(pid, null, Abi.WUNTRACED);
        kit.children().send(pid, Signal.CONT);
        kit.reference().waitpid(pid, null, Abi.WCONTINUED);
        kit.children().stop(pid);

        assertThat(kit.posix().waitpid(pid(pid), UNTRACED.with(NOHANG)))
                .contains(new StateChange(pid, new Stopped(Signal.STOP)));
    }

    @Requirement(
            id = "JC-002",
            level = LINUX,
            rule =
                    "If a child is stopped and continued before anybody waits, the stop is lost: waits report one continue "
                            + "and nothing else.",
            sources = {"POSIX.1-2017 waitpid(), WUNTRACED", "wait(2), WCONTINUED"})
    void a_continue_replaces_an_unreported_stop() {
        int pid = kit.children().pausing();
        kit.children().stop(pid);
        kit.children().send(pid, Signal.CONT);
        kit.children().awaitContinue(pid);

        Optional<StateChange> first = kit.posix().waitpid(pid(pid), UNTRACED.with(CONTINUED));
        Optional<StateChange> second =
                kit.posix().waitpid(pid(pid), UNTRACED.with(CONTINUED).with(NOHANG));

        assertThat(first).contains(new StateChange(pid, new Continued()));
        assertThat(second).isEmpty();
    }

    @Requirement(
            id = "JC-036",
            level = OPTIONAL,
            rule = "A continue is reported once: the next wait for it has nothing to report.",
            sources = {"POSIX.1-2017 waitpid(), WCONTINUED", "wait(2), WCONTINUED"})
    void a_continue_is_reported_once() {
        int pid = kit.children().pausing();
        kit.children().stop(pid);
        kit.reference().waitpid(pid, null, Abi.WUNTRACED);
        kit.children().send(pid, Signal.CONT);

        Optional<StateChange> first = kit.posix().waitpid(pid(pid), CONTINUED);
        Optional<StateChange> second = kit.posix().waitpid(pid(pid), CONTINUED.with(NOHANG));

        assertThat(first).contains(new StateChange(pid, new Continued()));
        assertThat(second).isEmpty();
    }

    @Requirement(
            id = "JC-038",
            level = OPTIONAL,
            rule = "SIGCONT sent to a child that is not stopped is no continue to report.",
            sources = {"POSIX.1-2017 waitpid(), WCONTINUED", "wait(2), WCONTINUED"})
    void SIGCONT_to_a_running_child_is_not_reported() {
        int pid = kit.children().pausing();

        kit.children().send(pid, Signal.CONT);

        assertThat(kit.posix().waitpid(pid(pid), CONTINUED.with(NOHANG))).isEmpty();
    }

    @Requirement(
            id = "JC-004",
            level = LINUX,
            rule = "A continue that nobody waited for disappears when the child dies: waitid() for continues only then "
                    + "fails with ECHILD.",
            sources = {"POSIX.1-2017 waitid(), WCONTINUED", "wait(2), ERRORS"})
    void an_unreported_continue_disappears_when_the_child_dies() {
        int pid = continuedAndDead();

        assertThat(kit.calls().waitid(Abi.P_PID, pid, null, Abi.WCONTINUED)).isEqualTo(-Abi.ECHILD);
    }

    @Requirement(
            id = "JC-032",
            level = REQUIRED,
            rule =
                    "Of a child that was stopped, continued and killed before anybody waits, waitpid() reports its death, "
                            + "whatever else it asks for, and then fails with ECHILD.",
            sources = {"POSIX.1-2017 waitpid(), DESCRIPTION", "POSIX.1-2017 2.13 Status Information"})
    void death_replaces_unreported_stops_and_continues() {
        int pid = continuedAndDead();

        Optional<StateChange> change = kit.posix().waitpid(pid(pid), UNTRACED.with(CONTINUED));
        int after = kit.calls().waitpid(pid, null, Abi.WUNTRACED | Abi.WCONTINUED);

        assertThat(change).contains(new StateChange(pid, new Signaled(Signal.KILL, false)));
        assertThat(after).isEqualTo(-Abi.ECHILD);
    }

    private int continuedAndDead() {
        int pid = kit.children().pausing();
        kit.children().stop(pid);
        kit.children().send(pid, Signal.CONT);
        kit.children().awaitContinue(pid);
        kit.children().kill(pid);
        return pid;
    }

    @Requirement(
            id = "JC-006",
            level = REQUIRED,
            rule = "A wait that does not ask for stops neither reports one nor uses it up.",
            sources = {"POSIX.1-2017 waitpid(), WUNTRACED", "POSIX.1-2017 waitid(), WSTOPPED"})
    void waits_that_do_not_ask_leave_the_stop_to_others() {
        int pid = kit.children().pausing();
        kit.children().stop(pid);

        int byWaitpid = kit.calls().waitpid(pid, null, Abi.WNOHANG);
        RawChild child = new RawChild();
        int byWaitid = kit.calls().waitid(Abi.P_PID, pid, child, Abi.WEXITED | Abi.WCONTINUED | Abi.WNOHANG);

        assertThat(List.of(byWaitpid, byWaitid, child.pid)).containsOnly(0);
        assertThat(kit.posix().waitpid(pid(pid), UNTRACED.with(NOHANG)))
                .contains(new StateChange(pid, new Stopped(Signal.STOP)));
    }

    @Requirement(
            id = "JC-007",
            level = REQUIRED,
            rule =
                    "A thread blocked in waitpid() without WUNTRACED and WCONTINUED stays blocked while the child stops and "
                            + "continues, until it ends.",
            sources = {"POSIX.1-2017 waitpid(), DESCRIPTION", "POSIX.1-2017 waitpid(), WUNTRACED"})
    void a_plain_wait_stays_blocked_through_stop_and_continue() {
        int pid = kit.children().pausing();
        Threads.Running<Optional<StateChange>> waiter =
                kit.threads().startBlocked(() -> kit.posix().waitpid(pid(pid), NONE));

        kit.children().stop(pid);
        waiter.awaitBlocked();
        kit.children().send(pid, Signal.CONT);
        kit.children().awaitContinue(pid);
        waiter.awaitBlocked();
        kit.children().send(pid, Signal.KILL);

        assertThat(waiter.join()).contains(new StateChange(pid, new Signaled(Signal.KILL, false)));
    }

    @Requirement(
            id = "JC-034",
            level = REQUIRED,
            rule = "A thread blocked in waitpid() with WUNTRACED returns when the child stops.",
            sources = {"POSIX.1-2017 waitpid(), WUNTRACED"})
    void a_blocked_wait_for_stops_returns_at_the_stop() {
        int pid = kit.children().pausing();
        Threads.Running<Optional<StateChange>> waiter =
                kit.threads().startBlocked(() -> kit.posix().waitpid(pid(pid), UNTRACED));

        kit.children().send(pid, Signal.STOP);

        assertThat(waiter.join()).contains(new StateChange(pid, new Stopped(Signal.STOP)));
    }

    @Requirement(
            id = "JC-042",
            level = OPTIONAL,
            rule = "A thread blocked in waitpid() with WCONTINUED returns when the stopped child continues.",
            sources = {"POSIX.1-2017 waitpid(), WCONTINUED", "wait(2), WCONTINUED"})
    void a_blocked_wait_for_continues_returns_at_the_continue() {
        int pid = kit.children().pausing();
        kit.children().stop(pid);
        Threads.Running<Optional<StateChange>> waiter =
                kit.threads().startBlocked(() -> kit.posix().waitpid(pid(pid), CONTINUED));

        kit.children().send(pid, Signal.CONT);

        assertThat(waiter.join()).contains(new StateChange(pid, new Continued()));
    }

    @Requirement(
            id = "JC-041",
            level = REQUIRED,
            rule =
                    "Of the threads that are blocked in a wait for stops of one child, one obtains the stop; it is used up "
                            + "for the others.",
            sources = {"POSIX.1-2017 waitid(), DESCRIPTION", "POSIX.1-2017 waitid(), WSTOPPED"})
    void one_of_many_waiters_gets_the_stop() {
        int pid = kit.children().pausing();
        List<Threads.Running<Integer>> waiters = List.of(awaitingStop(pid), awaitingStop(pid), awaitingStop(pid));

        kit.children().send(pid, Signal.STOP);
        Waiting.until("one of the threads returned", () -> waiters.stream().anyMatch(waiter -> !waiter.isRunning()));
        waiters.forEach(Threads.Running::awaitBlocked);
        kit.children().send(pid, Signal.KILL);

        assertThat(waiters.stream().map(Threads.Running::join)).containsExactlyInAnyOrder(0, -Abi.ECHILD, -Abi.ECHILD);
    }

    private Threads.Running<Integer> awaitingStop(int pid) {
        return kit.threads().startBlocked(() -> kit.calls().waitid(Abi.P_PID, pid, null, Abi.WSTOPPED));
    }

    @Requirement(
            id = "JC-037",
            level = REQUIRED,
            rule =
                    "waitid() reports a stop with the code CLD_STOPPED, and as status the signal that stopped the child: any "
                            + "of the four.",
            sources = {"POSIX.1-2017 waitid(), DESCRIPTION", "POSIX.1-2017 <signal.h>, DESCRIPTION", "wait(2), waitid()"
            })
    void waitid_names_the_signal_that_stopped_the_child() {
        for (Signal signal : List.of(Signal.STOP, Signal.TSTP, Signal.TTIN, Signal.TTOU)) {
            // In a group of its own within our session, which is no orphaned group: there all four stop a process.
            int pid = kit.children()
                    .spawn(Spawn.shell("kill -s " + signal.toString().substring("SIG".length()) + " $$")
                            .quiet()
                            .processGroup(0));
            RawChild child = new RawChild();

            int result = kit.calls().waitid(Abi.P_PID, pid, child, Abi.WSTOPPED | Abi.WEXITED);

            assertThat(List.of(result, child.signo, child.code, child.pid, child.status))
                    .containsExactly(0, Abi.SIGCHLD, Abi.CLD_STOPPED, pid, signal.number());
        }
    }

    @Requirement(
            id = "JC-043",
            level = LINUX,
            rule = "waitid() reports a continue with the code CLD_CONTINUED and the status SIGCONT.",
            sources = {"wait(2), waitid()", "POSIX.1-2017 <signal.h>, DESCRIPTION"})
    void waitid_reports_a_continue_with_SIGCONT() {
        int pid = kit.children().pausing();
        kit.children().stop(pid);
        kit.children().send(pid, Signal.CONT);
        RawChild child = new RawChild();

        int result = kit.calls()
                .waitid(
                        Abi.P_PID,
                        pid,
                        child,
                        WaitIdOptions.CONTINUED.with(STOPPED).bits());

        assertThat(List.of(result, child.signo, child.code, child.pid, child.status))
                .containsExactly(0, Abi.SIGCHLD, Abi.CLD_CONTINUED, pid, Abi.SIGCONT);
    }
}
