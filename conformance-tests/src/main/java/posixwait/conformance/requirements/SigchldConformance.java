package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.REQUIRED;

import posixwait.Signal;
import posixwait.conformance.Children;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Requirement;
import posixwait.conformance.Threads;
import posixwait.spi.Abi;

/** SIGCHLD and its dispositions: requirements CHLD-001 and on. */
@Conformance("SIGCHLD and its dispositions")
@OwnJvm
public final class SigchldConformance {
    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public SigchldConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "CHLD-002",
            level = REQUIRED,
            rule = "While SIGCHLD is ignored, waitpid() blocks until the child ends and then fails with ECHILD.",
            sources = {"POSIX.1-2017 _Exit(), Consequences of Process Termination", "wait(2), NOTES"})
    void an_ignored_sigchld_leaves_no_status() {
        kit.signals().ignore(Signal.CHLD);
        Children.Gated child = kit.children().gated(3);
        Threads.Running<Integer> waiter =
                kit.threads().startBlocked(() -> kit.calls().waitpid(child.pid(), null, 0));

        child.open();

        assertThat(waiter.join()).isEqualTo(-Abi.ECHILD);
    }
}
