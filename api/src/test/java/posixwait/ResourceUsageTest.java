package posixwait;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import posixwait.spi.RawUsage;

class ResourceUsageTest {
    @Test
    void each_field_is_taken_from_its_place() {
        RawUsage raw = new RawUsage();
        raw.userSeconds = 1;
        raw.userMicros = 2;
        raw.systemSeconds = 3;
        raw.systemMicros = 999_999;
        raw.maxResident = 5;
        raw.minorFaults = 6;
        raw.majorFaults = 7;
        raw.blockInputs = 8;
        raw.blockOutputs = 9;
        raw.voluntarySwitches = 10;
        raw.involuntarySwitches = 11;

        assertThat(ResourceUsage.of(raw))
                .isEqualTo(new ResourceUsage(
                        Duration.ofSeconds(1, 2_000), Duration.ofSeconds(3, 999_999_000), 5, 6, 7, 8, 9, 10, 11));
    }

    @Test
    void an_empty_usage_is_zero() {
        assertThat(ResourceUsage.of(new RawUsage()))
                .isEqualTo(new ResourceUsage(Duration.ZERO, Duration.ZERO, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void cpu_time_is_user_and_system_time_together() {
        RawUsage raw = new RawUsage();
        raw.userMicros = 700_000;
        raw.systemMicros = 400_000;

        assertThat(ResourceUsage.of(raw).cpu()).isEqualTo(Duration.ofMillis(1_100));
    }
}
