package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.REQUIRED;

import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.Requirement;
import posixwait.spi.Abi;

/** The options of waitpid, wait3 and wait4: requirements OPT-001 and on. */
@Conformance("The options of waitpid, wait3 and wait4")
public final class OptionConformance {
    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public OptionConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "OPT-001",
            level = REQUIRED,
            rule = "With WNOHANG, waitpid() returns 0 at once if the child has no status to report.",
            sources = {"POSIX.1-2017 waitpid(), RETURN VALUE", "waitpid(2), RETURN VALUE"})
    void nohang_on_a_running_child_returns_0() {
        int pid = kit.children().pausing();

        int result = kit.calls().waitpid(pid, null, Abi.WNOHANG);

        assertThat(result).isZero();
    }
}
