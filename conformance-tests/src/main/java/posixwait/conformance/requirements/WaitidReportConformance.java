package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitIdOptions.CONTINUED;
import static posixwait.WaitIdOptions.EXITED;
import static posixwait.WaitIdOptions.NOHANG;
import static posixwait.WaitIdOptions.NOWAIT;
import static posixwait.WaitIdOptions.STOPPED;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.REQUIRED;

import java.util.List;
import java.util.Optional;
import posixwait.ChildInfo;
import posixwait.Signal;
import posixwait.StateChange;
import posixwait.WaitIdOptions;
import posixwait.WaitOptions;
import posixwait.WaitStatus;
import posixwait.WaitStatus.Continued;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.WaitStatus.Stopped;
import posixwait.conformance.Conformance;
import posixwait.conformance.CoreImage;
import posixwait.conformance.Kit;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.Threads;
import posixwait.conformance.Unresolved;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;

/** waitid(): what it reports, and what of that it consumes: requirements of WID. */
@Conformance("waitid(): what it reports")
public final class WaitidReportConformance {
    private static final Signaled KILLED = new Signaled(Signal.KILL, false);

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public WaitidReportConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "WID-007",
            level = REQUIRED,
            rule =
                    "For a child that exited it returns 0, and si_signo is SIGCHLD, si_code CLD_EXITED, si_pid the child,"
                            + " si_uid its real user and si_status its exit code.",
            sources = {
                "POSIX.1-2017 waitid(), DESCRIPTION and RETURN VALUE",
                "POSIX.1-2017 signal.h, DESCRIPTION, SIGCHLD",
                "wait(2), DESCRIPTION"
            })
    void an_exit_is_CLD_EXITED() {
        int pid = kit.children().zombie(200);

        assertReports(pid, Abi.WEXITED, Abi.CLD_EXITED, 200);
    }

    @Requirement(
            id = "WID-008",
            level = REQUIRED,
            rule =
                    "For a child that a signal ended without a core image si_code is CLD_KILLED and si_status the signal.",
            sources = {"POSIX.1-2017 signal.h, DESCRIPTION, SIGCHLD", "wait(2), DESCRIPTION"})
    void a_death_by_signal_is_CLD_KILLED() {
        int pid = kit.children().pausing();
        kit.children().kill(pid);

        assertReports(pid, Abi.WEXITED, Abi.CLD_KILLED, Abi.SIGKILL);
    }

    @Requirement(
            id = "WID-009",
            level = REQUIRED,
            rule = "For a child that ended with a core image si_code is CLD_DUMPED and si_status the signal.",
            sources = {"POSIX.1-2017 signal.h, DESCRIPTION, SIGCHLD", "wait(2), DESCRIPTION"})
    void a_death_with_a_core_image_is_CLD_DUMPED() {
        try (CoreImage image = CoreImage.of(kit.children())) {
            ChildInfo peeked =
                    kit.posix().waitid(pid(image.pid()), EXITED.with(NOWAIT)).orElseThrow();

            assertThat(peeked.change()).isEqualTo(new StateChange(image.pid(), new Signaled(Signal.ABRT, true)));
            assertReports(image.pid(), Abi.WEXITED, Abi.CLD_DUMPED, Abi.SIGABRT);
        }
    }

    @Requirement(
            id = "WID-010",
            level = REQUIRED,
            rule = "For a stopped child si_code is CLD_STOPPED and si_status the signal that stopped it.",
            sources = {"POSIX.1-2017 signal.h, DESCRIPTION, SIGCHLD", "wait(2), DESCRIPTION"})
    void a_stop_is_CLD_STOPPED() {
        int pid = kit.children().pausing();
        kit.children().stop(pid);

        assertReports(pid, Abi.WSTOPPED, Abi.CLD_STOPPED, Abi.SIGSTOP);
    }

    @Requirement(
            id = "WID-014",
            level = REQUIRED,
            rule =
                    "With WNOWAIT the child stays waitable: the wait that follows reports the same, and only that one reaps.",
            sources = {"POSIX.1-2017 waitid(), DESCRIPTION, WNOWAIT", "wait(2), DESCRIPTION, WNOWAIT"})
    void nowait_leaves_the_child_waitable() {
        int pid = kit.children().exiting(42);

        ChildInfo peeked = kit.posix().waitid(pid(pid), EXITED.with(NOWAIT)).orElseThrow();
        ChildInfo again = kit.posix().waitid(pid(pid), EXITED.with(NOWAIT)).orElseThrow();
        ChildInfo reaped = kit.posix().waitid(pid(pid), EXITED).orElseThrow();

        assertThat(again).isEqualTo(peeked);
        assertThat(reaped).isEqualTo(peeked);
        assertThat(Proc.exists(pid)).isFalse();
    }

    @Requirement(
            id = "WID-018",
            level = REQUIRED,
            rule = "A change that the options do not name is neither reported nor consumed.",
            sources = {"POSIX.1-2017 waitid(), DESCRIPTION", "wait(2), DESCRIPTION"})
    void a_change_not_asked_for_stays() {
        int pid = kit.children().pausing();
        kit.children().stop(pid);

        Optional<ChildInfo> noStop = poll(pid, EXITED.with(CONTINUED));
        Optional<ChildInfo> stop = poll(pid, STOPPED);
        kit.children().send(pid, Signal.CONT);
        kit.children().awaitContinue(pid);
        Optional<ChildInfo> noContinue = poll(pid, EXITED.with(STOPPED));
        Optional<ChildInfo> continued = poll(pid, CONTINUED);

        assertThat(List.of(status(noStop), status(stop), status(noContinue), status(continued)))
                .containsExactly(
                        Optional.empty(),
                        Optional.of(new Stopped(Signal.STOP)),
                        Optional.empty(),
                        Optional.of(new Continued()));
    }

    @Requirement(
            id = "WID-019",
            level = REQUIRED,
            rule = "With WNOWAIT a stop stays to be reported: peeked at twice, it is reported once more, then no more.",
            sources = {"POSIX.1-2017 waitid(), DESCRIPTION, WNOWAIT and WSTOPPED", "wait(2), DESCRIPTION, WNOWAIT"})
    void nowait_leaves_a_stop_to_be_reported() {
        int pid = kit.children().pausing();
        kit.children().stop(pid);

        assertPeeksThenOnce(pid, STOPPED, new Stopped(Signal.STOP));
    }

    @Requirement(
            id = "WID-021",
            level = LINUX,
            rule = "si_status of a child that exited holds the low 8 bits of what it passed to _exit().",
            sources = {"POSIX.1-2017 _Exit(), DESCRIPTION", "Linux, kernel/exit.c, _exit()"},
            deviation =
                    "POSIX.1-2017 signal.h, DESCRIPTION, SIGCHLD: si_status is to be the whole exit value. Linux has"
                            + " always cut it to 8 bits, in waitid() as in the status word.")
    void si_status_has_8_bits_of_the_exit_code() {
        int pid = kit.children().zombie(0x5a5a5a5a);

        assertReports(pid, Abi.WEXITED, Abi.CLD_EXITED, 0x5a);
    }

    @Requirement(
            id = "WID-035",
            level = REQUIRED,
            rule = "For a resumed child si_code is CLD_CONTINUED and si_status SIGCONT.",
            sources = {"POSIX.1-2017 signal.h, DESCRIPTION, SIGCHLD", "wait(2), DESCRIPTION"})
    void a_continue_is_CLD_CONTINUED() {
        int pid = continued();

        assertReports(pid, Abi.WCONTINUED, Abi.CLD_CONTINUED, Abi.SIGCONT);
    }

    @Requirement(
            id = "WID-036",
            level = REQUIRED,
            rule =
                    "With WNOWAIT a continue stays to be reported: peeked at twice, it is reported once more, then no more.",
            sources = {"POSIX.1-2017 waitid(), DESCRIPTION, WCONTINUED and WNOWAIT", "wait(2), DESCRIPTION, WNOWAIT"})
    void nowait_leaves_a_continue_to_be_reported() {
        int pid = continued();

        assertPeeksThenOnce(pid, CONTINUED, new Continued());
    }

    @Requirement(
            id = "WID-037",
            level = REQUIRED,
            rule = "A zombie that was peeked at is reaped by waitpid() with the same status, and is ECHILD then.",
            sources = {"POSIX.1-2017 waitid(), DESCRIPTION, WNOWAIT", "wait(2), DESCRIPTION, WNOWAIT"})
    void waitpid_reaps_what_waitid_peeked_at() {
        int pid = kit.children().exiting(9);

        ChildInfo peeked = kit.posix().waitid(pid(pid), EXITED.with(NOWAIT)).orElseThrow();
        StateChange reaped = kit.posix().waitpid(pid(pid), WaitOptions.NONE).orElseThrow();
        int after = kit.calls().waitid(Abi.P_PID, pid, new RawChild(), Abi.WEXITED | Abi.WNOWAIT);

        assertThat(List.of(peeked.change(), reaped)).containsOnly(new StateChange(pid, new Exited(9)));
        assertThat(after).isEqualTo(-Abi.ECHILD);
    }

    @Requirement(
            id = "WID-038",
            level = REQUIRED,
            rule =
                    "waitid() and waitpid() share one report: the stop that one has consumed, the other does not report.",
            sources = {"POSIX.1-2017 waitid(), DESCRIPTION", "POSIX.1-2017 wait(), DESCRIPTION"})
    void a_stop_consumed_by_one_call_is_gone_for_the_other() {
        int pid = kit.children().pausing();
        kit.children().stop(pid);
        Optional<ChildInfo> first = poll(pid, STOPPED);
        Optional<StateChange> second = kit.posix().waitpid(pid(pid), WaitOptions.UNTRACED.with(WaitOptions.NOHANG));

        assertThat(status(first)).contains(new Stopped(Signal.STOP));
        assertThat(second).isEmpty();
    }

    @Requirement(
            id = "WID-039",
            level = REQUIRED,
            rule = "While no change that the options name has happened, waitid() blocks: a stop and a continue do not"
                    + " satisfy WEXITED.",
            sources = {"POSIX.1-2017 waitid(), DESCRIPTION", "wait(2), DESCRIPTION"})
    void it_blocks_until_a_change_asked_for() {
        int pid = kit.children().pausing();
        Threads.Running<Optional<ChildInfo>> waiter =
                kit.threads().startBlocked(() -> kit.posix().waitid(pid(pid), EXITED));

        kit.children().stop(pid);
        waiter.awaitBlocked();
        kit.children().send(pid, Signal.CONT);
        kit.children().awaitContinue(pid);
        waiter.awaitBlocked();
        kit.children().send(pid, Signal.KILL);

        assertThat(waiter.join()).map(ChildInfo::change).contains(new StateChange(pid, KILLED));
    }

    @Requirement(
            id = "WID-040",
            level = REQUIRED,
            rule = "A call blocked for a stop returns when the child stops, and one blocked for a continue when it is"
                    + " resumed.",
            sources = {"POSIX.1-2017 waitid(), DESCRIPTION", "wait(2), DESCRIPTION"})
    void a_blocked_call_returns_at_the_stop_and_at_the_continue() {
        int pid = kit.children().pausing();

        Threads.Running<Optional<ChildInfo>> first =
                kit.threads().startBlocked(() -> kit.posix().waitid(pid(pid), STOPPED));
        kit.children().send(pid, Signal.STOP);
        Optional<ChildInfo> stopped = first.join();
        Threads.Running<Optional<ChildInfo>> second =
                kit.threads().startBlocked(() -> kit.posix().waitid(pid(pid), CONTINUED));
        kit.children().send(pid, Signal.CONT);
        Optional<ChildInfo> continued = second.join();

        assertThat(List.of(status(stopped), status(continued)))
                .containsExactly(Optional.of(new Stopped(Signal.STOP)), Optional.of(new Continued()));
    }

    private int continued() {
        int pid = kit.children().pausing();
        kit.children().stop(pid);
        kit.children().send(pid, Signal.CONT);
        kit.children().awaitContinue(pid);
        return pid;
    }

    private Optional<ChildInfo> poll(int pid, WaitIdOptions options) {
        return kit.posix().waitid(pid(pid), options.with(NOHANG));
    }

    private static Optional<WaitStatus> status(Optional<ChildInfo> info) {
        return info.map(ChildInfo::status);
    }

    /** Waits with no field as it is to be, and compares all of them. */
    private void assertReports(int pid, int options, int code, int status) {
        RawChild child = new RawChild();
        child.signo = -1;
        child.errno = -1;
        child.code = -1;
        child.pid = -1;
        child.uid = -1;
        child.status = -1;

        int result = kit.calls().waitid(Abi.P_PID, pid, child, options);

        RawChild expected = new RawChild();
        expected.signo = Abi.SIGCHLD;
        expected.code = code;
        expected.pid = pid;
        expected.uid = realUser();
        expected.status = status;
        assertThat(result).isZero();
        assertThat(child).usingRecursiveComparison().isEqualTo(expected);
    }

    private static int realUser() {
        return Proc.status("self", "Uid")
                .map(ids -> Integer.parseUnsignedInt(ids.split("\\s+", 2)[0]))
                .orElseThrow(() -> new Unresolved("no Uid in /proc/self/status"));
    }

    private void assertPeeksThenOnce(int pid, WaitIdOptions change, WaitStatus status) {
        List<Optional<WaitStatus>> statuses = List.of(
                status(poll(pid, change.with(NOWAIT))),
                status(poll(pid, change.with(NOWAIT))),
                status(poll(pid, change)),
                status(poll(pid, change)));

        assertThat(statuses)
                .containsExactly(Optional.of(status), Optional.of(status), Optional.of(status), Optional.empty());
    }
}
