package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class StretchTest {
    private static final long MILLI = 1_000_000;
    private static final long LIFE = 50 * MILLI;

    @Test
    void endsAtRandomComeAtTheGivenRateOnTheWhole() {
        long[] due = Stretch.plan(10_000, 5_000, Stretch.POISSON, LIFE).due();

        assertThat(due).isSorted();
        assertThat((double) (due[due.length - 1] - LIFE)).isCloseTo(2e9, Percentage.withPercentage(3));
    }

    /** Exponential: one in e waits for longer than the mean. */
    @Test
    void endsAtRandomAreAsFarApartAsThoseOfAPoissonProcess() {
        long[] due = Stretch.plan(10_000, 1_000, Stretch.POISSON, LIFE).due();
        int longer = 0;
        for (int i = 1; i < due.length; i++) {
            longer += due[i] - due[i - 1] > MILLI ? 1 : 0;
        }

        assertThat(longer / 9_999.0).isCloseTo(1 / Math.E, within(0.02));
    }

    @Test
    void everyContenderHasTheSameSchedule() {
        assertThat(Stretch.plan(100, 1_000, Stretch.POISSON, LIFE).due())
                .isEqualTo(Stretch.plan(100, 1_000, Stretch.POISSON, LIFE).due());
    }

    @Test
    void burstsHaveTheSameRateOnTheWhole() {
        long[] due =
                Stretch.plan(3 * Stretch.BURST, 1_000, Stretch.BURSTS, LIFE).due();

        assertThat(Arrays.stream(due).distinct()).containsExactly(LIFE, LIFE + 32 * MILLI, LIFE + 64 * MILLI);
    }

    @Test
    void theBacklogIsWhatIsDueAndNotInHand() {
        Stretch stretch = new Stretch(new long[] {1, 2, 3, 10});

        assertThat(stretch.backlog(3, 2, 5, 9, 11)).isEqualTo(2);
        assertThat(stretch.backlog(10, 2, 5, 9, 11)).isEqualTo(1);
    }

    @Test
    void theBacklogIsCountedEachMillisecondUntilTheLastStatus() {
        Stretch stretch = new Stretch(new long[] {MILLI, MILLI});

        assertThat(stretch.backlogs(2 * MILLI + 1, 3 * MILLI)).containsExactly(2, 2, 0);
    }

    @Test
    void aConstantDelayIsKeptUpWith() {
        Stretch stretch = Stretch.plan(1_000, 1_000, Stretch.POISSON, LIFE);

        assertThat(stretch.isKeptUpWith(Arrays.stream(stretch.due())
                        .map(due -> due + 100 * MILLI)
                        .toArray()))
                .isTrue();
    }

    @Test
    void oneTenthTooSlowFallsBehind() {
        Stretch stretch = Stretch.plan(1_000, 1_000, Stretch.POISSON, LIFE);

        assertThat(stretch.isKeptUpWith(
                        Arrays.stream(stretch.due()).map(due -> due + due / 10).toArray()))
                .isFalse();
    }
}
