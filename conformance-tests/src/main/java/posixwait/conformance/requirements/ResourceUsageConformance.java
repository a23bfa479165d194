package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.LINUX;

import posixwait.WaitStatus;
import posixwait.WaitStatus.Exited;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.Requirement;
import posixwait.spi.RawStatus;

/** wait3(), wait4() and the resources of children: requirements RU-001 and on. */
@Conformance("wait3(), wait4() and the resources of children")
public final class ResourceUsageConformance {
    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public ResourceUsageConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "RU-002",
            level = LINUX,
            rule = "wait4() with a NULL usage reports the child as waitpid() does.",
            sources = {"wait4(2), DESCRIPTION"})
    void wait4_without_usage_is_waitpid() {
        int pid = kit.children().exiting(3);
        RawStatus status = new RawStatus();

        int reaped = kit.calls().wait4(pid, status, 0, null);

        assertThat(reaped).isEqualTo(pid);
        assertThat(WaitStatus.of(status.value)).isEqualTo(new Exited(3));
    }
}
