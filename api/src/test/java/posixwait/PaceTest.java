package posixwait;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    private static final long MILLI = 1_000_000;
    private static final long BEGUN = 7_000 * MILLI;

    private final Pace pace = new Pace();

    private void swept(long cost, boolean found) {
        pace.starts();
        pace.ended(BEGUN - cost, BEGUN, found);
    }

    @Test
    void the_first_time_is_now() {
        assertThat(pace.left(BEGUN)).isZero();
    }

    @Test
    void something_that_happened_is_followed_by_a_look_a_millisecond_later() {
        swept(0, true);

        assertThat(pace.left(BEGUN)).isEqualTo(MILLI);
    }

    @Test
    void time_that_passes_is_no_longer_left() {
        swept(0, true);

        assertThat(pace.left(BEGUN + MILLI + 1)).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 4", "3, 8", "4, 16", "5, 20", "6, 20"})
    void nothing_found_makes_it_look_more_seldom_up_to_20_milliseconds(int times, long millis) {
        for (int i = 0; i < times; i++) {
            swept(0, false);
        }

        assertThat(pace.left(BEGUN)).isEqualTo(millis * MILLI);
    }

    @Test
    void something_found_makes_it_look_sooner_again() {
        swept(0, false);
        swept(0, false);
        swept(0, true);

        assertThat(pace.left(BEGUN)).isEqualTo(MILLI);
    }

    @Test
    void it_takes_no_more_than_a_twentieth_of_a_processor() {
        swept(15 * MILLI, false);

        assertThat(pace.left(BEGUN)).isEqualTo(19 * 15 * MILLI);
    }

    @Test
    void who_hurries_is_served_at_once() {
        swept(0, false);
        pace.hurry();

        assertThat(pace.left(BEGUN)).isZero();
    }

    @Test
    void who_hurries_makes_it_look_sooner_again() {
        swept(0, false);
        swept(0, false);
        pace.hurry();
        swept(0, false);

        assertThat(pace.left(BEGUN)).isEqualTo(2 * MILLI);
    }

    /** The child that ended may have been asked already when its parent learns of it. */
    @Test
    void who_hurries_during_a_sweep_gets_another_one() {
        pace.starts();
        pace.hurry();
        pace.ended(BEGUN, BEGUN, false);

        assertThat(pace.left(BEGUN)).isZero();
    }
}
