package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitOptions.UNTRACED;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.OPTIONAL;
import static posixwait.conformance.Level.REQUIRED;

import java.util.List;
import posixwait.PosixException;
import posixwait.Signal;
import posixwait.Spawn;
import posixwait.StateChange;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Stopped;
import posixwait.conformance.Children;
import posixwait.conformance.Conformance;
import posixwait.conformance.Grandchild;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.Signals;
import posixwait.conformance.Unsupported;
import posixwait.conformance.Waiting;
import posixwait.spi.Abi;

/** Process groups and sessions: requirements PG-001 and on. */
@Conformance("Process groups and sessions")
public final class ProcessGroupConformance {
    private static final List<Signal> TERMINAL_STOPS = List.of(Signal.TSTP, Signal.TTIN, Signal.TTOU);

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public ProcessGroupConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "PG-001",
            level = REQUIRED,
            rule = "setpgid() by the parent makes a child that has not executed a program the leader of a new group.",
            sources = {"POSIX.1-2017 setpgid(), DESCRIPTION", "setpgid(2), DESCRIPTION"})
    void a_parent_can_give_its_child_a_group_of_its_own() {
        int pid = kit.children().pausing();

        int result = kit.calls().setpgid(pid, 0);

        assertThat(List.of(result, kit.reference().getpgid(pid))).containsExactly(0, pid);
    }

    @Requirement(
            id = "PG-046",
            level = REQUIRED,
            rule = "setpgid() moves a child into a group that exists in the session.",
            sources = {"POSIX.1-2017 setpgid(), DESCRIPTION", "setpgid(2), DESCRIPTION"})
    void a_parent_can_move_its_child_into_a_group() {
        int leader = member(0);
        int pid = kit.children().pausing();

        int result = kit.calls().setpgid(pid, leader);

        assertThat(List.of(result, kit.reference().getpgid(pid))).containsExactly(0, leader);
    }

    @Requirement(
            id = "PG-030",
            level = REQUIRED,
            rule = "setpgid() for a child that has executed a program fails with EACCES.",
            sources = {"POSIX.1-2017 setpgid(), ERRORS", "setpgid(2), ERRORS"})
    void setpgid_after_the_child_has_executed_a_program_is_EACCES() {
        int pid = kit.children().blocking();

        assertThat(kit.calls().setpgid(pid, pid)).isEqualTo(-Abi.EACCES);
    }

    @Requirement(
            id = "PG-002",
            level = REQUIRED,
            rule = "setpgid() to a negative group fails with EINVAL.",
            sources = {"POSIX.1-2017 setpgid(), ERRORS", "setpgid(2), ERRORS"})
    void setpgid_to_a_negative_group_is_EINVAL() {
        int pid = kit.children().pausing();

        assertThat(kit.calls().setpgid(pid, -1)).isEqualTo(-Abi.EINVAL);
    }

    @Requirement(
            id = "PG-031",
            level = REQUIRED,
            rule = "setpgid() for a process that is neither the caller nor a child of it fails with ESRCH.",
            sources = {"POSIX.1-2017 setpgid(), ERRORS", "setpgid(2), ERRORS"})
    void setpgid_for_a_process_that_is_no_child_is_ESRCH() {
        int pid = kit.children().grandchild("read line").pid();

        assertThat(kit.calls().setpgid(pid, pid)).isEqualTo(-Abi.ESRCH);
    }

    @Requirement(
            id = "PG-032",
            level = REQUIRED,
            rule = "setpgid() to a group other than the child's pid that does not exist fails with EPERM.",
            sources = {"POSIX.1-2017 setpgid(), ERRORS", "setpgid(2), ERRORS"})
    void setpgid_to_a_group_that_does_not_exist_is_EPERM() {
        int pid = kit.children().pausing();
        int gone = reaped();

        assertThat(kit.calls().setpgid(pid, gone)).isEqualTo(-Abi.EPERM);
    }

    @Requirement(
            id = "PG-033",
            level = REQUIRED,
            rule = "setpgid() for a child in another session fails with EPERM.",
            sources = {"POSIX.1-2017 setpgid(), ERRORS", "setpgid(2), ERRORS"})
    void setpgid_for_a_child_in_another_session_is_EPERM() {
        int pid = kit.children().gated(":", "exit 0", Spawn::newSession).pid();

        assertThat(kit.calls().setpgid(pid, kit.reference().getpgid(0))).isEqualTo(-Abi.EPERM);
    }

    @Requirement(
            id = "PG-034",
            level = REQUIRED,
            rule = "The leader of a session cannot change its process group: setpgid() fails with EPERM.",
            sources = {"POSIX.1-2017 setpgid(), ERRORS", "setpgid(2), ERRORS"})
    @OwnJvm
    void setpgid_for_a_session_leader_is_EPERM() {
        requireSession();

        assertThat(kit.calls().setpgid(0, 0)).isEqualTo(-Abi.EPERM);
    }

    @Requirement(
            id = "PG-035",
            level = REQUIRED,
            rule = "The leader of a process group cannot make a session: setsid() fails with EPERM.",
            sources = {"POSIX.1-2017 setsid(), ERRORS"})
    @OwnJvm
    void setsid_by_the_leader_of_a_group_is_EPERM() {
        requireSession();

        assertThat(kit.calls().setsid()).isEqualTo(-Abi.EPERM);
    }

    @Requirement(
            id = "PG-003",
            level = REQUIRED,
            rule = "A child is created in its parent's process group.",
            sources = {"POSIX.1-2017 fork(), DESCRIPTION", "setpgid(2), DESCRIPTION"})
    void a_child_inherits_the_process_group() {
        int pid = kit.children().pausing();

        int group = kit.calls().getpgid(pid);

        assertThat(group).isEqualTo(kit.reference().getpgid(0));
    }

    @Requirement(
            id = "PG-040",
            level = OPTIONAL,
            rule =
                    "posix_spawn() with POSIX_SPAWN_SETPGROUP and group 0 starts the child as leader of a group of its own.",
            sources = {"POSIX.1-2017 posix_spawn(), DESCRIPTION", "posix_spawn(3), POSIX_SPAWN_SETPGROUP"})
    void a_child_can_be_spawned_as_leader_of_a_group() {
        int pid = spawnedInto(0);

        assertThat(kit.reference().getpgid(pid)).isEqualTo(pid);
    }

    @Requirement(
            id = "PG-041",
            level = OPTIONAL,
            rule = "posix_spawn() with POSIX_SPAWN_SETPGROUP and a group starts the child as member of that group.",
            sources = {"POSIX.1-2017 posix_spawn(), DESCRIPTION", "posix_spawn(3), POSIX_SPAWN_SETPGROUP"})
    void a_child_can_be_spawned_into_a_group() {
        int leader = member(0);

        int pid = spawnedInto(leader);

        assertThat(kit.reference().getpgid(pid)).isEqualTo(leader);
    }

    private int spawnedInto(int group) {
        return started(Spawn.shell("kill -s STOP $$").quiet().processGroup(group));
    }

    /** Starts a child that stops itself, by the backend under test; {@return its pid} */
    private int started(Spawn spawn) {
        int pid = (int) kit.require("posix_spawn", () -> {
            try {
                return spawn.start(kit.backend()).pid();
            } catch (PosixException e) {
                return -e.errno().number();
            }
        });
        assertThat(pid).isPositive();
        kit.children().register(pid);
        kit.children().awaitStop(pid);
        return pid;
    }

    @Requirement(
            id = "PG-004",
            level = REQUIRED,
            rule = "kill() with a negated group sends the signal to every process in the group, and to no other.",
            sources = {"POSIX.1-2017 kill(), DESCRIPTION", "POSIX.1-2017 killpg(), DESCRIPTION", "kill(2), DESCRIPTION"
            })
    void a_signal_to_a_group_reaches_its_members_only() {
        Children.Gated outsider = kit.children().gated(5);
        int leader = member(0);
        List<Integer> members = List.of(leader, member(leader), member(leader));

        int result = kit.calls().kill(-leader, Abi.SIGKILL);
        members.forEach(kit.children()::awaitEnd);
        outsider.open();

        assertThat(result).isZero();
        assertThat(kit.posix().waitpid(pid(outsider.pid()), NONE))
                .contains(new StateChange(outsider.pid(), new Exited(5)));
    }

    @Requirement(
            id = "SIG-021",
            level = REQUIRED,
            rule =
                    "kill() with pid 0 sends the signal to the processes in the sender's process group and to no others.",
            sources = {"POSIX.1-2017 kill(), DESCRIPTION"})
    @OwnJvm
    void a_signal_to_pid_0_reaches_the_own_group_only() {
        if (kit.reference().getpgid(0) != kit.reference().getpid()) {
            throw Unsupported.because("this JVM leads no process group, so there may be strangers in it");
        }
        Signal urgent = new Signal(Abi.SIGURG);
        kit.signals().byDefault(urgent, 0); // which is to ignore it: the sender is in the group, too
        int inside = kit.children().pausing();
        int outside = kit.children().pausing();
        kit.children().moveToGroup(outside, 0);

        int result = kit.calls().kill(0, urgent.number());

        assertThat(result).isZero();
        assertThat(List.of(SignalSendingConformance.pending(inside), SignalSendingConformance.pending(outside)))
                .containsExactly(Signals.bits(urgent), 0L);
    }

    @Requirement(
            id = "PG-036",
            level = REQUIRED,
            rule =
                    "waitpid() with a negated group obtains each child in the group once, then fails with ECHILD, whatever "
                            + "other children there are.",
            sources = {"POSIX.1-2017 waitpid(), DESCRIPTION", "POSIX.1-2017 waitpid(), ERRORS"})
    void a_wait_for_a_group_collects_its_members_only() {
        kit.children().zombie(5);
        int leader = member(0);
        List<Integer> members = List.of(leader, member(leader), member(leader));
        members.forEach(kit.children()::kill);

        List<Integer> collected = List.of(
                kit.calls().waitpid(-leader, null, 0),
                kit.calls().waitpid(-leader, null, 0),
                kit.calls().waitpid(-leader, null, 0));
        int after = kit.calls().waitpid(-leader, null, 0);

        assertThat(collected).containsExactlyInAnyOrderElementsOf(members);
        assertThat(after).isEqualTo(-Abi.ECHILD);
    }

    @Requirement(
            id = "PG-037",
            level = REQUIRED,
            rule = "kill() for a group without members fails with ESRCH.",
            sources = {"POSIX.1-2017 kill(), ERRORS", "kill(2), ERRORS"})
    void a_signal_to_a_group_without_members_is_ESRCH() {
        int gone = reaped();

        assertThat(kit.calls().kill(-gone, 0)).isEqualTo(-Abi.ESRCH);
    }

    @Requirement(
            id = "PG-006",
            level = REQUIRED,
            rule =
                    "A child in a session of its own is not in the caller's group: waitpid() with 0 does not find it, and "
                            + "with its pid does.",
            sources = {"POSIX.1-2017 setsid(), DESCRIPTION", "POSIX.1-2017 waitpid(), DESCRIPTION"})
    @OwnJvm
    void a_wait_for_the_own_group_ignores_a_child_in_another_session() {
        int pid = kit.children().spawn(Spawn.shell("exit 5").quiet().newSession());
        kit.children().awaitEnd(pid);

        int byGroup = kit.calls().waitpid(0, null, 0);
        int byPid = kit.calls().waitpid(pid, null, 0);

        assertThat(List.of(byGroup, byPid)).containsExactly(-Abi.ECHILD, pid);
    }

    @Requirement(
            id = "PG-042",
            level = LINUX,
            rule = "posix_spawn() with POSIX_SPAWN_SETSID starts the child as leader of a session and of a group.",
            sources = {"POSIX.1-2024 posix_spawn(), DESCRIPTION", "posix_spawn(3), POSIX_SPAWN_SETSID"})
    void a_child_can_be_spawned_as_leader_of_a_session() {
        int pid = started(Spawn.shell("kill -s STOP $$").quiet().newSession());

        assertThat(List.of(kit.reference().getsid(pid), kit.reference().getpgid(pid)))
                .containsExactly(pid, pid);
    }

    @Requirement(
            id = "PG-044",
            level = REQUIRED,
            rule = "SIGTSTP, SIGTTIN and SIGTTOU stop a child that is in a group of its own in its parent's session.",
            sources = {"POSIX.1-2017 2.4.3 Signal Actions", "POSIX.1-2017 <signal.h>, DESCRIPTION"})
    void terminal_stop_signals_stop_a_child_in_its_own_group() {
        for (Signal signal : TERMINAL_STOPS) {
            Children.Gated child = kit.children().gated(":", "exit 5", spawn -> spawn.processGroup(0));

            kit.calls().kill(child.pid(), signal.number());

            assertThat(kit.posix().waitpid(pid(child.pid()), UNTRACED))
                    .contains(new StateChange(child.pid(), new Stopped(signal)));
        }
    }

    @Requirement(
            id = "PG-008",
            level = REQUIRED,
            rule =
                    "SIGTSTP, SIGTTIN and SIGTTOU are discarded rather than stop a process in an orphaned process group.",
            sources = {"POSIX.1-2017 2.4.3 Signal Actions"})
    void terminal_stop_signals_do_not_stop_an_orphaned_group() {
        for (Signal signal : TERMINAL_STOPS) {
            Children.Gated child = kit.children().gated(":", "exit 5", Spawn::newSession);

            kit.calls().kill(child.pid(), signal.number());
            child.open();

            assertThat(kit.posix().waitpid(pid(child.pid()), UNTRACED))
                    .contains(new StateChange(child.pid(), new Exited(5)));
        }
    }

    @Requirement(
            id = "PG-043",
            level = REQUIRED,
            rule = "SIGSTOP stops a process in an orphaned process group, too.",
            sources = {"POSIX.1-2017 2.4.3 Signal Actions", "POSIX.1-2017 waitpid(), WUNTRACED"})
    void SIGSTOP_stops_an_orphaned_group() {
        Children.Gated child = kit.children().gated(":", "exit 5", Spawn::newSession);

        kit.calls().kill(child.pid(), Abi.SIGSTOP);

        assertThat(kit.posix().waitpid(pid(child.pid()), UNTRACED))
                .contains(new StateChange(child.pid(), new Stopped(Signal.STOP)));
    }

    @Requirement(
            id = "PG-045",
            level = REQUIRED,
            rule =
                    "If the end of a process orphans a process group with a stopped member, the members get SIGHUP and then "
                            + "SIGCONT, so the stopped one ends.",
            sources = {"POSIX.1-2017 _Exit(), Consequences of Process Termination", "setpgid(2), NOTES"})
    @OwnJvm
    void a_stopped_member_of_a_newly_orphaned_group_is_hung_up() {
        requireSession();
        Grandchild member = kit.children().grandchild("kill -s STOP $$; read line", spawn -> spawn.processGroup(0));
        Waiting.until(
                "grandchild is stopped",
                () -> Proc.state(member.pid()).filter(state -> state == 'T').isPresent());

        kit.calls().kill(member.ancestor(), Abi.SIGKILL);
        kit.calls().waitpid(member.ancestor(), null, 0);

        boolean ended = Waiting.holdsWithin(
                Waiting.LIMIT, () -> Proc.state(member.pid()).orElse('Z') == 'Z');
        assertThat(ended).isTrue();
    }

    /** A child in the group, 0 for one of its own; {@return its pid} */
    private int member(int group) {
        int pid = kit.children().pausing();
        kit.reference().setpgid(pid, group);
        return pid;
    }

    private int reaped() {
        int pid = kit.children().zombie(0);
        kit.children().discard(pid);
        return pid;
    }

    /** Only then are our group and our session our own, and is our parent in another. */
    private void requireSession() {
        if (kit.reference().getsid(0) != kit.reference().getpid()) {
            throw Unsupported.because(
                    "this JVM leads no session: getsid(0) is " + kit.reference().getsid(0) + ", getpid() is "
                            + kit.reference().getpid());
        }
    }
}
