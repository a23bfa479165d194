package posixwait.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import posixwait.smoke.ProviderSmoke;

class FfmBackendProviderTest extends ProviderSmoke {
    FfmBackendProviderTest() {
        super(new FfmBackendProvider(), "posixwait.ffm");
    }

    @Test
    void needs22() {
        assertThatThrownBy(() -> new FfmBackendProvider(Runtime.Version.parse("21.0.8")).open())
                .hasMessage("ffm: needs Java 22 or later, this is 21.0.8; run it on one");
        assertThatCode(() -> new FfmBackendProvider(Runtime.Version.parse("22")).open())
                .doesNotThrowAnyException();
    }

    @Test
    void hasTheNameThatUsersChooseItBy() {
        assertThat(new FfmBackendProvider().name()).isEqualTo("ffm");
        assertThat(new FfmBackendProvider().binding()).isEqualTo("ffm");
    }

    @ParameterizedTest
    @CsvSource({
        "IllegalCallerException: no, start Java with --enable-native-access=",
        "UnsatisfiedLinkError: the C library has no wait3, use a C library that has it",
        "UnsupportedOperationException: null, use a Java with the foreign function linker"
    })
    void everyReasonHasAFix(String reason, String fix) {
        assertThat(FfmBackendProvider.fix(reason)).startsWith(fix);
    }
}
