package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import posixwait.Signal;
import posixwait.Spawn;
import posixwait.StateChange;
import posixwait.WaitStatus;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.conformance.Children;
import posixwait.conformance.Conformance;
import posixwait.conformance.Grandchild;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.TalkingChild;
import posixwait.conformance.Threads;
import posixwait.conformance.Unsupported;
import posixwait.conformance.Waiting;
import posixwait.conformance.roles.Role;
import posixwait.spi.Abi;
import posixwait.spi.RawPipe;
import posixwait.spi.RawStatus;

/**
 * The signal that a child asked for in case its parent dies: requirements PDS-001 and on.
 *
 * <p>A child has to ask for it itself, so it is started by {@code setpriv} of util-linux, where the host has that.
 */
@Conformance("prctl(PR_SET_PDEATHSIG)")
public final class ParentDeathSignalConformance {
    // Shorter than a join of the thread that waits so, or its reason would not be heard.
    private static final Duration SHORTER = Waiting.LIMIT.minusSeconds(3);
    private static final int GATE_OF_THE_ORPHAN = 9;
    private static final List<String> UNPRIVILEGED = List.of("--reuid=65534", "--regid=65534", "--clear-groups");

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public ParentDeathSignalConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "PDS-001",
            level = LINUX,
            rule = "PR_GET_PDEATHSIG stores the signal that PR_SET_PDEATHSIG set.",
            sources = {"prctl(2), PR_SET_PDEATHSIG", "prctl(2), PR_GET_PDEATHSIG"})
    void the_parent_death_signal_can_be_read_back() {
        // On a thread of its own: the setting is the thread's and goes with it.
        List<Integer> read = onItsOwnThread(() -> {
            set(Abi.SIGURG);
            return List.of(get());
        });

        assertThat(read).containsExactly(Abi.SIGURG);
    }

    @Requirement(
            id = "PDS-002",
            level = LINUX,
            rule = "PR_SET_PDEATHSIG with 0 clears the signal: PR_GET_PDEATHSIG stores 0.",
            sources = {"prctl(2), PR_SET_PDEATHSIG"})
    void signal_0_clears_the_parent_death_signal() {
        List<Integer> read = onItsOwnThread(() -> {
            set(Abi.SIGURG);
            int before = get();
            set(0);
            return List.of(before, get());
        });

        assertThat(read).containsExactly(Abi.SIGURG, 0);
    }

    @Requirement(
            id = "PDS-003",
            level = LINUX,
            rule = "PR_SET_PDEATHSIG with a signal that does not exist fails with EINVAL and leaves the setting alone.",
            sources = {"prctl(2), ERRORS"})
    void a_signal_that_does_not_exist_is_EINVAL() {
        List<Integer> results = onItsOwnThread(() -> {
            set(Abi.SIGURG);
            return List.of(
                    kit.calls().prctl(Abi.PR_SET_PDEATHSIG, Abi.SIGRTMAX + 1),
                    kit.calls().prctl(Abi.PR_SET_PDEATHSIG, -1),
                    get());
        });

        assertThat(results).containsExactly(-Abi.EINVAL, -Abi.EINVAL, Abi.SIGURG);
    }

    @Requirement(
            id = "PDS-004",
            level = LINUX,
            rule =
                    "The parent-death signal is sent when the thread that made the child ends, although its process lives; "
                            + "the setting outlives execve().",
            sources = {"prctl(2), PR_SET_PDEATHSIG"})
    void the_end_of_the_thread_that_made_the_child_sends_it() {
        requireSetpriv();

        Threads.Running<Mortal> maker = kit.threads().start(this::mortal);
        Mortal child = maker.join();

        // The signal is there before the thread is gone: the child dies of it, whether it is released or not.
        awaitGone(maker);
        child.release();

        assertThat(kit.posix().waitpid(pid(child.pid()), NONE))
                .contains(new StateChange(child.pid(), new Signaled(Signal.TERM, false)));
    }

    @Requirement(
            id = "PDS-005",
            level = LINUX,
            rule = "The end of a thread that did not make the child sends no parent-death signal.",
            sources = {"prctl(2), PR_SET_PDEATHSIG"})
    void the_end_of_another_thread_sends_nothing() {
        requireSetpriv();
        Mortal child = mortal();

        awaitGone(kit.threads().start(() -> 0));
        child.release();

        assertThat(kit.posix().waitpid(pid(child.pid()), NONE)).contains(new StateChange(child.pid(), new Exited(5)));
    }

    @Requirement(
            id = "PDS-006",
            level = LINUX,
            rule = "A parent-death signal that is set after the parent has died is not sent for that death.",
            sources = {"prctl(2), PR_SET_PDEATHSIG"})
    @OwnJvm
    void set_after_the_parents_death_it_is_not_sent() {
        requireSetpriv();
        kit.children().adoptOrphans();
        Grandchild orphan = kit.children()
                .grandchild("read line; exec setpriv --pdeathsig TERM /bin/sh -c 'read line; exit 5' </dev/null");

        orphan.orphan();
        orphan.release();

        assertThat(kit.posix().waitpid(pid(orphan.pid()), NONE)).contains(new StateChange(orphan.pid(), new Exited(5)));
    }

    @Requirement(
            id = "PDS-007",
            level = LINUX,
            rule = "A child does not inherit the parent-death signal of the thread that makes it.",
            sources = {"prctl(2), PR_SET_PDEATHSIG"})
    void a_child_does_not_inherit_it() {
        Threads.Running<Children.Gated> maker = kit.threads().start(() -> {
            set(Abi.SIGTERM);
            return kit.children().gated(5);
        });
        Children.Gated child = maker.join();
        awaitGone(maker);
        child.open();

        assertThat(kit.posix().waitpid(pid(child.pid()), NONE)).contains(new StateChange(child.pid(), new Exited(5)));
    }

    @Requirement(
            id = "PDS-008",
            level = LINUX,
            rule =
                    "The parent-death signal is sent when the parent dies, and again when a subreaper dies that adopted the "
                            + "process.",
            sources = {"prctl(2), PR_SET_PDEATHSIG"})
    @OwnJvm
    void the_death_of_a_subreaper_that_adopted_sends_it_again() {
        requireSetpriv();
        kit.children().adoptOrphans();
        RawPipe gate = kit.children().pipe();
        TalkingChild subreaper = TalkingChild.playing(
                kit,
                List.of(),
                List.of(),
                how -> how.pass(gate.readEnd, GATE_OF_THE_ORPHAN),
                Role.ADOPTING_A_MORTAL,
                GATE_OF_THE_ORPHAN);
        int orphan = kit.children().register(subreaper.numbers().get(0));
        subreaper.go();
        // The orphan counts its signals; the subreaper says 0 when it has reaped the parent.
        List<List<Integer>> said = List.of(subreaper.numbers(), subreaper.numbers());

        // Sent before the subreaper can be waited for: the orphan has it when its gate is opened.
        kit.children().discard(subreaper.pid());
        kit.reference().write(gate.writeEnd, new byte[] {'\n'}, 0, 1);

        assertThat(said).containsExactlyInAnyOrder(List.of(0), List.of(1));
        assertThat(kit.posix().waitpid(pid(orphan), NONE)).contains(new StateChange(orphan, new Exited(5)));
    }

    @Requirement(
            id = "PDS-009",
            level = LINUX,
            rule = "The parent-death signal is cleared when a set-user-ID program of another user is executed.",
            sources = {"prctl(2), PR_SET_PDEATHSIG", "execve(2), Effect on process attributes"})
    void a_set_user_ID_program_clears_it() {
        requireNewPrivileges();
        // mount(8) lists what is mounted, and cannot while the pipe is full.
        RawPipe output = kit.children().pipe();
        fill(output.writeEnd);
        List<String> command = new ArrayList<>(isRoot() ? UNPRIVILEGED : List.of());
        requireSetpriv(command);
        command.addAll(List.of("--pdeathsig", "TERM", "mount"));
        Threads.Running<Integer> maker = kit.threads().start(() -> {
            int pid = kit.children()
                    .spawn(Spawn.of("setpriv", command.toArray(String[]::new))
                            .quiet()
                            .pass(output.writeEnd, 1));
            requireOtherUser(pid);
            return pid;
        });
        int pid = maker.join();

        awaitGone(maker);
        Spawned.drained(kit, output);

        assertThat(kit.posix().waitpid(pid(pid), NONE)).contains(new StateChange(pid, new Exited(0)));
    }

    /** What prctl(2) says of PR_SET_NO_NEW_PRIVS: execve() then does not honour the bit. */
    private static void requireNewPrivileges() {
        if (Proc.status("self", "NoNewPrivs").filter("1"::equals).isPresent()) {
            throw Unsupported.because("no_new_privs is set: a set-user-ID program runs as who starts it");
        }
    }

    private static boolean isRoot() {
        return Proc.status("self", "Uid").filter(ids -> ids.startsWith("0\t")).isPresent();
    }

    private void fill(int writeEnd) {
        kit.reference().fcntl(writeEnd, Abi.F_SETFL, Abi.O_NONBLOCK);
        byte[] bytes = new byte[4096];
        int written;
        do {
            written = kit.reference().write(writeEnd, bytes, 0, bytes.length);
        } while (written > 0);
        kit.reference().fcntl(writeEnd, Abi.F_SETFL, 0);
        assertThat(written).isEqualTo(-Abi.EAGAIN);
    }

    /** Waits until a program runs whose effective user is not its real one: that is when the signal is cleared. */
    private static void requireOtherUser(int pid) {
        boolean other =
                Waiting.holdsWithin(SHORTER, () -> Proc.state(pid).orElse('Z') == 'Z' || effectiveUserIsAnother(pid));
        if (!other || Proc.state(pid).orElse('Z') == 'Z') {
            throw Unsupported.because("mount is no set-user-ID program here: "
                    + Proc.status(pid, "Name").orElse("it ended") + " has user IDs "
                    + Proc.status(pid, "Uid").orElse(""));
        }
    }

    private static boolean effectiveUserIsAnother(int pid) {
        String[] ids = Proc.status(pid, "Uid").orElse("\t").split("\t", -1);
        return !ids[0].equals(ids[1]);
    }

    @Requirement(
            id = "PDS-010",
            level = LINUX,
            rule = "The parent-death signal is cleared when the effective user ID changes.",
            sources = {"prctl(2), PR_SET_PDEATHSIG"})
    void a_change_of_the_effective_user_clears_it() {
        requireSetpriv(UNPRIVILEGED);
        Threads.Running<Mortal> maker = kit.threads().start(() -> mortal(UNPRIVILEGED));
        Mortal child = maker.join();
        awaitGone(maker);

        child.release();

        assertThat(kit.posix().waitpid(pid(child.pid()), NONE)).contains(new StateChange(child.pid(), new Exited(5)));
    }

    private List<Integer> onItsOwnThread(Callable<List<Integer>> body) {
        return kit.threads().start(body).join();
    }

    private void set(int signal) {
        long result = kit.require("prctl", () -> kit.calls().prctl(Abi.PR_SET_PDEATHSIG, signal));
        assertThat(result).isZero();
    }

    private int get() {
        RawStatus signal = new RawStatus();
        signal.value = -1;
        assertThat(kit.calls().prctl(Abi.PR_GET_PDEATHSIG, signal)).isZero();
        return signal.value;
    }

    /** The kernel sends the signal before the thread's entry goes. */
    private static void awaitGone(Threads.Running<?> thread) {
        Waiting.until(
                "thread is gone", () -> Proc.stat("self/task/" + thread.tid()).isEmpty());
    }

    private void requireSetpriv() {
        requireSetpriv(List.of());
    }

    private void requireSetpriv(List<String> options) {
        String command = String.join(" ", options) + " --pdeathsig TERM";
        int pid = kit.children().shell("setpriv " + command + " /bin/sh -c 'exit 9'");
        RawStatus status = new RawStatus();
        kit.reference().waitpid(pid, status, 0);
        if (!WaitStatus.of(status.value).equals(new Exited(9))) {
            throw Unsupported.because("no setpriv " + command.strip() + ": " + WaitStatus.of(status.value));
        }
    }

    /** A child that has asked for {@code SIGTERM}, and exits with 5 when it is released. */
    private record Mortal(Kit kit, int pid, int gate) {
        void release() {
            kit.reference().write(gate, new byte[] {'\n'}, 0, 1);
        }
    }

    private Mortal mortal() {
        return mortal(List.of());
    }

    /** Starts it, with options for a setpriv that runs after it has asked for the signal; none if empty. */
    private Mortal mortal(List<String> afterwards) {
        RawPipe gate = kit.children().pipe();
        RawPipe ready = kit.children().pipe();
        List<String> arguments = new ArrayList<>(List.of("--pdeathsig", "TERM"));
        if (!afterwards.isEmpty()) {
            arguments.add("setpriv");
            arguments.addAll(afterwards);
        }
        arguments.addAll(List.of("/bin/sh", "-c", "echo; read line; exit 5"));
        int pid = Spawned.started(
                kit,
                Spawn.of("setpriv", arguments.toArray(String[]::new))
                        .quiet()
                        .pass(gate.readEnd, 0)
                        .pass(ready.writeEnd, 1));
        kit.children().close(ready.writeEnd);
        // Only when the program runs has it asked for the signal.
        int read = kit.reference().read(ready.readEnd, new byte[1], 0, 1);
        assertThat(read).isOne();
        return new Mortal(kit, pid, gate.writeEnd);
    }
}
