package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitIdOptions.EXITED;
import static posixwait.WaitIdOptions.NOWAIT;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.REQUIRED;

import posixwait.ChildInfo;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.Requirement;

/** waitid(): requirements WID-001 and on. */
@Conformance("waitid()")
public final class WaitidConformance {
    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public WaitidConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "WID-014",
            level = REQUIRED,
            rule = "With WNOWAIT the child stays waitable: the wait that follows reports the same.",
            sources = {"POSIX.1-2017 waitid(), DESCRIPTION", "waitid(2), DESCRIPTION"})
    void nowait_leaves_the_child_waitable() {
        int pid = kit.children().exiting(42);

        ChildInfo peeked = kit.posix().waitid(pid(pid), EXITED.with(NOWAIT)).orElseThrow();
        ChildInfo again = kit.posix().waitid(pid(pid), EXITED.with(NOWAIT)).orElseThrow();
        ChildInfo reaped = kit.posix().waitid(pid(pid), EXITED).orElseThrow();

        assertThat(again).isEqualTo(peeked);
        assertThat(reaped).isEqualTo(peeked);
    }
}
