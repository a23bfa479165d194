package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import posixwait.Backend;
import posixwait.Backends;

class CallQuestionsTest {
    private static final int HERE = Runtime.version().feature();

    /** One that need not exist: nothing is started. */
    private static final OtherJdk OTHER = new OtherJdk(HERE == 17 ? "25.0.3" : "17.0.15", Path.of("/nonexistent"));

    private final List<Backend> backends = Backends.available();

    private Contender named(TrialQuestion question, String name) {
        return question.contenders(backends).stream()
                .filter(contender -> contender.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<JmhQuestion> ofJmh() {
        return CallQuestions.all(List.of(OTHER)).stream()
                .filter(JmhQuestion.class::isInstance)
                .map(JmhQuestion.class::cast)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Effort.class)
    void everyTrialIsMeasuredByABenchmarkThatIsThere(Effort effort) {
        for (JmhQuestion question : ofJmh()) {
            assertThat(question.trials(effort))
                    .isNotEmpty()
                    .allSatisfy(trial -> Benchmarks.assertHas(question.task(effort, trial)));
        }
    }

    @Test
    void everyCallThatWaitsIsMeasured() {
        assertThat(calls(CallQuestion.echild()))
                .containsExactly("pidfd", "wait", "wait3", "wait4", "waitid", "waitpid");
        assertThat(calls(CallQuestion.wnohang())).containsExactly("pidfd", "wait3", "wait4", "waitid", "waitpid");
        assertThat(calls(new ReapQuestion())).containsExactly("pidfd", "wait", "wait3", "wait4", "waitid", "waitpid");
    }

    private static Set<String> calls(TrialQuestion question) {
        return question.trials(Effort.FULL).stream()
                .map(trial -> Objects.requireNonNull(trial.params().get("call")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void usageIsAskedForWithEveryCallThatHasIt() {
        assertThat(new ReapQuestion()
                        .trials(Effort.FULL).stream()
                                .filter(trial -> "yes".equals(trial.params().get("rusage")))
                                .map(trial -> trial.params().get("call")))
                .containsExactlyInAnyOrder("wait3", "wait4", "waitid");
    }

    @Test
    void fullHasRoundsForAnIntervalOfEveryFigure() {
        for (TrialQuestion question : CallQuestions.all(List.of(OTHER))) {
            for (Trial trial : question.trials(Effort.FULL)) {
                assertThat(question.contenders(backends))
                        .extracting(contender -> question.rounds(Effort.FULL, trial, contender))
                        .allMatch(rounds -> rounds == 0 || rounds >= Ratio.FEWEST_ROUNDS);
            }
        }
    }

    @Test
    void quickHasRoundsForAnIntervalWhereAChoiceRestsOnIt() {
        for (TrialQuestion question : List.of(CallQuestion.echild(), new ReapQuestion())) {
            Trial trial = question.trials(Effort.QUICK).get(0);
            assertThat(backends)
                    .allSatisfy(backend -> assertThat(
                                    question.rounds(Effort.QUICK, trial, named(question, backend.binding())))
                            .isGreaterThanOrEqualTo(Ratio.FEWEST_ROUNDS));
        }
    }

    @Test
    void theLastOfARoundIsTheFirstSubjectOnceMore() {
        List<Contender> contenders = CallQuestion.echild().contenders(backends);

        Contender again = contenders.get(contenders.size() - 1);

        assertThat(again.name()).isEqualTo(backends.get(0).binding() + Callers.AGAIN);
        assertThat(again.binding()).isEqualTo(backends.get(0).binding());
    }

    @Test
    void jnrPosixIsNotMeasuredWithCallsThatItLacks() {
        CallQuestion question = CallQuestion.echild();
        Contender jnr = named(question, Subject.JNR_POSIX);

        List<String> measured = new ArrayList<>();
        for (Trial trial : question.trials(Effort.FULL)) {
            if (question.absence(trial, jnr) == null) {
                measured.add(trial.params().getOrDefault("call", ""));
            }
        }

        assertThat(measured).containsExactly("wait", "waitpid");
        assertThat(question.remarks(question.trials(Effort.FULL).get(0), jnr.name(), Readings.of(Map.of())))
                .singleElement()
                .asString()
                .matches("jnr-posix is version \\d+\\.\\d+.*");
    }

    @Test
    void aJdkThatIsNotThereIsUnsupportedWithAFix() {
        JdkQuestion alone = new JdkQuestion(List.of());
        List<Trial> trials = alone.trials(Effort.FULL);
        Contender c = named(alone, Subject.FLOOR);

        assertThat(trials)
                .filteredOn(trial -> alone.absence(trial, c) != null)
                .singleElement()
                .satisfies(trial -> assertThat(alone.absence(trial, c))
                        .startsWith("UNSUPPORTED: no JDK " + OTHER.feature())
                        .contains("install"));
    }

    @Test
    void aJdkThatIsThereRunsItsTrial() {
        JdkQuestion question = new JdkQuestion(List.of(OTHER));
        Contender c = named(question, Subject.FLOOR);

        assertThat(question.trials(Effort.FULL))
                .allMatch(trial -> question.absence(trial, c) == null)
                .extracting(trial -> question.task(Effort.FULL, trial).jdk())
                .containsExactlyInAnyOrder(OTHER, null);
    }

    @Test
    void eachFigureHasTheVersionOfItsOwnJdk() {
        JdkQuestion question = new JdkQuestion(List.of(OTHER));
        List<Trial> trials = question.trials(Effort.FULL);
        TrialRounds rounds = new TrialRounds();
        trials.forEach(trial ->
                rounds.add(trial, "jna-direct", 0, Readings.of(Map.of(JmhQuestion.NANOS, new double[] {1}))));
        TrialResults figures = new TrialResults(rounds, "here", null);

        assertThat(trials)
                .flatExtracting(trial -> question.results(figures, trial, trials))
                .extracting(BenchResult::jdk)
                .containsExactlyInAnyOrder("here", OTHER.version());
    }

    @Test
    void errnoThatIsReadIsComparedWithErrnoThatIsKept() {
        ErrnoQuestion question = new ErrnoQuestion();
        List<Trial> trials = question.trials(Effort.FULL);
        TrialRounds rounds = new TrialRounds();
        for (int i = 0; i < trials.size(); i++) {
            rounds.add(trials.get(i), "ffm", 0, Readings.of(Map.of(JmhQuestion.NANOS, new double[] {1 << i})));
        }
        TrialResults figures = new TrialResults(rounds, "25", null);

        assertThat(question.results(figures, trials.get(2), trials))
                .singleElement()
                .satisfies(result ->
                        assertThat(result.ratios()).containsExactly(new Ratio("errno=kept", 2, null, null, 1)));
    }

    @Test
    void theFirstCallIsToldWithAndWithoutWhatComesBefore() {
        FirstCallQuestion question = new FirstCallQuestion();
        List<Trial> trials = question.trials(Effort.FULL);
        TrialRounds rounds = new TrialRounds();
        rounds.add(
                trials.get(0),
                "ffm",
                0,
                Readings.of(Map.of(
                        FirstCallQuestion.FROM_OPENING, new double[] {50}, FirstCallQuestion.ALONE, new double[] {3})));

        assertThat(question.results(new TrialResults(rounds, "25", null), trials.get(0), trials))
                .extracting(result -> result.question() + " " + result.value())
                .containsExactly("first-result 50.0", "first-call 3.0");
    }

    @Test
    void aScoreOfManyOperationsIsThatOfEach() {
        DrainQuestion question = new DrainQuestion();
        Trial trial = question.trials(Effort.FULL).get(0);

        assertThat(question.task(Effort.FULL, trial).operations())
                .isEqualTo(trial.n())
                .isEqualTo(2000);
    }
}
