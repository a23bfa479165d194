package posixwait.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RaceTest {
    private final List<String> reported = new ArrayList<>();
    private final Race race = new Race(reported::add).allowing("won", "lost").noting("odd");

    @Test
    void what_was_permitted_is_counted_and_reported_even_if_it_never_happened() {
        race.run(() -> "won");

        assertThat(reported)
                .singleElement()
                .asString()
                .matches("(\\d+) in \\d+ ms: won \\1; lost 0; odd 0 \\(noteworthy\\)");
    }

    @Test
    void what_was_not_declared_is_forbidden_and_ends_the_race() {
        Iterator<String> outcomes = List.of("won", "won", "neither", "won").iterator();

        assertThatThrownBy(() -> race.run(outcomes::next))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("3 in ", "won 2", "neither 1 (forbidden)");
        assertThat(reported).isEmpty();
    }

    @Test
    void the_outcomes_of_a_storm_are_added_up() {
        assertThatThrownBy(() -> race.runStorm(() -> Map.of("won", 2, "never", 1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("3 in ", "won 2", "never 1 (forbidden)");
    }

    @Test
    void a_round_that_fails_is_no_outcome() {
        assertThatThrownBy(() -> race.run(() -> {
                    throw new java.io.IOException("broken");
                }))
                .isInstanceOf(Unresolved.class);
    }
}
