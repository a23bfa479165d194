package posixwait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.spi.Abi;

/** What closing a reaper that its caller drives does to its children and to others that use it. */
@Timeout(60)
class ReaperCloseTest {
    private static final int PID = 4711;
    private static final int OTHER = 4712;
    private static final Signaled KILLED = new Signaled(Signal.KILL, false);

    @RegisterExtension
    final Reapers reapers = new Reapers();

    private final FakeChildren children = reapers.children;
    private final Reaper reaper = reapers.driven();

    private Registration register(int pid) {
        return reaper.register(reapers.child(pid));
    }

    @Nested
    class Waiting {
        @Test
        void reaps_the_children_that_end() {
            Registration registration = register(PID);
            children.whenIdle(() -> children.exit(PID, 7));
            reaper.close(OnClose.WAIT);

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
        }

        @Test
        void waits_for_every_one() {
            Registration first = register(PID);
            Registration second = register(OTHER);
            children.whenIdle(() -> children.exit(PID, 7));
            children.whenIdle(() -> children.exit(OTHER, 8));
            reaper.close(OnClose.WAIT);

            assertThat(List.of(first, second)).map(Reapers::fate).containsExactly(new Exited(7), new Exited(8));
        }

        @Test
        void signals_nobody() {
            register(PID);
            children.whenIdle(() -> children.exit(PID, 7));
            reaper.close(OnClose.WAIT);

            assertThat(children.made).doesNotContain("pidfd_send_signal", "kill");
        }

        @Test
        void ends_when_another_takes_the_last_child_back() {
            Registration registration = register(PID);
            children.whenIdle(registration::cancel);
            reaper.close(OnClose.WAIT);

            assertThat(registration.fate()).isCancelled();
        }

        @Test
        void ends_when_another_closes_it_by_killing() {
            Registration registration = register(PID);
            children.whenIdle(() -> {
                Thread another = new Thread(() -> reaper.close(OnClose.KILL));
                another.start();
                reapers.awaitCall("pidfd_send_signal");
            });
            reaper.close(OnClose.WAIT);

            assertThat(Reapers.fate(registration)).isEqualTo(KILLED);
        }

        @Test
        void waits_for_children_that_are_asked_too() {
            children.fail("pidfd_open", Abi.ENOSYS);
            Registration registration = register(PID);
            children.before("epoll_wait", () -> children.exit(PID, 7));
            reaper.close(OnClose.WAIT);

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
        }
    }

    @Nested
    class Killing {
        @Test
        void kills_and_reaps() {
            Registration registration = register(PID);
            reaper.close(OnClose.KILL);

            assertThat(Reapers.fate(registration)).isEqualTo(KILLED);
            assertThat(children.exists(PID)).isFalse();
        }

        @Test
        void tells_what_really_became_of_a_child_that_had_ended() {
            Registration registration = register(PID);
            children.exit(PID, 7);
            reaper.close(OnClose.KILL);

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
        }

        @Test
        void asks_at_once_for_children_that_are_asked() {
            children.fail("pidfd_open", Abi.ENOSYS);
            Registration registration = register(PID);
            reapers.drain(reaper);
            reapers.drain(reaper);
            children.timeouts.clear();
            reaper.close(OnClose.KILL);

            assertThat(Reapers.fate(registration)).isEqualTo(KILLED);
            assertThat(children.timeouts).containsExactly(0);
        }

        @Test
        void hands_back_a_child_of_another_user_and_says_so() {
            Registration registration = register(PID);
            children.protect(PID);

            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> reaper.close(OnClose.KILL))
                    .withMessageMatching("pidfd_send_signal\\(\\d+, SIGKILL\\): EPERM .*");
            assertThat(registration.fate()).isCancelled();
        }

        @Test
        void of_what_may_not_be_killed_does_not_keep_the_others_alive() {
            register(PID);
            Registration other = register(OTHER);
            children.protect(PID);

            assertThatExceptionOfType(PosixException.class).isThrownBy(() -> reaper.close(OnClose.KILL));
            assertThat(Reapers.fate(other)).isEqualTo(KILLED);
            assertThat(children.descriptors.open()).isEmpty();
        }
    }

    @Nested
    class Handing_back {
        @Test
        void leaves_a_child_alone_that_runs() {
            Registration registration = register(PID);
            reaper.close(OnClose.HAND_BACK);

            assertThat(registration.fate()).isCancelled();
            assertThat(registration.child().reap()).isEmpty();
        }

        @Test
        void leaves_no_zombie_of_a_child_that_had_ended() {
            Registration registration = register(PID);
            children.exit(PID, 7);
            reaper.close(OnClose.HAND_BACK);

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
        }

        @Test
        void tells_that_a_status_is_lost() {
            Registration registration = register(PID);
            children.steal(PID);
            reaper.close(OnClose.HAND_BACK);

            assertThat(Reapers.fate(registration)).isEqualTo(new StatusLost(PID, StatusLost.Reason.TAKEN));
        }

        @Test
        void leaves_a_child_alone_that_cannot_be_waited_for() {
            Registration registration = register(PID);
            children.exit(PID, 7);
            children.fail("waitid(P_PIDFD)", Abi.EPERM);
            reaper.close(OnClose.HAND_BACK);

            assertThat(registration.fate()).isCancelled();
        }

        @Test
        void leaves_a_zombie_to_the_tracer() {
            Registration registration = register(PID);
            children.trace(PID, true);
            children.exit(PID, 7);
            reaper.close(OnClose.HAND_BACK);

            assertThat(registration.fate()).isCancelled();
        }
    }

    @Nested
    class Opened_without_a_clock_of_the_tests {
        @Test
        void it_waits_unless_told_otherwise() {
            Reaper opened = Reaper.driven(children.backend());
            Registration registration = opened.register(reapers.child(PID));
            children.whenIdle(() -> children.exit(PID, 7));
            opened.close();

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
        }

        @Test
        void it_closes_as_it_was_told() {
            Reaper opened = Reaper.driven(children.backend(), OnClose.KILL);
            Registration registration = opened.register(reapers.child(PID));
            opened.close();

            assertThat(Reapers.fate(registration)).isEqualTo(KILLED);
        }
    }

    @Nested
    class In_whatever_way {
        @ParameterizedTest
        @EnumSource
        void it_was_opened_to_be_closed_it_is_closed(OnClose how) {
            Reaper opened = reapers.driven(how);
            Registration registration = opened.register(reapers.child(PID));
            children.whenIdle(() -> children.exit(PID, 7));
            opened.close();

            assertThat(how == OnClose.HAND_BACK ? "cancelled" : Reapers.fate(registration))
                    .isEqualTo(
                            switch (how) {
                                case WAIT -> new Exited(7);
                                case KILL -> KILLED;
                                case HAND_BACK -> "cancelled";
                            });
        }

        @ParameterizedTest
        @EnumSource
        void an_interrupt_is_not_made_up(OnClose how) {
            register(PID);
            children.whenIdle(() -> children.exit(PID, 7));
            reaper.close(how);

            assertThat(Thread.interrupted()).isFalse();
        }

        @ParameterizedTest
        @EnumSource
        void nothing_is_left_where_nothing_was_registered(OnClose how) {
            reaper.fd();
            reaper.close(how);

            assertThat(children.descriptors.open()).isEmpty();
            assertThat(reaper).hasToString("driven reaper on fake: 0 children, CLOSED");
        }

        @ParameterizedTest
        @EnumSource
        void it_can_be_closed_twice(OnClose how) {
            register(PID);
            reaper.close(OnClose.KILL);
            reaper.close(how);

            assertThat(children.descriptors.open()).isEmpty();
        }

        @ParameterizedTest
        @EnumSource
        void no_descriptor_is_left(OnClose how) {
            register(PID);
            children.whenIdle(() -> children.exit(PID, 7));
            reaper.close(how);

            assertThat(children.descriptors.open()).isEmpty();
        }

        @ParameterizedTest
        @EnumSource
        void an_interrupt_hands_back_and_stays(OnClose how) {
            Registration registration = register(PID);
            Thread.currentThread().interrupt();
            reaper.close(how);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(how == OnClose.KILL ? "done" : registration.fate().isCancelled())
                    .isEqualTo(how == OnClose.KILL ? "done" : true);
            assertThat(reaper.registered()).isZero();
        }
    }

    @Nested
    class An_interrupt {
        @Test
        void ends_the_wait_where_there_is_no_epoll() {
            children.fail("epoll_create1", Abi.EMFILE);
            Registration registration = register(PID);
            Thread closer = Thread.currentThread();
            // The sweep goes on for as long as it takes.
            children.before("waitid(P_PID)", closer::interrupt);
            reaper.close(OnClose.WAIT);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(registration.fate()).isCancelled();
        }

        @Test
        void is_noticed_when_something_happens_where_there_is_an_epoll() {
            Registration registration = register(PID);
            Registration other = register(OTHER);
            children.whenIdle(() -> {
                Thread.currentThread().interrupt();
                children.exit(PID, 7);
            });
            reaper.close(OnClose.WAIT);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
            assertThat(other.fate()).isCancelled();
        }

        @Test
        void reaches_who_waits_for_another_thread_that_drains() throws InterruptedException {
            Registration registration = register(PID);
            register(OTHER);
            children.exit(OTHER, 7);
            CountDownLatch inTurn = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            Thread draining = new Thread(() -> reaper.drain(Duration.ZERO, each -> {
                inTurn.countDown();
                awaitUninterruptibly(goOn);
            }));
            draining.start();
            inTurn.await();
            boolean[] stayed = new boolean[1];
            Thread closer = new Thread(() -> {
                reaper.close(OnClose.WAIT);
                stayed[0] = Thread.interrupted();
            });
            closer.start();
            Reapers.awaitWaiting(closer);
            closer.interrupt();
            try {
                assertThatExceptionOfType(CancellationException.class)
                        .isThrownBy(() -> registration.fate().join());
            } finally {
                goOn.countDown();
            }
            closer.join();
            draining.join();

            assertThat(stayed[0]).isTrue();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Nested
    class While_another_thread_drains {
        @Test
        void the_other_is_woken() throws InterruptedException {
            children.blocking();
            Registration registration = register(PID);
            Thread draining = new Thread(() -> reaper.drain(Reapers.LONG, each -> {}));
            draining.start();
            reapers.awaitCall("epoll_wait");
            reaper.close(OnClose.KILL);
            draining.join();

            assertThat(Reapers.fate(registration)).isEqualTo(KILLED);
        }

        @Test
        void the_other_ones_children_are_waited_for_when_it_has_left() throws InterruptedException {
            children.blocking();
            Registration registration = register(PID);
            register(OTHER);
            children.exit(OTHER, 7);
            CountDownLatch inTurn = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            Thread draining = new Thread(() -> reaper.drain(Duration.ZERO, each -> {
                inTurn.countDown();
                awaitUninterruptibly(goOn);
            }));
            draining.start();
            inTurn.await();
            Thread closer = new Thread(() -> reaper.close(OnClose.WAIT));
            closer.start();
            Reapers.awaitWaiting(closer);
            goOn.countDown();
            draining.join();
            children.exit(PID, 8);
            closer.join();

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(8));
        }

        /** Its epoll would be one that was not woken. */
        @Test
        void the_other_is_not_kept_even_if_it_comes_when_closing_has_begun() throws InterruptedException {
            children.blocking();
            children.fail("epoll_create1", Abi.EMFILE);
            Registration registration = register(PID);
            children.works("epoll_create1");
            List<Thread> draining = new ArrayList<>();
            var unused = registration.fate().whenComplete((fate, failure) -> {
                Thread late = new Thread(() -> reaper.drain(Reapers.LONG, each -> {}));
                late.start();
                draining.add(late);
                Reapers.awaitWaiting(late);
            });
            reaper.close(OnClose.HAND_BACK);
            draining.get(0).join();

            assertThat(reaper).hasToString("driven reaper on fake: 0 children, CLOSED");
        }
    }

    @Nested
    class From_a_callback {
        @Test
        void closing_only_begins() {
            Registration other = register(OTHER);
            register(PID).onEnd(Runnable::run, fate -> reaper.close(OnClose.WAIT));
            children.exit(PID, 7);
            reapers.drain(reaper);

            assertThat(other.fate()).isNotDone();
            assertThat(reaper).hasToString("driven reaper on fake: 1 children, CLOSING");
        }

        @Test
        void nobody_can_be_registered_from_then_on() {
            register(OTHER);
            register(PID).onEnd(Runnable::run, fate -> reaper.close(OnClose.WAIT));
            children.exit(PID, 7);
            reapers.drain(reaper);
            Child child = reapers.child(4713);

            assertThatExceptionOfType(ReaperClosedException.class).isThrownBy(() -> reaper.register(child));
        }

        @Test
        void it_can_be_drained_until_the_last_child_has_ended() {
            Registration other = register(OTHER);
            register(PID).onEnd(Runnable::run, fate -> reaper.close(OnClose.WAIT));
            children.exit(PID, 7);
            reapers.drain(reaper);
            children.exit(OTHER, 8);
            reapers.drain(reaper);

            assertThat(Reapers.fate(other)).isEqualTo(new Exited(8));
            assertThat(children.descriptors.open()).isEmpty();
        }

        @Test
        void it_is_closed_when_the_last_child_has_ended() {
            register(PID).onEnd(Runnable::run, fate -> reaper.close(OnClose.WAIT));
            children.exit(PID, 7);
            reapers.drain(reaper);

            assertThatExceptionOfType(ReaperClosedException.class).isThrownBy(() -> reapers.drain(reaper));
        }

        @Test
        void of_closing_itself_closing_is_harmless() {
            register(PID).onEnd(Runnable::run, fate -> reaper.close(OnClose.KILL));
            children.exit(PID, 7);
            reaper.close(OnClose.WAIT);

            assertThat(children.descriptors.open()).isEmpty();
        }
    }

    @Nested
    class Afterwards {
        Afterwards() {
            reaper.close();
        }

        @Test
        void it_cannot_be_drained() {
            assertThatExceptionOfType(ReaperClosedException.class)
                    .isThrownBy(() -> reaper.drain(Duration.ZERO, each -> {}))
                    .withMessage("the reaper is closed");
        }

        @Test
        void it_has_no_descriptor() {
            assertThatExceptionOfType(ReaperClosedException.class).isThrownBy(reaper::fd);
        }

        @Test
        void it_may_be_told_to_look() {
            reaper.look();

            assertThat(children.made).isEmpty();
        }
    }

    @Nested
    class If_it_dies {
        private final Registration registration = register(PID);

        If_it_dies() {
            children.fail("epoll_wait", Abi.EBADF);
        }

        @Test
        void while_it_is_drained_its_futures_end_with_the_reason() {
            assertThatExceptionOfType(PosixException.class).isThrownBy(() -> reapers.drain(reaper));

            assertThat(Reapers.failure(registration))
                    .isInstanceOf(ReaperClosedException.class)
                    .hasCauseInstanceOf(PosixException.class)
                    .hasMessageContaining("EBADF");
        }

        @Test
        void while_it_is_closed_its_futures_end_with_the_reason() {
            assertThatExceptionOfType(PosixException.class).isThrownBy(() -> reaper.close(OnClose.WAIT));

            assertThat(Reapers.failure(registration)).isInstanceOf(ReaperClosedException.class);
            assertThat(children.descriptors.open()).isEmpty();
        }

        @Test
        void it_is_not_opened_again_by_closing_it_from_a_callback() {
            List<Throwable> thrown = new ArrayList<>();
            var unused = registration.fate().whenComplete((fate, failure) -> {
                reaper.close();
                thrown.add(catchThrowable(() -> reapers.drain(reaper)));
            });
            assertThatExceptionOfType(PosixException.class).isThrownBy(() -> reapers.drain(reaper));

            assertThat(thrown).singleElement().isInstanceOf(ReaperClosedException.class);
        }

        @Test
        void no_descriptor_is_left() {
            assertThatExceptionOfType(PosixException.class).isThrownBy(() -> reapers.drain(reaper));

            assertThat(children.descriptors.open()).isEmpty();
        }

        @Test
        void nobody_can_be_registered_and_the_reason_is_told() {
            assertThatExceptionOfType(PosixException.class).isThrownBy(() -> reapers.drain(reaper));
            Child child = reapers.child(OTHER);

            assertThatExceptionOfType(ReaperClosedException.class)
                    .isThrownBy(() -> reaper.register(child))
                    .withMessageContaining("EBADF")
                    .withCauseInstanceOf(PosixException.class);
            assertThat(reaper.toString()).contains("0 children, died of posixwait.PosixException: epoll_wait(");
        }

        @Test
        void its_children_are_not_reaped_and_can_be_waited_for() {
            children.exit(PID, 7);
            assertThatExceptionOfType(PosixException.class).isThrownBy(() -> reapers.drain(reaper));

            assertThat(registration.cancel()).isFalse();
            assertThat(registration.child().reap()).contains(new Exited(7));
        }
    }
}
