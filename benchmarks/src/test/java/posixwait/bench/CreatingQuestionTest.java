package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import posixwait.Backends;

class CreatingQuestionTest {
    private final CreatingQuestion question = new CreatingQuestion();

    private static Readings made(double pid, double runs) {
        return Readings.of(Map.of(Readings.PID, new double[] {pid}, Readings.RUNS, new double[] {runs}));
    }

    @Test
    void theHeapOfATrialIsTheWholeHeapOfItsJvmAndTouched() {
        assertThat(question.trials(Effort.FULL))
                .anySatisfy(trial ->
                        assertThat(trial.flags()).containsExactly("-Xms4096m", "-Xmx4096m", "-XX:+AlwaysPreTouch"))
                .allSatisfy(trial -> assertThat(trial.flags())
                        .contains("-Xmx" + trial.params().get("heap") + "m"));
    }

    @Test
    void theDescriptorsOfATrialCountAgainstTheLimitOfEverybody() {
        Trial trial = question.trials(Effort.FULL).stream()
                .filter(each -> "10000".equals(each.params().get("fds")))
                .findFirst()
                .orElseThrow();

        assertThat(question.contenders(Backends.available()))
                .allSatisfy(
                        contender -> assertThat(contender.descriptors(trial)).isEqualTo(10_000));
    }

    @Test
    void eachLaunchMechanismHasAJvmOfItsOwn() {
        assertThat(question.contenders(Backends.available()))
                .filteredOn(contender -> contender.name().startsWith("java.lang.Process"))
                .extracting(Contender::flags)
                .containsExactly(
                        List.of("-Djdk.lang.Process.launchMechanism=POSIX_SPAWN"),
                        List.of("-Djdk.lang.Process.launchMechanism=VFORK"),
                        List.of("-Djdk.lang.Process.launchMechanism=FORK"));
    }

    @Test
    void noTwoContendersHaveOneName() {
        assertThat(question.contenders(Backends.available()))
                .extracting(Contender::name)
                .doesNotHaveDuplicates()
                .startsWith(Subject.FLOOR);
    }

    @Test
    void aQuickRunHasFewJvmsWithALargerHeapAndAFullOneHasAll() {
        assertThat(measuredWithTheLargestHeap(Effort.QUICK))
                .contains("c(fork)", "ffm", "java.lang.Process(FORK)")
                .doesNotContain("NuProcess");
        assertThat(measuredWithTheLargestHeap(Effort.FULL)).contains("c(fork)", "ffm", "NuProcess");
    }

    private List<String> measuredWithTheLargestHeap(Effort effort) {
        Trial largest = question.trials(effort).stream()
                .max(Comparator.comparing(
                        trial -> Integer.valueOf(trial.arguments().get(0))))
                .orElseThrow();
        return question.contenders(Backends.available()).stream()
                .filter(contender -> question.rounds(effort, largest, contender) > 0)
                .map(Contender::name)
                .toList();
    }

    @Test
    void moreMemoryThanThereIsIsRefused() {
        Trial huge = Trial.of("creating", Map.of("heap", "1000000000", "fds", "0"), 1, List.of());
        Contender c = question.contenders(Backends.available()).get(0);

        assertThat(question.absence(huge, c)).contains("UNSUPPORTED: 1000000512 MiB are needed");
    }

    @Test
    void thePidAndTheStartAreTwoFiguresInTimesOfC() {
        Trial trial = question.trials(Effort.SMOKE).get(0);
        TrialRounds rounds = new TrialRounds();
        rounds.add(trial, Subject.FLOOR, 0, made(100, 300));
        rounds.add(trial, "ffm", 0, made(200, 450));
        rounds.add(trial, "ffm(clone)", 0, Readings.of(Map.of(Readings.PID, new double[] {50})));

        List<BenchResult> results = question.results(new TrialResults(rounds, "25", null), trial, List.of(trial));

        assertThat(results)
                .extracting(result -> result.question() + " " + result.subject() + " " + result.ratioToFloor())
                .containsExactly(
                        "creating-pid c 1.0",
                        "creating-pid ffm 2.0",
                        "creating-pid ffm(clone) 0.5",
                        "creating-runs c 1.0",
                        "creating-runs ffm 1.5");
        assertThat(results).allSatisfy(result -> assertThat(result.params()).containsOnlyKeys("heap", "fds"));
    }
}
