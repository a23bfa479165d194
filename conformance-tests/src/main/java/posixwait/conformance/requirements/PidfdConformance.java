package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.LINUX;

import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.Requirement;
import posixwait.spi.Abi;

/** Pidfds: requirements PFD-001 and on. */
@Conformance("Pidfds")
public final class PidfdConformance {
    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public PidfdConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "PFD-003",
            level = LINUX,
            rule = "pidfd_open() succeeds for a zombie, and fails with ESRCH once it is reaped.",
            sources = {"pidfd_open(2), NOTES"})
    void a_zombie_can_be_opened_until_it_is_reaped() {
        int pid = kit.children().zombie(0);
        int fd = (int) kit.require("pidfd_open", () -> kit.calls().pidfdOpen(pid, 0));
        kit.children().descriptor(fd);

        kit.reference().waitpid(pid, null, 0);

        assertThat(kit.calls().pidfdOpen(pid, 0)).isEqualTo(-Abi.ESRCH);
    }
}
