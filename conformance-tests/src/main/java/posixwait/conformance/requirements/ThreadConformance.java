package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.REQUIRED;

import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.Requirement;

/** Threads: requirements THR-001 and on. */
@Conformance("Threads")
public final class ThreadConformance {
    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public ThreadConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "THR-001",
            level = REQUIRED,
            rule = "A child made by one thread can be waited for by any other thread of the process.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "wait(2), NOTES"})
    void another_thread_can_wait_for_the_child() {
        int pid = kit.children().exiting(5);

        Integer reaped =
                kit.threads().start(() -> kit.calls().waitpid(pid, null, 0)).join();

        assertThat(reaped).isEqualTo(pid);
    }
}
