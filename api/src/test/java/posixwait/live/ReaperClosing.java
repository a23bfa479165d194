package posixwait.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import posixwait.Backend;
import posixwait.Fate;
import posixwait.OnClose;
import posixwait.Reaper;
import posixwait.ReaperClosedException;
import posixwait.Registration;
import posixwait.Signal;
import posixwait.Strategy;
import posixwait.WaitStatus;
import posixwait.Watch;
import posixwait.spi.Abi;
import posixwait.spi.BackendProvider;
import posixwait.spi.BackendUnavailableException;

/** After a reaper is closed no zombie, no descriptor and no thread of it is left, in whatever way it is closed. */
public abstract class ReaperClosing extends LiveReaper {
    private static final int COUNT = 300;
    private static final WaitStatus KILLED = new WaitStatus.Signaled(Signal.KILL, false);

    protected ReaperClosing(BackendProvider provider) throws BackendUnavailableException {
        super(provider);
    }

    private Reaper open(Strategy.Kind rung, boolean driven, OnClose how) {
        Backend chosen = rung == Strategy.Kind.PIDFD ? backend : withoutPidfds(backend);
        return driven ? Reaper.driven(chosen, how) : Reaper.open(chosen, how);
    }

    private static List<Registration> register(Reaper reaper, Brood brood) {
        List<Registration> all = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            all.add(reaper.register(brood.pausing(), Watch.ends()));
        }
        return all;
    }

    private static void requireNothingSince(Leftovers before) {
        Leftovers now = Leftovers.look();
        assertThat(now.children()).as("children").isEqualTo(before.children());
        assertThat(now.descriptors()).as("descriptors").isEqualTo(before.descriptors());
        assertThat(now.reapers()).as("threads").isEqualTo(before.reapers());
    }

    @ParameterizedTest
    @CsvSource({"PIDFD, false", "PIDFD, true", "SWEEP, false", "SWEEP, true"})
    void closedToKillItLeavesNothing(Strategy.Kind rung, boolean driven) throws InterruptedException {
        Leftovers before = Leftovers.look();
        try (Brood brood = new Brood(backend, COUNT)) {
            Reaper reaper = open(rung, driven, OnClose.KILL);
            List<Registration> all = register(reaper, brood);
            assertThat(Leftovers.look().reapers()).hasSize(driven ? 0 : 1);
            reaper.close();
            requireNothingSince(before);
            for (Registration one : all) {
                assertThat(one.await()).isEqualTo(KILLED);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"PIDFD, false", "PIDFD, true", "SWEEP, false", "SWEEP, true"})
    void closedToWaitItLeavesNothing(Strategy.Kind rung, boolean driven) throws InterruptedException {
        Leftovers before = Leftovers.look();
        try (Brood brood = new Brood(backend, COUNT)) {
            Reaper reaper = open(rung, driven, OnClose.WAIT);
            List<Registration> all = register(reaper, brood);
            try (Worker closing = start(reaper::close)) {
                for (Registration one : all) {
                    assertThat(closing.ended())
                            .as("close has returned while children run")
                            .isFalse();
                    assertThat(one.send(Signal.KILL)).isTrue();
                }
            }
            requireNothingSince(before);
            for (Registration one : all) {
                assertThat(one.await()).isEqualTo(KILLED);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"PIDFD, false", "PIDFD, true", "SWEEP, false", "SWEEP, true"})
    void closedToHandBackItLeavesNothingButTheChildren(Strategy.Kind rung, boolean driven) {
        Leftovers before = Leftovers.look();
        try (Brood brood = new Brood(backend, COUNT)) {
            Reaper reaper = open(rung, driven, OnClose.HAND_BACK);
            List<Registration> all = register(reaper, brood);
            reaper.close();
            Leftovers after = Leftovers.look();
            assertThat(after.descriptors()).isEqualTo(before.descriptors());
            assertThat(after.reapers()).isEqualTo(before.reapers());
            assertThat(after.children()).hasSize(COUNT).doesNotContainValue('Z');
            assertThat(all.stream().filter(one -> one.fate().isCancelled())).hasSize(COUNT);
            for (Registration one : all) {
                calls.kill(one.pid(), Abi.SIGKILL);
                assertThat(one.child().await()).isEqualTo(KILLED);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"PIDFD, WAIT", "PIDFD, KILL", "PIDFD, HAND_BACK", "SWEEP, WAIT", "SWEEP, KILL", "SWEEP, HAND_BACK"})
    void closedInAStormOfRegistrationsItAnswersForWhatItTook(Strategy.Kind rung, OnClose how)
            throws InterruptedException {
        Leftovers before = Leftovers.look();
        Reaper reaper = open(rung, false, how);
        CountDownLatch some = new CountDownLatch(400);
        AtomicInteger refused = new AtomicInteger();
        List<Worker> storm = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            storm.add(start(() -> register(reaper, how, some, refused)));
        }
        assertThat(some.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        reaper.close();
        storm.forEach(Worker::close);
        assertThat(refused).hasValue(4);
        requireNothingSince(before);
    }

    /** Makes and registers children until the reaper takes no more, and then holds it to account. */
    private void register(Reaper reaper, OnClose how, CountDownLatch some, AtomicInteger refused)
            throws InterruptedException {
        int most = 20_000;
        Map<Registration, Integer> taken = new LinkedHashMap<>();
        try (Brood brood = new Brood(backend, most)) {
            for (int i = 0; i < most; i++) {
                int code = 1 + i % 255;
                int pid = brood.exiting(code);
                try {
                    taken.put(reaper.register(pid, Watch.ends()), code);
                } catch (ReaperClosedException e) {
                    refused.incrementAndGet();
                    // Not taken, so nobody but this thread has reaped it.
                    assertThat(calls.waitpid(pid, null, 0)).isEqualTo(pid);
                    break;
                }
                some.countDown();
            }
            for (Map.Entry<Registration, Integer> one : taken.entrySet()) {
                WaitStatus exited = new WaitStatus.Exited(one.getValue());
                // Closed to kill, it may be faster than the child.
                assertThat(fate(one.getKey())).isIn(exited, how == OnClose.KILL ? KILLED : exited);
            }
        }
    }

    private static Fate fate(Registration registration) throws InterruptedException {
        try {
            return registration.await(PATIENCE).orElseThrow();
        } catch (CancellationException handedBack) {
            // Asked by its exception and not beforehand: the reaper refuses registrations before
            // it has handed back, so it may do so at any time until the wait has begun.
            return registration.child().await();
        }
    }
}
