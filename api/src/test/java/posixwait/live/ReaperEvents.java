package posixwait.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import posixwait.Backend;
import posixwait.Child;
import posixwait.OnClose;
import posixwait.Pidfd;
import posixwait.Reaper;
import posixwait.Registration;
import posixwait.ResourceUsage;
import posixwait.Signal;
import posixwait.Spawn;
import posixwait.StateChange;
import posixwait.Strategy;
import posixwait.WaitStatus;
import posixwait.Watch;
import posixwait.spi.Abi;
import posixwait.spi.BackendProvider;
import posixwait.spi.BackendUnavailableException;
import posixwait.spi.ForwardingSystemCalls;

/** What the reaper tells of a child besides its end, and what can be done to one that is registered. */
public abstract class ReaperEvents extends LiveReaper {
    private static final WaitStatus KILLED = new WaitStatus.Signaled(Signal.KILL, false);

    protected ReaperEvents(BackendProvider provider) throws BackendUnavailableException {
        super(provider);
    }

    private Backend on(Strategy.Kind rung) {
        return rung == Strategy.Kind.PIDFD ? backend : withoutPidfds(backend);
    }

    private static StateChange next(BlockingQueue<StateChange> changes) throws InterruptedException {
        return changes.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void stopsAndGoingOnAreToldInOrderAndBeforeTheEnd(Strategy.Kind rung) throws InterruptedException {
        try (Brood brood = new Brood(backend, 1);
                Reaper reaper = Reaper.open(on(rung), OnClose.KILL)) {
            BlockingQueue<StateChange> changes = new LinkedBlockingQueue<>();
            int pid = brood.pausing();
            Registration registration =
                    reaper.register(pid, Watch.ends().onStopAndContinue(Runnable::run, changes::add));
            for (int round = 0; round < 3; round++) {
                registration.send(Signal.STOP);
                assertThat(next(changes)).isEqualTo(new StateChange(pid, new WaitStatus.Stopped(Signal.STOP)));
                registration.send(Signal.CONT);
                assertThat(next(changes)).isEqualTo(new StateChange(pid, new WaitStatus.Continued()));
            }
            registration.send(Signal.STOP);
            assertThat(next(changes)).isEqualTo(new StateChange(pid, new WaitStatus.Stopped(Signal.STOP)));
            registration.send(Signal.KILL);
            assertThat(registration.await()).isEqualTo(KILLED);
            assertThat(changes).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theStopOfAChildThatIsOnlyWatchedForItsEndStaysForOthers(Strategy.Kind rung) throws InterruptedException {
        try (Brood brood = new Brood(backend, 1);
                Reaper reaper = Reaper.open(on(rung), OnClose.KILL)) {
            int pid = brood.pausing();
            Registration registration = reaper.register(pid, Watch.ends());
            registration.send(Signal.STOP);
            assertThat(calls.waitid(Abi.P_PID, pid, null, Abi.WSTOPPED)).isZero();
            assertThat(registration.await(Duration.ZERO)).isEmpty();
            registration.send(Signal.KILL);
            assertThat(registration.await()).isEqualTo(KILLED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theUsageOfABusyChildIsItsOwn(Strategy.Kind rung) throws InterruptedException {
        try (Reaper reaper = Reaper.open(on(rung), OnClose.KILL)) {
            long begun = System.nanoTime();
            // Ends when it has used ten ticks, a tenth of a second, by the account that the kernel keeps of it;
            // proc(5).
            Child busy = Spawn.shell("until [ $((${12:-0} + ${13:-0})) -ge 10 ]; do"
                            + " read -r line < /proc/$$/stat; set -- ${line##*) }; done; exit 3")
                    .quiet()
                    .start(backend);
            Registration registration = reaper.register(busy, Watch.ends().withUsage());
            assertThat(registration.await(PATIENCE)).contains(new WaitStatus.Exited(3));
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);

            ResourceUsage usage = registration.usage().orElseThrow();
            assertThat(usage.cpu()).isBetween(Duration.ofMillis(90), processors(elapsed));
            assertThat(usage.maxResidentKib()).isBetween(500L, 1_000_000L);
            assertThat(usage.minorFaults()).isPositive();
        }
    }

    /** A tick of grace: what is charged is charged in whole ones, on some kernels. */
    private static Duration processors(Duration elapsed) {
        return elapsed.multipliedBy(Runtime.getRuntime().availableProcessors()).plusMillis(10);
    }

    @ParameterizedTest
    @EnumSource
    void usageThatWasNotAskedForIsEmpty(Strategy.Kind rung) throws InterruptedException {
        try (Brood brood = new Brood(backend, 1);
                Reaper reaper = Reaper.open(on(rung))) {
            Registration registration = reaper.register(brood.exiting(0), Watch.ends());
            registration.await();
            assertThat(registration.usage()).isEmpty();
        }
    }

    @Test
    void signalsGoByThePidfdOfTheRegistrationAndNeverByThePid() throws InterruptedException {
        AtomicInteger byPid = new AtomicInteger();
        AtomicInteger byPidfd = new AtomicInteger();
        Backend counting = new Backend(backend.name(), backend.binding(), new ForwardingSystemCalls(calls) {
            @Override
            public int kill(int pid, int signal) {
                byPid.incrementAndGet();
                return super.kill(pid, signal);
            }

            @Override
            public int pidfdSendSignal(int pidfd, int signal, int flags) {
                byPidfd.incrementAndGet();
                return super.pidfdSendSignal(pidfd, signal, flags);
            }
        });
        try (Brood brood = new Brood(backend, 1);
                Reaper reaper = Reaper.open(counting, OnClose.KILL)) {
            Registration registration = reaper.register(brood.pausing(), Watch.ends());
            assertThat(registration.send(new Signal(0))).isTrue();
            assertThat(registration.send(Signal.KILL)).isTrue();
            assertThat(registration.await()).isEqualTo(KILLED);
            assertThat(registration.send(Signal.KILL)).isFalse();
        }
        assertThat(byPid).hasValue(0);
        assertThat(byPidfd).hasValue(2);
    }

    @Test
    void aSignalForAChildThatWasTakenReachesNobody() {
        try (Brood brood = new Brood(backend, 2);
                Reaper reaper = Reaper.driven(backend, OnClose.KILL)) {
            int pid = brood.pausing();
            Registration registration = reaper.register(pid, Watch.ends());
            calls.kill(pid, Abi.SIGKILL);
            assertThat(calls.waitpid(pid, null, 0)).isEqualTo(pid);
            // The reaper does not know yet. The pidfd does.
            assertThat(registration.fate().isDone()).isFalse();
            assertThat(registration.send(Signal.KILL)).isFalse();
        }
    }

    @Test
    void aChildThatIsRegisteredByPidfdIsReapedThoughTheCallerClosesHis() throws InterruptedException {
        try (Brood brood = new Brood(backend, 1);
                Reaper reaper = Reaper.open(backend, OnClose.KILL)) {
            Registration registration;
            try (Pidfd pidfd = Pidfd.open(backend, brood.pausing())) {
                registration = reaper.register(pidfd, Watch.ends());
            }
            assertThat(registration.send(Signal.KILL)).isTrue();
            assertThat(registration.await()).isEqualTo(KILLED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyWayToDieIsTold(Strategy.Kind rung) throws InterruptedException {
        try (Reaper reaper = Reaper.open(on(rung), OnClose.KILL)) {
            for (String script : List.of("exit 0", "exit 255", "kill -TERM $$", "kill -KILL $$")) {
                WaitStatus expected = switch (script) {
                    case "exit 0" -> new WaitStatus.Exited(0);
                    case "exit 255" -> new WaitStatus.Exited(255);
                    case "kill -TERM $$" -> new WaitStatus.Signaled(Signal.TERM, false);
                    default -> KILLED;
                };
                assertThat(reaper.register(Spawn.shell(script).quiet().start(backend))
                                .await())
                        .isEqualTo(expected);
            }
        }
    }
}
