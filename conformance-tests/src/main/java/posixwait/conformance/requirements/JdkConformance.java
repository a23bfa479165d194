package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import posixwait.Signal;
import posixwait.StateChange;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.conformance.Conformance;
import posixwait.conformance.JdkProcess;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.Unresolved;
import posixwait.conformance.Waiting;
import posixwait.spi.Abi;

/**
 * This library beside {@code java.lang.Process}: requirements JVM-001 and on. A rule says which part of it is the JDK's.
 *
 * <p>Who gets a status first is a race with a thread of the JDK. What is asserted holds whoever wins.
 */
@Conformance("Beside java.lang.Process")
@OwnJvm
public final class JdkConformance {
    private static final String PROCESS_HANDLE = "java.lang.ProcessHandle";
    private static final int CODE = 7;
    private static final int ROUNDS = 5;

    /** What {@code Process} says of a child whose status it did not get. */
    private static final int INVENTED = 0;

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public JdkConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "JVM-001",
            level = LINUX,
            rule =
                    "A wait for any child covers those of java.lang.Process. The status goes to one of the two: to us, and then "
                            + "the JDK invents exit value 0; or to the JDK, and then we find no child.",
            sources = {
                "POSIX.1-2017 wait(), DESCRIPTION",
                "wait(2), NOTES",
                "java.lang.Process, waitFor()",
                "OpenJDK, ProcessHandleImpl_unix.c"
            })
    void a_wait_for_any_child_may_take_the_status_from_java_lang_Process() {
        assertThat(IntStream.range(0, ROUNDS))
                .allSatisfy(
                        round -> assertOneGetsTheStatus(process -> kit.calls().waitAny(null)));
    }

    @Requirement(
            id = "JVM-002",
            level = LINUX,
            rule =
                    "A wait for the pid of a java.lang.Process competes with the JDK's own: one of the two gets the status, the "
                            + "other nothing, which for us is ECHILD and for the JDK exit value 0.",
            sources = {
                "POSIX.1-2017 wait(), DESCRIPTION",
                "java.lang.Process, waitFor()",
                "OpenJDK, ProcessHandleImpl_unix.c"
            })
    void a_wait_for_the_pid_of_a_java_lang_Process_takes_the_status_or_is_ECHILD() {
        assertThat(IntStream.range(0, ROUNDS))
                .allSatisfy(
                        round -> assertOneGetsTheStatus(process -> kit.calls().waitpid(process.pid(), null, 0)));
    }

    private void assertOneGetsTheStatus(java.util.function.ToIntFunction<JdkProcess> wait) {
        JdkProcess process = stopped();
        kit.children().send(process.pid(), Signal.CONT);

        int ours = wait.applyAsInt(process);
        int theirs = process.exitValue();

        assertThat(List.of(ours, theirs)).isIn(List.of(process.pid(), INVENTED), List.of(-Abi.ECHILD, CODE));
    }

    @Requirement(
            id = "JVM-003",
            level = LINUX,
            rule =
                    "A wait with WNOWAIT for a java.lang.Process takes nothing from it: the JDK still tells how it ended.",
            sources = {"POSIX.1-2017 waitid(), DESCRIPTION", "java.lang.Process, exitValue()"})
    void WNOWAIT_leaves_the_status_to_java_lang_Process() {
        JdkProcess process = stopped();
        kit.children().send(process.pid(), Signal.CONT);

        int result = kit.calls().waitid(Abi.P_PID, process.pid(), null, Abi.WEXITED | Abi.WNOWAIT);

        assertThat(result).isIn(0, -Abi.ECHILD);
        assertThat(process.exitValue()).isEqualTo(CODE);
    }

    @Requirement(
            id = "JVM-004",
            level = LINUX,
            rule =
                    "ProcessHandle.onExit() of a child of ours completes although we reap the child first; that it does so is "
                            + "the JDK's.",
            sources = {"java.lang.ProcessHandle, onExit()", "OpenJDK, ProcessHandleImpl.java"})
    void onExit_completes_when_we_reap_first() throws Exception {
        kit.requireHost(PROCESS_HANDLE);
        int pid = kit.children().pausing();
        CompletableFuture<ProcessHandle> onExit = ProcessHandle.of(pid)
                .orElseThrow(() -> new Unresolved("no handle"))
                .onExit();
        kit.children().send(pid, Signal.KILL);

        int result = kit.calls().waitpid(pid, null, 0);

        assertThat(result).isEqualTo(pid);
        assertThat(onExit.get(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS).pid())
                .isEqualTo(pid);
    }

    @Requirement(
            id = "JVM-005",
            level = LINUX,
            rule =
                    "ProcessHandle.onExit() of a child of ours looks with WNOWAIT and takes nothing: after it has completed the "
                            + "status is still there for us.",
            sources = {"java.lang.ProcessHandle, onExit()", "OpenJDK, ProcessHandleImpl_unix.c"})
    void onExit_leaves_the_status_to_us() throws Exception {
        kit.requireHost(PROCESS_HANDLE);
        int pid = kit.children().exiting(CODE);
        ProcessHandle.of(pid)
                .orElseThrow(() -> new Unresolved("no handle"))
                .onExit()
                .get(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS);

        assertThat(kit.posix().waitpid(pid(pid), NONE)).contains(new StateChange(pid, new Exited(CODE)));
    }

    @Requirement(
            id = "JVM-015",
            level = LINUX,
            rule =
                    "After ProcessBuilder failed to start a program there is nothing to wait for: the JDK reaps what it tried.",
            sources = {"java.lang.ProcessBuilder, start()", "POSIX.1-2017 wait(), ERRORS"})
    void a_ProcessBuilder_that_fails_leaves_no_child() {
        boolean started = JdkProcess.canStart("/no/such/program");

        int result = kit.calls().waitAny(null);

        assertThat(started).isFalse();
        assertThat(result).isEqualTo(-Abi.ECHILD);
    }

    @Requirement(
            id = "JVM-016",
            level = LINUX,
            rule = "A java.lang.Process is one child of the JVM's process, and its pid is what Process.pid() says.",
            sources = {"java.lang.Process, pid()", "getppid(2), DESCRIPTION"})
    void a_java_lang_Process_is_one_child() {
        JdkProcess process = stopped();

        int result = kit.calls().waitpid(-1, null, Abi.WNOHANG);

        assertThat(Proc.children()).containsExactly(process.pid());
        assertThat(result).isZero();
    }

    @Requirement(
            id = "JVM-017",
            level = LINUX,
            rule =
                    "Process.exitValue() is 137 for exit code 137 and for death by SIGKILL alike, as the JDK adds 128 to a "
                            + "signal; a status word tells them apart.",
            sources = {"OpenJDK, ProcessHandleImpl_unix.c", "POSIX.1-2017 sys/wait.h, DESCRIPTION"})
    void an_exit_code_and_a_signal_that_the_JDK_folds_into_one_stay_apart() {
        String exits = "exit 137";
        String dies = "kill -s KILL $$";
        int exiting = kit.children().shell(exits);
        int dying = kit.children().shell(dies);

        List<StateChange> ours = List.of(
                kit.posix().waitpid(pid(exiting), NONE).orElseThrow(),
                kit.posix().waitpid(pid(dying), NONE).orElseThrow());
        List<Integer> theirs = List.of(
                JdkProcess.shell(kit, exits).exitValue(),
                JdkProcess.shell(kit, dies).exitValue());

        assertThat(ours)
                .containsExactly(
                        new StateChange(exiting, new Exited(137)),
                        new StateChange(dying, new Signaled(Signal.KILL, false)));
        assertThat(theirs).containsExactly(137, 137);
    }

    /** A process of the JDK's that is stopped, and exits when continued. */
    private JdkProcess stopped() {
        JdkProcess process = JdkProcess.shell(kit, "kill -s STOP $$; exit " + CODE);
        kit.children().awaitStop(process.pid());
        return process;
    }
}
