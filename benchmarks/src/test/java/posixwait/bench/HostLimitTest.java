package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class HostLimitTest {
    @Test
    void aFewDescriptorsAreAllowed() {
        assertThat(HostLimit.ofDescriptors(10)).isNull();
    }

    @Test
    void tooManyDescriptorsAreRefusedWithTheLimitAndTheFix() {
        String refusal = HostLimit.ofDescriptors(Long.MAX_VALUE);

        Assumptions.assumeTrue(refusal != null, "RLIMIT_NOFILE is unlimited here");
        assertThat(refusal)
                .matches(
                        "RLIMIT_NOFILE is \\d+ and 9223372036854775807 descriptors are needed; raise the hard limit, .*");
    }
}
