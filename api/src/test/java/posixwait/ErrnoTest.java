package posixwait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrnoTest {
    @ParameterizedTest
    @CsvSource({
        "1, EPERM",
        "4, EINTR",
        "10, ECHILD",
        "11, EAGAIN",
        "35, EDEADLK",
        "38, ENOSYS",
        "95, ENOTSUP",
        "133, EHWPOISON"
    })
    void a_number_has_the_name_that_POSIX_and_Linux_give_it(int number, String name) {
        assertThat(new Errno(number).name()).isEqualTo(name);
    }

    @Test
    void a_known_error_is_shown_with_its_description() {
        assertThat(Errno.ECHILD).hasToString("ECHILD (No child processes)");
    }

    @ParameterizedTest
    @ValueSource(ints = {41, 58, 134, 4711, Integer.MAX_VALUE})
    void an_unknown_number_is_shown_as_it_came(int number) {
        assertThat(new Errno(number)).hasToString("errno " + number);
    }

    @Test
    void an_unknown_number_has_no_description() {
        assertThat(new Errno(4711).description()).isNull();
    }

    @Test
    void no_two_numbers_share_a_name() {
        Set<String> seen = new HashSet<>();

        assertThat(IntStream.rangeClosed(1, 200)
                        .mapToObj(number -> new Errno(number).name())
                        .filter(name -> !seen.add(name)))
                .isEmpty();
    }

    @Test
    void the_numbers_1_to_133_have_names_but_for_the_two_that_Linux_left_out() {
        assertThat(IntStream.rangeClosed(1, 133).filter(number -> new Errno(number).description() == null))
                .containsExactly(41, 58);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void a_number_that_no_call_leaves_in_errno_is_rejected(int number) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Errno(number));
    }
}
