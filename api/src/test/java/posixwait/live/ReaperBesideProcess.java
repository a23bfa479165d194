package posixwait.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import posixwait.Backend;
import posixwait.Child;
import posixwait.OnClose;
import posixwait.Reaper;
import posixwait.Registration;
import posixwait.Spawn;
import posixwait.Strategy;
import posixwait.WaitStatus;
import posixwait.Watch;
import posixwait.spi.BackendProvider;
import posixwait.spi.BackendUnavailableException;

/** The reaper beside {@link Process}, which waits for its own children with a thread for each: neither robs the other. */
public abstract class ReaperBesideProcess extends LiveReaper {
    private static final int PROCESSES = 300;
    private static final int BARE = 2_700;
    private static final int SPAWNED = 300;
    private static final int CODES = 256;

    protected ReaperBesideProcess(BackendProvider provider) throws BackendUnavailableException {
        super(provider);
    }

    @Test
    void bothSidesGetEveryStatusByPidfd() throws Exception {
        bothSidesGetEveryStatus(backend, Strategy.Kind.PIDFD);
    }

    @Test
    void bothSidesGetEveryStatusWhenChildrenAreAsked() throws Exception {
        bothSidesGetEveryStatus(withoutPidfds(backend), Strategy.Kind.SWEEP);
    }

    @SuppressWarnings("try") // Closing the workers is joining them.
    private static void bothSidesGetEveryStatus(Backend backend, Strategy.Kind kind) throws Exception {
        NotedWaits waits = NotedWaits.over(backend);
        Backend noted = waits.backend(backend);
        List<Process> processes = new ArrayList<>();
        List<Registration> bare = new ArrayList<>();
        List<Registration> spawned = new ArrayList<>();
        try (Brood brood = new Brood(backend, BARE);
                Reaper reaper = Reaper.open(noted, OnClose.KILL)) {
            // At the same time: the ends of ours and of theirs meet.
            try (Worker theirs = start(() -> startProcesses(processes));
                    Worker ours = start(() -> startSpawned(reaper, backend, spawned))) {
                for (int i = 0; i < BARE; i++) {
                    bare.add(reaper.register(brood.exiting(i % CODES), Watch.ends()));
                }
            }
            for (int i = 0; i < PROCESSES; i++) {
                assertThat(processes.get(i).waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                assertThat(processes.get(i).exitValue()).as("process %d", i).isEqualTo(i % CODES);
            }
            assertStatuses(bare, BARE);
            assertStatuses(spawned, SPAWNED);
            assertThat(bare.get(0).strategy().kind()).isEqualTo(kind);
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
        assertThat(waits.tooBroad()).isEmpty();
        // Each child was asked once at the least, so the notes were taken.
        assertThat(waits.count()).isGreaterThanOrEqualTo(BARE + SPAWNED);
    }

    private static void startProcesses(List<Process> processes) throws IOException {
        File nothing = new File("/dev/null");
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(new ProcessBuilder("/bin/sh", "-c", "exit " + i % CODES)
                    .redirectInput(nothing)
                    .redirectOutput(nothing)
                    .redirectError(nothing)
                    .start());
        }
    }

    private static void startSpawned(Reaper reaper, Backend backend, List<Registration> spawned) {
        for (int i = 0; i < SPAWNED; i++) {
            Child child = Spawn.shell("exit " + i % CODES).quiet().start(backend);
            spawned.add(reaper.register(child));
        }
    }

    private static void assertStatuses(List<Registration> all, int count) throws InterruptedException {
        assertThat(all).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertThat(all.get(i).await(PATIENCE))
                    .as("child %d", i)
                    .isEqualTo(Optional.of(new WaitStatus.Exited(i % CODES)));
        }
    }
}
