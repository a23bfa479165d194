package posixwait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTest {
    @ParameterizedTest
    @CsvSource({
        "1, SIGHUP",
        "6, SIGABRT",
        "9, SIGKILL",
        "15, SIGTERM",
        "17, SIGCHLD",
        "18, SIGCONT",
        "19, SIGSTOP",
        "31, SIGSYS"
    })
    void a_standard_signal_has_its_name(int number, String name) {
        assertThat(new Signal(number)).hasToString(name);
    }

    @ParameterizedTest
    @CsvSource({"34, SIGRTMIN", "35, SIGRTMIN+1", "64, SIGRTMIN+30"})
    void a_real_time_signal_is_named_by_its_distance_from_the_first(int number, String name) {
        assertThat(new Signal(number)).hasToString(name);
    }

    @ParameterizedTest
    @CsvSource({"32, signal 32", "33, signal 33", "65, signal 65", "133, signal 133", "255, signal 255"})
    void a_number_without_a_name_is_shown(int number, String name) {
        assertThat(new Signal(number)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void a_number_that_no_status_word_holds_is_rejected(int number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Signal(number))
                .withMessageContaining("0..255");
    }

    @Test
    void the_real_time_signals_are_32_to_64() {
        assertThat(IntStream.rangeClosed(0, 255).filter(number -> new Signal(number).isRealtime()))
                .containsExactlyElementsOf(IntStream.rangeClosed(32, 64).boxed().toList());
    }

    @ParameterizedTest
    @CsvSource({"0, 34", "3, 37", "30, 64"})
    void a_real_time_signal_counts_from_the_first_that_programs_may_use(int offset, int number) {
        assertThat(Signal.realtime(offset)).isEqualTo(new Signal(number));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 31})
    void there_are_31_real_time_signals(int offset) {
        assertThatIllegalArgumentException().isThrownBy(() -> Signal.realtime(offset));
    }

    @ParameterizedTest
    @CsvSource({"1, 0x1", "9, 0x100", "34, 0x200000000", "63, 0x4000000000000000"})
    void signal_n_is_bit_n_minus_1_of_a_set(int number, String bit) {
        assertThat(new Signal(number).bit()).isEqualTo(Long.decode(bit));
    }

    @Test
    void the_last_signal_is_the_sign_bit_of_a_set() {
        assertThat(new Signal(64).bit()).isEqualTo(Long.MIN_VALUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65, 255})
    void what_is_in_no_set_has_no_bit(int number) {
        assertThat(new Signal(number).bit()).isZero();
    }
}
