package posixwait.conformance.requirements;

import static posixwait.conformance.Level.LINUX;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Requirement;
import posixwait.conformance.oracle.Facts;
import posixwait.conformance.oracle.Oracle;
import posixwait.conformance.oracle.ProcessScenarios;
import posixwait.conformance.oracle.SignalScenarios;
import posixwait.conformance.oracle.SpawnScenarios;
import posixwait.conformance.oracle.WaitScenarios;

/**
 * The same scenes in Java and in C, a group each: requirements ORA-001 and on. What the C program sees is what the kernel
 * does; a backend that shows it conforms, even where the kernel departs from the specification.
 */
@Conformance("The C oracle")
@OwnJvm
public final class OracleConformance {
    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public OracleConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "ORA-001",
            level = LINUX,
            rule = "What the backend shows of the status words is what a C program sees on this host.",
            sources = {"POSIX.1-2017 <sys/wait.h>, DESCRIPTION", "POSIX.1-2017 wait(), DESCRIPTION"})
    void status_words_are_shown_as_C_sees_them() {
        compare("st", () -> new WaitScenarios(kit).statusWords());
    }

    @Requirement(
            id = "ORA-002",
            level = LINUX,
            rule = "What the backend shows of wait() is what a C program sees on this host.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION"})
    void wait_is_shown_as_C_sees_it() {
        compare("wait", () -> new WaitScenarios(kit).waitAny());
    }

    @Requirement(
            id = "ORA-003",
            level = LINUX,
            rule = "What the backend shows of the ways to name a child is what a C program sees on this host.",
            sources = {"POSIX.1-2017 waitpid(), DESCRIPTION", "wait(2), ERRORS"})
    void the_ways_to_name_a_child_are_shown_as_C_sees_them() {
        compare("wpid", () -> new WaitScenarios(kit).selectors());
    }

    @Requirement(
            id = "ORA-004",
            level = LINUX,
            rule = "What the backend shows of each option bit is what a C program sees on this host.",
            sources = {"POSIX.1-2017 waitpid(), ERRORS", "wait(2), DESCRIPTION"})
    void each_option_is_shown_as_C_sees_it() {
        compare("opt", () -> new WaitScenarios(kit).options());
    }

    @Requirement(
            id = "ORA-005",
            level = LINUX,
            rule = "What the backend shows of waitid() is what a C program sees on this host.",
            sources = {"POSIX.1-2017 waitid(), DESCRIPTION", "wait(2), waitid()"})
    void waitid_is_shown_as_C_sees_it() {
        compare("wid", () -> new WaitScenarios(kit).waitid());
    }

    @Requirement(
            id = "ORA-006",
            level = LINUX,
            rule = "What the backend shows of wait3() and wait4() is what a C program sees on this host.",
            sources = {"wait4(2), DESCRIPTION", "getrusage(2), DESCRIPTION"})
    void wait3_and_wait4_are_shown_as_C_sees_them() {
        compare("ru", () -> new WaitScenarios(kit).usage());
    }

    @Requirement(
            id = "ORA-007",
            level = LINUX,
            rule = "What the backend shows of the errors is what a C program sees on this host.",
            sources = {"POSIX.1-2017 wait(), ERRORS", "wait(2), ERRORS", "POSIX.1-2017 kill(), ERRORS"})
    void the_errors_are_shown_as_C_sees_them() {
        compare("err", () -> new WaitScenarios(kit).errors());
    }

    @Requirement(
            id = "ORA-008",
            level = LINUX,
            rule = "What the backend shows of a zombie is what a C program sees on this host.",
            sources = {"POSIX.1-2017 _Exit(), Consequences of Process Termination", "wait(2), NOTES"})
    void a_zombie_is_shown_as_C_sees_it() {
        compare("zom", () -> new ProcessScenarios(kit).zombie());
    }

    @Requirement(
            id = "ORA-009",
            level = LINUX,
            rule = "What the backend shows of SIGCHLD is what a C program sees on this host.",
            sources = {"POSIX.1-2017 <signal.h>, DESCRIPTION", "POSIX.1-2017 sigaction(), DESCRIPTION"})
    @OwnJvm(sigchldBlocked = true)
    void SIGCHLD_is_shown_as_C_sees_it() {
        compare("chld", () -> new ProcessScenarios(kit).sigchld());
    }

    @Requirement(
            id = "ORA-010",
            level = LINUX,
            rule =
                    "What the backend shows of threads and of the children of clone() is what a C program sees on this host.",
            sources = {"wait(2), NOTES", "clone(2), The child termination signal"})
    void threads_and_clone_children_are_shown_as_C_sees_them() {
        compare("thr", () -> new ProcessScenarios(kit).threads());
    }

    @Requirement(
            id = "ORA-011",
            level = LINUX,
            rule = "What the backend shows of process groups is what a C program sees on this host.",
            sources = {"POSIX.1-2017 setpgid(), ERRORS", "POSIX.1-2017 waitpid(), DESCRIPTION"})
    void process_groups_are_shown_as_C_sees_them() {
        compare("pg", () -> new ProcessScenarios(kit).groups());
    }

    @Requirement(
            id = "ORA-012",
            level = LINUX,
            rule = "What the backend shows of orphans is what a C program sees on this host.",
            sources = {"prctl(2), PR_SET_CHILD_SUBREAPER", "POSIX.1-2017 _Exit(), Consequences of Process Termination"})
    void orphans_are_shown_as_C_sees_them() {
        compare("orp", () -> new ProcessScenarios(kit).orphans());
    }

    @Requirement(
            id = "ORA-013",
            level = LINUX,
            rule = "What the backend shows of pidfds is what a C program sees on this host.",
            sources = {"pidfd_open(2), DESCRIPTION", "pidfd_send_signal(2), ERRORS"})
    void pidfds_are_shown_as_C_sees_them() {
        compare("pfd", () -> new ProcessScenarios(kit).pidfds());
    }

    @Requirement(
            id = "ORA-014",
            level = LINUX,
            rule = "What the backend shows of stops and continuations is what a C program sees on this host.",
            sources = {"POSIX.1-2017 waitpid(), WUNTRACED", "POSIX.1-2017 waitpid(), WCONTINUED"})
    void stops_and_continuations_are_shown_as_C_sees_them() {
        compare("jc", () -> new ProcessScenarios(kit).jobControl());
    }

    @Requirement(
            id = "ORA-015",
            level = LINUX,
            rule = "What the backend shows of signals is what a C program sees on this host.",
            sources = {"POSIX.1-2017 kill(), ERRORS", "POSIX.1-2017 sigaction(), ERRORS", "signal(7), Real-time signals"
            })
    void signals_are_shown_as_C_sees_them() {
        compare("sig", () -> new SignalScenarios(kit).signals());
    }

    @Requirement(
            id = "ORA-016",
            level = LINUX,
            rule = "What the backend shows of posix_spawn() is what a C program sees on this host.",
            sources = {"POSIX.1-2017 posix_spawn(), DESCRIPTION", "POSIX.1-2017 posix_spawn(), ERRORS"})
    void posix_spawn_is_shown_as_C_sees_it() {
        compare("spn", () -> new SpawnScenarios(kit).spawns());
    }

    @Requirement(
            id = "ORA-017",
            level = LINUX,
            rule = "What the backend shows of the parent-death signal is what a C program sees on this host.",
            sources = {"prctl(2), PR_SET_PDEATHSIG", "prctl(2), ERRORS"})
    void the_parent_death_signal_is_shown_as_C_sees_it() {
        compare("pds", () -> new SignalScenarios(kit).parentDeath());
    }

    @Requirement(
            id = "ORA-018",
            level = LINUX,
            rule = "What the backend shows of traced children is what a C program sees on this host.",
            sources = {"ptrace(2), Death under ptrace and Stopped states", "wait(2), waitid()"})
    void traced_children_are_shown_as_C_sees_them() {
        compare("pt", () -> new SignalScenarios(kit).tracees());
    }

    @Requirement(
            id = "ORA-019",
            level = LINUX,
            rule = "What the backend shows at the limit of descriptors is what a C program sees on this host.",
            sources = {"getrlimit(2), ERRORS", "pidfd_open(2), ERRORS"})
    void limits_are_shown_as_C_sees_them() {
        compare("lim", () -> new SpawnScenarios(kit).limits());
    }

    private void compare(String group, Supplier<Facts> scenario) {
        // First, so that whatever it needs is gone before the scene begins.
        Map<String, String> oracle = Oracle.of(kit, group);
        Facts facts = scenario.get();

        List<String> differences = facts.differencesFrom(oracle);
        if (!differences.isEmpty()) {
            throw new AssertionError(String.join("\n", differences));
        }
        facts.deviations(oracle).forEach(deviation -> kit.observe("deviation of the host: " + deviation));
    }
}
