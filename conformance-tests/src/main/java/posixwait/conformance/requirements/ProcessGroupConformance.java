package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.REQUIRED;

import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.Requirement;

/** Process groups and sessions: requirements PG-001 and on. */
@Conformance("Process groups and sessions")
public final class ProcessGroupConformance {
    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public ProcessGroupConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "PG-003",
            level = REQUIRED,
            rule = "A child is created in its parent's process group.",
            sources = {"POSIX.1-2017 fork(), DESCRIPTION", "setpgid(2), DESCRIPTION"})
    void a_child_inherits_the_process_group() {
        int pid = kit.children().pausing();

        int group = kit.calls().getpgid(pid);

        assertThat(group).isEqualTo(kit.reference().getpgid(0));
    }
}
