package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreatingTrialTest {
    @TempDir
    private Path directory;

    private Path starts;

    @BeforeEach
    void noProgramHasStarted() throws IOException {
        starts = Files.createFile(directory.resolve("starts"));
    }

    /** Makes nothing: its programs start as long after the call as is said, and end with a code. */
    private final class MadeUp implements Maker {
        private final long nanosToStart;
        private final int code;
        private int made;

        MadeUp(long nanosToStart, int code) {
            this.nanosToStart = nanosToStart;
            this.code = code;
        }

        @Override
        public int make() {
            made++;
            byte[] at = ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .putLong(System.nanoTime() + nanosToStart)
                    .array();
            try {
                Files.write(starts, at, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return made;
        }

        @Override
        public int reap() {
            return code;
        }
    }

    @Test
    void warmUpsAreMadeAndDoNotCount() {
        MadeUp maker = new MadeUp(0, 0);

        Readings readings = new CreatingTrial(maker, starts, true).measure(4, 3);

        assertThat(maker.made).isEqualTo(7);
        assertThat(readings.values().get(Readings.PID)).hasSize(4);
        assertThat(readings.values().get(Readings.RUNS)).hasSize(4);
    }

    @Test
    void aProgramRunsWhenItSaysSo() {
        double hour = 3.6e12;

        Readings readings = new CreatingTrial(new MadeUp((long) hour, 0), starts, true).measure(3, 2);

        assertThat(readings.values().get(Readings.RUNS))
                .satisfies(
                        all -> assertThat(Arrays.stream(all)).allMatch(nanos -> nanos >= hour && nanos < hour * 1.5));
        assertThat(readings.values().get(Readings.PID))
                .satisfies(all -> assertThat(Arrays.stream(all)).allMatch(nanos -> nanos > 0 && nanos < hour));
    }

    @Test
    void aChildWithoutAProgramHasNoStart() {
        Readings readings = new CreatingTrial(new MadeUp(0, 0), starts, false).measure(2, 0);

        assertThat(readings.values()).containsOnlyKeys(Readings.PID);
    }

    @Test
    void aProgramThatEndsOtherwiseIsAFailure() {
        CreatingTrial trial = new CreatingTrial(new MadeUp(0, 127), starts, true);

        assertThatThrownBy(() -> trial.measure(2, 0)).hasMessage("a child ended with 127");
    }

    @Test
    void aStartThatIsMissingIsAFailure() throws IOException {
        Files.write(starts, new byte[Long.BYTES]);

        assertThatThrownBy(() -> CreatingTrial.started(starts, 2))
                .hasMessage("not every program left its start: 8 bytes of 2 programs");
    }
}
