package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loop that reaps is compiled by the optimising compiler before the first batch that counts, after a quick warm-up, too. */
class CompiledLoopTest {
    private static final String FIRST_THAT_COUNTS = "\nIteration ";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "ReapDrainBenchmark.drain, 1, ReapDrainBenchmark::drain",
        "ReapZombieBenchmark.byWaitpid, 5, ReapZombieBenchmark$Zombies::each",
        "ReapZombieBenchmark.byPidfd, 5, ReapZombieBenchmark$Zombies::each",
    })
    void it_is_compiled_when_it_is_measured(String benchmark, String warmups, String loop) throws Exception {
        String printed = JmhMain.run(
                directory,
                // Compiling in the foreground, it is finished when it is said.
                List.of("-XX:+PrintCompilation", "-Xbatch"),
                "^" + Pattern.quote("posixwait.bench." + benchmark) + "$",
                "-p",
                "subject=" + Subject.FFM,
                "-wi",
                warmups);

        assertThat(printed).contains(FIRST_THAT_COUNTS);
        // What the JVM says of it: by level 4, and not from the middle of a loop, which a percent sign would say.
        Pattern said = Pattern.compile(
                "\\d+ +\\d+ +b? +4 +posixwait\\.bench\\." + Pattern.quote(loop) + " \\(\\d+ bytes\\)(.*)");
        List<String> afterwards = printed.substring(0, printed.indexOf(FIRST_THAT_COUNTS))
                .lines()
                .map(said::matcher)
                .filter(Matcher::find)
                .map(line -> line.group(1))
                .toList();
        assertThat(afterwards).as(printed).isNotEmpty();
        assertThat(afterwards.get(afterwards.size() - 1)).as("thrown away").isEmpty();
    }
}
