package posixwait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import posixwait.spi.Abi;
import posixwait.spi.RawPoll;

class PidfdTest {
    private static final int FD = 7;
    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
    private static final Duration NEVER = Duration.ofSeconds(Long.MIN_VALUE);

    @RegisterExtension
    final ScriptedSystemCalls calls = new ScriptedSystemCalls();

    private Pidfd open() {
        calls.answer("pidfdOpen", FD);
        return Pidfd.open(calls.backend(), 4711);
    }

    private static ScriptedSystemCalls.Answer ready(int events) {
        return arguments -> {
            arguments.the(RawPoll.class).revents[0] = (short) events;
            return 1;
        };
    }

    /** {@return the timeouts that {@code poll} was given, in milliseconds} */
    private List<Integer> timeouts() {
        return calls.made().stream()
                .filter(call -> call.startsWith("poll("))
                .map(call -> Integer.valueOf(call.replaceAll(".*, (-?\\d+)\\)", "$1")))
                .toList();
    }

    @Test
    void it_is_opened_for_a_pid_without_flags() {
        Pidfd pidfd = open();

        assertThat(calls.made()).containsExactly("pidfdOpen(4711, 0)");
        assertThat(pidfd.fd()).isEqualTo(FD);
    }

    @ParameterizedTest
    @CsvSource({
        "3,  ESRCH (No such process)",
        "24, EMFILE (Too many open files)",
        "38, ENOSYS (Function not implemented)"
    })
    void it_cannot_be_opened_and_says_why(int errno, String description) {
        calls.answer("pidfdOpen", -errno);

        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> Pidfd.open(calls.backend(), 4711))
                .withMessage("pidfd_open(4711, 0): " + description);
    }

    @Test
    void it_is_closed() {
        Pidfd pidfd = open();
        calls.answer("close", 0);

        pidfd.close();

        assertThat(calls.made()).contains("close(7)");
    }

    @Test
    void it_is_closed_once() {
        Pidfd pidfd = open();
        calls.answer("close", 0);
        pidfd.close();

        pidfd.close();

        assertThat(calls.made()).containsOnlyOnce("close(7)");
    }

    @Test
    void nothing_is_sent_to_a_number_that_was_closed() {
        Pidfd pidfd = open();
        calls.answer("close", 0);
        pidfd.close();

        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> pidfd.send(Signal.TERM))
                .withMessage("pidfd_send_signal(7, SIGTERM): EBADF (Bad file descriptor)");
    }

    @Test
    void nothing_is_polled_by_a_number_that_was_closed() {
        Pidfd pidfd = open();
        calls.answer("close", 0);
        pidfd.close();

        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> pidfd.awaitEnd(Duration.ZERO))
                .withMessage("poll(pidfd 7): EBADF (Bad file descriptor)");
    }

    @Test
    void a_signal_is_sent_without_flags() {
        Pidfd pidfd = open();
        calls.answer("pidfdSendSignal", 0);

        boolean sent = pidfd.send(Signal.TERM);

        assertThat(calls.made()).contains("pidfdSendSignal(7, 15, 0)");
        assertThat(sent).isTrue();
    }

    @Test
    void a_signal_to_a_process_that_was_reaped_is_not_sent() {
        Pidfd pidfd = open();
        calls.answer("pidfdSendSignal", -Abi.ESRCH);

        assertThat(pidfd.send(Signal.TERM)).isFalse();
    }

    @Test
    void a_signal_that_is_not_allowed_is_an_error() {
        Pidfd pidfd = open();
        calls.answer("pidfdSendSignal", -Abi.EPERM);

        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> pidfd.send(Signal.TERM))
                .withMessage("pidfd_send_signal(7, SIGTERM): EPERM (Operation not permitted)");
    }

    @Test
    void the_end_of_the_process_makes_it_readable() {
        Pidfd pidfd = open();
        calls.answer("poll", ready(Abi.POLLIN));

        assertThat(pidfd.awaitEnd(Duration.ofSeconds(1))).isTrue();
    }

    @Test
    void it_is_polled_for_reading() {
        Pidfd pidfd = open();
        calls.answer("poll", ready(Abi.POLLIN));

        pidfd.awaitEnd(Duration.ZERO);

        assertThat(calls.made()).contains("poll(RawPoll{fds=[7], events=[1], revents=[0]}, 0)");
    }

    @Test
    void a_descriptor_that_is_not_open_has_not_ended() {
        Pidfd pidfd = open();
        calls.answer("poll", ready(Abi.POLLNVAL));

        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> pidfd.awaitEnd(Duration.ofSeconds(1)))
                .withMessage("poll(pidfd 7): EBADF (Bad file descriptor)");
    }

    @Test
    void a_poll_that_fails_is_an_error() {
        Pidfd pidfd = open();
        calls.answer("poll", -Abi.ENOMEM);

        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> pidfd.awaitEnd(Duration.ofSeconds(1)))
                .withMessage("poll(pidfd 7): ENOMEM (Cannot allocate memory)");
    }

    @Test
    void a_process_that_outlives_the_timeout_has_not_ended() {
        Pidfd pidfd = open();
        calls.answer("poll", 0);

        assertThat(pidfd.awaitEnd(Duration.ofNanos(1))).isFalse();
    }

    static Stream<Duration> timeouts_that_look_once() {
        return Stream.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofDays(-365_000), NEVER);
    }

    @ParameterizedTest
    @MethodSource("timeouts_that_look_once")
    void zero_or_less_looks_once_without_blocking(Duration timeout) {
        Pidfd pidfd = open();
        calls.answer("poll", 0);

        pidfd.awaitEnd(timeout);

        assertThat(timeouts()).containsExactly(0);
    }

    static Stream<Duration> timeouts_longer_than_poll_takes() {
        return Stream.of(Duration.ofDays(25), Duration.ofDays(365_000), Duration.ofNanos(Long.MAX_VALUE), FOR_EVER);
    }

    @ParameterizedTest
    @MethodSource("timeouts_longer_than_poll_takes")
    void a_long_timeout_is_as_long_as_poll_takes(Duration timeout) {
        Pidfd pidfd = open();
        calls.answer("poll", ready(Abi.POLLIN));

        pidfd.awaitEnd(timeout);

        assertThat(timeouts()).containsExactly(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @MethodSource("timeouts_longer_than_poll_takes")
    void a_long_timeout_goes_on_after_a_poll_that_found_nothing(Duration timeout) {
        Pidfd pidfd = open();
        calls.answer("poll", 0).answer("poll", ready(Abi.POLLIN));

        assertThat(pidfd.awaitEnd(timeout)).isTrue();
    }

    @Test
    void an_interrupted_poll_goes_on_with_the_time_that_is_left() {
        Pidfd pidfd = open();
        calls.answer("poll", arguments -> {
                    // Two ticks of the unit that poll counts in: the second timeout is less by at least one.
                    long start = System.nanoTime();
                    while (System.nanoTime() - start < 2_000_000) {
                        Thread.onSpinWait();
                    }
                    return -Abi.EINTR;
                })
                .answer("poll", ready(Abi.POLLIN));

        pidfd.awaitEnd(Duration.ofHours(1));

        assertThat(timeouts().get(1)).isPositive().isLessThan(timeouts().get(0));
    }

    @Test
    void an_interrupted_look_is_not_repeated() {
        Pidfd pidfd = open();
        calls.answer("poll", -Abi.EINTR);

        assertThat(pidfd.awaitEnd(Duration.ZERO)).isFalse();
    }

    @Test
    void it_is_shown_by_its_number() {
        assertThat(open()).hasToString("pidfd 7");
    }
}
