package posixwait.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
    @ParameterizedTest
    @CsvSource({
        ">=6.1 <6.9, 6.1, true",
        ">=6.1 <6.9, 6.8.12-generic, true",
        ">=6.1 <6.9, 6.9, false",
        ">=6.1 <6.9, 6.0.19, false",
        "<6.9, 6.10, false",
        "<6.9, 6.9.1, false",
        "=17, 17.0.15, true",
        "=17, 170, false",
        "<=6.1, 6.1.5, true",
        ">6.1, 6.1.5, false",
        ">6.1.4, 6.1.5, true",
        "=2.36, 2.36, true",
        "=2.36.0, 2.36, true",
        ">=1, unknown, false",
    })
    void a_version_is_compared_to_as_many_places_as_the_range_writes(String range, String version, boolean within) {

        assertThat(VersionRange.of(range).contains(version)).isEqualTo(within);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "17", "6.1-6.9", ">=", "=>6.1", ">=6.1, <6.9", ">= 6.1", "=6.x", "=99999999999"})
    void what_is_no_range_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> VersionRange.of(text));
    }
}
