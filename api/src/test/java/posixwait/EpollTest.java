package posixwait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import posixwait.spi.Abi;
import posixwait.spi.RawEvents;

class EpollTest {
    private static final int EPOLL = 5;
    private static final int WAKE_FD = 6;
    private static final int PIDFD = 7;

    @RegisterExtension
    final ScriptedSystemCalls calls = new ScriptedSystemCalls();

    private Epoll open() {
        calls.answer("epollCreate1", EPOLL).answer("eventfd", WAKE_FD).answer("epollCtl", 0);
        return ((Epoll.Opened) Epoll.open(calls.calls())).epoll();
    }

    private String last() {
        return calls.made().get(calls.made().size() - 1);
    }

    @Nested
    class Opening {
        /** {@code EPOLL_CLOEXEC}; {@code EFD_CLOEXEC|EFD_NONBLOCK}; {@code EPOLL_CTL_ADD}, {@code EPOLLIN}, the token 0. */
        @Test
        void makes_both_descriptors_for_this_process_only_and_watches_the_eventfd_all_the_time() {
            open();

            assertThat(calls.made())
                    .containsExactly("epollCreate1(524288)", "eventfd(0, 526336)", "epollCtl(5, 1, 6, 1, 0)");
        }

        @Test
        void has_a_descriptor() {
            assertThat(open().fd()).isEqualTo(EPOLL);
        }

        /** Where standard input is closed. */
        @ParameterizedTest
        @CsvSource({"0, 6", "5, 0"})
        void may_get_any_number(int epoll, int eventfd) {
            calls.answer("epollCreate1", epoll).answer("eventfd", eventfd).answer("epollCtl", 0);

            assertThat(Epoll.open(calls.calls())).isInstanceOf(Epoll.Opened.class);
        }

        @Test
        void without_an_epoll_is_refused() {
            calls.answer("epollCreate1", -Abi.EMFILE);

            assertThat(Epoll.open(calls.calls()))
                    .isEqualTo(new Epoll.Refused(Strategy.sweep("epoll_create1", -Abi.EMFILE)));
        }

        @Test
        void without_an_eventfd_is_refused_and_leaves_nothing() {
            calls.answer("epollCreate1", EPOLL).answer("eventfd", -Abi.EMFILE).answer("close", 0);

            assertThat(Epoll.open(calls.calls())).isEqualTo(new Epoll.Refused(Strategy.sweep("eventfd", -Abi.EMFILE)));
            assertThat(last()).isEqualTo("close(5)");
        }

        @Test
        void without_room_for_the_eventfd_is_refused_and_leaves_nothing() {
            calls.answer("epollCreate1", EPOLL)
                    .answer("eventfd", WAKE_FD)
                    .answer("epollCtl", -Abi.ENOMEM)
                    .answer("close", 0, 0);

            assertThat(Epoll.open(calls.calls()))
                    .isEqualTo(new Epoll.Refused(Strategy.sweep("epoll_ctl", -Abi.ENOMEM)));
            assertThat(calls.made()).endsWith("close(6)", "close(5)");
        }
    }

    @Nested
    class Watching {
        /** {@code EPOLLIN|EPOLLONESHOT}. */
        @Test
        void a_pidfd_is_watched_once() {
            Epoll epoll = open();
            calls.answer("epollCtl", 0);

            assertThat(epoll.add(PIDFD, 99)).isZero();
            assertThat(last()).isEqualTo("epollCtl(5, 1, 7, 1073741825, 99)");
        }

        @Test
        void a_pidfd_that_cannot_be_watched_is_told_of() {
            Epoll epoll = open();
            calls.answer("epollCtl", -Abi.ENOMEM);

            assertThat(epoll.add(PIDFD, 99)).isEqualTo(-Abi.ENOMEM);
        }

        @Test
        void a_pidfd_is_watched_no_more() {
            Epoll epoll = open();
            calls.answer("epollCtl", 0);
            epoll.remove(PIDFD);

            assertThat(last()).isEqualTo("epollCtl(5, 2, 7, 0, 0)");
        }
    }

    @Nested
    class Awaiting {
        @Test
        void tells_the_token_of_each_event() {
            Epoll epoll = open();
            calls.answer("epollWait", arguments -> {
                RawEvents events = arguments.the(RawEvents.class);
                events.data[0] = 11;
                events.data[1] = 22;
                return 2;
            });

            assertThat(epoll.await(0)).isEqualTo(2);
            assertThat(new long[] {epoll.token(0), epoll.token(1)}).containsExactly(11, 22);
        }

        @ParameterizedTest
        @CsvSource({"0, 0", "1, 1", "1000000, 1", "1000001, 2", "9223372036854775807, -1"})
        void takes_the_time_in_milliseconds_rounded_up(long nanos, int millis) {
            Epoll epoll = open();
            calls.answer("epollWait", arguments -> {
                assertThat(arguments.number(2)).isEqualTo(millis);
                return 0;
            });

            epoll.await(nanos);
        }

        @Test
        void has_room_for_256_events() {
            Epoll epoll = open();
            calls.answer(
                    "epollWait", arguments -> arguments.the(RawEvents.class).capacity());

            assertThat(epoll.await(0)).isEqualTo(256);
        }

        @Test
        void ends_without_an_event_if_a_signal_handler_runs() {
            Epoll epoll = open();
            calls.answer("epollWait", -Abi.EINTR);

            assertThat(epoll.await(0)).isZero();
        }

        @Test
        void fails_with_what_the_call_failed_with() {
            Epoll epoll = open();
            calls.answer("epollWait", -Abi.EBADF);

            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> epoll.await(0))
                    .withMessage("epoll_wait(5): EBADF (Bad file descriptor)");
        }
    }

    @Nested
    class Waking {
        @Test
        void writes_a_counter_of_eight_bytes_that_is_not_0() {
            Epoll epoll = open();
            calls.answer("write", arguments -> {
                assertThat(arguments.the(byte[].class)).hasSize(8).contains(1);
                assertThat(arguments.number(0)).isEqualTo(WAKE_FD);
                assertThat(arguments.number(3)).isEqualTo(8);
                return 8;
            });

            epoll.wake();
        }

        @Test
        void is_done_if_the_counter_is_full() {
            Epoll epoll = open();
            calls.answer("write", -Abi.EAGAIN);

            epoll.wake();
        }

        @Test
        void is_over_when_the_counter_was_read() {
            Epoll epoll = open();
            calls.answer("read", arguments -> {
                assertThat(arguments.number(0)).isEqualTo(WAKE_FD);
                assertThat(arguments.number(3)).isEqualTo(8);
                return 8;
            });

            epoll.takeWake();
        }
    }

    @Test
    void closing_closes_both_descriptors() {
        Epoll epoll = open();
        calls.answer("close", 0, 0);
        epoll.close();

        assertThat(calls.made()).endsWith("close(6)", "close(5)");
    }
}
