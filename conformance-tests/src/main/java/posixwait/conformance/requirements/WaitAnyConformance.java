package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.REQUIRED;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import posixwait.Signal;
import posixwait.Spawn;
import posixwait.StateChange;
import posixwait.WaitStatus;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.conformance.Children;
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

/** wait(): requirements WAIT-001 and on. */
@Conformance("wait()")
@OwnJvm
public final class WaitAnyConformance {
    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public WaitAnyConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "WAIT-001",
            level = REQUIRED,
            rule = "wait() of a process without children fails at once with ECHILD.",
            sources = {"POSIX.1-2017 wait(), ERRORS", "wait(2), ERRORS"})
    void without_children_it_is_ECHILD() {
        int result = kit.calls().waitAny(null);

        assertThat(result).isEqualTo(-Abi.ECHILD);
    }

    @Requirement(
            id = "WAIT-002",
            level = REQUIRED,
            rule = "If a child ended before the call, wait() returns at once with its pid and status.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "wait(2), DESCRIPTION"})
    void a_zombie_is_reported_at_once() {
        int pid = kit.children().zombie(3);

        StateChange change = kit.posix().waitAny();

        assertThat(change).isEqualTo(new StateChange(pid, new Exited(3)));
    }

    @Requirement(
            id = "WAIT-003",
            level = REQUIRED,
            rule = "While children run and none has ended, wait() blocks the calling thread; it returns when one ends.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "wait(2), DESCRIPTION"})
    void it_blocks_until_a_child_ends() {
        Children.Gated child = kit.children().gated(3);
        Threads.Running<StateChange> waiter =
                kit.threads().startBlocked(() -> kit.posix().waitAny());
        boolean blocked = waiter.isRunning();

        child.open();

        assertThat(waiter.join()).isEqualTo(new StateChange(child.pid(), new Exited(3)));
        assertThat(blocked).isTrue();
    }

    @Requirement(
            id = "WAIT-004",
            level = REQUIRED,
            rule = "With a null pointer for the status, wait() reaps a child all the same.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "wait(2), DESCRIPTION"})
    void without_room_for_the_status_it_reaps() {
        int pid = kit.children().zombie(3);

        int reaped = kit.calls().waitAny(null);

        assertThat(reaped).isEqualTo(pid);
        assertThat(Proc.exists(pid)).isFalse();
    }

    @Requirement(
            id = "WAIT-005",
            level = REQUIRED,
            rule =
                    "Of n children, n calls of wait() report each once, in any order, and the next one fails with ECHILD.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION and ERRORS", "wait(2), RETURN VALUE"})
    void a_loop_reaps_each_child_once() {
        Map<Integer, WaitStatus> made = new HashMap<>();
        kit.children().zombies(30).forEach(pid -> made.put(pid, new Exited(made.size())));

        Map<Integer, WaitStatus> reaped = new HashMap<>();
        RawStatus status = new RawStatus();
        int calls = 0;
        int result;
        do {
            result = kit.calls().waitAny(status);
            calls++;
            if (result > 0) {
                reaped.put(result, WaitStatus.of(status.value));
            }
        } while (result > 0 && calls < 100);

        assertThat(reaped).isEqualTo(made);
        assertThat(result).isEqualTo(-Abi.ECHILD);
        assertThat(calls).isEqualTo(made.size() + 1);
    }

    @Requirement(
            id = "WAIT-006",
            level = REQUIRED,
            rule = "A blocked wait() returns the child that ends first, whichever was made first.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "wait(2), DESCRIPTION"})
    void the_first_to_end_is_reported() {
        Children.Gated older = kit.children().gated(1);
        Children.Gated younger = kit.children().gated(2);
        Threads.Running<StateChange> waiter =
                kit.threads().startBlocked(() -> kit.posix().waitAny());

        younger.open();

        assertThat(waiter.join()).isEqualTo(new StateChange(younger.pid(), new Exited(2)));
        assertThat(Proc.children()).containsExactly(older.pid());
    }

    @Requirement(
            id = "WAIT-009",
            level = REQUIRED,
            rule = "wait() reports the end of a child only: it stays blocked while the child is stopped and resumed.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "wait(2), DESCRIPTION"})
    void stop_and_continue_are_not_reported() {
        int pid = kit.children().pausing();
        Threads.Running<StateChange> waiter =
                kit.threads().startBlocked(() -> kit.posix().waitAny());

        kit.children().stop(pid);
        waiter.awaitBlocked();
        kit.children().send(pid, Signal.CONT);
        kit.children().awaitContinue(pid);
        waiter.awaitBlocked();
        kit.children().send(pid, Signal.KILL);

        assertThat(waiter.join()).isEqualTo(new StateChange(pid, new Signaled(Signal.KILL, false)));
    }

    @Requirement(
            id = "WAIT-010",
            level = REQUIRED,
            rule = "waitpid() for pid -1 without options does what wait() does: with a zombie, and without children.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "wait(2), DESCRIPTION"})
    void waitpid_of_any_child_is_wait() {
        assertDoesWhatWaitDoes(WaitForm.WAIT);
        assertDoesWhatWaitDoes(WaitForm.WAITPID);
    }

    @Requirement(
            id = "WAIT-011",
            level = REQUIRED,
            rule = "wait() takes children of every process group and session.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "wait(2), DESCRIPTION"})
    void the_process_group_does_not_matter() {
        int ownGroup = kit.children().exiting(1);
        int otherGroup = kit.children().pausing();
        kit.children().moveToGroup(otherGroup, 0);
        kit.children().send(otherGroup, Signal.KILL);
        int otherSession = kit.children().spawn(Spawn.shell("exit 3").quiet().newSession());

        List<StateChange> changes = List.of(
                kit.posix().waitAny(), kit.posix().waitAny(), kit.posix().waitAny());

        assertThat(changes)
                .containsExactlyInAnyOrder(
                        new StateChange(ownGroup, new Exited(1)),
                        new StateChange(otherGroup, new Signaled(Signal.KILL, false)),
                        new StateChange(otherSession, new Exited(3)));
    }

    @Requirement(
            id = "WAIT-030",
            level = LINUX,
            rule = "wait3(), and wait4() for pid -1, without options do what wait() does: with a zombie, and without"
                    + " children.",
            sources = {"wait4(2), DESCRIPTION"})
    void wait3_and_wait4_of_any_child_are_wait() {
        assertDoesWhatWaitDoes(WaitForm.WAIT4);
        assertDoesWhatWaitDoes(WaitForm.WAIT3);
    }

    private void assertDoesWhatWaitDoes(WaitForm form) {
        int exited = kit.children().zombie(3);
        Answer first = form.ask(kit.calls(), -1, 0);
        int killed = kit.children().pausing();
        kit.children().kill(killed);
        Answer second = form.ask(kit.calls(), -1, 0);
        Answer third = form.ask(kit.calls(), -1, 0);

        assertThat(List.of(first, second, third))
                .as("%s", form)
                .containsExactly(
                        Answer.of(exited, new Exited(3)),
                        Answer.of(killed, new Signaled(Signal.KILL, false)),
                        Answer.error(Abi.ECHILD));
    }

    @Requirement(
            id = "WAIT-031",
            level = REQUIRED,
            rule = "Without children no call blocks, whatever children it is asked for: any, the own process group, one"
                    + " pid, another group; each fails with ECHILD.",
            sources = {"POSIX.1-2017 wait(), ERRORS", "POSIX.1-2017 waitid(), ERRORS", "wait4(2), ERRORS"})
    void without_children_every_call_fails_with_ECHILD() {
        List<String> wrong = new ArrayList<>();
        for (WaitForm form : WaitForm.SELECTING) {
            for (int pid :
                    new int[] {-1, 0, kit.reference().getpid(), -kit.reference().getpgid(0)}) {
                Answer answer = form.ask(kit.calls(), pid, 0);
                if (!answer.equals(Answer.error(Abi.ECHILD))) {
                    wrong.add(form + " of " + pid + ": " + answer);
                }
            }
        }
        Answer wait3 = WaitForm.WAIT3.ask(kit.calls(), -1, 0);

        assertThat(wrong).isEmpty();
        assertThat(wait3).isEqualTo(Answer.error(Abi.ECHILD));
    }

    @Requirement(
            id = "WAIT-032",
            level = REQUIRED,
            rule = "One call of wait() reaps one child: the other zombies stay.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "POSIX.1-2017 _Exit(), Consequences of Process Termination"})
    void one_call_reaps_one_child() {
        Set<Integer> zombies = Set.copyOf(kit.children().zombies(3));

        int reaped = kit.calls().waitAny(null);

        assertThat(zombies).contains(reaped);
        assertThat(Proc.children()).hasSize(2).doesNotContain(reaped);
    }

    @Requirement(
            id = "WAIT-033",
            level = REQUIRED,
            rule = "wait() leaves the stop of another child to be reported by a call that asks for it.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "POSIX.1-2017 wait(), DESCRIPTION, WUNTRACED"})
    void it_leaves_the_stop_of_another_child() {
        int stopped = kit.children().pausing();
        kit.children().stop(stopped);
        int ended = kit.children().zombie(4);

        StateChange change = kit.posix().waitAny();

        assertThat(change).isEqualTo(new StateChange(ended, new Exited(4)));
        assertThat(WaitForm.WAITPID.ask(kit.reference(), stopped, Abi.WUNTRACED | Abi.WNOHANG))
                .isEqualTo(Answer.of(stopped, new WaitStatus.Stopped(Signal.STOP)));
    }
}
