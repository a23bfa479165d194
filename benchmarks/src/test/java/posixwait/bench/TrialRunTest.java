package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posixwait.Backends;

class TrialRunTest {
    private static final String ROUNDS = "posixwait.bench.rounds";

    @TempDir
    private Path directory;

    @AfterEach
    void nobodyAsksForRounds() {
        System.clearProperty(ROUNDS);
    }

    private int planned() {
        return new TrialRun(
                        Effort.SMOKE,
                        Set.of(CreatingQuestion.NAME),
                        Backends.available(),
                        List.of(),
                        new SharedDirectory(directory),
                        null)
                .planned();
    }

    @Test
    void eachRoundBeginsWithTheNextSubject() {
        assertThat(IntStream.range(0, 5).mapToObj(round -> TrialRun.inTurn(List.of("c", "ffm", "jna"), round)))
                .containsExactly(
                        List.of("c", "ffm", "jna"),
                        List.of("ffm", "jna", "c"),
                        List.of("jna", "c", "ffm"),
                        List.of("c", "ffm", "jna"),
                        List.of("ffm", "jna", "c"));
    }

    @Test
    void theSystemPropertyGivesEveryQuestionAsManyRounds() {
        int inOneRound = planned();
        System.setProperty(ROUNDS, "4");

        assertThat(planned()).isEqualTo(4 * inOneRound).isPositive();
    }
}
