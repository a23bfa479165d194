package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitTarget.group;
import static posixwait.WaitTarget.ownGroup;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.REQUIRED;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import posixwait.Signal;
import posixwait.Spawn;
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
import posixwait.conformance.WaitForm;
import posixwait.conformance.WaitForm.Answer;
import posixwait.conformance.Waiting;
import posixwait.spi.Abi;
import posixwait.spi.RawPipe;

/** waitpid(): whom it waits for: requirements WPID-001 and on. */
@Conformance("waitpid(): whom it waits for")
public final class WaitpidConformance {
    private static final Signaled KILLED = new Signaled(Signal.KILL, false);

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public WaitpidConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "WPID-001",
            level = REQUIRED,
            rule = "A positive pid selects that child alone; other zombies, older and younger, stay waitable.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "wait(2), DESCRIPTION"})
    void a_positive_pid_selects_that_child_alone() {
        int older = kit.children().zombie(1);
        int chosen = kit.children().zombie(2);
        int younger = kit.children().zombie(3);

        Optional<StateChange> change = kit.posix().waitpid(pid(chosen), NONE);

        assertThat(change).contains(new StateChange(chosen, new Exited(2)));
        assertThat(List.of(older, younger)).allSatisfy(this::assertZombie);
    }

    @Requirement(
            id = "WPID-002",
            level = REQUIRED,
            rule = "A call for one child blocks until that one ends, although another one is a zombie.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "wait(2), DESCRIPTION"})
    void a_zombie_does_not_answer_for_another_child() {
        int zombie = kit.children().zombie(1);
        Children.Gated child = kit.children().gated(2);
        Threads.Running<Optional<StateChange>> waiter =
                kit.threads().startBlocked(() -> kit.posix().waitpid(pid(child.pid()), NONE));

        child.open();

        assertThat(waiter.join()).contains(new StateChange(child.pid(), new Exited(2)));
        assertZombie(zombie);
    }

    @Requirement(
            id = "WPID-003",
            level = REQUIRED,
            rule =
                    "For a process that is no child, such as the caller itself, its parent or process 1, the call fails with"
                            + " ECHILD, although there are children.",
            sources = {"POSIX.1-2017 wait(), ERRORS", "wait(2), ERRORS", "wait4(2), ERRORS"})
    void a_process_that_is_no_child_is_ECHILD() {
        int zombie = kit.children().zombie(1);
        List<Integer> others = new ArrayList<>(List.of(kit.reference().getpid(), 1));
        if (kit.reference().getppid() > 0) {
            others.add(kit.reference().getppid()); // 0: outside this PID namespace
        }

        for (int other : others) {
            assertNoChild(other);
        }

        assertZombie(zombie);
    }

    @Requirement(
            id = "WPID-004",
            level = REQUIRED,
            rule = "A child of a child is no child: the call fails with ECHILD.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION and ERRORS", "wait(2), ERRORS"})
    void a_grandchild_is_ECHILD() {
        RawPipe pipe = kit.children().pipe(); // when it is closed, the grandchild ends
        int pid = kit.children().spawn(Spawn.shell("cat <&3 & wait").quiet().pass(pipe.readEnd, 3));
        Waiting.until("the child has a child", () -> !Proc.children(pid).isEmpty());
        int grandchild = Proc.children(pid).get(0);

        assertNoChild(grandchild);
    }

    @Requirement(
            id = "WPID-005",
            level = REQUIRED,
            rule = "Pid -1 selects every child, of any process group and session.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "wait(2), DESCRIPTION", "wait4(2), DESCRIPTION"})
    @OwnJvm
    void minus_1_selects_every_child() {
        for (WaitForm form : WaitForm.POLLING) {
            int ownGroup = kit.children().zombie(1);
            int otherGroup = zombieInGroup(0);
            int otherSession =
                    kit.children().spawn(Spawn.shell("exit 3").quiet().newSession());
            kit.children().awaitEnd(otherSession);

            List<Answer> answers =
                    List.of(form.ask(kit.calls(), -1, 0), form.ask(kit.calls(), -1, 0), form.ask(kit.calls(), -1, 0));

            assertThat(answers)
                    .as("%s", form)
                    .containsExactlyInAnyOrder(
                            Answer.of(ownGroup, new Exited(1)),
                            Answer.of(otherGroup, KILLED),
                            Answer.of(otherSession, new Exited(3)));
        }
    }

    @Requirement(
            id = "WPID-006",
            level = REQUIRED,
            rule = "Pid 0 selects the children in the caller's process group and no other child.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "wait(2), DESCRIPTION", "wait4(2), DESCRIPTION"})
    @OwnJvm
    void zero_selects_the_own_process_group() {
        for (WaitForm form : WaitForm.SELECTING) {
            int otherGroup = zombieInGroup(0);
            int ownGroup = kit.children().zombie(1);

            Answer answer = form.ask(kit.calls(), 0, 0);

            assertThat(answer).as("%s", form).isEqualTo(Answer.of(ownGroup, new Exited(1)));
            assertZombie(otherGroup);
            kit.children().discard(otherGroup);
        }
    }

    @Requirement(
            id = "WPID-007",
            level = REQUIRED,
            rule = "A pid of less than -1 selects the children in that process group, its leader or not, and no other"
                    + " child.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "wait(2), DESCRIPTION", "wait4(2), DESCRIPTION"})
    void a_negative_pid_selects_a_process_group() {
        for (WaitForm form : WaitForm.SELECTING) {
            int outside = kit.children().zombie(1);
            int leader = zombieInGroup(0);
            int member = zombieInGroup(leader);

            List<Answer> answers = List.of(
                    form.ask(kit.calls(), -leader, 0),
                    form.ask(kit.calls(), -leader, 0),
                    form.ask(kit.calls(), -leader, 0));

            assertThat(answers)
                    .as("%s", form)
                    .containsExactlyInAnyOrder(
                            Answer.of(leader, KILLED), Answer.of(member, KILLED), Answer.error(Abi.ECHILD));
            assertZombie(outside);
        }
    }

    @Requirement(
            id = "WPID-008",
            level = REQUIRED,
            rule = "For a process group that does not exist, or has no child of the caller in it, the call fails with"
                    + " ECHILD.",
            sources = {"POSIX.1-2017 wait(), ERRORS", "wait(2), ERRORS", "wait4(2), ERRORS"})
    void a_group_without_children_is_ECHILD() {
        int zombie = kit.children().zombie(1);
        int parentsGroup = kit.reference().getpgid(kit.reference().getppid());

        assertNoChild(-zombie); // it leads no group
        assertNoChild(-Integer.MAX_VALUE);
        if (parentsGroup > 1 && parentsGroup != kit.reference().getpgid(0)) {
            assertNoChild(-parentsGroup);
        }

        assertZombie(zombie);
    }

    @Requirement(
            id = "WPID-013",
            level = LINUX,
            rule =
                    "The pid INT_MIN, which cannot be negated, is ESRCH; the one above it is a group like any other, without"
                            + " children.",
            sources = {"wait(2), ERRORS"})
    void INT_MIN_is_ESRCH() {
        List<Answer> answers = List.of(
                WaitForm.WAITPID.ask(kit.calls(), Integer.MIN_VALUE, 0),
                WaitForm.WAITPID.ask(kit.calls(), Integer.MIN_VALUE + 1, 0),
                WaitForm.WAIT4.ask(kit.calls(), Integer.MIN_VALUE, 0),
                WaitForm.WAIT4.ask(kit.calls(), Integer.MIN_VALUE + 1, 0));

        assertThat(answers)
                .containsExactly(
                        Answer.error(Abi.ESRCH),
                        Answer.error(Abi.ECHILD),
                        Answer.error(Abi.ESRCH),
                        Answer.error(Abi.ECHILD));
    }

    @Requirement(
            id = "WPID-014",
            level = LINUX,
            rule =
                    "A thread of the caller's own process is no child, not even with __WALL or __WCLONE: the call fails with"
                            + " ECHILD.",
            sources = {"wait(2), NOTES, Linux notes", "wait(2), ERRORS"})
    void a_thread_is_ECHILD() {
        int pid = kit.children().pausing();
        Threads.Running<Integer> thread =
                kit.threads().startBlocked(() -> kit.reference().waitpid(pid, null, 0));

        for (WaitForm form : WaitForm.SELECTING) {
            for (int options : new int[] {0, Abi.__WALL, Abi.__WCLONE}) {
                Answer answer = form.ask(kit.calls(), thread.tid(), options);

                assertThat(answer).as("%s, %#x", form, options).isEqualTo(Answer.error(Abi.ECHILD));
            }
        }
    }

    @Requirement(
            id = "WPID-015",
            level = REQUIRED,
            rule = "However the child was selected, its pid is what the call returns.",
            sources = {"POSIX.1-2017 wait(), RETURN VALUE", "wait(2), RETURN VALUE", "wait4(2), RETURN VALUE"})
    @OwnJvm
    void the_pid_of_the_child_is_returned_for_each_selector() {
        for (WaitForm form : WaitForm.SELECTING) {
            int first = kit.children().zombie(1);
            Answer byPid = form.ask(kit.calls(), first, 0);
            int second = kit.children().zombie(2);
            Answer byAny = form.ask(kit.calls(), -1, 0);
            int third = kit.children().zombie(3);
            Answer byOwnGroup = form.ask(kit.calls(), 0, 0);
            int fourth = zombieInGroup(0);
            Answer byGroup = form.ask(kit.calls(), -fourth, 0);

            assertThat(List.of(byPid, byAny, byOwnGroup, byGroup))
                    .as("%s", form)
                    .containsExactly(
                            Answer.of(first, new Exited(1)),
                            Answer.of(second, new Exited(2)),
                            Answer.of(third, new Exited(3)),
                            Answer.of(fourth, KILLED));
        }
    }

    @Requirement(
            id = "WPID-030",
            level = REQUIRED,
            rule = "For a process that does not exist the call fails with ECHILD, although there are children.",
            sources = {"POSIX.1-2017 wait(), ERRORS", "wait(2), ERRORS", "wait4(2), ERRORS"})
    void a_process_that_does_not_exist_is_ECHILD() {
        int zombie = kit.children().zombie(1);

        assertNoChild(Integer.MAX_VALUE); // above every pid_max

        assertZombie(zombie);
    }

    @Requirement(
            id = "WPID-031",
            level = REQUIRED,
            rule = "Pid 0 fails at once with ECHILD if every child is in another process group, even while one runs.",
            sources = {"POSIX.1-2017 wait(), ERRORS", "wait(2), ERRORS", "wait4(2), ERRORS"})
    @OwnJvm
    void without_children_in_the_own_group_0_is_ECHILD() {
        int zombie = zombieInGroup(0);
        int running = kit.children().pausing();
        kit.children().moveToGroup(running, 0);

        assertNoChild(0);

        assertZombie(zombie);
    }

    @Requirement(
            id = "WPID-032",
            level = LINUX,
            rule = "Who belongs to the process group is decided when a child ends: one that has moved to another group"
                    + " since the call began does not satisfy it.",
            sources = {"wait(2), DESCRIPTION", "POSIX.1-2017 wait(), DESCRIPTION"})
    @OwnJvm
    void a_child_that_leaves_the_group_no_longer_counts() {
        int leaving = kit.children().pausing();
        int staying = kit.children().pausing();
        Threads.Running<Optional<StateChange>> waiter =
                kit.threads().startBlocked(() -> kit.posix().waitpid(ownGroup(), NONE));

        kit.children().moveToGroup(leaving, 0);
        kit.children().kill(leaving);
        waiter.awaitBlocked();
        kit.children().send(staying, Signal.KILL);

        assertThat(waiter.join()).contains(new StateChange(staying, KILLED));
        assertZombie(leaving);
    }

    @Requirement(
            id = "WPID-033",
            level = REQUIRED,
            rule = "A call for a process group blocks until a child in it ends, although a child outside is a zombie.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "wait(2), DESCRIPTION"})
    void a_blocked_call_for_a_group_returns_its_first_to_end() {
        int outside = kit.children().zombie(1);
        int leader = kit.children().pausing();
        kit.children().moveToGroup(leader, 0);
        int member = kit.children().pausing();
        kit.children().moveToGroup(member, leader);
        Threads.Running<Optional<StateChange>> waiter =
                kit.threads().startBlocked(() -> kit.posix().waitpid(group(leader), NONE));

        kit.children().send(member, Signal.KILL);

        assertThat(waiter.join()).contains(new StateChange(member, KILLED));
        assertZombie(outside);
    }

    private int zombieInGroup(int group) {
        int pid = kit.children().pausing();
        kit.children().moveToGroup(pid, group);
        kit.children().kill(pid);
        return pid;
    }

    private void assertZombie(int pid) {
        assertThat(Proc.state(pid)).as("state of %d", pid).contains('Z');
    }

    /** Each call, blocking and not, says that there is no such child. */
    private void assertNoChild(int pid) {
        for (WaitForm form : WaitForm.SELECTING) {
            for (int options : new int[] {Abi.WNOHANG, 0}) {
                assertThat(form.ask(kit.calls(), pid, options))
                        .as("%s(%d, %d)", form, pid, options)
                        .isEqualTo(Answer.error(Abi.ECHILD));
            }
        }
    }
}
