package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitOptions.CONTINUED;
import static posixwait.WaitOptions.NOHANG;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitOptions.UNTRACED;
import static posixwait.WaitTarget.group;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.REQUIRED;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import posixwait.MeasuredChange;
import posixwait.ResourceUsage;
import posixwait.Signal;
import posixwait.Spawn;
import posixwait.StateChange;
import posixwait.WaitOptions;
import posixwait.WaitStatus;
import posixwait.WaitStatus.Continued;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.WaitStatus.Stopped;
import posixwait.WaitTarget;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.Unresolved;
import posixwait.spi.Abi;
import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;

/** wait3() and wait4(): requirements RU-001 and on. */
@Conformance("wait3() and wait4()")
public final class ResourceUsageConformance {
    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public ResourceUsageConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "RU-001",
            level = LINUX,
            rule = "wait4() gives the CPU time and the page faults that the kernel counted for the child.",
            sources = {"wait4(2), DESCRIPTION", "getrusage(2), DESCRIPTION"})
    void wait4_gives_what_the_child_used() {
        int pid = BusyChild.running(kit, "trap 'exit 5' TERM; ");
        kit.children().send(pid, Signal.TERM);
        kit.children().awaitEnd(pid);
        Accounting counted = Accounting.of(pid);

        MeasuredChange change = wait4(pid(pid), NONE);

        assertThat(change.change()).isEqualTo(new StateChange(pid, new Exited(5)));
        counted.assertShownIn(change.usage());
    }

    @Requirement(
            id = "RU-002",
            level = LINUX,
            rule = "wait4() with a NULL usage reports the child as waitpid() does.",
            sources = {"wait4(2), DESCRIPTION"})
    void wait4_without_usage_is_waitpid() {
        int pid = kit.children().exiting(3);
        RawStatus status = new RawStatus();

        long reaped = kit.require("wait4", () -> kit.calls().wait4(pid, status, 0, null));

        assertThat(reaped).isEqualTo(pid);
        assertThat(WaitStatus.of(status.value)).isEqualTo(new Exited(3));
    }

    @Requirement(
            id = "RU-003",
            level = LINUX,
            rule =
                    "With WNOHANG and nothing to report, wait3() and wait4() return 0 and store neither status nor usage.",
            sources = {"wait4(2), RETURN VALUE", "wait(2), RETURN VALUE"})
    @OwnJvm
    void nohang_without_news_stores_nothing() {
        int pid = kit.children().pausing();
        RawStatus status = MarkedCarriers.status();
        RawUsage usage = MarkedCarriers.usage();

        long any = kit.require("wait3", () -> kit.calls().wait3(status, Abi.WNOHANG, usage));
        long one = kit.require("wait4", () -> kit.calls().wait4(pid, status, Abi.WNOHANG, usage));

        assertThat(List.of(any, one)).containsOnly(0L);
        assertThat(status).usingRecursiveComparison().isEqualTo(MarkedCarriers.status());
        assertThat(usage).usingRecursiveComparison().isEqualTo(MarkedCarriers.usage());
    }

    @Requirement(
            id = "RU-005",
            level = LINUX,
            rule = "wait4() gives the usage of a child that a signal killed.",
            sources = {"wait4(2), DESCRIPTION"})
    void a_killed_child_leaves_its_usage() {
        int pid = BusyChild.killed(kit);
        Accounting counted = Accounting.of(pid);

        MeasuredChange change = wait4(pid(pid), NONE);

        assertThat(change.change()).isEqualTo(new StateChange(pid, new Signaled(Signal.KILL, false)));
        counted.assertShownIn(change.usage());
    }

    @Requirement(
            id = "RU-014",
            level = REQUIRED,
            rule = "A child starts with no CPU time used: that of its parent is not its own.",
            sources = {"POSIX.1-2017 fork(), DESCRIPTION", "fork(2), DESCRIPTION"})
    void a_child_starts_at_zero() {
        int pid = kit.children().exiting(0);
        RawUsage own = new RawUsage();
        kit.reference().getrusage(Abi.RUSAGE_SELF, own);

        Duration used = wait4(pid(pid), NONE).usage().cpu();

        assertThat(used).isLessThan(ResourceUsage.of(own).cpu().dividedBy(2));
    }

    @Requirement(
            id = "RU-015",
            level = LINUX,
            rule =
                    "wait3() takes the options of waitpid() and fails as waitpid(-1) does: EINVAL for others, ECHILD without"
                            + " children.",
            sources = {"wait4(2), DESCRIPTION", "wait4(2), ERRORS"})
    @OwnJvm
    void wait3_takes_the_options_of_waitpid() {
        int every = Abi.WNOHANG | Abi.WUNTRACED | Abi.WCONTINUED;
        long childless = wait3(every);
        kit.children().pausing();

        List<Long> results =
                List.of(childless, wait3(every), wait3(Abi.WNOHANG | Abi.WEXITED), wait3(Abi.WNOHANG | Abi.WNOWAIT));

        assertThat(results).isEqualTo(List.of((long) -Abi.ECHILD, 0L, (long) -Abi.EINVAL, (long) -Abi.EINVAL));
    }

    private long wait3(int options) {
        return kit.require("wait3", () -> kit.calls().wait3(null, options, null));
    }

    @Requirement(
            id = "RU-033",
            level = LINUX,
            rule = "wait3() reports any child, with its status and its usage.",
            sources = {"wait4(2), DESCRIPTION"})
    @OwnJvm
    void wait3_reports_any_child() {
        int pid = BusyChild.killed(kit);
        Accounting counted = Accounting.of(pid);

        MeasuredChange change = kit.require(() -> kit.posix().wait3(NONE)).orElseThrow();

        assertThat(change.change()).isEqualTo(new StateChange(pid, new Signaled(Signal.KILL, false)));
        counted.assertShownIn(change.usage());
    }

    @Requirement(
            id = "RU-034",
            level = LINUX,
            rule = "wait4() takes the options of waitpid(): it reports stop, continuation and end.",
            sources = {"wait4(2), DESCRIPTION", "wait(2), DESCRIPTION"})
    void wait4_reports_stop_continuation_and_end() {
        int pid = kit.children().pausing();
        WaitOptions every = UNTRACED.with(CONTINUED).with(NOHANG);
        List<WaitStatus> statuses = new ArrayList<>();

        kit.children().stop(pid);
        statuses.add(wait4(pid(pid), every).status());
        kit.children().send(pid, Signal.CONT);
        kit.children().awaitContinue(pid);
        statuses.add(wait4(pid(pid), every).status());
        kit.children().kill(pid);
        statuses.add(wait4(pid(pid), every).status());

        assertThat(statuses)
                .isEqualTo(List.of(new Stopped(Signal.STOP), new Continued(), new Signaled(Signal.KILL, false)));
    }

    @Requirement(
            id = "RU-035",
            level = LINUX,
            rule = "wait4() selects children as waitpid() does: a negative pid stands for a process group.",
            sources = {"wait4(2), DESCRIPTION", "wait(2), DESCRIPTION"})
    void wait4_selects_a_process_group() {
        int leader = kit.children().spawn(Spawn.shell("exit 1").quiet().processGroup(0));
        kit.children().awaitEnd(leader);
        int member = kit.children().spawn(Spawn.shell("exit 2").quiet().processGroup(leader));
        kit.children().awaitEnd(member);
        kit.children().zombie(3);
        kit.reference().waitpid(leader, null, 0);

        MeasuredChange change = wait4(group(leader), NONE);

        assertThat(change.change()).isEqualTo(new StateChange(member, new Exited(2)));
    }

    @Requirement(
            id = "RU-036",
            level = LINUX,
            rule = "The fields of the usage that Linux does not maintain are stored as 0.",
            sources = {"getrusage(2), DESCRIPTION"})
    void unmaintained_fields_are_0() {
        int pid = kit.children().zombieShell(":");
        RawUsage usage = MarkedCarriers.usage();

        kit.require("wait4", () -> kit.calls().wait4(pid, null, 0, usage));

        assertThat(List.of(
                        usage.sharedText,
                        usage.unsharedData,
                        usage.unsharedStack,
                        usage.swaps,
                        usage.messagesSent,
                        usage.messagesReceived,
                        usage.signals))
                .containsOnly(0L);
    }

    @Requirement(
            id = "RU-037",
            level = LINUX,
            rule = "The usage of a child includes that of the children it waited for itself.",
            sources = {"getrusage(2), RUSAGE_CHILDREN", "POSIX.1-2017 times(), DESCRIPTION"})
    void the_usage_includes_grandchildren_that_were_waited_for() {
        int pid = kit.children().zombieShell("(:); (:); exit 0");
        Accounting counted = Accounting.of(pid);
        if (counted.childrensMinorFaults() == 0) {
            throw new Unresolved("the shell waited for no child of its own");
        }

        ResourceUsage usage = wait4(pid(pid), NONE).usage();

        counted.assertShownIn(usage);
    }

    @Requirement(
            id = "RU-038",
            level = LINUX,
            rule = "ru_maxrss is the largest resident set in kibibytes.",
            sources = {"getrusage(2), ru_maxrss"})
    void ru_maxrss_is_in_kibibytes() {
        int pid = kit.children().pausing();
        long resident = Proc.status(pid, "VmHWM")
                .map(value -> Long.parseLong(value.substring(0, value.indexOf(' '))))
                .orElseThrow(() -> new Unresolved("no VmHWM in /proc/" + pid + "/status"));
        kit.children().kill(pid);

        long used = wait4(pid(pid), NONE).usage().maxResidentKib();

        assertThat(used).isBetween(resident / 2, resident * 2);
    }

    @Requirement(
            id = "RU-063",
            level = LINUX,
            rule = "The usage of a process is kept across execve().",
            sources = {"getrusage(2), NOTES"})
    void the_usage_is_kept_across_an_exec() {
        int pid = BusyChild.running(kit, "trap 'exec /bin/sh -c \"exit 5\"' TERM; ");
        kit.children().send(pid, Signal.TERM);
        kit.children().awaitEnd(pid);
        Accounting counted = Accounting.of(pid);

        MeasuredChange change = wait4(pid(pid), NONE);

        assertThat(change.status()).isEqualTo(new Exited(5));
        assertThat(counted.user()).isPositive();
        counted.assertShownIn(change.usage());
    }

    private MeasuredChange wait4(WaitTarget target, WaitOptions options) {
        return kit.require(() -> kit.posix().wait4(target, options)).orElseThrow();
    }
}
