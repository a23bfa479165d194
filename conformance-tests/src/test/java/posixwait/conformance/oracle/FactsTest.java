package posixwait.conformance.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FactsTest {
    private final Facts facts = new Facts();

    @Test
    void a_backend_that_shows_what_C_sees_differs_in_nothing_even_where_the_host_departs_from_the_specification() {
        facts.add("a wait", "ECHILD", "ESRCH");

        assertThat(facts.differencesFrom(Map.of("a wait", "ESRCH"))).isEmpty();
        assertThat(facts.deviations(Map.of("a wait", "ESRCH")))
                .containsExactly("a wait: specified is ECHILD, the kernel does ESRCH");
    }

    @Test
    void a_backend_that_shows_something_else_differs_even_if_that_is_what_the_specification_says() {
        facts.add("a wait", "ECHILD", "ECHILD");

        assertThat(facts.differencesFrom(Map.of("a wait", "ESRCH")))
                .containsExactly("a wait: the backend shows ECHILD, C sees ESRCH");
    }

    @Test
    void what_only_one_of_the_two_says_is_a_difference() {
        facts.add("a stop", Facts.OPEN, "0");

        assertThat(facts.differencesFrom(Map.of("a wait", "ECHILD")))
                .containsExactly(
                        "a stop: the backend shows 0, C sees nothing",
                        "a wait: the backend shows nothing, C sees ECHILD");
    }

    @Test
    void what_the_specification_leaves_open_is_no_deviation() {
        facts.add("a stop", Facts.OPEN, "0");

        assertThat(facts.deviations(Map.of("a stop", "0"))).isEmpty();
    }
}
