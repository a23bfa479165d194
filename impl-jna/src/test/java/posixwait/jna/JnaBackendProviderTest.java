package posixwait.jna;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import posixwait.smoke.ProviderSmoke;

class JnaBackendProviderTest extends ProviderSmoke {
    JnaBackendProviderTest() {
        super(new JnaBackendProvider(), "com.sun.jna", Native.class);
    }

    @Test
    void hasTheNameThatUsersChooseItBy() {
        assertThat(new JnaBackendProvider().name()).isEqualTo("jna");
        assertThat(new JnaBackendProvider().binding()).isEqualTo("jna-direct");
    }

    @ParameterizedTest
    @CsvSource({
        "IllegalCallerException: no, start Java with --enable-native-access=",
        "UnsatisfiedLinkError: Error looking up function 'wait3', use a C library that has it",
        "ClassNotFoundException: com.sun.jna.Native, 'add net.java.dev.jna:jna, 5.19 or later'",
        "UnsatisfiedLinkError: failed to map segment, start Java with -Djna.tmpdir=DIR"
    })
    void everyReasonHasAFix(String reason, String fix) {
        assertThat(JnaBackendProvider.fix(reason)).startsWith(fix);
    }
}
