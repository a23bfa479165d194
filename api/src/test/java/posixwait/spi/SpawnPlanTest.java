package posixwait.spi;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What C cannot carry: a string that holds the character that ends it. */
class SpawnPlanTest {
    private static SpawnPlan plan(String path, List<String> arguments, List<String> environment) {
        return new SpawnPlan(path, false, arguments, environment, List.of(), 0, 0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\0a", "a\0", "/bin/\0/sh"})
    void a_path_with_a_NUL_anywhere_is_rejected(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> plan(path, List.of(), List.of()));
    }

    @Test
    void an_argument_with_a_NUL_is_rejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> plan("a", List.of("a", "b\0"), List.of()));
    }

    @Test
    void a_variable_with_a_NUL_is_rejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> plan("a", List.of(), List.of("A=\0")));
    }

    @Test
    void a_file_to_open_with_a_NUL_is_rejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SpawnPlan.Open(0, "\0", 0, 0));
    }

    @Test
    void a_directory_with_a_NUL_is_rejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SpawnPlan.ChangeDirectory("\0"));
    }
}
