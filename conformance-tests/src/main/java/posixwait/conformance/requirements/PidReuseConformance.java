package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.REQUIRED;

import java.util.List;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.PidNamespaces;
import posixwait.conformance.Requirement;
import posixwait.conformance.roles.Role;
import posixwait.spi.Abi;

/**
 * Pids that are given again: requirements REU-001 and on.
 *
 * <p>Each in a PID namespace of its own, where a JVM is the first process and chooses the next pid.
 */
@Conformance("Reuse of pids")
public final class PidReuseConformance {
    /** Below it no pid is given again: {@code RESERVED_PIDS} of the kernel. */
    private static final int RESERVED = 300;

    private static final String LAST_PID = "pid_namespaces(7), /proc/sys/kernel/ns_last_pid";

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public PidReuseConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "REU-001",
            level = REQUIRED,
            rule = "The pid of a zombie is not given to a new process; once the zombie is reaped, it can be.",
            sources = {"POSIX.1-2017 4.14 Process ID Reuse", "POSIX.1-2017 fork(), DESCRIPTION", LAST_PID})
    void the_pid_of_a_zombie_is_not_given_again_until_it_is_reaped() {
        List<Integer> pids = PidNamespaces.playing(kit, Role.REUSING_A_ZOMBIE).numbers();

        assertThat(pids.get(1)).as("while it is a zombie").isNotEqualTo(pids.get(0));
        assertThat(pids.get(2)).as("after it was reaped").isEqualTo(pids.get(0));
    }

    @Requirement(
            id = "REU-002",
            level = LINUX,
            rule =
                    "A wait for the pid of a reaped child finds the new child that was given it; only the start time tells the "
                            + "two apart.",
            sources = {"proc(5), /proc/pid/stat", "wait(2), DESCRIPTION", LAST_PID})
    void a_wait_for_a_pid_given_again_finds_the_new_child() {
        List<Integer> seen = PidNamespaces.playing(kit, Role.REUSING_A_PID).numbers();

        int pid = seen.get(0);
        assertThat(seen).containsExactly(pid, pid, 1, pid, Abi.SIGKILL);
    }

    @Requirement(
            id = "REU-003",
            level = LINUX,
            rule = "After the highest pid the search for a free one begins at 300, not at 1.",
            sources = {"proc(5), /proc/sys/kernel/pid_max", "Linux, kernel/pid.c, RESERVED_PIDS"})
    void pids_wrap_around_to_300() {
        List<Integer> maxAndNext =
                PidNamespaces.playing(kit, Role.WRAPPING_AROUND).numbers();

        // A thread of the JVM may have taken the first ones.
        assertThat(maxAndNext.get(1)).isBetween(RESERVED, RESERVED + 20).isLessThan(maxAndNext.get(0));
    }

    @Requirement(
            id = "REU-004",
            level = REQUIRED,
            rule =
                    "A wait for the pid of a reaped child that was given to a process which is no child fails with ECHILD.",
            sources = {"POSIX.1-2017 waitpid(), ERRORS", LAST_PID})
    void a_wait_for_a_pid_given_to_a_stranger_is_ECHILD() {
        List<Integer> seen =
                PidNamespaces.playing(kit, Role.REUSING_FOR_A_STRANGER).numbers();

        int pid = seen.get(0);
        assertThat(seen).containsExactly(pid, pid, -Abi.ECHILD, -Abi.ECHILD);
    }

    @Requirement(
            id = "REU-005",
            level = LINUX,
            rule =
                    "A pidfd stays with its process: when the pid was given again, a signal by it is ESRCH and a wait by it "
                            + "ECHILD, and the new process goes on.",
            sources = {"pidfd_open(2), DESCRIPTION", "pidfd_send_signal(2), DESCRIPTION", LAST_PID})
    void a_pidfd_does_not_follow_a_pid_given_again() {
        List<Integer> seen =
                PidNamespaces.playing(kit, Role.REUSING_BEHIND_A_PIDFD).numbers();

        int pid = seen.get(0);
        assertThat(seen).containsExactly(pid, pid, -Abi.ESRCH, -Abi.ECHILD, 0);
    }

    @Requirement(
            id = "PG-009",
            level = REQUIRED,
            rule = "A pid that is still the number of a process group is not given to a new process.",
            sources = {"POSIX.1-2017 4.14 Process ID Reuse", "POSIX.1-2017 fork(), DESCRIPTION", LAST_PID})
    void the_number_of_a_process_group_is_not_given_as_a_pid() {
        List<Integer> pids = PidNamespaces.playing(kit, Role.REUSING_A_GROUP).numbers();

        assertThat(pids.get(1)).as("while the group has a member").isNotEqualTo(pids.get(0));
        assertThat(pids.get(2)).as("after its last member").isEqualTo(pids.get(0));
    }
}
