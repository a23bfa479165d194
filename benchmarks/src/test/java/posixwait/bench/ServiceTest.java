package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceTest {
    private static Readings latencies(double... nanos) {
        return Readings.of(Map.of(Readings.LATENCY, nanos));
    }

    @Test
    void theTimeOfAStatusIsThatSinceTheOneBefore() {
        assertThat(Service.of(latencies(100, 130, 110))).containsExactly(10, 20);
    }

    @Test
    void oneStatusHasNone() {
        assertThat(Service.of(latencies(100))).isNull();
        assertThat(Service.middle(latencies(100))).isNull();
    }
}
