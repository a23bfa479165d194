package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.LINUX;

import java.util.List;
import java.util.function.IntFunction;
import posixwait.BareChild;
import posixwait.StateChange;
import posixwait.WaitStatus;
import posixwait.WaitStatus.Exited;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.Threads;
import posixwait.spi.Abi;
import posixwait.spi.RawStatus;

/** Clone children, and threads as Linux has them: the rest of the requirements THR. */
@Conformance("Threads and clone children")
public final class CloneConformance {
    /** The exit signals of clone children here: none, and one that is ignored by default. */
    private static final List<Integer> EXIT_SIGNALS = List.of(0, Abi.SIGURG);

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public CloneConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "THR-002",
            level = LINUX,
            rule =
                    "__WNOTHREAD hides the children that other threads of the process made, in waitid() since Linux 4.7 too; "
                            + "without another child the call fails with ECHILD.",
            sources = {"wait(2), Linux notes"})
    void WNOTHREAD_hides_the_children_of_other_threads() {
        int pid = kit.children().zombie(5);

        List<Integer> results = kit.threads()
                .start(() -> List.of(
                        kit.calls().waitpid(pid, null, Abi.__WNOTHREAD),
                        kit.calls().waitid(Abi.P_PID, pid, null, Abi.WEXITED | Abi.__WNOTHREAD)))
                .join();

        assertThat(results).containsOnly(-Abi.ECHILD);
    }

    @Requirement(
            id = "THR-034",
            level = LINUX,
            rule = "With __WNOTHREAD a thread can wait for the children that it made itself.",
            sources = {"wait(2), Linux notes"})
    void WNOTHREAD_shows_the_children_of_the_thread_itself() {
        int pid = kit.children().zombie(5);
        RawStatus status = new RawStatus();

        int reaped = kit.calls().waitpid(pid, status, Abi.__WNOTHREAD);

        assertThat(reaped).isEqualTo(pid);
        assertThat(WaitStatus.of(status.value)).isEqualTo(new Exited(5));
    }

    @Requirement(
            id = "THR-009",
            level = LINUX,
            rule =
                    "A child whose exit signal is none, or another than SIGCHLD, is not found by a wait for its pid without "
                            + "__WCLONE or __WALL: ECHILD.",
            sources = {"clone(2), The child termination signal", "wait(2), Linux notes"})
    void a_clone_child_is_not_found_by_a_plain_wait() {
        for (int signal : EXIT_SIGNALS) {
            int pid = kit.children().cloned("_exit", 7, signal);

            int byWaitpid = kit.calls().waitpid(pid, null, 0);
            int byWaitid = kit.calls().waitid(Abi.P_PID, pid, null, Abi.WEXITED);

            assertThat(List.of(byWaitpid, byWaitid)).containsOnly(-Abi.ECHILD);
        }
    }

    @Requirement(
            id = "THR-043",
            level = LINUX,
            rule = "A wait for any child does not count clone children: if there are no others it fails with ECHILD.",
            sources = {"clone(2), The child termination signal", "wait(2), Linux notes"})
    @OwnJvm
    void a_clone_child_is_not_any_child() {
        kit.children().cloned("_exit", 7, 0);

        assertThat(kit.calls().waitAny(null)).isEqualTo(-Abi.ECHILD);
    }

    @Requirement(
            id = "THR-037",
            level = LINUX,
            rule = "__WCLONE, and __WALL, find a child whose exit signal is not SIGCHLD.",
            sources = {"clone(2), The child termination signal", "wait(2), Linux notes"})
    void WCLONE_and_WALL_find_a_clone_child() {
        for (int option : new int[] {Abi.__WCLONE, Abi.__WALL}) {
            for (int signal : EXIT_SIGNALS) {
                int pid = kit.children().cloned("_exit", 7, signal);
                RawStatus status = new RawStatus();

                int reaped = kit.calls().waitpid(pid, status, option);

                assertThat(new StateChange(reaped, WaitStatus.of(status.value)))
                        .isEqualTo(new StateChange(pid, new Exited(7)));
            }
        }
    }

    @Requirement(
            id = "THR-044",
            level = LINUX,
            rule = "__WCLONE and __WALL can be given to waitid(), since Linux 4.7.",
            sources = {"wait(2), Linux notes"})
    void WCLONE_and_WALL_find_a_clone_child_by_waitid() {
        for (int option : new int[] {Abi.__WCLONE, Abi.__WALL}) {
            int pid = kit.children().cloned("_exit", 7, 0);

            assertThat(kit.calls().waitid(Abi.P_PID, pid, null, Abi.WEXITED | option))
                    .isZero();
        }
    }

    @Requirement(
            id = "THR-038",
            level = LINUX,
            rule = "__WCLONE alone does not find a child whose exit signal is SIGCHLD: ECHILD.",
            sources = {"wait(2), Linux notes"})
    void WCLONE_hides_an_ordinary_child() {
        int pid = kit.children().zombie(5);

        assertThat(kit.calls().waitpid(pid, null, Abi.__WCLONE)).isEqualTo(-Abi.ECHILD);
    }

    @Requirement(
            id = "THR-045",
            level = LINUX,
            rule = "With __WALL an ordinary child is found, and __WCLONE beside it counts for nothing.",
            sources = {"wait(2), Linux notes"})
    void WALL_finds_an_ordinary_child_and_overrides_WCLONE() {
        for (int options : new int[] {Abi.__WALL, Abi.__WALL | Abi.__WCLONE}) {
            int pid = kit.children().zombie(5);

            assertThat(kit.calls().waitpid(pid, null, options)).isEqualTo(pid);
        }
    }

    @Requirement(
            id = "THR-012",
            level = LINUX,
            rule = "A child has one thread, a copy of the one that made it, however many its parent has.",
            sources = {"POSIX.1-2017 fork(), DESCRIPTION", "fork(2), DESCRIPTION", "clone(2), CLONE_THREAD"})
    void a_child_has_one_thread() {
        int pid = kit.children().register(BareChild.clone(kit.calls(), "pause", 0, Abi.SIGCHLD, null));

        assertThat(Proc.status(pid, "Threads")).contains("1");
        assertThat(Proc.status("self", "Threads")).isNotEqualTo(Proc.status(pid, "Threads"));
    }

    @Requirement(
            id = "THR-039",
            level = LINUX,
            rule = "A thread is no child: no option makes a wait find the id of a thread of the own process.",
            sources = {"wait(2), ERRORS", "wait(2), Linux notes"})
    void a_thread_cannot_be_waited_for() {
        int pid = kit.children().pausing();
        Threads.Running<Integer> thread =
                kit.threads().startBlocked(() -> kit.calls().waitpid(pid, null, 0));
        int tid = thread.tid();

        IntFunction<Integer> wait = options -> kit.calls().waitpid(tid, null, Abi.WNOHANG | options);

        assertThat(List.of(wait.apply(0), wait.apply(Abi.__WCLONE), wait.apply(Abi.__WALL)))
                .containsOnly(-Abi.ECHILD);
    }
}
