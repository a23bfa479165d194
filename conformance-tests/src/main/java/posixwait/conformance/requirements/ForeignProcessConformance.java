package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.REQUIRED;

import java.util.List;
import java.util.Optional;
import posixwait.StateChange;
import posixwait.WaitStatus;
import posixwait.WaitStatus.Exited;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.TalkingChild;
import posixwait.conformance.roles.Role;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawPoll;
import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;

/**
 * What takes a child with threads, or with children and parents of its own, that can make the calls itself: a JVM. From several
 * groups.
 */
@Conformance("Children with threads and children that wait")
public final class ForeignProcessConformance {
    private static final int CODE = 55;

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public ForeignProcessConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "ST-016",
            level = LINUX,
            rule =
                    "The exit code of a process with threads is the one that ended it as a whole, whichever thread gave it "
                            + "and whatever the thread that led it had ended with before.",
            sources = {"exit_group(2), DESCRIPTION", "POSIX.1-2017 _Exit(), Consequences of Process Termination"})
    void the_exit_code_is_the_one_that_ended_all_threads() {
        TalkingChild child = leaderless();

        child.go();

        assertThat(kit.posix().waitpid(pid(child.pid()), NONE))
                .contains(new StateChange(child.pid(), new Exited(CODE)));
    }

    @Requirement(
            id = "WID-025",
            level = LINUX,
            rule =
                    "WNOWAIT reports the exit code of the process, not of the thread that led it and ended before, since "
                            + "Linux 5.16.",
            sources = {"wait(2), WNOWAIT", "Linux 5.16, kernel/exit.c"})
    void WNOWAIT_reports_the_code_of_the_process_and_not_of_its_leader() {
        TalkingChild child = leaderless();
        RawChild peeked = new RawChild();

        child.go();
        int result = kit.calls().waitid(Abi.P_PID, child.pid(), peeked, Abi.WEXITED | Abi.WNOWAIT);

        assertThat(List.of(result, peeked.code, peeked.status)).containsExactly(0, Abi.CLD_EXITED, CODE);
    }

    @Requirement(
            id = "ZOM-012",
            level = LINUX,
            rule =
                    "A process whose leading thread has ended while others run looks like a zombie in /proc and is none: no "
                            + "wait finds it ended.",
            sources = {"proc(5), /proc/pid/stat", "pthread_exit(3), NOTES", "exit_group(2), DESCRIPTION"})
    void a_process_without_its_leader_cannot_be_reaped_while_other_threads_run() {
        TalkingChild child = leaderless();
        RawChild info = new RawChild();

        int byWaitpid = kit.calls().waitpid(child.pid(), null, Abi.WNOHANG);
        int byWaitid = kit.calls().waitid(Abi.P_PID, child.pid(), info, Abi.WEXITED | Abi.WNOHANG);

        assertThat(Proc.state(child.pid())).contains('Z');
        assertThat(List.of(byWaitpid, byWaitid, info.pid)).containsExactly(0, 0, 0);
    }

    @Requirement(
            id = "ZOM-036",
            level = LINUX,
            rule = "The pidfd of a process whose leading thread has ended is not readable while other threads run.",
            sources = {"pidfd_open(2), NOTES"})
    void the_pidfd_of_a_process_without_its_leader_is_not_readable_while_other_threads_run() {
        TalkingChild child = leaderless();
        int pidfd = (int) kit.require("pidfd_open", () -> kit.calls().pidfdOpen(child.pid(), 0));
        RawPoll poll = new RawPoll(1);
        poll.fds[0] = kit.children().descriptor(pidfd);
        poll.events[0] = Abi.POLLIN;

        int ready = kit.calls().poll(poll, 0);

        assertThat(ready).isZero();
    }

    @Requirement(
            id = "THR-011",
            level = LINUX,
            rule =
                    "A thread that does not lead its process and executes a program takes over the pid: the parent sees no "
                            + "end until the program's.",
            sources = {"execve(2), Effect on process attributes", "clone(2), CLONE_THREAD"})
    void a_program_executed_by_another_thread_than_the_leader_keeps_the_pid() {
        TalkingChild child = TalkingChild.playing(kit, Role.EXECUTING_FROM_A_THREAD, CODE);
        List<Integer> pidAndTid = child.numbers();
        child.go();
        child.line();

        int during = kit.calls().waitpid(child.pid(), null, Abi.WNOHANG);
        child.go();
        Optional<StateChange> end = kit.posix().waitpid(pid(child.pid()), NONE);

        assertThat(pidAndTid).first().isEqualTo(child.pid());
        assertThat(pidAndTid.get(1)).isNotEqualTo(child.pid());
        assertThat(during).isZero();
        assertThat(end).contains(new StateChange(child.pid(), new Exited(CODE)));
    }

    @Requirement(
            id = "RU-013",
            level = LINUX,
            rule = "The CPU time of a child includes that of its threads that ended before it did.",
            sources = {"getrusage(2), RUSAGE_SELF", "wait4(2), DESCRIPTION"})
    void the_time_of_a_child_includes_its_ended_threads() {
        TalkingChild child = TalkingChild.playing(kit, Role.BURNING_IN_A_THREAD);
        long burnt = child.numbers().get(0);
        RawUsage usage = new RawUsage();

        int result = (int) kit.require("wait4", () -> kit.calls().wait4(child.pid(), null, 0, usage));

        assertThat(result).isEqualTo(child.pid());
        // Each of the two was cut off to a microsecond.
        assertThat((usage.userSeconds + usage.systemSeconds) * 1_000_000 + usage.userMicros + usage.systemMicros + 2)
                .isGreaterThanOrEqualTo(burnt);
    }

    @Requirement(
            id = "WAIT-013",
            level = REQUIRED,
            rule =
                    "A new process has no children: neither its parent's zombies nor its siblings are its own to wait for, "
                            + "ECHILD.",
            sources = {"POSIX.1-2017 fork(), DESCRIPTION", "POSIX.1-2017 wait(), ERRORS"})
    void a_new_process_has_no_children_to_wait_for() {
        int zombie = kit.children().zombie(0);
        int running = kit.children().pausing();

        TalkingChild child = TalkingChild.playing(kit, Role.WAITING_FOR_STRANGERS, zombie, running);

        assertThat(child.numbers()).containsExactly(-Abi.ECHILD, -Abi.ECHILD, -Abi.ECHILD);
    }

    @Requirement(
            id = "THR-014",
            level = LINUX,
            rule =
                    "A child made with CLONE_PARENT is a child of its maker's parent: the maker cannot wait for it, ECHILD; "
                            + "the parent can, as for its own.",
            sources = {"clone(2), CLONE_PARENT"})
    void a_child_made_with_CLONE_PARENT_is_its_makers_sibling() {
        TalkingChild maker = TalkingChild.playing(kit, Role.CLONING_A_SIBLING, CODE);
        List<Integer> pidAndResult = maker.numbers();
        int sibling = kit.children().register(pidAndResult.get(0));
        RawStatus status = new RawStatus();

        int result = kit.calls().waitpid(sibling, status, 0);

        assertThat(pidAndResult.get(1)).isEqualTo(-Abi.ECHILD);
        assertThat(result).isEqualTo(sibling);
        assertThat(WaitStatus.of(status.value)).isEqualTo(new Exited(CODE));
    }

    @Requirement(
            id = "PFD-011",
            level = LINUX,
            rule =
                    "A pidfd that another process was given lets it signal, and not wait: waitid() there is ECHILD unless "
                            + "the process is its child.",
            sources = {"pidfd_open(2), NOTES", "wait(2), ERRORS"})
    void a_pidfd_in_another_process_signals_and_does_not_wait() {
        int pid = kit.children().pausing();
        int pidfd = kit.children().descriptor((int)
                kit.require("pidfd_open", () -> kit.reference().pidfdOpen(pid, 0)));

        TalkingChild child =
                TalkingChild.playing(kit, List.of(), List.of(), how -> how.pass(pidfd, 5), Role.USING_A_PIDFD, 5);
        List<Integer> waitedAndSignalled = child.numbers();
        RawStatus status = new RawStatus();
        int result = kit.calls().waitpid(pid, status, 0);

        assertThat(waitedAndSignalled).containsExactly(-Abi.ECHILD, 0);
        assertThat(List.of(result, status.value)).containsExactly(pid, Abi.SIGKILL);
    }

    @Requirement(
            id = "ORP-007",
            level = LINUX,
            rule = "Of several subreapers among its ancestors an orphan goes to the nearest that lives.",
            sources = {"prctl(2), PR_SET_CHILD_SUBREAPER"})
    @OwnJvm
    void the_nearest_subreaper_adopts_an_orphan() {
        kit.children().adoptOrphans();
        TalkingChild nearest = TalkingChild.playing(kit, Role.ADOPTING);
        int orphan = kit.children().register(nearest.numbers().get(0));

        Optional<Integer> parent = Proc.parent(orphan);
        int byUs = kit.calls().waitpid(orphan, null, 0);
        nearest.go();

        assertThat(parent).contains(nearest.pid());
        assertThat(byUs).isEqualTo(-Abi.ECHILD);
        assertThat(nearest.numbers()).containsExactly(orphan, 5 << 8);
    }

    /** A child whose leading thread has ended and that goes on. */
    private TalkingChild leaderless() {
        TalkingChild child = TalkingChild.playing(kit, Role.LEADERLESS, CODE);
        child.line();
        return child;
    }
}
