package posixwait.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import posixwait.Backend;
import posixwait.Child;
import posixwait.Fate;
import posixwait.OnClose;
import posixwait.Reaper;
import posixwait.Registration;
import posixwait.Signal;
import posixwait.StatusLost;
import posixwait.Strategy;
import posixwait.WaitStatus;
import posixwait.Watch;
import posixwait.spi.Abi;
import posixwait.spi.BackendProvider;
import posixwait.spi.BackendUnavailableException;
import posixwait.spi.RawSigaction;
import posixwait.spi.SystemCalls;

/** Whatever a child dies of and whoever looks away: it is reaped, and its fate is told and is the right one. */
public abstract class ReaperLosesNothing extends LiveReaper {
    private static final WaitStatus KILLED = new WaitStatus.Signaled(Signal.KILL, false);

    protected ReaperLosesNothing(BackendProvider provider) throws BackendUnavailableException {
        super(provider);
    }

    private Backend on(Strategy.Kind rung) {
        return rung == Strategy.Kind.PIDFD ? backend : withoutPidfds(backend);
    }

    // Nobody looks

    @ParameterizedTest
    @EnumSource
    void aChildThatDiesBeforeItIsRegisteredIsReaped(Strategy.Kind rung) throws InterruptedException {
        try (Brood brood = new Brood(backend, 1);
                Reaper reaper = Reaper.open(on(rung))) {
            int pid = brood.exiting(5);
            awaitZombie(calls, pid);
            assertThat(reaper.register(pid, Watch.ends()).await()).isEqualTo(new WaitStatus.Exited(5));
            assertThat(Leftovers.ownChildren()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChildWhoseRegistrationNobodyHoldsIsReaped(Strategy.Kind rung) throws InterruptedException {
        try (Brood brood = new Brood(backend, 500);
                Reaper reaper = Reaper.open(on(rung))) {
            CountDownLatch told = new CountDownLatch(250);
            for (int i = 0; i < 500; i++) {
                Registration dropped = reaper.register(brood.exiting(i), Watch.ends());
                if (i % 2 == 0) {
                    dropped.onEnd(Runnable::run, fate -> told.countDown());
                }
            }
            assertThat(told.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            await("all are reaped", () -> reaper.registered() == 0);
            assertThat(Leftovers.ownChildren()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChildWhoseHandleIsCollectedIsReaped(Strategy.Kind rung) throws InterruptedException {
        try (Brood brood = new Brood(backend, 1);
                Reaper reaper = Reaper.open(on(rung), OnClose.KILL)) {
            int pid = brood.pausing();
            CountDownLatch told = new CountDownLatch(1);
            WeakReference<Child> handle = registerAndForget(reaper, Child.of(backend, pid), told);
            collect();
            assertThat(calls.kill(pid, Abi.SIGKILL)).isZero();
            assertThat(told.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(Leftovers.ownChildren()).isEmpty();
            // And then it can go: a reaper that keeps what has ended would grow for ever.
            await("the handle is collected", () -> {
                System.gc();
                return handle.refersTo(null);
            });
        }
    }

    /** Nothing of it is left on the stack of who calls this. */
    private static WeakReference<Child> registerAndForget(Reaper reaper, Child child, CountDownLatch told) {
        reaper.register(child).onEnd(Runnable::run, fate -> told.countDown());
        return new WeakReference<>(child);
    }

    /** Returns when garbage was collected. */
    private static void collect() {
        WeakReference<Object> garbage = new WeakReference<>(new Object());
        await("garbage is collected", () -> {
            System.gc();
            return garbage.refersTo(null);
        });
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("try") // Closing the worker is joining it.
    void childrenThatDieWhileTheReaperClosesAreReaped(Strategy.Kind rung) throws InterruptedException {
        for (OnClose how : List.of(OnClose.WAIT, OnClose.KILL)) {
            try (Brood brood = new Brood(backend, 400)) {
                Reaper reaper = Reaper.open(on(rung), how);
                List<Registration> all = new ArrayList<>();
                for (int i = 0; i < 400; i++) {
                    all.add(reaper.register(brood.pausing(), Watch.ends()));
                }
                CountDownLatch half = new CountDownLatch(1);
                try (Worker killer = start(() -> {
                    for (int i = 0; i < 400; i++) {
                        all.get(i).send(Signal.KILL);
                        if (i == 200) {
                            half.countDown();
                        }
                    }
                })) {
                    assertThat(half.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                            .isTrue();
                    reaper.close();
                    // Told by the time close returns, not some time later.
                    assertThat(all).allMatch(one -> one.fate().isDone());
                }
                for (Registration one : all) {
                    assertThat(one.await()).isEqualTo(KILLED);
                }
                assertThat(Leftovers.ownChildren()).isEmpty();
            }
        }
    }

    // Somebody takes

    @ParameterizedTest
    @EnumSource
    void aStatusThatWasTakenIsLostAndNotZero(Strategy.Kind rung) throws InterruptedException {
        try (Brood brood = new Brood(backend, 1);
                Reaper reaper = Reaper.driven(on(rung), OnClose.KILL)) {
            int pid = brood.pausing();
            Registration registration = reaper.register(pid, Watch.ends());
            calls.kill(pid, Abi.SIGKILL);
            assertThat(calls.waitAny(null)).isEqualTo(pid);
            await("it is noticed", () -> reaper.drain(Duration.ofMillis(100), one -> {}) == 1);
            assertThat(registration.await()).isEqualTo(new StatusLost(pid, StatusLost.Reason.TAKEN));
        }
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("try") // Closing the worker is joining it.
    void besideAThreadThatTakesAnyStatusEveryRegistrationEnds(Strategy.Kind rung) throws InterruptedException {
        int count = 1_000;
        AtomicBoolean enough = new AtomicBoolean();
        List<Registration> all = new ArrayList<>();
        List<Integer> codes = new ArrayList<>();
        try (Brood brood = new Brood(backend, count);
                Reaper reaper = Reaper.open(on(rung), OnClose.KILL)) {
            try (Worker thief = start(() -> {
                while (!enough.get()) {
                    calls.waitAny(null);
                }
            })) {
                try {
                    for (int i = 0; i < count; i++) {
                        Child child = Child.of(on(rung), brood.exiting(1 + i % 255));
                        all.add(reaper.register(child));
                        codes.add(1 + i % 255);
                    }
                    for (int i = 0; i < count; i++) {
                        Optional<Fate> fate = all.get(i).await(PATIENCE);
                        assertThat(fate).isPresent();
                        assertThat(fate.get())
                                .isIn(
                                        new WaitStatus.Exited(codes.get(i)),
                                        new StatusLost(all.get(i).pid(), StatusLost.Reason.TAKEN));
                    }
                } finally {
                    enough.set(true);
                }
            }
            assertThat(reaper.registered()).isZero();
        }
    }

    // The kernel discards

    @ParameterizedTest
    @CsvSource({"SIGCHLD_IGNORED, true", "SIGCHLD_IGNORED, false", "NO_CHILD_WAIT, true", "NO_CHILD_WAIT, false"})
    @Tag(NEW_JVM)
    void aStatusThatTheKernelDiscardsIsLostForThatReason(String reason, String byPidfd)
            throws IOException, InterruptedException {
        new OwnJvm(provider).run(Discarded.class, reason, byPidfd);
    }

    /** This process does not want to know of its children. */
    static final class Discarded implements Scenario {
        @Override
        public void run(Backend plain, String... arguments) throws InterruptedException {
            StatusLost.Reason reason = StatusLost.Reason.valueOf(arguments[0]);
            Backend backend = Boolean.parseBoolean(arguments[1]) ? plain : withoutPidfds(plain);
            SystemCalls calls = plain.calls();
            RawSigaction discard = new RawSigaction();
            discard.handler = reason == StatusLost.Reason.SIGCHLD_IGNORED ? Abi.SIG_IGN : Abi.SIG_DFL;
            discard.flags = reason == StatusLost.Reason.NO_CHILD_WAIT ? Abi.SA_NOCLDWAIT : 0;
            RawSigaction before = new RawSigaction();
            assertThat(calls.sigaction(Abi.SIGCHLD, discard, before)).isZero();
            try (Brood brood = new Brood(backend, 101);
                    Reaper reaper = Reaper.open(backend, OnClose.KILL)) {
                List<Registration> all = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    all.add(reaper.register(brood.pausing(), Watch.ends()));
                }
                all.forEach(one -> one.send(Signal.KILL));
                for (Registration one : all) {
                    assertThat(one.await(PATIENCE)).contains(new StatusLost(one.pid(), reason));
                }
                // Gone before it is registered.
                int gone = brood.exiting(0);
                assertThat(calls.waitid(Abi.P_PID, gone, null, Abi.WEXITED)).isEqualTo(-Abi.ECHILD);
                assertThat(reaper.register(Child.of(backend, gone)).await()).isEqualTo(new StatusLost(gone, reason));
            } finally {
                calls.sigaction(Abi.SIGCHLD, before, null);
            }
        }
    }
}
