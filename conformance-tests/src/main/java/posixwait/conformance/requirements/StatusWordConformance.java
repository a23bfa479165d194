package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.REQUIRED;

import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.Requirement;
import posixwait.spi.RawStatus;

/** The status word and its macros: requirements ST-001 and on. */
@Conformance("The status word and its macros")
public final class StatusWordConformance {
    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public StatusWordConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "ST-001",
            level = REQUIRED,
            rule = "The status word of a child that passed 0 to _exit() is 0.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "wait(2), DESCRIPTION"})
    void a_successful_exit_is_the_word_0() {
        int pid = kit.children().exiting(0);
        RawStatus status = new RawStatus();
        status.value = -1;

        int reaped = kit.calls().waitpid(pid, status, 0);

        assertThat(reaped).isEqualTo(pid);
        assertThat(status.value).isZero();
    }
}
