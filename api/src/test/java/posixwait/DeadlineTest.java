package posixwait;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "999999, 1", "1000000, 1", "1000001, 2"})
    void part_of_a_millisecond_counts_as_a_whole_one(long nanos, int millis) {
        assertThat(Deadline.millis(nanos)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(longs = {2_147_483_647_000_001L, Long.MAX_VALUE / 2})
    void more_milliseconds_than_an_int_holds_are_as_many_as_it_holds(long nanos) {
        assertThat(Deadline.millis(nanos)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void a_moment_to_come_is_no_farther_away_than_was_said() {
        assertThat(Deadline.after(Duration.ofDays(1)).left())
                .isPositive()
                .isLessThanOrEqualTo(Duration.ofDays(1).toNanos());
    }

    @Test
    void a_moment_that_the_clock_cannot_tell_apart_is_brought_nearer() {
        assertThat(Deadline.after(Duration.ofSeconds(Long.MAX_VALUE)).left())
                .isPositive()
                .isLessThanOrEqualTo(Long.MAX_VALUE / 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void nothing_is_left_of_zero_or_less(long seconds) {
        assertThat(Deadline.after(Duration.ofSeconds(seconds)).left()).isZero();
    }
}
