package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OwnCostTest {
    /** proc(5), {@code /proc/pid/smaps_rollup}. */
    @Test
    void residentMemoryIsInKilobytes() {
        assertThat(OwnCost.rss(
                        List.of("5600-7fff ---p 00000000 00:00 0  [rollup]", "Rss:              48 kB", "Pss: 3 kB")))
                .isEqualTo(48 * 1024L);
    }

    @Test
    void aKernelWithoutTheFileTellsNone() {
        assertThat(OwnCost.rss(List.of())).isNull();
    }

    /** proc(5), {@code /proc/pid/status}. */
    @Test
    void switchesOfBothKindsCount() {
        assertThat(OwnCost.switches(
                        List.of("Name:\tjava", "voluntary_ctxt_switches:\t30", "nonvoluntary_ctxt_switches:\t12")))
                .isEqualTo(42);
    }

    @Test
    void thisJvmHasThreadsAndDescriptors() {
        OwnCost now = OwnCost.now();

        assertThat(now.threads()).isPositive();
        assertThat(now.descriptors()).isPositive();
        assertThat(now.heap()).isPositive();
    }
}
