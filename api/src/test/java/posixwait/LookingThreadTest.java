package posixwait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;

@Timeout(60)
class LookingThreadTest {
    private static final int PID = 817;
    private static final int FD = 7;

    @RegisterExtension
    final ScriptedSystemCalls calls = new ScriptedSystemCalls();

    private final ScriptedProc proc = new ScriptedProc(1);
    private final BlockingQueue<Integer> reported = new LinkedBlockingQueue<>();
    private final List<AdoptedChildren> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(AdoptedChildren::close);
    }

    private AdoptedChildren open(Consumer<AdoptedChild> receiver) {
        calls.answer("getpid", 1);
        AdoptionRules often = AdoptionRules.usual().grace(Duration.ofMillis(4));
        AdoptedChildren adopted = new AdoptedChildren(calls.backend(), often, proc, System::nanoTime);
        opened.add(adopted);
        adopted.start(receiver);
        return adopted;
    }

    /** Zombies that are there from the first look on, and reaped in one. */
    private void zombies(int... pids) {
        for (int pid : pids) {
            calls.answer("waitid", arguments -> zombie(pid, arguments));
        }
        for (int pid : pids) {
            calls.answer("pidfdOpen", FD)
                    .answer("waitid", arguments -> zombie(pid, arguments))
                    .answer("close", arguments -> {
                        proc.gone(pid);
                        return 0;
                    });
        }
        // Last: a thread that looks already must find its answers.
        for (int pid : pids) {
            proc.zombie(pid, 99);
        }
    }

    private static long zombie(int pid, ScriptedSystemCalls.Arguments arguments) {
        RawChild child = arguments.the(RawChild.class);
        child.pid = pid;
        child.code = Abi.CLD_EXITED;
        return 0;
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("posixwait-adopted-"))
                .toList();
    }

    @Test
    void it_reports_what_it_reaped() throws InterruptedException {
        zombies(PID);

        open(child -> reported.add(child.pid()));

        assertThat(reported.take()).isEqualTo(PID);
    }

    @Test
    void it_reports_the_next_child_when_a_report_fails() throws InterruptedException {
        zombies(PID, PID + 1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();

        open(child -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
            reported.add(child.pid());
            throw new AssertionError("of the receiver");
        });

        assertThat(List.of(reported.take(), reported.take())).containsExactly(PID, PID + 1);
        opened.get(0).close();
        assertThat(thrown.get()).hasMessage("of the receiver");
    }

    @Test
    void it_has_ended_once_it_is_closed() {
        AdoptedChildren adopted = open(child -> {});
        List<String> before = threads();

        adopted.close();

        assertThat(before).hasSize(1);
        assertThat(threads()).isEmpty();
    }

    @Test
    void closing_waits_for_a_report_that_is_under_way() throws InterruptedException {
        zombies(PID);
        Thread closer = new Thread(() -> opened.get(0).close());
        BlockingQueue<Boolean> waits = new LinkedBlockingQueue<>();

        open(child -> {
            closer.start();
            Reapers.awaitWaiting(closer);
            waits.add(closer.isAlive());
        });

        assertThat(waits.take()).isTrue();
        closer.join();
    }

    @Test
    void it_can_be_closed_by_a_report() throws InterruptedException {
        zombies(PID, PID + 1);

        open(child -> {
            opened.get(0).close();
            reported.add(child.pid());
        });

        assertThat(List.of(reported.take(), reported.take())).containsExactly(PID, PID + 1);
    }

    @Test
    void it_goes_on_when_it_is_interrupted() throws InterruptedException {
        zombies(PID);
        CountDownLatch next = new CountDownLatch(1);

        open(child -> {
            reported.add(child.pid());
            Thread.currentThread().interrupt();
            next.countDown();
        });
        next.await();
        zombies(PID + 1);

        assertThat(List.of(reported.take(), reported.take())).containsExactly(PID, PID + 1);
    }

    @Test
    void it_looks_again_when_a_look_failed_and_says_why_meanwhile() throws InterruptedException {
        proc.failing(true);
        AdoptedChildren adopted = open(child -> reported.add(child.pid()));
        while (adopted.trouble().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(adopted.toString()).contains("; last look failed: java.io.UncheckedIOException: ");
        zombies(PID);

        proc.failing(false);

        assertThat(reported.poll(1, TimeUnit.MINUTES)).isEqualTo(PID);
        while (adopted.trouble().isPresent()) {
            Thread.onSpinWait();
        }
        assertThat(adopted.trouble()).isEqualTo(Optional.empty());
    }

    @Test
    void nobody_else_looks() {
        AdoptedChildren adopted = open(child -> {});

        assertThatIllegalStateException()
                .isThrownBy(adopted::look)
                .withMessage("a thread looks, and reports what it reaps");
    }

    @Test
    void an_interrupt_makes_closing_return_sooner_and_stays_set() throws InterruptedException {
        zombies(PID);
        CountDownLatch hold = new CountDownLatch(1);
        AdoptedChildren adopted = open(child -> {
            reported.add(child.pid());
            try {
                hold.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        reported.take();

        Thread.currentThread().interrupt();
        adopted.close();

        assertThat(Thread.interrupted()).isTrue();
        hold.countDown();
    }

    @Test
    void it_does_not_keep_the_JVM_alive() throws InterruptedException {
        zombies(PID);
        BlockingQueue<Boolean> daemon = new LinkedBlockingQueue<>();

        open(child -> daemon.add(Thread.currentThread().isDaemon()));

        assertThat(daemon.take()).isTrue();
    }
}
