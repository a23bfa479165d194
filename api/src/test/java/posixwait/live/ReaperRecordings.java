package posixwait.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import posixwait.Backend;
import posixwait.BareChild;
import posixwait.Child;
import posixwait.OnClose;
import posixwait.Reaper;
import posixwait.Registration;
import posixwait.Signal;
import posixwait.Spawn;
import posixwait.StatusLost;
import posixwait.WaitStatus;
import posixwait.Watch;
import posixwait.spi.Abi;
import posixwait.spi.BackendProvider;
import posixwait.spi.BackendUnavailableException;

/** What a recording of JDK Flight Recorder holds, and that nothing is paid without one. */
public abstract class ReaperRecordings extends LiveReaper {
    protected ReaperRecordings(BackendProvider provider) throws BackendUnavailableException {
        super(provider);
    }

    @Test
    @Tag(NEW_JVM)
    void aRecordingHoldsEveryKindOfEvent() throws IOException, InterruptedException {
        new OwnJvm(provider).run(EveryEvent.class);
    }

    /** One child for each kind of event, with the settings as they are by default. */
    static final class EveryEvent implements Scenario {
        @Override
        public void run(Backend backend, String... arguments) throws Exception {
            try (Recording recording = new Recording();
                    Brood brood = new Brood(backend, 1);
                    Reaper reaper = Reaper.driven(backend, OnClose.KILL)) {
                recording.start();
                Child spawned = Spawn.of("/bin/sh", "-c", "exit 7").quiet().start(backend);
                drain(reaper, reaper.register(spawned));
                Child copied = BareChild.exiting(backend, 8);
                drain(reaper, reaper.register(copied));
                int stopped = brood.pausing();
                Registration watched =
                        reaper.register(stopped, Watch.ends().onStopAndContinue(Runnable::run, change -> {}));
                Child taken = BareChild.exiting(backend, 9);
                assertThat(backend.calls().waitpid(taken.pid(), null, 0)).isEqualTo(taken.pid());
                reaper.register(taken);
                watched.send(Signal.STOP);
                awaitStop(backend, stopped);
                reaper.look();
                reaper.drain(Duration.ZERO, one -> {});
                watched.send(Signal.KILL);
                drain(reaper, watched);

                List<RecordedEvent> events = Recordings.eventsOf(recording, "posixwait");
                assertThat(fields(events, "posixwait.Spawn", "pid", "call", "program"))
                        .containsExactlyInAnyOrder(
                                spawned.pid() + " posix_spawn /bin/sh -c exit 7",
                                copied.pid() + " clone _exit",
                                stopped + " clone pause",
                                taken.pid() + " clone _exit");
                assertThat(fields(events, "posixwait.StateChange", "pid", "status", "ended"))
                        .containsExactlyInAnyOrder(
                                spawned.pid() + " exited with 7 true",
                                copied.pid() + " exited with 8 true",
                                stopped + " stopped by " + Signal.STOP + " false",
                                stopped + " killed by " + Signal.KILL + " true");
                assertThat(fields(events, "posixwait.StatusLost", "pid", "reason", "explanation"))
                        .containsExactly(taken.pid() + " TAKEN " + StatusLost.Reason.TAKEN.explanation());
                assertThat(fields(events, "posixwait.Strategy", "pid", "strategy", "reason"))
                        .hasSize(3)
                        .allMatch(line -> line.endsWith(" PIDFD pidfds are to be had"));
            }
        }

        private static void awaitStop(Backend backend, int pid) {
            assertThat(backend.calls().waitid(Abi.P_PID, pid, null, Abi.WSTOPPED | Abi.WNOWAIT))
                    .isZero();
        }

        private static void drain(Reaper reaper, Registration registration) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!registration.fate().isDone()) {
                reaper.drain(Duration.ofSeconds(1), one -> {});
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
        }

        private static List<String> fields(List<RecordedEvent> events, String type, String... names) {
            return events.stream()
                    .filter(event -> event.getEventType().getName().equals(type))
                    .map(event -> String.join(
                            " ",
                            Arrays.stream(names)
                                    .map(name -> event.<Object>getValue(name).toString())
                                    .toList()))
                    .toList();
        }
    }

    @Test
    @Tag(NEW_JVM)
    void withoutARecordingAReapAllocatesTheFateAndNothingElse() throws IOException, InterruptedException {
        new OwnJvm(provider).optimized().run(Allocation.class);
    }

    /** Counts the bytes that the thread allocates which drains, while children are reaped. */
    static final class Allocation implements Scenario {
        private static final int BATCH = 200;
        private static final long LIMIT = Duration.ofSeconds(60).toNanos();
        private final com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        private final Object[] kept = new Object[BATCH];

        @Override
        public void run(Backend backend, String... arguments) {
            long perFate = Long.MAX_VALUE;
            for (int round = 0; round < 1_000; round++) {
                perFate = Math.min(perFate, fates(round));
            }
            assertThat(perFate).isPositive();
            // Until the optimizing compiler has had its turn more is allocated; the least counts.
            long perReap = Long.MAX_VALUE;
            long deadline = System.nanoTime() + LIMIT;
            // One reaper, so that its arrays have grown.
            try (Reaper reaper = Reaper.driven(backend, OnClose.KILL)) {
                while (perReap > perFate && System.nanoTime() < deadline) {
                    perReap = Math.min(perReap, reap(backend, reaper));
                }
            }
            assertThat(perReap).isEqualTo(perFate);
        }

        private long fates(int round) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < BATCH; i++) {
                kept[i] = new WaitStatus.Exited(round + i);
            }
            return (threads.getCurrentThreadAllocatedBytes() - before) / BATCH;
        }

        private long reap(Backend backend, Reaper reaper) {
            try (Brood brood = new Brood(backend, BATCH)) {
                int last = 0;
                for (int i = 0; i < BATCH; i++) {
                    last = brood.exiting(i);
                    reaper.register(last, Watch.ends());
                }
                awaitZombie(backend.calls(), last);
                int reaped = 0;
                long allocated = 0;
                while (reaped < BATCH) {
                    long before = threads.getCurrentThreadAllocatedBytes();
                    reaped += reaper.drain(Duration.ofSeconds(1), one -> {});
                    allocated += threads.getCurrentThreadAllocatedBytes() - before;
                }
                return allocated / BATCH;
            }
        }
    }
}
