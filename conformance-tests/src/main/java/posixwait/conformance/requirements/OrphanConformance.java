package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitOptions.UNTRACED;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.REQUIRED;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import posixwait.Signal;
import posixwait.StateChange;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Stopped;
import posixwait.conformance.Conformance;
import posixwait.conformance.Grandchild;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.Signals;
import posixwait.conformance.Waiting;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawStatus;

/** Orphans and subreapers: requirements ORP-001 and on. */
@Conformance("Orphans and subreapers")
@OwnJvm
public final class OrphanConformance {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public OrphanConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "ORP-005",
            level = LINUX,
            rule = "PR_GET_CHILD_SUBREAPER gives back what PR_SET_CHILD_SUBREAPER set.",
            sources = {"prctl(2), PR_SET_CHILD_SUBREAPER"})
    void the_subreaper_attribute_can_be_read_back() {
        RawStatus flag = new RawStatus();
        kit.calls().prctl(Abi.PR_SET_CHILD_SUBREAPER, 1);

        int result = kit.calls().prctl(Abi.PR_GET_CHILD_SUBREAPER, flag);
        kit.calls().prctl(Abi.PR_SET_CHILD_SUBREAPER, 0);

        assertThat(result).isZero();
        assertThat(flag.value).isOne();
    }

    @Requirement(
            id = "ORP-030",
            level = LINUX,
            rule = "Any value but 0 sets the subreaper attribute, which then reads as 1; 0 unsets it.",
            sources = {"prctl(2), PR_SET_CHILD_SUBREAPER", "prctl(2), PR_GET_CHILD_SUBREAPER"})
    void the_subreaper_attribute_is_0_or_1() {
        RawStatus set = new RawStatus();
        RawStatus unset = new RawStatus();
        unset.value = -1;

        kit.calls().prctl(Abi.PR_SET_CHILD_SUBREAPER, 42);
        kit.calls().prctl(Abi.PR_GET_CHILD_SUBREAPER, set);
        kit.calls().prctl(Abi.PR_SET_CHILD_SUBREAPER, 0);
        kit.calls().prctl(Abi.PR_GET_CHILD_SUBREAPER, unset);

        assertThat(List.of(set.value, unset.value)).containsExactly(1, 0);
    }

    @Requirement(
            id = "ORP-041",
            level = LINUX,
            rule = "The subreaper attribute is the process's: set by one thread it holds for all.",
            sources = {"prctl(2), PR_SET_CHILD_SUBREAPER"})
    void the_subreaper_attribute_is_shared_by_all_threads() {
        RawStatus flag = new RawStatus();

        kit.threads()
                .start(() -> kit.calls().prctl(Abi.PR_SET_CHILD_SUBREAPER, 1))
                .join();
        kit.calls().prctl(Abi.PR_GET_CHILD_SUBREAPER, flag);
        kit.calls().prctl(Abi.PR_SET_CHILD_SUBREAPER, 0);

        assertThat(flag.value).isOne();
    }

    @Requirement(
            id = "ORP-002",
            level = REQUIRED,
            rule = "A child that has ended can be waited for at once, even while a child of its own goes on.",
            sources = {
                "POSIX.1-2017 _Exit(), Consequences of Process Termination",
                "POSIX.1-2017 waitpid(), DESCRIPTION"
            })
    void the_middle_of_a_double_fork_is_reaped_at_once() {
        Grandchild grandchild = kit.children().grandchild("read line");
        grandchild.endAncestor();

        Optional<StateChange> change = kit.posix().waitpid(pid(grandchild.ancestor()), NONE);

        assertThat(change).contains(new StateChange(grandchild.ancestor(), new Exited(Grandchild.ANCESTOR_CODE)));
        assertThat(Proc.exists(grandchild.pid())).isTrue();
    }

    @Requirement(
            id = "ORP-034",
            level = REQUIRED,
            rule = "While its parent lives, a grandchild is not the caller's to wait for: ECHILD, for a subreaper too.",
            sources = {"POSIX.1-2017 waitpid(), ERRORS", "POSIX.1-2017 wait(), RATIONALE"})
    void a_grandchild_cannot_be_waited_for_while_its_parent_lives() {
        kit.children().adoptOrphans();
        int pid = kit.children().grandchild("read line").pid();

        int byWaitpid = kit.calls().waitpid(pid, null, 0);
        int byWaitid = kit.calls().waitid(Abi.P_PID, pid, null, Abi.WEXITED);

        assertThat(List.of(byWaitpid, byWaitid)).containsOnly(-Abi.ECHILD);
    }

    @Requirement(
            id = "ORP-033",
            level = REQUIRED,
            rule =
                    "A process that is no subreaper does not become the parent of its orphaned grandchildren: no wait finds "
                            + "them.",
            sources = {"POSIX.1-2017 waitpid(), ERRORS", "POSIX.1-2017 _Exit(), Consequences of Process Termination"})
    void without_the_attribute_an_orphan_cannot_be_waited_for() {
        Grandchild grandchild = kit.children().grandchild("read line");
        grandchild.orphan();

        int byPid = kit.calls().waitpid(grandchild.pid(), null, 0);
        int asAny = kit.calls().waitAny(null);

        assertThat(List.of(byPid, asAny)).containsOnly(-Abi.ECHILD);
        assertThat(Proc.exists(grandchild.pid())).isTrue();
    }

    @Requirement(
            id = "ORP-042",
            level = LINUX,
            rule = "A process that has unset the subreaper attribute adopts no more orphans.",
            sources = {"prctl(2), PR_SET_CHILD_SUBREAPER"})
    void with_the_attribute_unset_no_orphan_is_adopted() {
        kit.children().adoptOrphans();
        Grandchild grandchild = kit.children().grandchild("read line");

        kit.calls().prctl(Abi.PR_SET_CHILD_SUBREAPER, 0);
        grandchild.orphan();

        assertThat(Proc.parent(grandchild.pid())).isPresent().isNotEqualTo(ourselves());
    }

    @Requirement(
            id = "ORP-004",
            level = LINUX,
            rule = "When a descendant of a subreaper loses its parent, the subreaper becomes its parent.",
            sources = {"prctl(2), PR_SET_CHILD_SUBREAPER"})
    void a_subreaper_becomes_the_parent_of_an_orphan() {
        Grandchild grandchild = kit.children().grandchild("read line");

        kit.calls().prctl(Abi.PR_SET_CHILD_SUBREAPER, 1);
        try {
            grandchild.orphan();
        } finally {
            kit.calls().prctl(Abi.PR_SET_CHILD_SUBREAPER, 0);
        }

        assertThat(Proc.parent(grandchild.pid())).isEqualTo(ourselves());
    }

    @Requirement(
            id = "ORP-011",
            level = LINUX,
            rule =
                    "A subreaper that waits for any child gets children that it did not make: a loop of such waits must reckon"
                            + " with pids that it does not know.",
            sources = {"prctl(2), PR_SET_CHILD_SUBREAPER", "wait(2), DESCRIPTION"})
    void a_wait_for_any_child_returns_one_that_was_never_made_here() {
        int own = kit.children().zombie(1);
        Grandchild orphan = adopted("read line; exit 5");
        orphan.release();

        List<Integer> reaped = new ArrayList<>();
        for (int pid = kit.calls().waitAny(null); pid > 0; pid = kit.calls().waitAny(null)) {
            reaped.add(pid);
        }

        assertThat(reaped).containsExactlyInAnyOrder(own, orphan.pid());
    }

    @Requirement(
            id = "ORP-060",
            level = LINUX,
            rule = "getppid() of an orphan is the subreaper that adopted it.",
            sources = {"prctl(2), PR_SET_CHILD_SUBREAPER"})
    void the_subreaper_is_what_getppid_of_an_orphan_returns() {
        // A shell asks for its parent when it starts, so the orphan becomes another one.
        Grandchild orphan = adopted("read line; exec /bin/sh -c 'test \"$PPID\" -eq "
                + kit.reference().getpid() + " && exit 7; exit 8'");

        orphan.release();

        assertThat(kit.posix().waitpid(pid(orphan.pid()), NONE)).contains(new StateChange(orphan.pid(), new Exited(7)));
    }

    @Requirement(
            id = "ORP-001",
            level = REQUIRED,
            rule = "The end of a process does not end its children: an orphan goes on to an end of its own.",
            sources = {"POSIX.1-2017 _Exit(), Consequences of Process Termination"})
    void an_orphan_goes_on() {
        Grandchild orphan = adopted("read line; exit 5");
        int early = kit.calls().waitpid(orphan.pid(), null, Abi.WNOHANG);

        orphan.release();

        assertThat(early).isZero();
        assertThat(kit.posix().waitpid(pid(orphan.pid()), NONE)).contains(new StateChange(orphan.pid(), new Exited(5)));
    }

    @Requirement(
            id = "ORP-031",
            level = LINUX,
            rule = "A subreaper can wait for an adopted orphan by its pid, once; then the pid is ECHILD.",
            sources = {"prctl(2), PR_SET_CHILD_SUBREAPER", "wait(2), NOTES"})
    void an_adopted_orphan_can_be_waited_for_by_pid_once() {
        Grandchild orphan = adopted("read line; exit 5");
        orphan.release();

        int first = kit.calls().waitpid(orphan.pid(), null, 0);
        int second = kit.calls().waitpid(orphan.pid(), null, 0);

        assertThat(List.of(first, second)).containsExactly(orphan.pid(), -Abi.ECHILD);
    }

    @Requirement(
            id = "ORP-032",
            level = LINUX,
            rule =
                    "A wait for any child by a subreaper covers adopted orphans: it may return a pid the caller never made.",
            sources = {"prctl(2), PR_SET_CHILD_SUBREAPER", "wait(2), NOTES"})
    void an_adopted_orphan_is_any_child() {
        Grandchild orphan = adopted("read line; exit 5");
        orphan.release();

        StateChange change = kit.posix().waitAny();
        int after = kit.calls().waitAny(null);

        assertThat(change).isEqualTo(new StateChange(orphan.pid(), new Exited(5)));
        assertThat(after).isEqualTo(-Abi.ECHILD);
    }

    @Requirement(
            id = "ORP-036",
            level = LINUX,
            rule =
                    "Children do not inherit the subreaper attribute: the orphan of a dead grandchild becomes ours, although "
                            + "our child, its nearer ancestor, lives.",
            sources = {"prctl(2), PR_SET_CHILD_SUBREAPER"})
    void a_child_does_not_inherit_the_attribute() {
        kit.children().adoptOrphans();

        Grandchild orphan = kit.children().orphanOfAGrandchild("read line; exit 5");
        orphan.release();

        assertThat(kit.posix().waitpid(pid(orphan.pid()), NONE)).contains(new StateChange(orphan.pid(), new Exited(5)));
        assertThat(Proc.state(orphan.ancestor())).isPresent().isNotEqualTo(Optional.of('Z'));
    }

    @Requirement(
            id = "ORP-010",
            level = LINUX,
            rule =
                    "A stop that the dead parent did not wait for is reported to the process that adopts the stopped child.",
            sources = {"prctl(2), PR_SET_CHILD_SUBREAPER", "wait(2), WUNTRACED"})
    void an_unreported_stop_survives_adoption() {
        kit.children().adoptOrphans();
        Grandchild orphan = kit.children().grandchild("kill -s STOP $$; exit 5");
        awaitState(orphan, 'T');
        orphan.orphan();

        assertThat(kit.posix().waitpid(pid(orphan.pid()), UNTRACED))
                .contains(new StateChange(orphan.pid(), new Stopped(Signal.STOP)));
    }

    @Requirement(
            id = "ORP-039",
            level = LINUX,
            rule = "Zombies are adopted too: a child that its dead parent did not wait for can be waited for by the "
                    + "subreaper.",
            sources = {"POSIX.1-2017 _Exit(), Consequences of Process Termination", "wait(2), NOTES"})
    void a_zombie_is_adopted_with_its_status() {
        kit.children().adoptOrphans();
        Grandchild orphan = zombie();
        kit.children().kill(orphan.ancestor());
        kit.children().discard(orphan.ancestor());

        assertThat(kit.posix().waitpid(pid(orphan.pid()), NONE)).contains(new StateChange(orphan.pid(), new Exited(5)));
    }

    @Requirement(
            id = "ORP-008",
            level = LINUX,
            rule =
                    "If the subreaper ignores SIGCHLD, an adopted orphan leaves no zombie when it ends: a wait for it blocks "
                            + "until then and fails with ECHILD.",
            sources = {"POSIX.1-2017 _Exit(), Consequences of Process Termination", "wait(2), NOTES"})
    void with_SIGCHLD_ignored_an_adopted_orphan_leaves_no_zombie() {
        Grandchild orphan = adopted("read line; exit 5");
        kit.signals().ignore(Signal.CHLD);
        orphan.release();

        int result = kit.calls().waitpid(orphan.pid(), null, 0);

        assertThat(result).isEqualTo(-Abi.ECHILD);
        assertThat(vanishes(orphan)).isTrue();
    }

    @Requirement(
            id = "ORP-038",
            level = LINUX,
            rule = "If the subreaper ignores SIGCHLD, a zombie vanishes the moment it is adopted.",
            sources = {"POSIX.1-2017 _Exit(), Consequences of Process Termination", "wait(2), NOTES"})
    void with_SIGCHLD_ignored_an_adopted_zombie_vanishes() {
        kit.children().adoptOrphans();
        Grandchild orphan = zombie();
        kit.signals().ignore(Signal.CHLD);

        kit.calls().kill(orphan.ancestor(), Abi.SIGKILL);
        int ancestor = kit.calls().waitpid(orphan.ancestor(), null, 0);
        int result = kit.calls().waitpid(orphan.pid(), null, 0);

        assertThat(List.of(ancestor, result)).containsOnly(-Abi.ECHILD);
        assertThat(vanishes(orphan)).isTrue();
    }

    @Requirement(
            id = "ORP-040",
            level = LINUX,
            rule = "The end of an adopted orphan sends SIGCHLD to the subreaper.",
            sources = {"prctl(2), PR_SET_CHILD_SUBREAPER"})
    @OwnJvm(sigchldBlocked = true)
    void the_end_of_an_adopted_orphan_sends_SIGCHLD() {
        Grandchild orphan = adopted("read line; exit 5");
        drain();
        orphan.release();
        RawChild info = new RawChild();

        int signal = kit.calls().sigtimedwait(Signals.set(Signal.CHLD), info, Waiting.LIMIT.toNanos());

        assertThat(List.of(signal, info.code, info.pid, info.status))
                .containsExactly(Abi.SIGCHLD, Abi.CLD_EXITED, orphan.pid(), 5);
    }

    @Requirement(
            id = "ORP-003",
            level = LINUX,
            rule =
                    "An orphan that ends is a zombie like any other child, of the process that adopted it, until that process "
                            + "waits for it.",
            sources = {"wait(2), NOTES", "POSIX.1-2017 _Exit(), Consequences of Process Termination"})
    void an_orphan_is_a_zombie_until_its_new_parent_waits() {
        Grandchild orphan = adopted("read line; exit 5");
        orphan.release();
        awaitState(orphan, 'Z');
        Optional<Integer> parent = Proc.parent(orphan.pid());

        kit.calls().waitpid(orphan.pid(), null, 0);

        assertThat(parent).isEqualTo(ourselves());
        assertThat(Proc.exists(orphan.pid())).isFalse();
    }

    private void drain() {
        int signal;
        do {
            signal = kit.reference().sigtimedwait(Signals.set(Signal.CHLD), null, 0);
        } while (signal > 0);
    }

    /** A grandchild that is now our child. */
    private Grandchild adopted(String script) {
        kit.children().adoptOrphans();
        Grandchild grandchild = kit.children().grandchild(script);
        grandchild.orphan();
        return grandchild;
    }

    /** A grandchild that has exited with 5, and whose parent is stopped, so that it cannot wait for it. */
    private Grandchild zombie() {
        Grandchild grandchild = kit.children().grandchild("read line; exit 5");
        kit.children().stop(grandchild.ancestor());
        grandchild.release();
        awaitState(grandchild, 'Z');
        return grandchild;
    }

    private static void awaitState(Grandchild grandchild, char letter) {
        Waiting.until(
                "grandchild is in state " + letter,
                () -> Proc.state(grandchild.pid())
                        .filter(state -> state == letter)
                        .isPresent());
    }

    private static boolean vanishes(Grandchild grandchild) {
        return Waiting.holdsWithin(LIMIT, () -> !Proc.exists(grandchild.pid()));
    }

    private Optional<Integer> ourselves() {
        return Optional.of(kit.reference().getpid());
    }
}
