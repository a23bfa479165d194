package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.LINUX;

import java.util.Optional;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;

/** Zombies: requirements ZOM-001 and on. */
@Conformance("Zombies")
public final class ZombieConformance {
    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public ZombieConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "ZOM-001",
            level = LINUX,
            rule = "A child that ended and was not waited for is in state Z until it is reaped, and gone after.",
            sources = {"wait(2), NOTES", "proc(5), /proc/[pid]/stat"})
    void a_zombie_is_in_state_Z_until_the_reap() {
        int pid = kit.children().zombie(7);
        Optional<Character> before = Proc.state(pid);

        kit.calls().waitpid(pid, null, 0);

        assertThat(before).contains('Z');
        assertThat(Proc.exists(pid)).isFalse();
    }
}
