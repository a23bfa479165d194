package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadingsTest {
    @Test
    void whatAJvmWritesIsWhatIsRead() {
        Readings readings = Readings.of(Map.of("a", new double[] {1.5, -2, 1e12, 4.9e-324}, "b", new double[0]));

        Readings read = Readings.parse(readings.toJson());

        assertThat(read.values()).containsOnlyKeys("a", "b");
        assertThat(read.values().get("a")).containsExactly(1.5, -2, 1e12, 4.9e-324);
        assertThat(read.values().get("b")).isEmpty();
        assertThat(read.skipped()).isNull();
    }

    @Test
    void aReasonMayHaveAnyCharacter() {
        String why = "\"clone\"\n\tsaid \\ \u0001 \u00e9";

        assertThat(Readings.parse(Readings.skipped(why).toJson()).skipped()).isEqualTo(why);
        assertThat(Samples.parse(Samples.skipped(why).toJson())).isEqualTo(Samples.skipped(why));
    }

    @Test
    void whatWasAllocatedIsReadAsItWasWritten() {
        assertThat(Samples.parse(Samples.ofBytes(40.25).toJson())).isEqualTo(Samples.ofBytes(40.25));
    }
}
