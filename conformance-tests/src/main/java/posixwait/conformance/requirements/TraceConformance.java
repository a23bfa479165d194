package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.LINUX;

import java.util.List;
import posixwait.Errno;
import posixwait.Signal;
import posixwait.StateChange;
import posixwait.WaitOptions;
import posixwait.WaitStatus;
import posixwait.WaitStatus.Signaled;
import posixwait.WaitStatus.Trapped;
import posixwait.WaitTarget;
import posixwait.conformance.Children;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.TalkingChild;
import posixwait.conformance.Unresolved;
import posixwait.conformance.Unsupported;
import posixwait.conformance.Waiting;
import posixwait.conformance.roles.Role;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawStatus;

/**
 * Children that are traced: requirements PT-001 and on, and the high half of the status word.
 *
 * <p>To the kernel the tracer is a thread. Each test traces, waits and lets go on in the thread it runs in.
 */
@Conformance("Tracing")
public final class TraceConformance {
    private static final String PTRACE_WAITS = "ptrace(2), Death under ptrace and Stopped states";

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public TraceConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "PT-001",
            level = LINUX,
            rule = "The stop of a traced child is reported to its tracer without WUNTRACED.",
            sources = {PTRACE_WAITS, "wait(2), WUNTRACED"})
    void a_stop_of_a_tracee_is_reported_without_WUNTRACED() {
        int pid = traced();
        RawStatus status = new RawStatus();

        kit.children().send(pid, Signal.TERM);
        int result = kit.calls().waitpid(pid, status, 0);

        assertThat(result).isEqualTo(pid);
        assertThat(WaitStatus.of(status.value)).isEqualTo(new WaitStatus.Stopped(Signal.TERM));
    }

    @Requirement(
            id = "PT-004",
            level = LINUX,
            rule = "waitid() reports a stop of a traced child as CLD_TRAPPED, with the signal as its status.",
            sources = {"wait(2), waitid()", PTRACE_WAITS})
    void waitid_reports_the_stop_of_a_tracee_as_CLD_TRAPPED() {
        int pid = traced();
        RawChild child = new RawChild();

        kit.children().send(pid, Signal.TERM);
        int result = kit.calls().waitid(Abi.P_PID, pid, child, Abi.WSTOPPED);

        assertThat(List.of(result, child.pid, child.code, child.status))
                .containsExactly(0, pid, Abi.CLD_TRAPPED, Abi.SIGTERM);
        assertThat(WaitStatus.of(child)).isEqualTo(new Trapped(Signal.TERM, 0));
    }

    @Requirement(
            id = "PT-002",
            level = LINUX,
            rule = "A tracee is waited for as if __WALL were given, since Linux 4.7: __WCLONE alone does not hide it.",
            sources = {"wait(2), Linux notes"})
    void WCLONE_alone_finds_a_tracee() {
        int pid = traced();

        kit.children().send(pid, Signal.TERM);

        assertThat(kit.calls().waitpid(pid, null, Abi.__WCLONE)).isEqualTo(pid);
    }

    @Requirement(
            id = "ST-017",
            level = LINUX,
            rule =
                    "A status word has more than 16 bits for one thing alone: the event of a traced child's stop, above the "
                            + "16 bits that say SIGTRAP.",
            sources = {PTRACE_WAITS, "ptrace(2), PTRACE_O_TRACEEXIT"})
    void the_event_of_a_tracee_is_above_the_low_16_bits_of_the_status_word() {
        Children.Gated child = kit.children().gated(5);
        ptrace("PTRACE_SEIZE", Abi.PTRACE_SEIZE, child.pid(), Abi.PTRACE_O_TRACEEXIT);
        RawStatus status = new RawStatus();

        child.open();
        // Not even SIGKILL ends this stop, and a child that has not come to it yet could not be let go on.
        kit.children().awaitStop(child.pid());
        int result = kit.calls().waitpid(child.pid(), status, 0);
        ptrace("PTRACE_CONT", Abi.PTRACE_CONT, child.pid(), 0);

        assertThat(result).isEqualTo(child.pid());
        assertThat(status.value).isEqualTo(Abi.PTRACE_EVENT_EXIT << 16 | Abi.SIGTRAP << 8 | 0x7f);
        assertThat(WaitStatus.of(status.value)).isEqualTo(new Trapped(new Signal(Abi.SIGTRAP), Abi.PTRACE_EVENT_EXIT));
    }

    @Requirement(
            id = "PT-005",
            level = LINUX,
            rule = "After its last stop a traced child is let go on to its end, and that is reported as of any child.",
            sources = {PTRACE_WAITS})
    void the_end_of_a_tracee_is_reported_after_its_stops() {
        int pid = traced();
        kit.children().send(pid, Signal.TERM);
        kit.reference().waitpid(pid, null, 0);

        ptrace("PTRACE_CONT", Abi.PTRACE_CONT, pid, Abi.SIGTERM);

        assertThat(kit.posix().waitpid(WaitTarget.pid(pid), WaitOptions.NONE))
                .contains(new StateChange(pid, new Signaled(Signal.TERM, false)));
    }

    @Requirement(
            id = "PT-003",
            level = LINUX,
            rule =
                    "While a process that is not the parent traces a child, the parent finds its end only after the tracer "
                            + "has waited for it: until then WNOHANG finds nothing.",
            sources = {"ptrace(2), Death under ptrace"})
    void the_end_of_a_tracee_is_its_tracers_first() {
        int pid = kit.children().blocking();
        TalkingChild tracer = TalkingChild.playing(kit, Role.TRACING, pid);
        tracer.line();
        kit.children().send(pid, Signal.KILL);
        awaitZombie(pid);

        int before = kit.calls().waitpid(pid, null, Abi.WNOHANG);
        tracer.go();
        List<Integer> seenByTracer = tracer.numbers();
        RawStatus status = new RawStatus();
        int after = kit.calls().waitpid(pid, status, 0);

        assertThat(seenByTracer).containsExactly(pid, Abi.SIGKILL);
        assertThat(List.of(before, after, status.value)).containsExactly(0, pid, Abi.SIGKILL);
    }

    private static void awaitZombie(int pid) {
        Waiting.until(
                "the tracee has ended",
                () -> Proc.state(pid).filter(state -> state == 'Z').isPresent());
    }

    /** A child that is traced and runs. */
    private int traced() {
        int pid = kit.children().blocking();
        ptrace("PTRACE_SEIZE", Abi.PTRACE_SEIZE, pid, 0);
        return pid;
    }

    private void ptrace(String name, int request, int pid, long data) {
        long result = kit.reference().syscall(Abi.SYS_PTRACE, request, pid, 0, data, 0, 0);
        if (result == -Abi.ENOSYS || result == -Abi.EPERM) {
            throw Unsupported.because("ptrace(" + name + "): " + new Errno((int) -result));
        } else if (result < 0) {
            throw new Unresolved("ptrace(" + name + "): " + new Errno((int) -result));
        }
    }
}
