package posixwait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import posixwait.WaitStatus.Continued;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Stopped;
import posixwait.spi.Abi;

/** Who is called back, and what that may do to the reaper and the other children. */
class ReaperCallbackTest {
    private static final int PID = 4711;
    private static final int OTHER = 4712;
    private static final Executor HERE = Runnable::run;
    private static final Executor BUSY = task -> {
        throw new RejectedExecutionException("busy");
    };

    @RegisterExtension
    final Reapers reapers = new Reapers();

    private final FakeChildren children = reapers.children;
    private final Reaper reaper = reapers.driven();
    private final List<Object> heard = new ArrayList<>();
    private final Registration registration = reaper.register(reapers.child(PID));
    private final Registration other = reaper.register(reapers.child(OTHER));

    @AfterEach
    void noHandlerIsLeft() {
        Thread.currentThread().setUncaughtExceptionHandler(null);
    }

    private void hearOfUncaught() {
        Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> heard.add(thrown.getMessage()));
    }

    private void bothEnd() {
        children.exit(PID, 7);
        children.exit(OTHER, 8);
        reapers.drain(reaper);
    }

    @Nested
    class When_a_child_ends {
        @Test
        void the_action_runs_with_its_fate_on_the_executor() {
            registration.onEnd(
                    task -> {
                        heard.add("executor");
                        task.run();
                    },
                    heard::add);
            bothEnd();

            assertThat(heard).containsExactly("executor", new Exited(7));
        }

        @Test
        void the_action_does_not_run_before() {
            registration.onEnd(HERE, heard::add);
            reapers.drain(reaper);

            assertThat(heard).isEmpty();
        }

        @Test
        void the_action_runs_at_once_if_it_had_ended() {
            bothEnd();
            registration.onEnd(HERE, heard::add);

            assertThat(heard).containsExactly(new Exited(7));
        }

        @Test
        void the_action_does_not_run_after_it_was_handed_back() {
            registration.onEnd(HERE, heard::add);
            registration.cancel();
            bothEnd();

            assertThat(heard).isEmpty();
        }

        @Test
        void the_child_is_off_the_roster_when_the_action_runs() {
            registration.onEnd(HERE, fate -> heard.add(reaper.registered()));
            children.exit(PID, 7);
            reapers.drain(reaper);

            assertThat(heard).containsExactly(1);
        }

        @Test
        void the_lock_of_the_reaper_is_free_when_the_action_runs() throws InterruptedException {
            registration.onEnd(HERE, fate -> {
                Thread another = new Thread(() -> heard.add(reaper.registered()));
                another.start();
                try {
                    another.join();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            bothEnd();

            assertThat(heard).hasSize(1);
        }
    }

    @Nested
    class An_executor_that_refuses {
        @Test
        void is_told_to_the_uncaught_exception_handler() {
            hearOfUncaught();
            registration.onEnd(BUSY, heard::add);
            bothEnd();

            assertThat(heard).containsExactly("busy");
        }

        @Test
        void changes_nothing_for_the_child_and_the_others() {
            hearOfUncaught();
            registration.onEnd(BUSY, heard::add);
            bothEnd();

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
            assertThat(Reapers.fate(other)).isEqualTo(new Exited(8));
        }

        @Test
        void changes_nothing_if_the_handler_throws_too() {
            Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {
                throw new IllegalStateException(thrown);
            });
            Child child = reapers.child(4713);
            Registration stops = reaper.register(child, Watch.ends().onStopAndContinue(BUSY, heard::add));
            children.change(4713, Abi.CLD_STOPPED, Abi.SIGSTOP);
            reapers.drain(reaper);
            reaper.look();
            children.exit(4713, 9);
            reapers.drain(reaper);

            assertThat(Reapers.fate(stops)).isEqualTo(new Exited(9));
        }
    }

    @Nested
    class What_depends_on_a_future {
        @Test
        void may_throw_and_the_others_are_told() {
            var unused = registration.fate().thenAccept(fate -> {
                throw new IllegalStateException();
            });
            var unusedToo = registration.fate().thenAccept(fate -> {
                throw new AssertionError();
            });
            bothEnd();

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
            assertThat(Reapers.fate(other)).isEqualTo(new Exited(8));
        }

        @Test
        void is_not_changed_by_what_is_done_to_another_copy_of_it() {
            registration.fate().complete(new Exited(99));
            registration.fate().cancel(true);
            bothEnd();

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
        }

        @Test
        void hears_of_the_hand_back_as_a_cancellation() {
            var unused = registration
                    .fate()
                    .whenComplete(
                            (fate, failure) -> heard.add(failure.getClass().getSimpleName()));
            registration.cancel();

            assertThat(heard).containsExactly("CancellationException");
            assertThat(registration.fate()).isCancelled();
        }
    }

    @Nested
    class Who_drains {
        @Test
        void receives_each_child_that_was_reaped_after_its_future_is_done() {
            children.exit(PID, 7);
            children.exit(OTHER, 8);
            int count =
                    reaper.drain(Duration.ZERO, each -> heard.add(each.fate().isDone()));

            assertThat(heard).containsExactly(true, true);
            assertThat(count).isEqualTo(2);
        }

        @Test
        void may_throw_and_the_batch_is_told_all_the_same() {
            children.exit(PID, 7);
            children.exit(OTHER, 8);

            assertThatExceptionOfType(ArithmeticException.class)
                    .isThrownBy(() -> reaper.drain(Duration.ZERO, each -> {
                        heard.add(each.fate().join());
                        throw new ArithmeticException();
                    }));
            assertThat(heard).containsExactlyInAnyOrder(new Exited(7), new Exited(8));
        }

        @Test
        void gets_the_first_exception_back() {
            children.exit(PID, 7);
            children.exit(OTHER, 8);

            assertThatExceptionOfType(ArithmeticException.class)
                    .isThrownBy(() -> reaper.drain(Duration.ZERO, each -> {
                        heard.add(each);
                        throw new ArithmeticException("number " + heard.size());
                    }))
                    .withMessage("number 1");
        }

        @Test
        void gets_an_error_back_rather_than_an_exception() {
            children.exit(PID, 7);
            children.exit(OTHER, 8);

            assertThatExceptionOfType(StackOverflowError.class)
                    .isThrownBy(() -> reaper.drain(Duration.ZERO, each -> {
                        heard.add(each);
                        if (heard.size() == 1) {
                            throw new ArithmeticException();
                        }
                        throw new StackOverflowError();
                    }));
        }

        @Test
        void gets_the_first_error_back() {
            children.exit(PID, 7);
            children.exit(OTHER, 8);

            assertThatExceptionOfType(StackOverflowError.class)
                    .isThrownBy(() -> reaper.drain(Duration.ZERO, each -> {
                        heard.add(each);
                        throw new StackOverflowError("number " + heard.size());
                    }))
                    .withMessage("number 1");
        }

        @Test
        void may_drain_on_after_that() {
            children.exit(PID, 7);
            assertThatExceptionOfType(ArithmeticException.class)
                    .isThrownBy(() -> reaper.drain(Duration.ZERO, each -> {
                        throw new ArithmeticException();
                    }));
            children.exit(OTHER, 8);

            assertThat(reapers.drain(reaper)).isOne();
        }

        @Test
        void may_not_drain_meanwhile() {
            children.exit(PID, 7);

            assertThatIllegalStateException()
                    .isThrownBy(() -> reaper.drain(Duration.ZERO, each -> reapers.drain(reaper)))
                    .withMessage("another thread drains this reaper: " + Thread.currentThread());
        }

        @Test
        void may_wait_for_a_child_that_was_reaped() {
            children.exit(PID, 7);
            reaper.drain(Duration.ZERO, each -> {
                try {
                    heard.add(registration.await());
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });

            assertThat(heard).containsExactly(new Exited(7));
        }

        @Test
        void may_not_wait_for_the_child_that_it_would_have_to_reap() {
            children.exit(PID, 7);

            assertThatIllegalStateException()
                    .isThrownBy(() -> reaper.drain(Duration.ZERO, each -> {
                        try {
                            other.await();
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    }))
                    .withMessage("the reaper's thread would wait for itself; use fate() or onEnd");
        }

        @Test
        void can_wait_for_a_child_that_was_reaped() throws InterruptedException {
            bothEnd();

            assertThat(other.await()).isEqualTo(new Exited(8));
            assertThat(other.await(Duration.ZERO)).contains(new Exited(8));
        }

        @Test
        void gets_256_children_at_the_most() {
            for (int pid = 1; pid <= 300; pid++) {
                reaper.register(reapers.child(pid));
                children.exit(pid, 1);
            }

            assertThat(List.of(reapers.drain(reaper), reapers.drain(reaper), reapers.drain(reaper)))
                    .containsExactly(256, 44, 0);
        }

        @Test
        void waits_as_long_as_he_says_to_the_millisecond_rounded_up() {
            reaper.drain(Duration.ofNanos(1_000_001), each -> {});
            reaper.drain(Duration.ofSeconds(-1), each -> {});

            assertThat(children.timeouts).containsExactly(2, 0);
        }

        @Test
        void is_woken_by_somebody_who_says_look() {
            reaper.look();

            assertThat(reapers.sleeps(reaper)).isFalse();
            assertThat(reapers.sleeps(reaper)).isTrue();
        }

        @Test
        void has_a_descriptor_that_is_the_epolls() {
            assertThat(reaper.fd()).hasValue(children.descriptors.open().get(0));
        }

        @Test
        void needs_no_child_to_have_a_descriptor() {
            assertThat(reapers.driven().fd()).isPresent();
        }

        @Test
        void is_not_kept_by_a_signal_handler() {
            children.fail("epoll_wait", Abi.EINTR);

            assertThat(reaper.drain(Reapers.LONG, each -> {})).isZero();
        }
    }

    @Nested
    class Stops {
        private final Child child = reapers.child(4713);

        private Registration register(Executor executor) {
            Registration stops = reaper.register(child, Watch.ends().onStopAndContinue(executor, heard::add));
            reapers.drain(reaper);
            return stops;
        }

        private void happens(int code, int status) {
            children.change(4713, code, status);
            reaper.look();
            reapers.drain(reaper);
        }

        /** wait(2): POSIX did not always say what becomes of a siginfo_t if nothing is waitable. */
        @Test
        void are_none_where_the_kernel_leaves_what_it_said_of_another_child() {
            register(HERE);
            children.leavesSiginfoAlone();
            children.exit(PID, 7);
            reaper.look();
            reapers.drain(reaper);
            reaper.look();
            reapers.drain(reaper);

            assertThat(heard).isEmpty();
        }

        @Test
        void and_going_on_are_told_in_order() {
            register(HERE);
            happens(Abi.CLD_STOPPED, Abi.SIGSTOP);
            happens(Abi.CLD_CONTINUED, 18);

            assertThat(heard)
                    .containsExactly(
                            new StateChange(4713, new Stopped(Signal.STOP)), new StateChange(4713, new Continued()));
        }

        @Test
        void are_told_before_the_end_that_follows_at_once() {
            Registration stops = register(HERE);
            stops.onEnd(HERE, heard::add);
            children.change(4713, Abi.CLD_CONTINUED, 18);
            children.before("waitid(P_PIDFD)", () -> {});
            children.before("waitid(P_PIDFD)", () -> children.exit(4713, 9));
            reaper.look();
            reapers.drain(reaper);

            assertThat(heard).containsExactly(new StateChange(4713, new Continued()), new Exited(9));
        }

        @Test
        void are_no_reason_not_to_tell_of_the_end_by_pidfd() {
            Registration stops = register(HERE);
            children.exit(4713, 9);
            reapers.drain(reaper);

            assertThat(Reapers.fate(stops)).isEqualTo(new Exited(9));
            assertThat(stops.strategy()).isEqualTo(Strategy.PIDFD);
            assertThat(heard).isEmpty();
        }

        @Test
        void are_told_by_pid_too() {
            children.fail("pidfd_open", Abi.ENOSYS);
            register(HERE);
            happens(Abi.CLD_STOPPED, Abi.SIGSTOP);

            assertThat(heard).containsExactly(new StateChange(4713, new Stopped(Signal.STOP)));
        }

        @Test
        void of_which_one_was_seen_are_looked_for_again_soon() {
            register(HERE);
            happens(Abi.CLD_STOPPED, Abi.SIGSTOP);
            children.timeouts.clear();
            reaper.drain(Reapers.LONG, each -> {});

            assertThat(children.timeouts).containsExactly(1);
        }

        @Test
        void are_not_counted_as_children_that_were_reaped() {
            register(HERE);
            children.change(4713, Abi.CLD_STOPPED, Abi.SIGSTOP);
            reaper.look();

            assertThat(reapers.drain(reaper)).isZero();
            assertThat(reaper.registered()).isEqualTo(3);
        }

        @Test
        void that_the_executor_refuses_are_told_to_the_uncaught_exception_handler() {
            hearOfUncaught();
            Registration stops = register(BUSY);
            happens(Abi.CLD_STOPPED, Abi.SIGSTOP);
            children.exit(4713, 9);
            reapers.drain(reaper);

            assertThat(heard).containsExactly("busy");
            assertThat(Reapers.fate(stops)).isEqualTo(new Exited(9));
        }

        /** Another child of this process may have the pid by then. */
        @Test
        void of_a_child_that_was_reaped_through_its_handle_are_not_looked_for() {
            children.fail("pidfd_open", Abi.ENOSYS);
            register(HERE);
            children.exit(4713, 9);
            child.reap();
            children.child(4713);
            happens(Abi.CLD_STOPPED, Abi.SIGSTOP);

            assertThat(heard).isEmpty();
        }

        /** The call that looks for stops fails for a zombie, and leaves what was told of another one. */
        @Test
        void are_not_made_of_how_another_child_ended() {
            children.fail("pidfd_open", Abi.ENOSYS);
            register(HERE);
            reaper.register(reapers.child(4714));
            children.exit(4713, 9);
            children.exit(4714, 8);
            reapers.drain(reaper);

            assertThat(heard).isEmpty();
        }

        @Test
        void are_shown_as_asked_for() {
            register(HERE);

            assertThat(reaper).hasToString("driven reaper on fake: 3 children, 1 of them asked at intervals");
        }

        @Test
        void are_not_looked_for_if_nobody_asked() {
            children.change(PID, Abi.CLD_STOPPED, Abi.SIGSTOP);
            reaper.look();
            reapers.drain(reaper);

            assertThat(children.made("waitid(P_PIDFD)"))
                    .as("looked at to register two")
                    .isEqualTo(2);
        }
    }
}
