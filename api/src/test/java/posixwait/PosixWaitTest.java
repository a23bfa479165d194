package posixwait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.WaitStatus.Stopped;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;

class PosixWaitTest {
    private static final int PID = 4711;

    @RegisterExtension
    final ScriptedSystemCalls calls = new ScriptedSystemCalls();

    private final PosixWait wait = new PosixWait(calls.backend());

    private static ScriptedSystemCalls.Answer reporting(int word) {
        return arguments -> {
            arguments.the(RawStatus.class).value = word;
            return PID;
        };
    }

    private static ScriptedSystemCalls.Answer measuring(int word) {
        return arguments -> {
            arguments.the(RawUsage.class).userSeconds = 2;
            arguments.the(RawUsage.class).maxResident = 64;
            return reporting(word).to(arguments);
        };
    }

    private static ScriptedSystemCalls.Answer informing(int code, int status) {
        return arguments -> {
            RawChild child = arguments.the(RawChild.class);
            child.signo = Abi.SIGCHLD;
            child.code = code;
            child.pid = PID;
            child.uid = 1000;
            child.status = status;
            return 0;
        };
    }

    private static MeasuredChange measured(WaitStatus status) {
        return new MeasuredChange(
                PID, status, new ResourceUsage(Duration.ofSeconds(2), Duration.ZERO, 64, 0, 0, 0, 0, 0, 0));
    }

    private static Arguments call(String name, String symbol, String text, Consumer<PosixWait> call) {
        return Arguments.of(Named.of(name, symbol), text, call);
    }

    static Stream<Arguments> the_five_calls() {
        return Stream.of(
                call("wait", "waitAny", "wait()", PosixWait::waitAny),
                call(
                        "waitpid",
                        "waitpid",
                        "waitpid(4711, NOHANG)",
                        wait -> wait.waitpid(WaitTarget.pid(PID), WaitOptions.NOHANG)),
                call("wait3", "wait3", "wait3(0)", wait -> wait.wait3(WaitOptions.NONE)),
                call(
                        "wait4",
                        "wait4",
                        "wait4(-7, UNTRACED)",
                        wait -> wait.wait4(WaitTarget.group(7), WaitOptions.UNTRACED)),
                call(
                        "waitid",
                        "waitid",
                        "waitid(pidfd 7, EXITED|NOWAIT)",
                        wait -> wait.waitid(
                                new WaitTarget.ByPidfd(7), WaitIdOptions.EXITED.with(WaitIdOptions.NOWAIT))));
    }

    @ParameterizedTest
    @MethodSource("the_five_calls")
    void an_interrupted_call_is_not_repeated(String symbol, String text, Consumer<PosixWait> call) {
        calls.answer(symbol, -Abi.EINTR);

        PosixException e = catchThrowableOfType(PosixException.class, () -> call.accept(wait));

        assertThat(e.errno()).isEqualTo(Errno.EINTR);
    }

    @ParameterizedTest
    @MethodSource("the_five_calls")
    void a_failure_names_the_call_its_arguments_and_the_error(String symbol, String text, Consumer<PosixWait> call) {
        calls.answer(symbol, -Abi.ECHILD);

        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> call.accept(wait))
                .withMessage(text + ": ECHILD (No child processes)");
    }

    @Test
    void wait_reports_the_child_and_its_status() {
        calls.answer("waitAny", reporting(0x700));

        assertThat(wait.waitAny()).isEqualTo(new StateChange(PID, new Exited(7)));
    }

    @Test
    void a_change_is_shown_with_the_pid_and_what_happened() {
        assertThat(new StateChange(PID, new Exited(7))).hasToString("4711 exited with 7");
    }

    @Test
    void waitpid_reports_the_child_and_its_status() {
        calls.answer("waitpid", reporting(0x137f));

        assertThat(wait.waitpid(WaitTarget.any(), WaitOptions.UNTRACED))
                .contains(new StateChange(PID, new Stopped(Signal.STOP)));
    }

    @Test
    void waitpid_passes_the_signed_pid_and_the_bits() {
        calls.answer("waitpid", 0);

        wait.waitpid(WaitTarget.group(7), WaitOptions.NOHANG.with(WaitOptions.CONTINUED));

        assertThat(calls.made()).containsExactly("waitpid(-7, RawStatus{}, 9)");
    }

    @Test
    void waitpid_that_finds_nothing_is_empty() {
        calls.answer("waitpid", 0);

        assertThat(wait.waitpid(WaitTarget.any(), WaitOptions.NOHANG)).isEmpty();
    }

    @Test
    void waitpid_of_a_pidfd_is_rejected_before_the_call() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wait.waitpid(new WaitTarget.ByPidfd(7), WaitOptions.NONE));
    }

    @Test
    void a_status_of_an_earlier_call_does_not_show() {
        calls.answer("waitpid", reporting(9)).answer("waitpid", PID);
        wait.waitpid(WaitTarget.any(), WaitOptions.NONE);

        assertThat(wait.waitpid(WaitTarget.any(), WaitOptions.NONE)).contains(new StateChange(PID, new Exited(0)));
    }

    @Test
    void wait3_reports_the_child_its_status_and_its_usage() {
        calls.answer("wait3", measuring(9));

        assertThat(wait.wait3(WaitOptions.NONE)).contains(measured(new Signaled(Signal.KILL, false)));
    }

    @Test
    void wait3_passes_the_bits() {
        calls.answer("wait3", 0);

        wait.wait3(WaitOptions.NOHANG);

        assertThat(calls.made()).containsExactly("wait3(RawStatus{}, 1, RawUsage{})");
    }

    @Test
    void wait3_that_finds_nothing_is_empty() {
        calls.answer("wait3", 0);

        assertThat(wait.wait3(WaitOptions.NOHANG)).isEmpty();
    }

    @Test
    void wait4_reports_the_child_its_status_and_its_usage() {
        calls.answer("wait4", measuring(0x8b));

        assertThat(wait.wait4(WaitTarget.pid(PID), WaitOptions.NONE))
                .contains(measured(new Signaled(Signal.SEGV, true)));
    }

    @Test
    void wait4_passes_the_signed_pid_and_the_bits() {
        calls.answer("wait4", 0);

        wait.wait4(WaitTarget.ownGroup(), WaitOptions.NOHANG);

        assertThat(calls.made()).containsExactly("wait4(0, RawStatus{}, 1, RawUsage{})");
    }

    @Test
    void wait4_that_finds_nothing_is_empty() {
        calls.answer("wait4", 0);

        assertThat(wait.wait4(WaitTarget.any(), WaitOptions.NOHANG)).isEmpty();
    }

    @Test
    void wait4_of_a_pidfd_is_rejected_before_the_call() {
        assertThatIllegalArgumentException().isThrownBy(() -> wait.wait4(new WaitTarget.ByPidfd(7), WaitOptions.NONE));
    }

    @Test
    void a_usage_of_an_earlier_call_does_not_show() {
        calls.answer("wait4", measuring(9)).answer("wait4", PID);
        wait.wait4(WaitTarget.any(), WaitOptions.NONE);

        assertThat(wait.wait4(WaitTarget.any(), WaitOptions.NONE).map(MeasuredChange::usage))
                .contains(ResourceUsage.of(new RawUsage()));
    }

    @Test
    void a_measured_change_is_the_same_change_without_the_usage() {
        assertThat(measured(new Exited(7)).change()).isEqualTo(new StateChange(PID, new Exited(7)));
    }

    @Test
    void waitid_reports_what_the_siginfo_says() {
        calls.answer("waitid", informing(Abi.CLD_EXITED, 7));

        assertThat(wait.waitid(WaitTarget.any(), WaitIdOptions.EXITED))
                .contains(new ChildInfo(PID, 1000, new Exited(7)));
    }

    @Test
    void waitid_passes_the_id_type_the_id_and_the_bits() {
        calls.answer("waitid", 0);

        wait.waitid(WaitTarget.group(7), WaitIdOptions.STOPPED.with(WaitIdOptions.NOHANG));

        assertThat(calls.made()).containsExactly("waitid(2, 7, RawChild{}, 3)");
    }

    @Test
    void waitid_that_stores_no_pid_has_found_nothing() {
        calls.answer("waitid", 0);

        assertThat(wait.waitid(WaitTarget.any(), WaitIdOptions.EXITED.with(WaitIdOptions.NOHANG)))
                .isEmpty();
    }

    @Test
    void a_siginfo_of_an_earlier_call_does_not_show() {
        calls.answer("waitid", informing(Abi.CLD_KILLED, Abi.SIGKILL)).answer("waitid", 0);
        wait.waitid(WaitTarget.any(), WaitIdOptions.EXITED);

        assertThat(wait.waitid(WaitTarget.any(), WaitIdOptions.EXITED.with(WaitIdOptions.NOHANG)))
                .isEmpty();
    }

    @Test
    void a_siginfo_is_the_same_change_as_the_other_calls_report() {
        assertThat(new ChildInfo(PID, 1000, new Exited(7)).change()).isEqualTo(new StateChange(PID, new Exited(7)));
    }
}
