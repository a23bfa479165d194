package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrialQuestionsTest {
    @Test
    void allocationsOfManyAreMeasuredWithTheDescriptorsOfFew() {
        assertThat(new AllocationQuestion().trials(ReaperEffort.FULL))
                .singleElement()
                .satisfies(trial -> assertThat(trial.most()).isEqualTo(500).isLessThan(trial.n()));
    }
}
