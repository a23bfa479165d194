package posixwait.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The carriers that hold an array: {@code epoll_wait} and {@code poll} need room for one entry at least. */
class RawArraysTest {
    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void there_is_room_for_one_event_at_least(int capacity) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RawEvents(capacity))
                .withMessage("capacity " + capacity + " is less than 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void there_is_room_for_one_descriptor_at_least(int size) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RawPoll(size))
                .withMessage("size " + size + " is less than 1");
    }

    @Test
    void the_capacity_is_the_number_of_events() {
        assertThat(new RawEvents(3).capacity()).isEqualTo(3);
    }
}
