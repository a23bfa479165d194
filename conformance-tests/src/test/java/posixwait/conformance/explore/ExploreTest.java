package posixwait.conformance.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.conformance.ProgramJvm;
import posixwait.conformance.run.Jdks;

class ExploreTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"ffm", "jna"})
    void the_model_and_the_kernel_agree_on_two_thousand_steps(String backend) throws Exception {
        ProgramJvm.Ended ended = explore(backend, 20_261_126, 2000);

        assertThat(ended.trouble()).as("%s", ended.printed()).isEmpty();
        assertThat(ended.printed()).last().asString().contains("steps, no difference");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nowait-reaps", "peek-takes-the-stop", "stop-unasked", "continue-deaf", "running-looks-exited"})
    void a_broken_backend_is_found_and_the_script_is_shrunk(String fault) throws Exception {
        ProgramJvm.Ended ended = explore("ffm", 1, 2000, fault);

        assertThat(ended.trouble()).contains("ended with exit code 1");
        List<String> said = ended.printed();
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
    private ProgramJvm.Ended explore(String backend, long seed, int steps, String... fault)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(backend, Long.toString(seed), Integer.toString(steps)));
        arguments.addAll(List.of(fault));
        return new ProgramJvm(Jdks.current(), System.getProperty("java.class.path"), PATIENCE)
                .run(Explore.class.getName(), directory, arguments.toArray(String[]::new));
    }
}
