package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.Backends;

/** A reaper's loop is compiled by the optimising compiler before the first death that counts. */
class CompiledReaperTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The JVM says so when it loads what kills those that count. */
    private static final String FIRST_THAT_COUNTS = "posixwait.bench.Release source:";

    /** A storm of these. */
    private static final String PROGRAMS = "programs";

    /** What a round of the reaper is; what each of them calls is compiled into it, or by itself. */
    private static final List<String> LOOP = List.of("Rounds::round", "Rounds::events", "Rounds::readable");

    @TempDir
    private Path directory;

    /** Nothing comes before that but what is to have it compiled. */
    private static List<String> trial(String question) {
        return question.equals(BystandersQuestion.NAME)
                ? List.of("0", "1", "0")
                : List.of("1", "0", "0", question.equals(PROGRAMS) ? Kind.EXEC : Kind.BARE, StormQuestion.KILL);
    }

    @ParameterizedTest
    @ValueSource(strings = {BystandersQuestion.NAME, StormQuestion.NAME, PROGRAMS})
    void it_is_compiled_when_it_is_measured(String question) throws Exception {
        String printed = measure(question);

        assertThat(printed).contains(FIRST_THAT_COUNTS);
        String before = printed.substring(0, printed.indexOf(FIRST_THAT_COUNTS));
        for (String method : LOOP) {
            // What the JVM says of it: by level 4, and not from the middle of a loop, which a percent sign would say.
            Pattern said = Pattern.compile(
                    "\\d+ +\\d+ +[s!b ]* 4 +posixwait\\." + Pattern.quote(method) + " \\(\\d+ bytes\\)(.*)");
            List<String> afterwards = before.lines()
                    .map(said::matcher)
                    .filter(Matcher::find)
                    .map(line -> line.group(1))
                    .toList();
            assertThat(afterwards).as("%s in %s", method, before).isNotEmpty();
            assertThat(afterwards.get(afterwards.size() - 1))
                    .as("%s: thrown away", method)
                    .isEmpty();
        }
    }

    private String measure(String question) throws Exception {
        String name = question.equals(BystandersQuestion.NAME) ? question : StormQuestion.NAME;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(MeasuringJvm.flags(Runtime.version().feature()));
        // Compiling in the foreground, it is finished when it is said.
        command.addAll(List.of(
                "-XX:+PrintCompilation", "-Xlog:class+load", "-Xbatch", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
        command.addAll(TrialQuestions.named(name).trials(Effort.FULL).get(0).flags());
        String backend = Backends.available().get(0).name();
        command.add("-D" + Backends.PREFERENCE + "=" + backend);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TrialMain.class.getName()));
        command.addAll(List.of(name, Backends.available().get(0).binding(), Way.REAPER.name()));
        command.addAll(trial(question));
        SharedDirectory shared = new SharedDirectory(directory);
        Path output = shared.file(MeasuringProcess.OUTPUT);
        try {
            MeasuringProcess.run(command, PATIENCE, shared);
        } catch (MeasuringProcess.Failed e) {
            throw new AssertionError(Files.readString(output), e);
        }
        return Files.readString(output);
    }
}
