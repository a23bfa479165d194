package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.REQUIRED;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import posixwait.MeasuredChange;
import posixwait.ResourceUsage;
import posixwait.Signal;
import posixwait.WaitOptions;
import posixwait.WaitTarget;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.ReapingCall;
import posixwait.conformance.Requirement;
import posixwait.spi.Abi;
import posixwait.spi.RawTimes;
import posixwait.spi.RawUsage;

/** The resources of children that were waited for: the requirements of group RU on RUSAGE_CHILDREN and times(). */
@Conformance("The resources of children that were waited for")
@OwnJvm
public final class ChildrenUsageConformance {
    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public ChildrenUsageConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "RU-006",
            level = REQUIRED,
            rule =
                    "The resources of a child are added to RUSAGE_CHILDREN when it is waited for: not when it ends, and not by"
                            + " a waitid() with WNOWAIT.",
            sources = {"POSIX.1-2017 getrusage(), DESCRIPTION", "POSIX.1-2017 waitid(), DESCRIPTION, WNOWAIT"})
    void RUSAGE_CHILDREN_grows_at_the_reap() {
        ResourceUsage before = ofChildren();
        int pid = kit.children().zombieShell(":");
        ResourceUsage ended = ofChildren();
        kit.calls().waitid(Abi.P_PID, pid, null, Abi.WEXITED | Abi.WNOWAIT);
        ResourceUsage seen = ofChildren();

        kit.calls().waitpid(pid, null, 0);
        ResourceUsage reaped = ofChildren();

        assertThat(List.of(ended, seen)).containsOnly(before);
        assertThat(reaped.cpu()).isGreaterThan(before.cpu());
    }

    @Requirement(
            id = "RU-007",
            level = REQUIRED,
            rule = "wait(), waitpid() and waitid() each add the resources of the child they reap to RUSAGE_CHILDREN.",
            sources = {"POSIX.1-2017 getrusage(), DESCRIPTION", "POSIX.1-2017 times(), DESCRIPTION"})
    void each_call_adds_to_RUSAGE_CHILDREN() {
        assertThat(notAddingUp(ReapingCall.POSIX)).isEmpty();
    }

    @Requirement(
            id = "RU-030",
            level = LINUX,
            rule = "wait3() and wait4() add the resources of the child they reap to RUSAGE_CHILDREN.",
            sources = {"getrusage(2), RUSAGE_CHILDREN", "wait4(2), DESCRIPTION"})
    void wait3_and_wait4_add_to_RUSAGE_CHILDREN() {
        assertThat(notAddingUp(ReapingCall.BSD)).isEmpty();
    }

    private List<ReapingCall> notAddingUp(List<ReapingCall> waits) {
        List<ReapingCall> wrong = new ArrayList<>();
        for (ReapingCall wait : waits) {
            int pid = kit.children().zombieShell(":");
            Accounting counted = Accounting.of(pid);
            ResourceUsage before = ofChildren();
            int reaped = wait.reap(kit, pid);
            ResourceUsage after = ofChildren();
            long faults = after.minorFaults() - before.minorFaults();
            // Of so short a child the faults are the measure that is exact.
            boolean added = after.cpu().compareTo(before.cpu()) > 0 && faults == counted.minorFaults();
            if (reaped != pid || !added) {
                wrong.add(wait);
            }
        }
        return wrong;
    }

    @Requirement(
            id = "RU-031",
            level = LINUX,
            rule = "RUSAGE_CHILDREN grows by exactly the usage that wait4() gives for the child.",
            sources = {"getrusage(2), RUSAGE_CHILDREN", "wait4(2), DESCRIPTION"})
    void RUSAGE_CHILDREN_grows_by_the_usage_of_wait4() {
        int pid = kit.children().zombieShell(":");
        ResourceUsage before = ofChildren();

        ResourceUsage used = wait4(pid(pid), NONE).usage();
        ResourceUsage after = ofChildren();

        // The kernel sums nanoseconds and cuts off to microseconds what it shows.
        Duration cutOff = Duration.ofNanos(1000);
        assertThat(after.user().minus(before.user()))
                .isBetween(used.user(), used.user().plus(cutOff));
        assertThat(after.system().minus(before.system()))
                .isBetween(used.system(), used.system().plus(cutOff));
        assertThat(after.minorFaults() - before.minorFaults()).isEqualTo(used.minorFaults());
    }

    @Requirement(
            id = "RU-008",
            level = REQUIRED,
            rule = "times() includes the CPU time of a child once waitpid() has returned its pid, and not before.",
            sources = {"POSIX.1-2017 times(), DESCRIPTION"})
    void times_include_a_child_from_the_reap_on() {
        RawTimes before = times();
        int pid = BusyChild.killed(kit);
        Accounting counted = Accounting.of(pid);
        RawTimes ended = times();

        kit.calls().waitpid(pid, null, 0);
        RawTimes reaped = times();

        assertThat(List.of(ended.childUser, ended.childSystem))
                .isEqualTo(List.of(before.childUser, before.childSystem));
        counted.assertTicks(reaped.childUser - before.childUser, reaped.childSystem - before.childSystem);
    }

    @Requirement(
            id = "RU-010",
            level = REQUIRED,
            rule = "The resources of a child that ends while SIGCHLD is ignored are not included in RUSAGE_CHILDREN.",
            sources = {"POSIX.1-2017 getrusage(), DESCRIPTION", "getrusage(2), NOTES"})
    void a_child_that_leaves_no_status_adds_nothing() {
        kit.signals().ignore(Signal.CHLD);

        assertNothingIsAdded();
    }

    @Requirement(
            id = "RU-032",
            level = REQUIRED,
            rule = "The resources of a child that ends while SA_NOCLDWAIT is set are not included in RUSAGE_CHILDREN.",
            sources = {"POSIX.1-2017 getrusage(), DESCRIPTION"})
    void a_child_under_SA_NOCLDWAIT_adds_nothing() {
        kit.signals().byDefault(Signal.CHLD, Abi.SA_NOCLDWAIT);

        assertNothingIsAdded();
    }

    private void assertNothingIsAdded() {
        ResourceUsage before = ofChildren();
        int pid = kit.children().shell(":");

        int result = kit.calls().waitpid(pid, null, 0);

        assertThat(result).isEqualTo(-Abi.ECHILD);
        assertThat(ofChildren()).isEqualTo(before);
    }

    @Requirement(
            id = "RU-011",
            level = LINUX,
            rule =
                    "ru_maxrss of RUSAGE_CHILDREN is that of the largest child: no sum, and a smaller child does not lower it.",
            sources = {"getrusage(2), ru_maxrss"})
    void ru_maxrss_of_RUSAGE_CHILDREN_is_the_largest_childs() {
        long length = 48L * 1024 * 1024;
        int flags = Abi.MAP_PRIVATE | Abi.MAP_ANONYMOUS | Abi.MAP_POPULATE;
        int small = kit.children().zombie(0);
        // A bare child is a copy of this process: what this one has in memory counts as the child's.
        long memory = kit.reference().mmap(length, Abi.PROT_READ | Abi.PROT_WRITE, flags);
        int large = kit.children().zombie(0);
        kit.reference().munmap(memory, length);
        long before = ofChildren().maxResidentKib();

        long largeResident = wait4(pid(large), NONE).usage().maxResidentKib();
        long smallResident = wait4(pid(small), NONE).usage().maxResidentKib();
        long after = ofChildren().maxResidentKib();

        assertThat(largeResident).isGreaterThan(smallResident + length / 2 / 1024);
        assertThat(after).isEqualTo(Math.max(before, largeResident));
    }

    private MeasuredChange wait4(WaitTarget target, WaitOptions options) {
        return kit.require(() -> kit.posix().wait4(target, options)).orElseThrow();
    }

    private ResourceUsage ofChildren() {
        RawUsage usage = new RawUsage();
        assertThat(kit.calls().getrusage(Abi.RUSAGE_CHILDREN, usage)).isZero();
        return ResourceUsage.of(usage);
    }

    private RawTimes times() {
        RawTimes times = new RawTimes();
        assertThat(kit.calls().times(times)).isNotNegative();
        return times;
    }
}
