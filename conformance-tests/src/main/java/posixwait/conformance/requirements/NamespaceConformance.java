package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;

import java.util.List;
import posixwait.BareChild;
import posixwait.Errno;
import posixwait.Signal;
import posixwait.StateChange;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.PidNamespaces;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.TalkingChild;
import posixwait.conformance.Unresolved;
import posixwait.conformance.Unsupported;
import posixwait.conformance.roles.Role;
import posixwait.spi.Abi;
import posixwait.spi.RawPipe;

/** PID namespaces: requirements NS-001 and on. */
@Conformance("PID namespaces")
public final class NamespaceConformance {
    private static final String INIT = "pid_namespaces(7), The namespace init process";

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public NamespaceConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "NS-001",
            level = LINUX,
            rule =
                    "A child in a PID namespace of its own is process 1 there; a wait outside returns the pid that it has "
                            + "outside.",
            sources = {"pid_namespaces(7), DESCRIPTION", "proc(5), /proc/pid/status"})
    void a_wait_returns_the_pid_in_the_callers_namespace() {
        int pid = first();
        String pids = Proc.status(pid, "NSpid").orElseThrow(() -> Unsupported.because("no NSpid in /proc/pid/status"));
        kit.children().send(pid, Signal.KILL);

        int result = kit.calls().waitpid(pid, null, 0);

        assertThat(pids).endsWith(pid + "\t1");
        assertThat(result).isEqualTo(pid);
    }

    @Requirement(
            id = "NS-002",
            level = LINUX,
            rule = "The first process of a PID namespace is process 1, and its parent outside has number 0 for it.",
            sources = {"pid_namespaces(7), DESCRIPTION", "getppid(2), DESCRIPTION"})
    void the_first_process_is_1_and_its_parent_0() {
        assertThat(PidNamespaces.playing(kit, Role.BEING_PID_ONE).numbers()).containsExactly(1, 0);
    }

    @Requirement(
            id = "NS-003",
            level = LINUX,
            rule =
                    "The first process of a PID namespace adopts its orphans: each is its child, and a zombie when it ends, "
                            + "until it waits; then it has no child any more.",
            sources = {INIT, "POSIX.1-2017 _Exit(), Consequences of Process Termination"})
    void the_first_process_must_wait_for_orphans() {
        List<Integer> seen =
                PidNamespaces.playing(kit, Role.INHERITING_AN_ORPHAN).numbers();

        assertThat(seen).containsExactly(1, 1, 0, 5 << 8, -Abi.ECHILD);
    }

    @Requirement(
            id = "NS-004",
            level = LINUX,
            rule =
                    "The end of the first process kills every other of its PID namespace before it can be waited for: after "
                            + "that wait nothing of the namespace is left.",
            sources = {INIT})
    void nothing_of_a_namespace_outlives_its_first_process() {
        RawPipe held = kit.children().pipe();
        RawPipe never = kit.children().pipe();
        TalkingChild namespace = PidNamespaces.shell(
                kit,
                "cat <&6 >/dev/null 2>&1 & echo '> ready'; read line; exit 5",
                how -> how.pass(held.writeEnd, 5).pass(never.readEnd, 6));
        namespace.line();
        kit.children().close(held.writeEnd);
        namespace.go();

        StateChange end = kit.posix().waitpid(pid(namespace.pid()), NONE).orElseThrow(() -> new Unresolved("no end"));

        assertThat(end).isEqualTo(new StateChange(namespace.pid(), new Exited(5)));
        assertThat(kit.children().isHungUp(held.readEnd)).isTrue();
    }

    @Requirement(
            id = "NS-005",
            level = LINUX,
            rule =
                    "Signals without a handler do not reach the first process of a PID namespace from inside, not even SIGKILL.",
            sources = {INIT, "kill(2), NOTES"})
    void signals_from_inside_do_not_end_the_first_process() {
        TalkingChild namespace = PidNamespaces.shell(
                kit, "kill -s TERM 1; kill -s KILL 1; echo '> alive'; read line; exit 5", how -> how);

        String alive = namespace.line();
        namespace.go();

        assertThat(alive).isEqualTo("alive");
        assertThat(kit.posix().waitpid(pid(namespace.pid()), NONE))
                .contains(new StateChange(namespace.pid(), new Exited(5)));
    }

    @Requirement(
            id = "NS-006",
            level = LINUX,
            rule =
                    "SIGSTOP and SIGKILL from outside act on the first process of a PID namespace, and its parent is told as "
                            + "of any child.",
            sources = {INIT, "wait(2), DESCRIPTION"})
    void signals_from_outside_stop_and_end_the_first_process() {
        int pid = first();

        kit.children().send(pid, Signal.STOP);
        int stopped = kit.calls().waitpid(pid, null, Abi.WUNTRACED);
        kit.children().send(pid, Signal.KILL);

        assertThat(stopped).isEqualTo(pid);
        assertThat(kit.posix().waitpid(pid(pid), NONE))
                .contains(new StateChange(pid, new Signaled(Signal.KILL, false)));
    }

    @Requirement(
            id = "NS-007",
            level = LINUX,
            rule =
                    "After the first process of a PID namespace has ended no other can be made there: clone() fails with "
                            + "ENOMEM.",
            sources = {INIT, "fork(2), ERRORS", "unshare(2), CLONE_NEWPID"})
    void no_process_is_made_in_a_namespace_whose_first_has_ended() {
        int result = kit.threads().start(this::cloneAfterTheFirst).join();

        assertThat(result).isEqualTo(-Abi.ENOMEM);
    }

    /** In a thread of its own: its children, and only its, are made in the new namespace from then on. */
    private int cloneAfterTheFirst() {
        long unshared = kit.reference().syscall(Abi.SYS_UNSHARE, Abi.CLONE_NEWPID, 0, 0, 0, 0, 0);
        if (unshared < 0) {
            throw Unsupported.because("unshare(CLONE_NEWPID): " + new Errno((int) -unshared));
        }
        int first = kit.children().cloned("pause", 0, Abi.SIGCHLD);
        kit.children().discard(first);
        int second = BareChild.clone(kit.calls(), "pause", 0, Abi.SIGCHLD, null);
        if (second > 0) {
            kit.children().register(second);
        }
        return second;
    }

    /** A bare child that is the first process of a PID namespace, as of a user namespace if it takes that. */
    private int first() {
        int pid = BareChild.clone(kit.calls(), "pause", 0, Abi.CLONE_NEWPID | Abi.SIGCHLD, null);
        if (pid == -Abi.EPERM) {
            pid = BareChild.clone(kit.calls(), "pause", 0, Abi.CLONE_NEWUSER | Abi.CLONE_NEWPID | Abi.SIGCHLD, null);
        }
        if (pid < 0) {
            throw Unsupported.because("clone(CLONE_NEWUSER|CLONE_NEWPID): " + new Errno(-pid));
        }
        return kit.children().register(pid);
    }
}
