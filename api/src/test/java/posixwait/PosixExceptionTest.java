package posixwait;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PosixExceptionTest {
    @Test
    void the_message_is_the_call_its_arguments_and_the_error() {
        assertThat(new PosixException("waitpid", "4711, NOHANG", Errno.ECHILD))
                .hasMessage("waitpid(4711, NOHANG): ECHILD (No child processes)");
    }

    @Test
    void a_call_without_arguments_has_empty_parentheses() {
        assertThat(new PosixException("wait", "", Errno.EINTR)).hasMessage("wait(): EINTR (Interrupted system call)");
    }

    @Test
    void the_call_can_be_asked_for() {
        assertThat(new PosixException("waitpid", "4711, NOHANG", Errno.ECHILD).call())
                .isEqualTo("waitpid");
    }

    @Test
    void the_error_can_be_asked_for() {
        assertThat(new PosixException("waitpid", "4711, NOHANG", Errno.ECHILD).errno())
                .isEqualTo(Errno.ECHILD);
    }
}
