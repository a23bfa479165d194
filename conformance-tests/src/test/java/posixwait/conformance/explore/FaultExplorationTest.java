package posixwait.conformance.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.conformance.ProgramJvm;

/** The explorer can fail: a backend with a fault differs from the model. */
class FaultExplorationTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nowait-reaps",
                "peek-takes-the-stop",
                "stop-unasked",
                "continue-deaf",
                "running-looks-exited",
                "wall-dropped",
                "sigaction-without-flags",
                "sigchld-without-code",
                "switches-not-counted",
                "status-shared-by-threads",
                "own-children-only",
                "zombie-cannot-be-signalled",
                "again-is-nothing",
                "eintr-swallowed"
            })
    void a_broken_backend_is_found_and_the_script_is_shrunk(String fault) throws Exception {
        ProgramJvm.Ended ended = ExplorerJvm.run(directory, "ffm", "seed=1", "steps=6000", "fault=" + fault);

        assertThat(ended.trouble()).as("%s", ended.printed()).contains("ended with exit code 1");
        Explored.Difference difference =
                Objects.requireNonNull(ExplorerJvm.result(ended).difference());
        assertThat(difference.trace()).last().asString().contains("BUT THE MODEL");
        assertThat(difference.trace()).hasSizeLessThan(16);
        assertThat(difference.test()).contains("@Test", "script_" + difference.script());
    }
}
