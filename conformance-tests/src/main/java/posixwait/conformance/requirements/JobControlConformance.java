package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitOptions.NOHANG;
import static posixwait.WaitOptions.UNTRACED;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.REQUIRED;

import java.util.Optional;
import posixwait.Signal;
import posixwait.StateChange;
import posixwait.WaitStatus.Stopped;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.Requirement;

/** Stop and continue: requirements JC-001 and on. */
@Conformance("Stop and continue")
public final class JobControlConformance {
    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public JobControlConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "JC-001",
            level = REQUIRED,
            rule = "A stop is reported once: the next wait for it has nothing to report.",
            sources = {"POSIX.1-2017 waitpid(), DESCRIPTION", "waitpid(2), WUNTRACED"})
    void a_stop_is_reported_once() {
        int pid = kit.children().pausing();
        kit.children().stop(pid);

        Optional<StateChange> first = kit.posix().waitpid(pid(pid), UNTRACED);
        Optional<StateChange> second = kit.posix().waitpid(pid(pid), UNTRACED.with(NOHANG));

        assertThat(first).contains(new StateChange(pid, new Stopped(Signal.STOP)));
        assertThat(second).isEmpty();
    }
}
