package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A suggestion is of use only if it is what was meant. */
class NearestTest {
    private static final List<String> NAMES = List.of(
            "--markdown", "--max-regression", "--quick", "--quiet", "--json", "reap-drain", "reap-zombie", "check");

    @ParameterizedTest
    @CsvSource({
        "--max-regresion, --max-regression",
        "--qiuck, --quick",
        "--quit, --quiet",
        "--jsn, --json",
        "reap-drian, reap-drain",
        "chekc, check"
    })
    void a_slip_leads_to_what_was_meant(String given, String meant) {
        assertThat(Nearest.to(given, NAMES)).contains(meant);
    }

    @Test
    void a_short_option_is_not_taken_for_another() {
        assertThat(Nearest.to("-x", List.of("-h", "-V", "-q"))).isEmpty();
    }

    @Test
    void what_is_like_nothing_leads_nowhere() {
        assertThat(Nearest.to("--banana", NAMES)).isEmpty();
    }
}
