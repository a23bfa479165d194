package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.REQUIRED;

import java.util.Optional;
import posixwait.StateChange;
import posixwait.WaitStatus.Exited;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;

/** waitpid(): whom it waits for: requirements WPID-001 and on. */
@Conformance("waitpid(): whom it waits for")
public final class WaitpidConformance {
    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public WaitpidConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "WPID-001",
            level = REQUIRED,
            rule = "A positive pid selects that child alone; other zombies stay waitable.",
            sources = {"POSIX.1-2017 waitpid(), DESCRIPTION", "waitpid(2), DESCRIPTION"})
    void a_positive_pid_selects_that_child_alone() {
        int other = kit.children().zombie(1);
        int chosen = kit.children().zombie(2);

        Optional<StateChange> change = kit.posix().waitpid(pid(chosen), NONE);

        assertThat(change).contains(new StateChange(chosen, new Exited(2)));
        assertThat(Proc.state(other)).contains('Z');
    }
}
