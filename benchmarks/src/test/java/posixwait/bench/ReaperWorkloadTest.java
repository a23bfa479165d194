package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReaperWorkloadTest {
    @Test
    void allocationsOfManyAreMeasuredWithTheDescriptorsOfFew() {
        assertThat(ReaperWorkload.of(ReaperEffort.FULL))
                .filteredOn(workload -> workload.question().equals(ReaperWorkload.ALLOCATION))
                .singleElement()
                .satisfies(
                        workload -> assertThat(workload.most()).isEqualTo(500).isLessThan(workload.n()));
    }
}
