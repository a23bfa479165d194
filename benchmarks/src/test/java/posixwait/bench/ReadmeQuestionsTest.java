package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of questions in the README. */
class ReadmeQuestionsTest {
    private static final Path README = Path.of("..", "README.md");

    @Test
    void theReadmeHasExactlyTheQuestionsThatCanBeAsked() throws IOException {
        List<String> told = Files.readString(README)
                .lines()
                .dropWhile(line -> !line.startsWith("| question | what the figure means"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1)[1])
                .flatMap(cell -> Pattern.compile("`([^`]+)`").matcher(cell).results())
                .map(name -> name.group(1))
                .toList();

        assertThat(told).containsExactlyInAnyOrderElementsOf(TrialQuestions.names());
    }
}
