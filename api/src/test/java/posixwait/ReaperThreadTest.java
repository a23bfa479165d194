package posixwait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.spi.Abi;

/** A reaper with its thread, on children that are no processes. */
@Timeout(60)
class ReaperThreadTest {
    private static final int PID = 4711;
    private static final int OTHER = 4712;
    private static final Signaled KILLED = new Signaled(Signal.KILL, false);

    @RegisterExtension
    final Reapers reapers = new Reapers();

    private final FakeChildren children = reapers.children;
    private final Reaper reaper = reapers.threaded(OnClose.WAIT);

    private Registration register(int pid) {
        return reaper.register(reapers.child(pid));
    }

    /** {@return the thread on which the reaper calls back} */
    private Thread itsThread(Registration registration) {
        CompletableFuture<Thread> thread = registration.fate().thenApply(fate -> Thread.currentThread());
        children.exit(registration.pid(), 7);
        return thread.join();
    }

    @Nested
    class Its_thread {
        @Test
        void reaps() throws InterruptedException {
            Registration registration = register(PID);
            children.exit(PID, 7);

            assertThat(registration.await()).isEqualTo(new Exited(7));
        }

        @Test
        void is_a_daemon_and_named() {
            Thread thread = itsThread(register(PID));

            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getName()).matches("posixwait-reaper-\\d+");
            assertThat(reaper.toString()).startsWith(thread.getName() + " on fake: 0 children");
        }

        @Test
        void is_numbered() {
            Registration there = reapers.threaded(OnClose.WAIT).register(reapers.child(OTHER));

            assertThat(itsThread(there).getName())
                    .isNotEqualTo(itsThread(register(PID)).getName());
        }

        @Test
        void is_one_for_all_children() {
            assertThat(itsThread(register(PID))).isSameAs(itsThread(register(OTHER)));
        }

        @Test
        void does_not_start_for_a_child_that_was_reaped() {
            Child child = reapers.child(PID);
            children.exit(PID, 7);
            child.reap();
            reaper.register(child);
            reaper.look();

            assertThat(children.made).doesNotContain("epoll_wait");
        }

        @Test
        void has_ended_when_the_reaper_is_closed() {
            Thread thread = itsThread(register(PID));
            reaper.close();

            assertThat(thread.isAlive()).isFalse();
        }

        @Test
        void is_not_disturbed_by_an_interrupt() throws InterruptedException {
            Thread thread = itsThread(register(PID));
            Registration next = register(OTHER);
            thread.interrupt();
            children.exit(OTHER, 8);

            assertThat(next.await()).isEqualTo(new Exited(8));
        }

        /** Left set, it would end every later sleep at once. */
        @Test
        void forgets_an_interrupt_where_it_sleeps_without_an_epoll() {
            children.fail("epoll_create1", Abi.EMFILE);
            Thread thread = itsThread(register(PID));
            Reapers.awaitWaiting(thread);
            thread.interrupt();
            while (thread.isInterrupted()) {
                Thread.onSpinWait();
            }
            CompletableFuture<Boolean> interrupted = register(OTHER)
                    .fate()
                    .thenApply(fate -> Thread.currentThread().isInterrupted());
            children.exit(OTHER, 8);

            assertThat(interrupted.join()).isFalse();
        }

        @Test
        void is_not_disturbed_by_an_interrupt_where_it_sleeps_without_an_epoll() throws InterruptedException {
            children.fail("epoll_create1", Abi.EMFILE);
            Thread thread = itsThread(register(PID));
            Reapers.awaitWaiting(thread);
            thread.interrupt();
            Registration next = register(OTHER);
            children.exit(OTHER, 8);

            assertThat(next.await()).isEqualTo(new Exited(8));
        }

        /** It sleeps without an epoll, and the next child's event is one of an epoll. */
        @Test
        void learns_of_the_epoll_that_could_not_be_had_before() throws InterruptedException {
            children.fail("epoll_create1", Abi.EMFILE);
            Thread thread = itsThread(register(PID));
            Reapers.awaitWaiting(thread);
            children.works("epoll_create1");
            Registration next = register(OTHER);
            assertThat(next.strategy()).isEqualTo(Strategy.PIDFD);
            children.exit(OTHER, 8);

            assertThat(next.await()).isEqualTo(new Exited(8));
        }

        @Test
        void learns_of_the_epoll_that_another_had_opened() throws InterruptedException {
            children.fail("epoll_create1", Abi.EMFILE);
            Thread thread = itsThread(register(PID));
            Reapers.awaitWaiting(thread);
            children.works("epoll_create1");
            reaper.fd();
            Registration next = register(OTHER);
            children.exit(OTHER, 8);

            assertThat(next.await()).isEqualTo(new Exited(8));
        }

        @Test
        void is_the_only_one_that_drains() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> reaper.drain(Duration.ZERO, each -> {}))
                    .withMessage("this reaper has a thread that drains it; use Reaper.driven");
        }

        @Test
        void may_be_told_to_look() throws InterruptedException {
            children.fail("pidfd_open", Abi.ENOSYS);
            Registration registration = register(PID);
            children.exit(PID, 7);
            reaper.look();

            assertThat(registration.await()).isEqualTo(new Exited(7));
        }

        /** Who opened it may be a plug-in that is to be unloaded. */
        @Test
        void keeps_no_class_loader_of_who_opened_it() {
            Thread opener = Thread.currentThread();
            ClassLoader before = opener.getContextClassLoader();
            opener.setContextClassLoader(new ClassLoader() {});
            Reaper opened;
            try {
                opened = reapers.threaded(OnClose.WAIT);
            } finally {
                opener.setContextClassLoader(before);
            }

            assertThat(itsThread(opened.register(reapers.child(PID))).getContextClassLoader())
                    .isSameAs(Reaper.class.getClassLoader());
        }

        @Test
        void asks_children_without_a_pidfd() throws InterruptedException {
            children.fail("pidfd_open", Abi.ENOSYS);
            Registration registration = register(PID);
            children.exit(PID, 7);

            assertThat(registration.await()).isEqualTo(new Exited(7));
        }
    }

    @Nested
    class Waiting_for_a_child {
        private final Registration registration = register(PID);

        @Test
        void is_over_after_the_time() throws InterruptedException {
            assertThat(registration.await(Duration.ofMillis(1))).isEmpty();
        }

        @Test
        void with_time_ends_when_the_child_does() throws InterruptedException {
            children.exit(PID, 7);

            assertThat(registration.await(Reapers.LONG)).isEqualTo(Optional.of(new Exited(7)));
        }

        @Test
        void can_be_interrupted_and_the_child_stays_registered() throws InterruptedException {
            Thread.currentThread().interrupt();

            assertThatExceptionOfType(InterruptedException.class).isThrownBy(registration::await);
            children.exit(PID, 7);
            assertThat(registration.await()).isEqualTo(new Exited(7));
        }

        @Test
        void with_time_can_be_interrupted() {
            Thread.currentThread().interrupt();

            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> registration.await(Reapers.LONG));
        }

        @Test
        void that_was_handed_back_is_cancelled() {
            registration.cancel();

            assertThatExceptionOfType(CancellationException.class).isThrownBy(registration::await);
            assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> registration.await(Reapers.LONG));
        }

        @Test
        void that_cannot_be_waited_for_fails_with_the_error() {
            children.fail("waitid(P_PIDFD)", Abi.EPERM);
            children.exit(PID, 7);

            assertThatExceptionOfType(PosixException.class).isThrownBy(registration::await);
            assertThatExceptionOfType(PosixException.class).isThrownBy(() -> registration.await(Reapers.LONG));
        }

        @Test
        void is_refused_on_the_reapers_own_thread() {
            Registration other = register(OTHER);
            CompletableFuture<Fate> waits = other.fate().thenApply(fate -> {
                try {
                    return registration.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            children.exit(OTHER, 8);

            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(waits::join)
                    .withMessageContaining("would wait for itself");
        }

        @Test
        void with_time_is_refused_on_the_reapers_own_thread() {
            Registration other = register(OTHER);
            CompletableFuture<Optional<Fate>> waits = other.fate().thenApply(fate -> {
                try {
                    return registration.await(Reapers.LONG);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            children.exit(OTHER, 8);

            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(waits::join)
                    .withMessageContaining("would wait for itself");
        }
    }

    @Nested
    class Closing {
        @Test
        void waits_unless_it_was_opened_otherwise() throws InterruptedException {
            Reaper opened = Reaper.open(children.backend());
            Registration registration = opened.register(reapers.child(PID));
            Thread closer = new Thread(opened::close);
            closer.start();
            Reapers.awaitWaiting(closer);
            children.exit(PID, 7);
            closer.join();

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
        }

        @ParameterizedTest
        @EnumSource
        void needs_no_thread_where_nothing_was_registered(OnClose how) {
            reaper.fd();
            reaper.close(how);

            assertThat(children.made).doesNotContain("epoll_wait");
            assertThat(children.descriptors.open()).isEmpty();
        }

        @Test
        void kills() {
            Registration registration = register(PID);
            reaper.close(OnClose.KILL);

            assertThat(Reapers.fate(registration)).isEqualTo(KILLED);
        }

        @Test
        void hands_back() {
            Registration registration = register(PID);
            reaper.close(OnClose.HAND_BACK);

            assertThat(registration.fate()).isCancelled();
        }

        @Test
        void makes_no_interrupt_up() {
            children.exit(register(PID).pid(), 7);
            reaper.close();

            assertThat(Thread.interrupted()).isFalse();
        }

        @Test
        void ends_the_sleep_without_an_epoll() {
            children.fail("epoll_create1", Abi.EMFILE);
            Thread thread = itsThread(register(PID));
            Reapers.awaitWaiting(thread);
            reaper.close();

            assertThat(thread.isAlive()).isFalse();
        }

        @Test
        void can_be_made_to_kill_what_it_waits_for() throws InterruptedException {
            Registration registration = register(PID);
            Thread closer = new Thread(reaper::close);
            closer.start();
            Reapers.awaitWaiting(closer);
            reaper.close(OnClose.KILL);
            closer.join();

            assertThat(Reapers.fate(registration)).isEqualTo(KILLED);
        }

        @Test
        void ends_when_the_last_child_is_taken_back() throws InterruptedException {
            Registration registration = register(PID);
            Thread closer = new Thread(reaper::close);
            closer.start();
            Reapers.awaitWaiting(closer);
            registration.cancel();
            closer.join();

            assertThat(children.descriptors.open()).isEmpty();
        }

        @Test
        void hands_back_if_it_is_interrupted_and_stays_so() throws InterruptedException {
            Registration registration = register(PID);
            List<Boolean> stayed = new ArrayList<>();
            Thread closer = new Thread(() -> {
                reaper.close();
                stayed.add(Thread.interrupted());
            });
            closer.start();
            Reapers.awaitWaiting(closer);
            closer.interrupt();
            closer.join();

            assertThat(stayed).containsExactly(true);
            assertThat(registration.fate()).isCancelled();
        }

        @Test
        void from_a_callback_only_begins_and_its_thread_ends_with_the_last_child() throws InterruptedException {
            Registration last = register(OTHER);
            CompletableFuture<Thread> closed = register(PID).fate().thenApply(fate -> {
                reaper.close();
                return Thread.currentThread();
            });
            children.exit(PID, 7);
            Thread thread = closed.join();
            assertThat(last.fate()).isNotDone();
            children.exit(OTHER, 8);
            thread.join();

            assertThat(Reapers.fate(last)).isEqualTo(new Exited(8));
            assertThat(children.descriptors.open()).isEmpty();
        }
    }

    @Nested
    class If_its_thread_dies {
        private final List<String> uncaught = new ArrayList<>();
        private final Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();

        @BeforeEach
        void hear() {
            Thread.setDefaultUncaughtExceptionHandler(
                    (thread, thrown) -> uncaught.add(thread.getName().replaceAll("\\d+", "N") + " " + thrown));
        }

        @AfterEach
        void hearNoMore() {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }

        /** {@return what it was to wait for, once the thread is dead} */
        private Registration dies() {
            children.before("epoll_wait", () -> {
                throw new StackOverflowError("deep");
            });
            Registration registration = register(PID);
            registration.fate().handle((fate, failure) -> failure).join();
            // Waits for the thread, which lives a little longer.
            reaper.close();
            return registration;
        }

        @Test
        void its_futures_end_with_the_reason() {
            assertThat(Reapers.failure(dies()))
                    .isInstanceOf(ReaperClosedException.class)
                    .hasMessage("the reaper's thread died: java.lang.StackOverflowError: deep")
                    .hasCauseInstanceOf(StackOverflowError.class);
        }

        @Test
        void who_waits_is_told() {
            assertThatExceptionOfType(ReaperClosedException.class).isThrownBy(dies()::await);
        }

        @Test
        void who_registers_is_told() {
            dies();
            Child child = reapers.child(OTHER);

            assertThatExceptionOfType(ReaperClosedException.class)
                    .isThrownBy(() -> reaper.register(child))
                    .withMessage("the reaper's thread died: java.lang.StackOverflowError: deep")
                    .withCauseInstanceOf(StackOverflowError.class);
        }

        @Test
        void the_uncaught_exception_handler_is_told() {
            dies();

            assertThat(uncaught).containsExactly("posixwait-reaper-N java.lang.StackOverflowError: deep");
        }

        @Test
        void no_descriptor_is_left() {
            dies();

            assertThat(children.descriptors.open()).isEmpty();
        }

        @Test
        void its_children_are_not_reaped() {
            Registration registration = dies();
            children.exit(PID, 7);

            assertThat(registration.child().reap()).contains(new Exited(7));
        }

        @Test
        void it_shows() {
            dies();

            assertThat(reaper.toString()).endsWith(": 0 children, died of java.lang.StackOverflowError: deep");
        }

        @Test
        void of_an_error_that_epoll_wait_cannot_have_that_is_the_reason() {
            children.fail("epoll_wait", Abi.EBADF);
            Registration registration = register(PID);

            assertThatExceptionOfType(ReaperClosedException.class)
                    .isThrownBy(registration::await)
                    .withMessageContaining("EBADF")
                    .withCauseInstanceOf(PosixException.class);
            reaper.close();
        }
    }
}
