package posixwait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.spi.Abi;
import posixwait.spi.RawPoll;
import posixwait.spi.RawSigaction;
import posixwait.spi.RawStatus;

class ChildTest {
    private static final int PID = 4711;
    private static final int FD = 7;
    private static final String PEEK = "waitid(1, 4711, RawChild{}, 16777220)";
    private static final String LOOK = "waitid(3, 7, null, 16777221)";
    private static final String REAP = "waitpid(4711, RawStatus{}, 1)";

    @RegisterExtension
    final ScriptedSystemCalls calls = new ScriptedSystemCalls();

    private final Child child = Child.of(calls.backend(), PID);

    private static ScriptedSystemCalls.Answer ended(int word) {
        return arguments -> {
            arguments.the(RawStatus.class).value = word;
            return PID;
        };
    }

    private static ScriptedSystemCalls.Answer action(long handler, int flags) {
        return arguments -> {
            RawSigaction old = arguments.the(RawSigaction.class);
            old.handler = handler;
            old.flags = flags;
            return 0;
        };
    }

    private static ScriptedSystemCalls.Answer readable() {
        return arguments -> {
            arguments.the(RawPoll.class).revents[0] = Abi.POLLIN;
            return 1;
        };
    }

    private void reaped() {
        calls.answer("waitpid", ended(0x700));
        child.reap();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void a_pid_that_is_no_single_child_is_rejected(int pid) {
        assertThatIllegalArgumentException().isThrownBy(() -> Child.of(calls.backend(), pid));
    }

    @Test
    void it_is_shown_with_its_pid() {
        assertThat(child).hasToString("child 4711");
    }

    @Test
    void reaped_it_is_shown_with_what_became_of_it() {
        reaped();

        assertThat(child).hasToString("child 4711, exited with 7");
    }

    @Nested
    class Reaping {
        @Test
        void a_child_that_ended_has_a_fate() {
            calls.answer("waitpid", ended(0x700));

            assertThat(child.reap()).contains(new Exited(7));
        }

        @Test
        void a_child_that_runs_has_none() {
            calls.answer("waitpid", 0);

            assertThat(child.reap()).isEmpty();
        }

        @Test
        void only_this_child_is_asked_for_and_never_waited_for() {
            calls.answer("waitpid", 0);

            child.reap();

            assertThat(calls.made()).containsExactly(REAP);
        }

        @Test
        void a_signal_handler_does_not_get_in_the_way() {
            calls.answer("waitpid", -Abi.EINTR, -Abi.EINTR).answer("waitpid", ended(9));

            assertThat(child.reap()).contains(new Signaled(Signal.KILL, false));
        }

        @Test
        void a_failure_that_is_no_answer_is_an_error() {
            calls.answer("waitpid", -Abi.ENOSYS);

            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(child::reap)
                    .withMessage("waitpid(4711, NOHANG): ENOSYS (Function not implemented)");
        }

        @Test
        void the_fate_is_remembered() {
            calls.answer("waitpid", ended(0x700));
            child.reap();

            assertThat(child.reap()).contains(new Exited(7));
        }

        @Test
        void a_failure_is_not_remembered() {
            calls.answer("waitpid", -Abi.ENOSYS).answer("waitpid", ended(0x700));
            assertThatExceptionOfType(PosixException.class).isThrownBy(child::reap);

            assertThat(child.reap()).contains(new Exited(7));
        }

        @Test
        void many_threads_reap_it_once() throws Exception {
            int threads = 8;
            calls.answer("waitpid", ended(0x700));
            CountDownLatch start = new CountDownLatch(threads);
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            List<Future<Fate>> fates = new ArrayList<>();
            try {
                for (int i = 0; i < threads; i++) {
                    fates.add(pool.submit(() -> {
                        start.countDown();
                        start.await();
                        return child.reap().orElseThrow();
                    }));
                }
                assertThat(fates).allSatisfy(fate -> assertThat(fate.get()).isEqualTo(new Exited(7)));
            } finally {
                pool.shutdownNow();
            }
        }
    }

    @Nested
    class A_lost_status {
        @ParameterizedTest
        @CsvSource({
            "1, 0, SIGCHLD_IGNORED",
            "1, 2, SIGCHLD_IGNORED",
            "0, 2, NO_CHILD_WAIT",
            "4096, 0x10000002, NO_CHILD_WAIT",
            "0, 0, TAKEN",
            "4096, 0x10000001, TAKEN"
        })
        void has_the_reason_that_the_action_of_SIGCHLD_shows(long handler, String flags, StatusLost.Reason reason) {
            calls.answer("waitpid", -Abi.ECHILD).answer("sigaction", action(handler, Integer.decode(flags)));

            assertThat(child.reap()).contains(new StatusLost(PID, reason));
        }

        @Test
        void is_taken_if_nothing_else_can_be_found_out() {
            calls.answer("waitpid", -Abi.ECHILD).answer("sigaction", arguments -> {
                arguments.the(RawSigaction.class).handler = Abi.SIG_IGN;
                return -Abi.EINVAL;
            });

            assertThat(child.reap()).contains(new StatusLost(PID, StatusLost.Reason.TAKEN));
        }

        @Test
        void changes_no_action() {
            calls.answer("waitpid", -Abi.ECHILD).answer("sigaction", 0);

            child.reap();

            assertThat(calls.made()).containsExactly(REAP, "sigaction(17, null, RawSigaction{})");
        }

        @Test
        void is_remembered() {
            calls.answer("waitpid", -Abi.ECHILD).answer("sigaction", 0);
            child.reap();

            assertThat(child.reap()).contains(new StatusLost(PID, StatusLost.Reason.TAKEN));
        }

        @Test
        void is_what_waiting_for_it_ends_with() {
            calls.answer("waitid", -Abi.ECHILD)
                    .answer("waitpid", -Abi.ECHILD)
                    .answer("sigaction", action(Abi.SIG_IGN, 0));

            assertThat(child.await()).isEqualTo(new StatusLost(PID, StatusLost.Reason.SIGCHLD_IGNORED));
        }

        @ParameterizedTest
        @CsvSource({"SIGCHLD_IGNORED, start the JVM with", "NO_CHILD_WAIT, SA_NOCLDWAIT", "TAKEN, waitpid(-1)"})
        void says_why_and_what_to_do(StatusLost.Reason reason, String part) {
            assertThat(new StatusLost(PID, reason).toString())
                    .startsWith("status of 4711 lost: ")
                    .contains(part);
        }
    }

    @Nested
    class Waiting {
        @Test
        void peeks_before_it_reaps() {
            calls.answer("waitid", 0).answer("waitpid", ended(0x700));

            child.await();

            assertThat(calls.made()).containsExactly(PEEK, REAP);
        }

        @Test
        void ends_with_the_fate() {
            calls.answer("waitid", 0).answer("waitpid", ended(0x86));

            assertThat(child.await()).isEqualTo(new Signaled(Signal.ABRT, true));
        }

        @Test
        void goes_on_after_a_signal_handler() {
            calls.answer("waitid", -Abi.EINTR, -Abi.EINTR, 0).answer("waitpid", ended(0x700));

            assertThat(child.await()).isEqualTo(new Exited(7));
        }

        @Test
        void makes_no_call_for_a_fate_that_is_known() {
            reaped();
            int before = calls.made().size();

            assertThat(child.await()).isEqualTo(new Exited(7));
            assertThat(calls.made()).hasSize(before);
        }

        @Test
        void does_not_make_a_fate_up_for_a_child_that_ended_and_is_not_waitable() {
            calls.answer("waitid", 0).answer("waitpid", 0);

            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(child::await)
                    .withMessage("child 4711 ended and is not waitable");
        }

        @Test
        void fails_if_it_cannot_wait() {
            calls.answer("waitid", -Abi.ENOSYS);

            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(child::await)
                    .withMessage("waitid(4711, EXITED|NOWAIT): ENOSYS (Function not implemented)");
        }

        @Test
        void ends_with_the_fate_that_another_thread_found_meanwhile() {
            calls.answer("waitid", arguments -> {
                        child.reap();
                        return -Abi.ECHILD;
                    })
                    .answer("waitpid", ended(0x700));

            assertThat(child.await()).isEqualTo(new Exited(7));
        }
    }

    @Nested
    class Waiting_with_a_timeout {
        @Test
        void needs_no_pidfd_for_a_child_that_ended() {
            calls.answer("waitpid", ended(0x700));

            assertThat(child.await(Duration.ofSeconds(1))).contains(new Exited(7));
        }

        @Test
        void reaps_when_the_pidfd_is_readable() {
            calls.answer("waitpid", 0)
                    .answer("pidfdOpen", FD)
                    .answer("poll", readable())
                    .answer("close", 0)
                    .answer("waitpid", ended(0x700));

            assertThat(child.await(Duration.ofSeconds(1))).contains(new Exited(7));
        }

        @Test
        void closes_the_pidfd() {
            calls.answer("waitpid", 0, 0)
                    .answer("pidfdOpen", FD)
                    .answer("poll", 0)
                    .answer("close", 0);

            child.await(Duration.ZERO);

            assertThat(calls.made()).contains("close(7)");
        }

        @Test
        void closes_the_pidfd_of_a_poll_that_fails() {
            calls.answer("waitpid", 0)
                    .answer("pidfdOpen", FD)
                    .answer("poll", -Abi.ENOMEM)
                    .answer("close", 0);

            assertThatExceptionOfType(PosixException.class).isThrownBy(() -> child.await(Duration.ofSeconds(1)));
        }

        @Test
        void is_empty_if_the_child_still_runs() {
            calls.answer("waitpid", 0, 0)
                    .answer("pidfdOpen", FD)
                    .answer("poll", 0)
                    .answer("close", 0);

            assertThat(child.await(Duration.ZERO)).isEmpty();
        }

        @Test
        void takes_a_process_that_is_gone_for_a_child_that_was_reaped() {
            calls.answer("waitpid", 0)
                    .answer("pidfdOpen", -Abi.ESRCH)
                    .answer("waitpid", -Abi.ECHILD)
                    .answer("sigaction", action(Abi.SIG_IGN, 0));

            assertThat(child.await(Duration.ofSeconds(1)))
                    .contains(new StatusLost(PID, StatusLost.Reason.SIGCHLD_IGNORED));
        }

        @ParameterizedTest
        @ValueSource(ints = {Abi.EMFILE, Abi.ENOSYS, Abi.EPERM})
        void fails_where_there_is_no_pidfd(int errno) {
            calls.answer("waitpid", 0).answer("pidfdOpen", -errno);

            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> child.await(Duration.ofSeconds(1)))
                    .withMessage("pidfd_open(4711, 0): " + new Errno(errno));
        }

        @Test
        void can_take_a_thousand_years() {
            calls.answer("waitpid", 0)
                    .answer("pidfdOpen", FD)
                    .answer("poll", readable())
                    .answer("close", 0)
                    .answer("waitpid", ended(0x700));

            assertThat(child.await(Duration.ofDays(365_000))).contains(new Exited(7));
        }
    }

    @Nested
    class Closing {
        @Test
        void kills_and_reaps() {
            calls.answer("waitpid", 0)
                    .answer("pidfdOpen", FD)
                    .answer("waitid", 0)
                    .answer("pidfdSendSignal", 0)
                    .answer("close", 0)
                    .answer("waitid", 0)
                    .answer("waitpid", ended(9));

            child.close();

            assertThat(calls.made())
                    .containsExactly(
                            REAP, "pidfdOpen(4711, 0)", LOOK, "pidfdSendSignal(7, 9, 0)", "close(7)", PEEK, REAP);
        }

        @Test
        void only_reaps_a_child_that_ended() {
            calls.answer("waitpid", ended(0x700));

            child.close();

            assertThat(calls.made()).containsExactly(REAP);
        }

        @Test
        void does_nothing_to_a_child_that_was_reaped() {
            reaped();

            child.close();

            assertThat(calls.made()).containsExactly(REAP);
        }

        @Test
        void does_not_wait_for_a_child_that_it_may_not_kill() {
            calls.answer("waitpid", 0)
                    .answer("pidfdOpen", FD)
                    .answer("waitid", 0)
                    .answer("pidfdSendSignal", -Abi.EPERM)
                    .answer("close", 0);

            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(child::close)
                    .withMessage("pidfd_send_signal(7, SIGKILL): EPERM (Operation not permitted)");
        }
    }
}
