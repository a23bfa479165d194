package posixwait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawStatus;

/** Whom a signal to a child can hit, by each of the ways that it goes. */
class ChildSignalTest {
    private static final int PID = 4711;
    private static final int FD = 7;
    private static final int LENT = 9;
    private static final String OPEN = "pidfdOpen(4711, 0)";
    private static final String CLOSE = "close(7)";
    private static final String LOOK_BY_PIDFD = "waitid(3, 7, null, 16777221)";
    private static final String LOOK_BY_PID = "waitid(1, 4711, null, 16777221)";

    @RegisterExtension
    final ScriptedSystemCalls calls = new ScriptedSystemCalls();

    private final Child child = Child.of(calls.backend(), PID);

    private static ScriptedSystemCalls.Answer ended() {
        return arguments -> {
            arguments.the(RawStatus.class).value = 0x700;
            return PID;
        };
    }

    @Test
    void it_never_goes_to_a_pid_that_was_reaped() {
        calls.answer("waitpid", ended());
        child.reap();

        assertThat(child.send(Signal.KILL)).isFalse();
    }

    @Test
    void a_kill_says_whether_it_was_sent() {
        child.lend(LENT);
        calls.answer("pidfdSendSignal", 0, -Abi.ESRCH);

        assertThat(child.kill()).isTrue();
        assertThat(child.kill()).isFalse();
        assertThat(calls.made()).containsOnly("pidfdSendSignal(9, 9, 0)");
    }

    @Nested
    class By_a_pidfd_of_its_own {
        @Test
        void it_goes_to_what_the_pidfd_refers_to() {
            calls.answer("pidfdOpen", FD)
                    .answer("waitid", 0)
                    .answer("pidfdSendSignal", 0)
                    .answer("close", 0);

            assertThat(child.send(Signal.TERM)).isTrue();
        }

        /** The other way round, the pid could get another owner between the two. */
        @Test
        void it_is_opened_before_it_is_looked_at_and_closed_at_last() {
            calls.answer("pidfdOpen", FD)
                    .answer("waitid", 0)
                    .answer("pidfdSendSignal", 0)
                    .answer("close", 0);

            child.send(Signal.TERM);

            assertThat(calls.made()).containsExactly(OPEN, LOOK_BY_PIDFD, "pidfdSendSignal(7, 15, 0)", CLOSE);
        }

        /** Where standard input is closed. */
        @Test
        void it_may_be_descriptor_0() {
            calls.answer("pidfdOpen", 0)
                    .answer("waitid", 0)
                    .answer("pidfdSendSignal", 0)
                    .answer("close", 0);

            assertThat(child.send(Signal.TERM)).isTrue();
        }

        @Test
        void it_does_not_hit_the_stranger_that_has_the_pid_of_a_stolen_child() {
            calls.answer("pidfdOpen", FD).answer("waitid", -Abi.ECHILD).answer("close", 0);

            assertThat(child.send(Signal.KILL)).isFalse();
        }

        /** Linux 5.3 has pidfds and {@code waitid} takes none yet. */
        @Test
        void that_waitid_takes_no_pidfd_is_no_evidence_against_it() {
            calls.answer("pidfdOpen", FD)
                    .answer("waitid", -Abi.EINVAL)
                    .answer("pidfdSendSignal", 0)
                    .answer("close", 0);

            assertThat(child.send(Signal.TERM)).isTrue();
        }

        @Test
        void it_is_not_sent_to_a_process_that_is_gone() {
            calls.answer("pidfdOpen", FD)
                    .answer("waitid", 0)
                    .answer("pidfdSendSignal", -Abi.ESRCH)
                    .answer("close", 0);

            assertThat(child.send(Signal.TERM)).isFalse();
        }

        @Test
        void the_pidfd_is_closed_also_if_the_signal_is_not_allowed() {
            calls.answer("pidfdOpen", FD)
                    .answer("waitid", 0)
                    .answer("pidfdSendSignal", -Abi.EPERM)
                    .answer("close", 0);

            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> child.send(Signal.TERM))
                    .withMessage("pidfd_send_signal(7, SIGTERM): EPERM (Operation not permitted)");
        }

        @Test
        void other_threads_are_kept_from_reaping_until_it_is_sent() throws InterruptedException {
            Thread reaping = new Thread(child::reap);
            calls.answer("pidfdOpen", FD)
                    .answer("waitid", arguments -> {
                        reaping.start();
                        while (reaping.getState() != Thread.State.BLOCKED) {
                            Thread.onSpinWait();
                        }
                        return 0;
                    })
                    .answer("pidfdSendSignal", 0)
                    .answer("close", 0)
                    .answer("waitpid", ended());

            child.send(Signal.TERM);

            reaping.join();
            assertThat(calls.made()).last().isEqualTo("waitpid(4711, RawStatus{}, 1)");
        }
    }

    @Nested
    class By_pid_where_no_pidfd_is_to_be_had {
        @ParameterizedTest
        @ValueSource(ints = {Abi.ENOSYS, Abi.EPERM, Abi.EMFILE})
        void it_goes_to_the_pid(int errno) {
            calls.answer("pidfdOpen", -errno).answer("waitid", 0).answer("kill", 0);

            assertThat(child.send(Signal.TERM)).isTrue();
        }

        @Test
        void the_pid_is_looked_at_first() {
            calls.answer("pidfdOpen", -Abi.ENOSYS).answer("waitid", 0).answer("kill", 0);

            child.send(Signal.TERM);

            assertThat(calls.made()).containsExactly(OPEN, LOOK_BY_PID, "kill(4711, 15)");
        }

        @ParameterizedTest
        @ValueSource(ints = {Abi.ENOSYS, Abi.ESRCH})
        void it_does_not_hit_who_has_the_pid_of_a_stolen_child(int errno) {
            calls.answer("pidfdOpen", -errno).answer("waitid", -Abi.ECHILD);

            assertThat(child.send(Signal.KILL)).isFalse();
        }

        @Test
        void it_is_not_sent_to_a_process_that_is_gone() {
            calls.answer("pidfdOpen", -Abi.ENOSYS).answer("waitid", 0).answer("kill", -Abi.ESRCH);

            assertThat(child.send(Signal.TERM)).isFalse();
        }

        @Test
        void a_signal_that_is_not_allowed_is_an_error() {
            calls.answer("pidfdOpen", -Abi.ENOSYS).answer("waitid", 0).answer("kill", -Abi.EPERM);

            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> child.send(Signal.TERM))
                    .withMessage("kill(4711, SIGTERM): EPERM (Operation not permitted)");
        }
    }

    @Nested
    class By_a_lent_pidfd {
        @Test
        void it_needs_no_other() {
            child.lend(LENT);
            calls.answer("pidfdSendSignal", 0);

            child.send(Signal.TERM);

            assertThat(calls.made()).containsExactly("pidfdSendSignal(9, 15, 0)");
        }

        @Test
        void it_says_that_it_was_sent() {
            child.lend(LENT);
            calls.answer("pidfdSendSignal", 0);

            assertThat(child.send(Signal.TERM)).isTrue();
        }

        @Test
        void it_is_not_sent_to_a_child_that_was_stolen() {
            child.lend(LENT);
            calls.answer("pidfdSendSignal", -Abi.ESRCH);

            assertThat(child.send(Signal.TERM)).isFalse();
        }

        @Test
        void a_signal_that_is_not_allowed_is_an_error() {
            child.lend(LENT);
            calls.answer("pidfdSendSignal", -Abi.EPERM);

            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> child.send(Signal.TERM))
                    .withMessage("pidfd_send_signal(9, SIGTERM): EPERM (Operation not permitted)");
        }

        @Test
        void the_child_is_reaped_by_it_too() {
            child.lend(LENT);
            calls.answer("waitid", arguments -> {
                RawChild info = arguments.the(RawChild.class);
                info.pid = PID;
                info.code = Abi.CLD_EXITED;
                info.status = 7;
                return 0;
            });

            assertThat(child.reap()).contains(new WaitStatus.Exited(7));
            assertThat(calls.made()).containsExactly("waitid(3, 9, RawChild{}, 5)");
        }

        @Test
        void the_first_that_is_lent_is_used() {
            child.lend(LENT);
            child.lend(LENT + 1);
            calls.answer("pidfdSendSignal", 0);

            child.send(Signal.TERM);

            assertThat(calls.made()).containsExactly("pidfdSendSignal(9, 15, 0)");
        }

        /** It is closed then, and its number may be any other descriptor's. */
        @Test
        void it_is_not_used_after_it_was_taken_back() {
            child.lend(LENT);
            child.takeBack(LENT);
            calls.answer("pidfdOpen", -Abi.ESRCH).answer("waitid", -Abi.ECHILD);

            child.send(Signal.TERM);

            assertThat(calls.made()).containsExactly(OPEN, LOOK_BY_PID);
        }

        @Test
        void one_that_is_taken_back_and_was_not_used_changes_nothing() {
            child.lend(LENT);
            child.takeBack(LENT + 1);
            calls.answer("pidfdSendSignal", 0);

            child.send(Signal.TERM);

            assertThat(calls.made()).containsExactly("pidfdSendSignal(9, 15, 0)");
        }
    }
}
