package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static posixwait.WaitOptions.CONTINUED;
import static posixwait.WaitOptions.NOHANG;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitOptions.UNTRACED;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.REQUIRED;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import posixwait.Signal;
import posixwait.Spawn;
import posixwait.StateChange;
import posixwait.WaitStatus.Exited;
import posixwait.conformance.Children;
import posixwait.conformance.Conformance;
import posixwait.conformance.Grandchild;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Proc;
import posixwait.conformance.ReapingCall;
import posixwait.conformance.Requirement;
import posixwait.conformance.Unsupported;
import posixwait.conformance.Waiting;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawPipe;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

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

    @Requirement(
            id = "ZOM-002",
            level = REQUIRED,
            rule = "A zombie can be sent signals: kill() succeeds, as the life of a process lasts until the reap.",
            sources = {"POSIX.1-2017 kill(), RATIONALE", "kill(2), ERRORS"})
    void a_signal_to_a_zombie_succeeds() {
        int pid = kit.children().zombie(42);
        List<Integer> results = new ArrayList<>();

        for (int signal : List.of(0, Abi.SIGTERM, Abi.SIGKILL, Abi.SIGSTOP, Abi.SIGCONT)) {
            results.add(kit.calls().kill(pid, signal));
        }

        assertThat(results).containsOnly(0);
    }

    @Requirement(
            id = "ZOM-030",
            level = REQUIRED,
            rule =
                    "A signal changes nothing about a zombie: no stop, no continuation, and the status is that of its end.",
            sources = {
                "POSIX.1-2017 _Exit(), Consequences of Process Termination",
                "POSIX.1-2017 waitpid(), DESCRIPTION"
            })
    void signals_do_not_change_a_zombie() {
        int pid = kit.children().zombie(42);
        for (Signal signal : List.of(Signal.TERM, Signal.KILL, Signal.STOP, Signal.CONT)) {
            kit.children().send(pid, signal);
        }
        Optional<Character> state = Proc.state(pid);

        Optional<StateChange> change = kit.posix().waitpid(pid(pid), UNTRACED.with(CONTINUED));

        assertThat(state).contains('Z');
        assertThat(change).contains(new StateChange(pid, new Exited(42)));
    }

    @Requirement(
            id = "ZOM-080",
            level = REQUIRED,
            rule = "A zombie to which kill() has sent a signal, SIGCONT among others, is still reaped at once, with the"
                    + " status of its end.",
            sources = {
                "POSIX.1-2017 kill(), DESCRIPTION",
                "POSIX.1-2017 _Exit(), Consequences of Process Termination",
                "POSIX.1-2017 waitpid(), RETURN VALUE"
            })
    void a_zombie_that_was_signalled_is_reaped_at_once() {
        for (int signal : List.of(Abi.SIGCONT, Abi.SIGSTOP, Abi.SIGKILL)) {
            int pid = kit.children().zombie(42);
            kit.calls().kill(pid, signal);

            Optional<StateChange> change = kit.posix().waitpid(pid(pid), NOHANG);

            assertThat(change).as("signal %d", signal).contains(new StateChange(pid, new Exited(42)));
        }
    }

    @Requirement(
            id = "ZOM-004",
            level = LINUX,
            rule = "A zombie keeps its process group and its session, and both can be asked for.",
            sources = {
                "wait(2), NOTES",
                "POSIX.1-2017 _Exit(), Consequences of Process Termination",
                "setpgid(2), DESCRIPTION"
            })
    void a_zombie_keeps_its_group_and_session() {
        int pid = kit.children().spawn(Spawn.shell(":").quiet().processGroup(0));
        kit.children().awaitEnd(pid);

        List<Integer> groupAndSession =
                List.of(kit.calls().getpgid(pid), kit.calls().getsid(pid));

        assertThat(groupAndSession).isEqualTo(List.of(pid, kit.reference().getsid(0)));
    }

    @Requirement(
            id = "ZOM-005",
            level = LINUX,
            rule = "With the reap, files of /proc/PID that were opened before can no longer be read.",
            sources = {"wait(2), NOTES", "proc(5), /proc/[pid]"})
    void the_reap_ends_open_files_of_proc() throws IOException {
        kit.requireHost("files of /proc that are kept open");
        int pid = kit.children().zombie(7);
        try (InputStream stat = Files.newInputStream(Path.of("/proc", Integer.toString(pid), "stat"))) {
            kit.calls().waitpid(pid, null, 0);

            assertThatThrownBy(stat::read).isInstanceOf(IOException.class);
        }
    }

    @Requirement(
            id = "ZOM-031",
            level = LINUX,
            rule = "A zombie has no memory, command line or program file left, only its name and its status.",
            sources = {"wait(2), NOTES", "proc(5), /proc/[pid]/cmdline", "proc(5), /proc/[pid]/exe"})
    void a_zombie_has_no_memory_left() throws IOException {
        int pid = kit.children().zombieShell("exit 7");

        assertThat(Proc.status(pid, "Name")).contains("sh");
        assertThat(Proc.status(pid, "State")).contains("Z (zombie)");
        assertThat(Proc.status(pid, "VmRSS")).isEmpty();
        assertThat(Proc.read(pid + "/cmdline")).isEmpty();
        assertThat(Proc.read(pid + "/statm").strip()).isEqualTo("0 0 0 0 0 0 0");
        assertThatThrownBy(() -> Proc.link(pid + "/exe")).isInstanceOf(NoSuchFileException.class);
        assertThat(kit.posix().waitpid(pid(pid), NONE)).contains(new StateChange(pid, new Exited(7)));
    }

    @Requirement(
            id = "ZOM-032",
            level = LINUX,
            rule = "The status word of a wait is the exit code that /proc/PID/stat shows of the zombie.",
            sources = {"wait(2), NOTES", "proc(5), /proc/[pid]/stat, exit_code"})
    void the_status_is_the_exit_code_of_proc() {
        int pid = kit.children().zombie(7);
        List<String> fields = Proc.stat(pid).orElseThrow();
        if (fields.size() < 50 || fields.get(49).equals("0")) {
            throw Unsupported.because("/proc/PID/stat shows no exit_code: " + fields);
        }
        RawStatus status = new RawStatus();

        kit.calls().waitpid(pid, status, 0);

        assertThat(status.value).isEqualTo(Integer.parseInt(fields.get(49)));
    }

    @Requirement(
            id = "ZOM-033",
            level = REQUIRED,
            rule = "wait(), waitpid() and waitid() without WNOWAIT each end the life of the zombie they report.",
            sources = {"POSIX.1-2017 _Exit(), Consequences of Process Termination"})
    @OwnJvm
    void each_call_ends_the_zombie() {
        assertThat(notReaping(ReapingCall.POSIX)).isEmpty();
    }

    @Requirement(
            id = "ZOM-034",
            level = LINUX,
            rule = "wait3() and wait4() end the life of the zombie they report.",
            sources = {"wait4(2), DESCRIPTION", "wait(2), NOTES"})
    @OwnJvm
    void wait3_and_wait4_end_the_zombie() {
        assertThat(notReaping(ReapingCall.BSD)).isEmpty();
    }

    private List<ReapingCall> notReaping(List<ReapingCall> waits) {
        List<ReapingCall> wrong = new ArrayList<>();
        for (ReapingCall wait : waits) {
            int pid = kit.children().zombie(0);
            if (wait.reap(kit, pid) != pid || Proc.exists(pid)) {
                wrong.add(wait);
                kit.children().discard(pid);
            }
        }
        return wrong;
    }

    @Requirement(
            id = "ZOM-006",
            level = REQUIRED,
            rule = "When a process ends without having waited for its zombie, the zombie goes to a new parent, with its"
                    + " status; here to us, its nearest subreaper.",
            sources = {
                "POSIX.1-2017 _Exit(), Consequences of Process Termination",
                "wait(2), NOTES",
                "prctl(2), PR_SET_CHILD_SUBREAPER"
            })
    @OwnJvm
    void a_zombie_outlives_its_parent() {
        Grandchild grandchild = kit.children().grandchild("read line; exit 7");
        kit.children().stop(grandchild.ancestor()); // so that it cannot reap
        grandchild.release();
        Waiting.until(
                "grandchild is a zombie", () -> Proc.state(grandchild.pid()).equals(Optional.of('Z')));
        kit.children().adoptOrphans();
        kit.children().kill(grandchild.ancestor());

        Optional<StateChange> change = kit.posix().waitpid(pid(grandchild.pid()), NONE);

        assertThat(change).contains(new StateChange(grandchild.pid(), new Exited(7)));
    }

    @Requirement(
            id = "ZOM-008",
            level = REQUIRED,
            rule = "As many waits as there are zombies return, each another child; the next fails with ECHILD.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "POSIX.1-2017 wait(), ERRORS"})
    @OwnJvm
    void many_zombies_need_as_many_waits() {
        List<Integer> made = kit.children().storm(500);
        made.forEach(kit.children()::awaitEnd);
        List<Integer> reaped = new ArrayList<>();

        int last = kit.calls().waitAny(null);
        while (last > 0 && reaped.size() <= made.size()) {
            reaped.add(last);
            last = kit.calls().waitAny(null);
        }

        assertThat(reaped).containsExactlyInAnyOrderElementsOf(made);
        assertThat(last).isEqualTo(-Abi.ECHILD);
    }

    @Requirement(
            id = "ZOM-009",
            level = LINUX,
            rule = "A process group lives as long as a zombie is in it: kill() of the group succeeds until the last is"
                    + " reaped, and fails with ESRCH after.",
            sources = {"POSIX.1-2017 kill(), RATIONALE", "kill(2), ERRORS"})
    void a_group_of_zombies_can_be_signalled() {
        Children children = kit.children();
        int leader = children.spawn(Spawn.shell(":").quiet().processGroup(0));
        children.awaitEnd(leader);
        int member = children.spawn(Spawn.shell(":").quiet().processGroup(leader));
        children.awaitEnd(member);
        List<Integer> results = new ArrayList<>();

        results.add(kit.calls().kill(-leader, Abi.SIGTERM));
        kit.reference().waitpid(leader, null, 0);
        results.add(kit.calls().kill(-leader, Abi.SIGTERM));
        kit.reference().waitpid(member, null, 0);
        results.add(kit.calls().kill(-leader, Abi.SIGTERM));

        assertThat(results).isEqualTo(List.of(0, 0, -Abi.ESRCH));
    }

    @Requirement(
            id = "ZOM-011",
            level = REQUIRED,
            rule = "The null signal cannot tell a zombie from a running child; waitid() with WNOWAIT can.",
            sources = {"POSIX.1-2017 kill(), RATIONALE", "POSIX.1-2017 waitid(), DESCRIPTION, WNOWAIT"})
    void only_a_wait_tells_a_zombie_from_a_running_child() {
        int running = kit.children().pausing();
        int ended = kit.children().zombie(0);
        SystemCalls calls = kit.calls();

        List<Integer> signalled = List.of(calls.kill(running, 0), calls.kill(ended, 0));
        List<Integer> seen = List.of(peek(running), peek(ended));

        assertThat(signalled).isEqualTo(List.of(0, 0));
        assertThat(seen).isEqualTo(List.of(0, ended));
    }

    private int peek(int pid) {
        RawChild child = new RawChild();
        kit.calls().waitid(Abi.P_PID, pid, child, Abi.WEXITED | Abi.WNOHANG | Abi.WNOWAIT);
        return child.pid;
    }

    @Requirement(
            id = "ZOM-014",
            level = REQUIRED,
            rule = "A zombie does not go away by itself: others come and are reaped, and its status is still there.",
            sources = {"POSIX.1-2017 _Exit(), Consequences of Process Termination", "wait(2), NOTES"})
    void a_zombie_stays_while_others_come_and_go() {
        int pid = kit.children().zombie(42);
        for (int i = 0; i < 5; i++) {
            kit.reference().waitpid(kit.children().exiting(0), null, 0);
        }

        Optional<StateChange> change = kit.posix().waitpid(pid(pid), NONE);

        assertThat(change).contains(new StateChange(pid, new Exited(42)));
    }

    @Requirement(
            id = "ZOM-035",
            level = REQUIRED,
            rule =
                    "The descriptors of a process are closed when it ends, not when it is reaped: a zombie holds no pipe open.",
            sources = {"POSIX.1-2017 _Exit(), Consequences of Process Termination"})
    void a_zombie_holds_no_descriptor() {
        RawPipe pipe = kit.children().pipe();
        int pid = kit.children().spawn(Spawn.shell(":").quiet().pass(pipe.writeEnd, 3));
        kit.children().close(pipe.writeEnd);
        kit.children().awaitEnd(pid);

        int count = kit.calls().read(pipe.readEnd, new byte[1], 0, 1);

        assertThat(count).isZero();
        assertThat(Proc.state(pid)).contains('Z');
    }
}
