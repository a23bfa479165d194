package posixwait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.spi.Abi;

class WaitTargetTest {
    @RegisterExtension
    final ScriptedSystemCalls calls = new ScriptedSystemCalls();

    static Stream<Arguments> targets_and_their_pids() {
        return Stream.of(
                Arguments.of(WaitTarget.any(), -1),
                Arguments.of(WaitTarget.ownGroup(), 0),
                Arguments.of(WaitTarget.pid(1), 1),
                Arguments.of(WaitTarget.pid(4711), 4711),
                Arguments.of(WaitTarget.pid(Integer.MAX_VALUE), Integer.MAX_VALUE),
                Arguments.of(WaitTarget.group(2), -2),
                Arguments.of(WaitTarget.group(Integer.MAX_VALUE), -Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("targets_and_their_pids")
    void waitpid_gets_the_signed_pid(WaitTarget target, int pid) {
        assertThat(target.toPid()).isEqualTo(pid);
    }

    @ParameterizedTest
    @MethodSource("targets_and_their_pids")
    void a_target_is_shown_as_waitpid_has_it(WaitTarget target, int pid) {
        assertThat(target).hasToString(Integer.toString(pid));
    }

    @Test
    void waitpid_has_no_form_for_a_pidfd() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WaitTarget.ByPidfd(7).toPid())
                .withMessageContaining("waitid");
    }

    static Stream<Arguments> targets_and_their_ids() {
        return Stream.of(
                Arguments.of(WaitTarget.any(), Abi.P_ALL, 0),
                Arguments.of(WaitTarget.pid(4711), Abi.P_PID, 4711),
                Arguments.of(WaitTarget.group(4711), Abi.P_PGID, 4711),
                Arguments.of(WaitTarget.ownGroup(), Abi.P_PGID, 0),
                Arguments.of(new WaitTarget.ByPidfd(0), Abi.P_PIDFD, 0),
                Arguments.of(new WaitTarget.ByPidfd(7), Abi.P_PIDFD, 7));
    }

    @ParameterizedTest
    @MethodSource("targets_and_their_ids")
    void waitid_gets_the_id_type(WaitTarget target, int idtype, int id) {
        assertThat(target.toIdType()).isEqualTo(idtype);
    }

    @ParameterizedTest
    @MethodSource("targets_and_their_ids")
    void waitid_gets_the_id(WaitTarget target, int idtype, int id) {
        assertThat(target.toId()).isEqualTo(id);
    }

    @Test
    void a_pidfd_is_shown_by_its_number() {
        assertThat(new WaitTarget.ByPidfd(7)).hasToString("pidfd 7");
    }

    @Test
    void a_pidfd_is_waited_for_by_its_number() {
        calls.answer("pidfdOpen", 7);

        assertThat(WaitTarget.pidfd(Pidfd.open(calls.backend(), 4711))).isEqualTo(new WaitTarget.ByPidfd(7));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, -4711, Integer.MIN_VALUE})
    void a_pid_that_would_select_something_else_is_rejected(int pid) {
        assertThatIllegalArgumentException().isThrownBy(() -> WaitTarget.pid(pid));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0, -1, -4711, Integer.MIN_VALUE})
    void a_group_that_would_select_something_else_is_rejected(int group) {
        assertThatIllegalArgumentException().isThrownBy(() -> WaitTarget.group(group));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE})
    void a_negative_pidfd_is_rejected(int fd) {
        assertThatIllegalArgumentException().isThrownBy(() -> new WaitTarget.ByPidfd(fd));
    }
}
