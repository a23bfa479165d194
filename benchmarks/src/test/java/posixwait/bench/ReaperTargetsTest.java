package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.Backend;
import posixwait.Backends;

class ReaperTargetsTest {
    private final ReaperTargets targets = new ReaperTargets(Set.of("ffm"));

    private List<String> verdicts(String question, String subject, String n, double value, @Nullable Ratio ratio) {
        return targets.verdicts(List.of(new BenchResult(
                question,
                "",
                subject,
                "25",
                Map.of("n", n),
                "ns",
                value,
                null,
                Map.of(),
                null,
                ratio == null ? List.of() : List.of(ratio),
                null,
                1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {Subject.JAVA_PROCESS, Contender.JAVA_PROCESS_WITH_PIPES})
    void javaProcessMustTakeFortyTimesAsLong(String subject) {
        assertThat(verdicts("reaper-storm", subject, "4000", 1, new Ratio("ffm", 45, 41.0, 49.0, 5)))
                .singleElement()
                .asString()
                .endsWith("45 (95%: 41 to 49) times ffm, wanted at least 40: met");
        assertThat(verdicts("reaper-storm", subject, "4000", 1, new Ratio("ffm", 30, 25.0, 39.0, 5)))
                .singleElement()
                .asString()
                .endsWith("MISSED");
    }

    @Test
    void anIntervalThatHasTheTargetInItDecidesNothing() {
        assertThat(verdicts("reaper-storm", "ffm", "4000", 1, new Ratio("c", 1.1, 1.0, 1.2, 5)))
                .singleElement()
                .asString()
                .contains("undecided");
    }

    @Test
    void withoutAnIntervalNothingIsDecided() {
        assertThat(verdicts("reaper-storm", "ffm", "4000", 1, new Ratio("c", 9, null, null, 5)))
                .singleElement()
                .asString()
                .endsWith("9 times c, wanted at most 1.15: undecided, too few rounds");
    }

    @Test
    void theReaperIsHeldAgainstC() {
        assertThat(verdicts("reaper-storm", "ffm", "1000", 1, new Ratio("c", 1.2, 1.16, 1.25, 5)))
                .singleElement()
                .asString()
                .endsWith("1.20 (95%: 1.16 to 1.25) times c, wanted at most 1.15: MISSED");
    }

    @Test
    void bystandersMustNotMatter() {
        assertThat(verdicts("reaper-bystanders", "ffm", "5000", 1, new Ratio("n=0", 1.2, 1.1, 1.3, 5)))
                .singleElement()
                .asString()
                .endsWith("met");
    }

    @Test
    void amountsAreWhatTheyAre() {
        assertThat(verdicts("reaper-heap", "ffm", "15000", 1025, null))
                .first()
                .asString()
                .endsWith("MISSED");
        assertThat(verdicts("reaper-threads", "ffm", "15000", 1, null))
                .first()
                .asString()
                .endsWith("met");
        assertThat(verdicts("reaper-allocation", "ffm", "1", 0, null))
                .first()
                .asString()
                .endsWith("met");
        assertThat(verdicts("reaper-allocation", "ffm", "1", 16, null))
                .first()
                .asString()
                .endsWith("MISSED");
    }

    @Test
    void nothingIsWantedOfOthersOrAtOtherSizes() {
        assertThat(verdicts("reaper-storm", "NuProcess", "4000", 1, new Ratio("c", 99, null, null, 5)))
                .isEmpty();
        assertThat(verdicts("reaper-storm", "ffm", "300", 1, new Ratio("c", 99, null, null, 5)))
                .isEmpty();
        assertThat(verdicts("reaper-storm", Subject.JAVA_PROCESS, "300", 1, new Ratio("ffm", 1, null, null, 5)))
                .isEmpty();
    }

    @Test
    void ofBareChildrenNothingIsPromisedOfAStorm() {
        BenchResult bare = new BenchResult(
                "reaper-storm",
                "",
                "ffm",
                "25",
                Map.of("n", "4000", "children", "bare", "release", "kill"),
                "ns",
                1,
                null,
                Map.of(),
                null,
                List.of(new Ratio("c", 9, 8.0, 10.0, 5)),
                null,
                1);

        assertThat(targets.verdicts(List.of(bare))).isEmpty();
    }

    /** A run that has measured for an hour must not end without its figures. */
    @Test
    void whateverAFullRunMeasuresCanBeHeldAgainstTheTargets() {
        List<Backend> backends = Backends.available();
        for (TrialQuestion question : TrialQuestions.all(List.of(new OtherJdk("17", Path.of("/nonexistent"))))) {
            for (Trial trial : question.trials(Effort.FULL)) {
                List<BenchResult> results = question.contenders(backends).stream()
                        .map(contender -> new BenchResult(
                                question.name(),
                                "",
                                contender.name(),
                                "25",
                                trial.params(),
                                "ns",
                                1.0,
                                null,
                                Map.of(),
                                1.0,
                                List.of(new Ratio("c", 1.0, 0.9, 1.1, 5), new Ratio("ffm", 1.0, 0.9, 1.1, 5)),
                                0.0,
                                1))
                        .toList();
                assertThatCode(() -> {
                            targets.verdicts(results);
                            new CallTargets().verdicts(results);
                        })
                        .as(trial.toString())
                        .doesNotThrowAnyException();
            }
        }
    }
}
