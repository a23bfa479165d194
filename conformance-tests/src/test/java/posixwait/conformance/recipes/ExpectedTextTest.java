package posixwait.conformance.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedTextTest {
    private static Optional<String> difference(List<String> page, List<String> printed) {
        return ExpectedText.of("page.md", 1, page).difference(printed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "exited with 7 ! exited with 7",
                "pid <pid> ended ! pid 4711 ended",
                "<n:2..> looks ! 2 looks",
                "<n:2..20> looks ! 20 looks",
                "<n:..20> looks ! 0 looks",
                "killed<core:|, core dumped> ! killed",
                "killed<core:|, core dumped> ! killed, core dumped",
                "<pid> and <pid> ! 7 and 7",
                "a.b(c)* <init> ! a.b(c)* 1",
            })
    void a_line_is_as_the_page_says(String page, String printed) {
        assertThat(difference(List.of(page), List.of(printed))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "exited with 7 ! exited with 8",
                "exited with 7 ! exited with 7.",
                "pid <pid> ended ! pid x ended",
                "<n:2..> looks ! 1 looks",
                "<n:2..20> looks ! 21 looks",
                "<n:..20> looks ! 21 looks",
                "killed<core:|, core dumped> ! killed, dumped",
                "<pid> and <pid> ! 7 and 8",
                "a.b ! aXb",
            })
    void a_line_that_differs_is_told(String page, String printed) {
        assertThat(difference(List.of(page), List.of(printed)))
                .hasValueSatisfying(told -> assertThat(told).contains(page, printed));
    }

    @Test
    void a_line_too_many_is_told() {
        assertThat(difference(List.of("a"), List.of("a", "b")))
                .contains("the page ends after 1 lines, and the program printed: b");
    }

    @Test
    void a_line_that_is_missing_is_told() {
        assertThat(difference(List.of("a", "b"), List.of("a"))).contains("nothing was printed for: b");
    }

    @Test
    void a_name_stands_for_the_same_in_all_lines() {
        assertThat(difference(List.of("<pid>", "<pid>"), List.of("7", "8"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<n:word>", "<n:..>", "<n:1..x>"})
    void a_placeholder_that_means_nothing_is_an_error(String page) {
        assertThatThrownBy(() -> ExpectedText.of("page.md", 9, List.of(page)))
                .isInstanceOf(PageError.class)
                .hasMessageStartingWith("page.md:9: ");
    }
}
