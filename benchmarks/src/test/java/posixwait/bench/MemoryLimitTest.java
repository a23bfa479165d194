package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryLimitTest {
    @Test
    void asMuchAsIsAvailableIsAllowed() {
        assertThat(MemoryLimit.of(64, 64 << 20)).isNull();
    }

    @Test
    void moreIsRefusedWithTheLimitAndTheFix() {
        assertThat(MemoryLimit.of(65, 64 << 20))
                .isEqualTo("UNSUPPORTED: 65 MiB are needed and 64 MiB are available; free some, or raise memory.max of"
                        + " the control group");
    }

    @Test
    void whatTheKernelSaysIsAvailableCounts() {
        assertThat(MemoryLimit.available(List.of("MemTotal:       24684092 kB", "MemAvailable:   23000000 kB")))
                .isEqualTo(23_000_000L * 1024);
    }

    @Test
    void aKernelThatSaysNothingSetsNoLimit() {
        assertThat(MemoryLimit.available(List.of("MemTotal:       24684092 kB")))
                .isEqualTo(Long.MAX_VALUE);
    }
}
