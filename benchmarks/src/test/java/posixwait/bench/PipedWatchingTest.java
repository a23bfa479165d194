package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import posixwait.Backend;
import posixwait.Backends;
import posixwait.spi.Abi;

class PipedWatchingTest {
    private final Backend backend = Backends.available().get(0);
    private final Ends ends = new Ends();

    @Test
    void everyProgramHasThreePipesOfItsOwnWhoseOtherEndsAreHere() throws IOException {
        try (PipedWatching watching = new PipedWatching(backend, Kind.SLEEPING, ends)) {
            int[] pids = watch(watching);

            Set<String> theirs = pipesOf(pids);

            assertThat(theirs).hasSize(6).allMatch(stream -> stream.startsWith("pipe:"));
            assertThat(openHere()).containsAll(theirs);
            end(pids);
        }
    }

    @Test
    void theEndsHereAreClosedWhenTheStatusesHaveBeenTold() throws IOException {
        Set<String> theirs;
        try (PipedWatching watching = new PipedWatching(backend, Kind.SLEEPING, ends)) {
            int[] pids = watch(watching);
            theirs = pipesOf(pids);
            end(pids);
        }

        assertThat(openHere()).doesNotContainAnyElementsOf(theirs);
    }

    private static int[] watch(Watching watching) {
        int[] pids = Crowd.make(watching, 2);
        Crowd.watch(watching, pids);
        return pids;
    }

    private void end(int... pids) {
        ends.expect(pids.length);
        for (int pid : pids) {
            backend.calls().kill(pid, Abi.SIGKILL);
        }
        ends.await();
    }

    private static Set<String> pipesOf(int... pids) throws IOException {
        Set<String> pipes = new HashSet<>();
        for (int pid : pids) {
            for (String stream : List.of("0", "1", "2")) {
                pipes.add(target(Path.of("/proc/" + pid + "/fd/" + stream)));
            }
        }
        return pipes;
    }

    private static Set<String> openHere() throws IOException {
        Set<String> open = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path each : descriptors) {
                try {
                    open.add(target(each));
                } catch (NoSuchFileException closed) {
                    // It was that of the listing, or of another thread.
                }
            }
        }
        return open;
    }

    private static String target(Path link) throws IOException {
        return Files.readSymbolicLink(link).toString();
    }
}
