package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import posixwait.Backend;
import posixwait.Backends;

/** How much a run of all questions is: what it takes on a quiet host follows from that, and no host of a test is quiet. */
class PlannedTimeTest {
    private static final int HERE = Runtime.version().feature();

    /** One that need not exist: nothing is started. */
    private static final OtherJdk OTHER = new OtherJdk(HERE == 17 ? "25.0.3" : "17.0.15", Path.of("/nonexistent"));

    private final List<Backend> backends = Backends.available();

    private int rounds(TrialQuestion question, Effort effort, Trial trial, Contender contender) {
        return question.absence(trial, contender) == null ? question.rounds(effort, trial, contender) : 0;
    }

    private int processes(TrialQuestion question, Effort effort, boolean ofC) {
        int processes = 0;
        for (Trial trial : question.trials(effort)) {
            for (Contender contender : question.contenders(backends)) {
                processes += contender.isC() == ofC ? rounds(question, effort, trial, contender) : 0;
            }
        }
        return processes;
    }

    private int processes(Effort effort, boolean ofC) {
        return TrialQuestions.all(List.of(OTHER)).stream()
                .mapToInt(question -> processes(question, effort, ofC))
                .sum();
    }

    /** {@return how long JMH's JVMs measure; those that make children for each iteration take longer for that} */
    private Duration measuring(Effort effort) {
        Duration sum = Duration.ZERO;
        for (TrialQuestion question : TrialQuestions.all(List.of(OTHER))) {
            for (Trial trial : question.trials(effort)) {
                if (question instanceof JmhQuestion jmh && trial.most() == 0) {
                    JmhTask task = jmh.task(effort, trial);
                    int jvms = question.contenders(backends).stream()
                            .filter(contender -> !contender.isC())
                            .mapToInt(contender -> rounds(question, effort, trial, contender))
                            .sum();
                    sum = sum.plus(task.time().multipliedBy((long) jvms * (task.warmups() + task.iterations())));
                }
            }
        }
        return sum;
    }

    /** Wanted are two minutes on two quiet cores: a JVM takes most of a second before it measures anything. */
    @Test
    void aQuickRunOfAllQuestionsHasFewProcessesAndMeasuresForSeconds() {
        assertThat(processes(Effort.QUICK, false)).as("JVMs").isLessThanOrEqualTo(108);
        assertThat(processes(Effort.QUICK, true)).as("C programs").isLessThanOrEqualTo(40);
        assertThat(measuring(Effort.QUICK)).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    /** Wanted is about an hour on two quiet cores, most of it for what a process does besides. */
    @Test
    void aFullRunOfAllQuestionsHasAsManyProcessesAsFitIntoAnHour() {
        assertThat(processes(Effort.FULL, false)).as("JVMs").isLessThanOrEqualTo(1165);
        assertThat(processes(Effort.FULL, true)).as("C programs").isLessThanOrEqualTo(450);
        assertThat(measuring(Effort.FULL)).isLessThanOrEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aQuickRunAsksEverySubjectThatAFullOneAsks() {
        for (TrialQuestion question : TrialQuestions.all(List.of(OTHER))) {
            assertThat(subjects(question, Effort.QUICK))
                    .as(question.name())
                    .containsExactlyInAnyOrderElementsOf(subjects(question, Effort.FULL));
        }
    }

    /** Those that are measured in a trial or more; but who is measured twice is no further subject, nor is a control. */
    private Set<String> subjects(TrialQuestion question, Effort effort) {
        return question.contenders(backends).stream()
                .filter(contender -> !Callers.isAgain(contender) && !contender.isControl())
                .filter(contender -> question.trials(effort).stream()
                        .anyMatch(trial -> rounds(question, effort, trial, contender) > 0))
                .map(Contender::name)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @EnumSource(Effort.class)
    void whoeverIsMeasuredHasARoundOfCToBeComparedWith(Effort effort) {
        for (TrialQuestion question : TrialQuestions.all(List.of(OTHER))) {
            List<Contender> contenders = question.contenders(backends);
            if (contenders.get(0).isC()) {
                for (Trial trial : question.trials(effort)) {
                    int ofC = rounds(question, effort, trial, contenders.get(0));
                    assertThat(ofC).as("%s", trial).isLessThanOrEqualTo(question.rounds(effort));
                    assertThat(contenders)
                            .allSatisfy(contender -> assertThat(rounds(question, effort, trial, contender))
                                    .as("%s %s", trial, contender.name())
                                    .isBetween(0, ofC));
                }
            }
        }
    }
}
