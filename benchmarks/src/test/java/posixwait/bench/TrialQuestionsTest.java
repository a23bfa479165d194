package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import posixwait.Backends;

class TrialQuestionsTest {
    @Test
    void allocationsOfManyAreMeasuredWithTheDescriptorsOfFew() {
        assertThat(new AllocationQuestion().trials(Effort.FULL))
                .singleElement()
                .satisfies(trial -> assertThat(trial.most()).isEqualTo(500).isLessThan(trial.n()));
    }

    @Test
    void everyQuestionHasANameOfItsOwnAndIsFoundByIt() {
        assertThat(TrialQuestions.names()).doesNotHaveDuplicates();
        assertThat(TrialQuestions.all())
                .allSatisfy(question ->
                        assertThat(TrialQuestions.named(question.name())).isSameAs(question));
    }

    @ParameterizedTest
    @EnumSource(Effort.class)
    void noTrialIsPlannedTwice(Effort effort) {
        assertThat(TrialQuestions.all())
                .allSatisfy(question -> assertThat(question.trials(effort)).doesNotHaveDuplicates());
    }

    @Test
    void aThreadForEachOfFifteenThousandIsLeftOutAndSaidSo() {
        Trial largest = new StormQuestion()
                .trials(Effort.FULL).stream()
                        .filter(trial -> trial.n() == 15_000)
                        .findFirst()
                        .orElseThrow();
        Contender threads = new Contender("", Way.THREADS.name(), 0, "ffm", "ffm", List.of());

        assertThat(new StormQuestion().absence(largest, threads)).contains("thread for each child");
    }

    @Test
    void theCompilerIsCutShortOnlyWhereItIsNoPartOfTheFigure() {
        assertThat(TrialQuestions.all())
                .filteredOn(question -> !question.flags(Effort.QUICK).isEmpty())
                .extracting(TrialQuestion::name)
                .containsExactlyInAnyOrder(
                        "reaper-storm",
                        "reaper-sustained",
                        "reaper-bystanders",
                        "reaper-footprint",
                        "waiting",
                        "creating");
        assertThat(TrialQuestions.all())
                .allSatisfy(question -> assertThat(question.flags(Effort.FULL)).isEmpty());
    }

    @Test
    void whoseStartIsTheQuestionStartsWithoutAnArchiveOfClasses() {
        assertThat(TrialQuestions.all())
                .filteredOn(question -> question.trials(Effort.QUICK).stream().noneMatch(question::mayShareClasses))
                .extracting(TrialQuestion::name)
                // That of ZGC has no archive that fits it.
                .containsExactlyInAnyOrder("first-call", "call-collector");
        assertThat(Effort.FULL.sharesClasses()).isFalse();
    }

    @Test
    void pipesForThousandsAreLeftOutAndItIsSaidHowToHaveThem() {
        StormQuestion question = new StormQuestion();
        Contender pipes = new Contender("", Way.PROCESS_WITH_PIPES.name(), 3, "ffm", "ffm", List.of());

        assertThat(question.trials(Effort.FULL))
                .filteredOn(trial -> "exec".equals(trial.params().get("children")))
                .filteredOn(trial -> "kill".equals(trial.params().get("release")))
                .filteredOn(trial -> question.absence(trial, pipes) != null)
                .singleElement()
                .satisfies(trial -> {
                    assertThat(trial.n()).isEqualTo(4000);
                    assertThat(question.absence(trial, pipes)).contains("--pipes 4000");
                });
    }

    @Test
    void javaProcessWithPipesHasTheControlsWithPipesBesideItInEveryRoundOfAFullRun() {
        Map<Trial, Integer> rounds = roundsOfStorms(named(Contender.JAVA_PROCESS_WITH_PIPES));
        String reaper = Backends.available().get(0).binding() + Contender.WITH_PIPES;

        assertThat(rounds).isNotEmpty();
        assertThat(List.of(Subject.FLOOR + Contender.WITH_PIPES, reaper))
                .allSatisfy(control ->
                        assertThat(roundsOfStorms(named(control))).as(control).isEqualTo(rounds));
    }

    private static Contender named(String name) {
        return new StormQuestion()
                .contenders(Backends.available()).stream()
                        .filter(contender -> contender.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private static Map<Trial, Integer> roundsOfStorms(Contender contender) {
        StormQuestion question = new StormQuestion();
        return question.trials(Effort.FULL).stream()
                .filter(trial -> question.absence(trial, contender) == null)
                .collect(Collectors.toMap(trial -> trial, trial -> question.rounds(Effort.FULL, trial, contender)));
    }

    @Test
    void whoWaitsForOneChildAfterTheOtherIsNoRivalWhereOneDiesAmongMany() {
        Contender each = new Contender("", Way.WAIT_EACH.name(), 0, "ffm", "ffm", List.of());

        assertThat(new BystandersQuestion().trials(Effort.FULL))
                .allSatisfy(trial -> assertThat(new BystandersQuestion().absence(trial, each))
                        .isNotNull());
    }

    @Test
    void virtualThreadsAreUnsupportedWhereThereAreNone() {
        Contender virtual = new Contender("", Way.VIRTUAL_AWAIT.name(), 1, "ffm", "ffm", List.of());
        Trial trial = new WaitingQuestion().trials(Effort.SMOKE).get(0);

        String absence = new WaitingQuestion().absence(trial, virtual);

        assertThat(absence == null).isEqualTo(Runtime.version().feature() >= 21);
        assertThat(absence == null || absence.startsWith("UNSUPPORTED")).isTrue();
    }

    @Test
    void whatFellBehindEverywhereHasNoFigureButANote() {
        SustainedQuestion question = new SustainedQuestion();
        Trial trial = question.trials(Effort.SMOKE).get(0);
        Readings readings = Readings.of(Map.of(Readings.KEPT, new double[] {0}));

        assertThat(question.glance(readings)).isNull();
        assertThat(question.remarks(trial, "ffm", readings))
                .singleElement()
                .asString()
                .contains("fell behind");
    }

    @Test
    void aRateThatIsKeptUpWithIsToldAsTheTimeFromOneEndToTheNext() {
        Readings readings = Readings.of(Map.of(Readings.KEPT, new double[] {20_000}));

        assertThat(new SustainedQuestion().glance(readings)).isEqualTo(50_000);
    }
}
