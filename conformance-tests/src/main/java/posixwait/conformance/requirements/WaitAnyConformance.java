package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.REQUIRED;

import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Requirement;
import posixwait.spi.Abi;

/** wait(): requirements WAIT-001 and on. */
@Conformance("wait()")
@OwnJvm
public final class WaitAnyConformance {
    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public WaitAnyConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "WAIT-001",
            level = REQUIRED,
            rule = "wait() of a process without children fails at once with ECHILD.",
            sources = {"POSIX.1-2017 wait(), ERRORS", "wait(2), ERRORS"})
    void without_children_it_is_ECHILD() {
        int result = kit.calls().waitAny(null);

        assertThat(result).isEqualTo(-Abi.ECHILD);
    }
}
