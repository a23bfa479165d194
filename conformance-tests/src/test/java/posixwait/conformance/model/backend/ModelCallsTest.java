package posixwait.conformance.model.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import posixwait.Backend;
import posixwait.Backends;
import posixwait.BareChild;
import posixwait.Pidfd;
import posixwait.Reaper;
import posixwait.Registration;
import posixwait.Signal;
import posixwait.Strategy;
import posixwait.WaitStatus;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawPipe;
import posixwait.spi.RawSigaction;
import posixwait.spi.RawSignalSet;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/** Threads of a JVM on the model. */
class ModelCallsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Backend backend = ModelBackend.make().backend();
    private final SystemCalls calls = backend.calls();

    /** A call that another thread makes, and that blocks there. */
    private Started start(IntSupplier call) throws InterruptedException {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        CompletableFuture<Integer> tid = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            tid.complete(calls.gettid());
            begun.countDown();
            result.complete(call.getAsInt());
        });
        thread.setDaemon(true);
        thread.start();
        begun.await();
        return new Started(thread, tid.join(), result);
    }

    private record Started(Thread thread, int tid, CompletableFuture<Integer> result) {
        void awaitBlocked() {
            while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        }

        int get() throws Exception {
            return result.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void a_wait_of_one_thread_is_answered_by_what_another_one_does() throws Exception {
        int pid = BareChild.pausing(backend).pid();
        RawStatus status = new RawStatus();
        Started waiting = start(() -> calls.waitpid(pid, status, 0));
        waiting.awaitBlocked();

        calls.kill(pid, Abi.SIGKILL);

        assertThat(waiting.get()).isEqualTo(pid);
        assertThat(WaitStatus.of(status.value)).isEqualTo(new WaitStatus.Signaled(Signal.KILL, false));
    }

    @Test
    void a_signal_to_one_thread_interrupts_its_wait_and_no_other() throws Exception {
        BareChild.pausing(backend);
        RawSigaction action = new RawSigaction();
        action.handler = calls.dlsym("abs");
        calls.sigaction(Abi.SIGUSR1, action, null);
        Started first = start(() -> calls.waitpid(-1, null, 0));
        Started second = start(() -> calls.waitpid(-1, null, 0));
        first.awaitBlocked();
        second.awaitBlocked();

        calls.tgkill(calls.getpid(), second.tid(), Abi.SIGUSR1);

        assertThat(second.get()).isEqualTo(-Abi.EINTR);
        assertThat(first.result()).isNotDone();
        calls.tgkill(calls.getpid(), first.tid(), Abi.SIGUSR1);
        assertThat(first.get()).isEqualTo(-Abi.EINTR);
    }

    @Test
    void a_read_blocks_until_something_is_written_and_ends_when_no_writer_is_left() throws Exception {
        RawPipe pipe = new RawPipe();
        calls.pipe2(pipe, Abi.O_CLOEXEC);
        byte[] read = new byte[1];
        Started reading = start(() -> calls.read(pipe.readEnd, read, 0, 1));
        reading.awaitBlocked();
        calls.write(pipe.writeEnd, new byte[] {7}, 0, 1);
        assertThat(reading.get()).isEqualTo(1);
        assertThat(read).containsExactly(7);

        calls.close(pipe.writeEnd);
        assertThat(calls.read(pipe.readEnd, read, 0, 1)).isZero();
    }

    @Test
    void a_signal_that_every_thread_blocks_is_taken_by_the_one_that_asks() throws Exception {
        RawSignalSet set = new RawSignalSet();
        set.bits = 1L << (Abi.SIGUSR1 - 1);
        calls.pthreadSigmask(Abi.SIG_BLOCK, set, null);
        calls.tgkill(calls.getpid(), calls.gettid(), Abi.SIGUSR1);
        RawChild child = new RawChild();

        assertThat(calls.sigtimedwait(set, child, 0)).isEqualTo(Abi.SIGUSR1);
        assertThat(child.pid).isEqualTo(calls.getpid());
        assertThat(calls.sigtimedwait(set, child, 1)).isEqualTo(-Abi.EAGAIN);
    }

    @Test
    void a_pidfd_becomes_readable_when_its_process_ends() {
        int pid = BareChild.pausing(backend).pid();
        try (Pidfd pidfd = Pidfd.open(backend, pid)) {
            assertThat(pidfd.awaitEnd(Duration.ZERO)).isFalse();
            calls.kill(pid, Abi.SIGKILL);
            assertThat(pidfd.awaitEnd(LIMIT)).isTrue();
        }
    }

    @Test
    void a_reaper_works_on_the_model() throws Exception {
        try (Reaper reaper = Reaper.open(backend)) {
            Registration early = reaper.register(BareChild.exiting(backend, 3));
            Registration late = reaper.register(BareChild.pausing(backend));
            assertThat(late.strategy().kind()).isEqualTo(Strategy.Kind.PIDFD);
            late.send(Signal.KILL);
            assertThat(early.await(LIMIT)).contains(new WaitStatus.Exited(3));
            assertThat(late.await(LIMIT)).contains(new WaitStatus.Signaled(Signal.KILL, false));
        }
        assertThat(calls.waitpid(-1, null, Abi.WNOHANG)).isEqualTo(-Abi.ECHILD);
    }

    @Test
    void nobody_gets_the_model_without_asking_for_it() {
        assertThat(Backends.available()).extracting(Backend::name).doesNotContain(ModelBackend.NAME);
    }
}
