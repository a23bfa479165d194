package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtherJdkTest {
    @Test
    void itIsAVersionAndADirectory() {
        OtherJdk jdk = OtherJdk.parse("17.0.15=/usr/lib/jvm/a=b");

        assertThat(jdk.feature()).isEqualTo(17);
        assertThat(jdk.java()).isEqualTo(Path.of("/usr/lib/jvm/a=b/bin/java"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"17.0.15", "=/usr/lib/jvm", "17=", "", "seventeen=/usr/lib/jvm"})
    void anythingElseIsNone(String argument) {
        assertThatIllegalArgumentException().isThrownBy(() -> OtherJdk.parse(argument));
    }
}
