package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of questions in the README, and how long they take. */
class ReadmeQuestionsTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Duration MOST_FOR_QUICK = Duration.ofMinutes(2);
    private static final Duration MOST_FOR_FULL = Duration.ofMinutes(60);

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

    @Test
    void itIsSaidOfEachQuestionHowLongItTakes() {
        for (String question : TrialQuestions.names()) {
            assertThat(ExpectedTime.of(question, Effort.QUICK)).isPositive();
            assertThat(ExpectedTime.of(question, Effort.FULL)).isPositive();
        }
    }

    @Test
    void aQuickRunIsExpectedToTakeTwoMinutesAndAFullOneAnHourAtTheMost() {
        assertThat(ofAll(Effort.QUICK)).isLessThanOrEqualTo(MOST_FOR_QUICK);
        assertThat(ofAll(Effort.FULL)).isLessThanOrEqualTo(MOST_FOR_FULL);
    }

    private static Duration ofAll(Effort effort) {
        return TrialQuestions.names().stream()
                .map(question -> ExpectedTime.of(question, effort))
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void aLongTimeIsToldInMinutes() {
        assertThat(ExpectedTime.inWords(Duration.ofSeconds(99))).isEqualTo("99 seconds");
        assertThat(ExpectedTime.inWords(Duration.ofSeconds(2490))).isEqualTo("42 minutes");
    }
}
