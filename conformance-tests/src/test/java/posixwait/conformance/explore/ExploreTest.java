package posixwait.conformance.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.conformance.Proc;

class ExploreTest {
    private static final int SESSION_FIELD = 3;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"ffm", "jna"})
    void the_model_and_the_kernel_agree_on_two_thousand_steps(String backend) throws Exception {
        assertThat(explore(backend, 20_261_126, 2000)).contains("steps, no difference");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nowait-reaps", "peek-takes-the-stop", "stop-unasked", "continue-deaf", "running-looks-exited"})
    void a_broken_backend_is_found_and_the_script_is_shrunk(String fault) throws Exception {
        List<String> said = explore("ffm", 1, 2000, fault).lines().toList();

        assertThat(said.get(0)).contains("model and kernel differ");
        assertThat(said.get(said.size() - 1)).contains("BUT THE MODEL");
        // The children before the one in question stay, since they are named by their number.
        assertThat(said).hasSizeLessThan(16);
    }

    @Test
    void a_script_of_a_seed_is_the_same_every_time() {
        List<List<Step>> scripts = IntStream.range(0, 2)
                .mapToObj(i -> Scripts.script(new Random(7), 60))
                .toList();
        assertThat(scripts.get(0)).isEqualTo(scripts.get(1)).hasSize(60);
    }

    /** In a JVM and a session of its own: it waits for any child. */
    private String explore(String backend, long seed, int steps, String... fault)
            throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Explore.class.getName(),
                backend,
                Long.toString(seed),
                Integer.toString(steps)));
        command.addAll(List.of(fault));
        Process process = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(2, TimeUnit.MINUTES);
            return (ended ? "" : "not ended: ") + Files.readString(output);
        } finally {
            process.destroyForcibly().waitFor();
            // The session was that process's alone: what is in it still was made by it.
            ProcessHandle.allProcesses()
                    .filter(handle -> isIn(handle.pid(), process.pid()))
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static boolean isIn(long pid, long session) {
        return Proc.stat(pid)
                .filter(fields -> fields.get(SESSION_FIELD).equals(Long.toString(session)))
                .isPresent();
    }
}
