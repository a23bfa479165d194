package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.REQUIRED;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import posixwait.BareChild;
import posixwait.Errno;
import posixwait.PosixException;
import posixwait.Signal;
import posixwait.Spawn;
import posixwait.StateChange;
import posixwait.WaitStatus.Exited;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.Signals;
import posixwait.conformance.Threads;
import posixwait.conformance.Unsupported;
import posixwait.spi.Abi;
import posixwait.spi.RawPipe;

/** What a child is given when it is made, as far as waits depend on it: requirements SPN-001 and on. */
@Conformance("Creation")
@OwnJvm
public final class CreationConformance {
    private static final String INHERITED = "POSIX.1-2017 posix_spawn(), DESCRIPTION";
    private static final long LITTLE_KIB = 8 * 1024;

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public CreationConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "SPN-001",
            level = REQUIRED,
            rule = "posix_spawn() gives the pid that the child itself has, and the child's parent is the caller.",
            sources = {"POSIX.1-2017 posix_spawn(), RETURN VALUE", "POSIX.1-2017 getppid(), DESCRIPTION"})
    void the_child_has_the_pid_that_was_returned_and_the_caller_as_parent() {
        RawPipe out = kit.children().pipe();
        int pid = started(Spawn.shell("echo $$ $PPID").quiet().pass(out.writeEnd, 1));
        kit.children().close(out.writeEnd);

        assertThat(kit.children().text(out.readEnd))
                .isEqualTo(pid + " " + kit.reference().getpid() + "\n");
    }

    @Requirement(
            id = "SPN-030",
            level = LINUX,
            rule = "clone() gives the pid of a process whose parent is the caller.",
            sources = {"clone(2), RETURN VALUE", "fork(2), DESCRIPTION"})
    void a_clone_child_has_the_caller_as_parent() {
        int pid = kit.children().register((int)
                kit.require("clone", () -> BareChild.clone(kit.calls(), "pause", 0, Abi.SIGCHLD, null)));

        assertThat(Proc.parent(pid)).contains(kit.reference().getpid());
    }

    @Requirement(
            id = "SPN-003",
            level = REQUIRED,
            rule =
                    "A child that executes another program keeps its pid and its parent: the wait gets that program's exit "
                            + "code.",
            sources = {"POSIX.1-2017 exec, DESCRIPTION"})
    void a_child_that_executes_another_program_stays_the_child() {
        int pid = started(Spawn.shell("exec /bin/sh -c 'exit 9'").quiet());

        assertThat(kit.posix().waitpid(pid(pid), NONE)).contains(new StateChange(pid, new Exited(9)));
    }

    @Requirement(
            id = "SPN-004",
            level = REQUIRED,
            rule = "A child has the signal mask of the thread that made it, unless it was given another.",
            sources = {INHERITED, "POSIX.1-2017 posix_spawnattr_setsigmask(), DESCRIPTION"})
    void the_mask_is_inherited_unless_another_is_given() {
        kit.signals().block(Signal.USR1);

        int inheriting = started(blocking().inheritSignals());
        int given = started(blocking().blocking(Signal.USR2));

        assertThat(Proc.signals(inheriting, "SigBlk")).isEqualTo(Proc.signals("thread-self", "SigBlk"));
        assertThat(Proc.signals(given, "SigBlk")).isEqualTo(Signals.bits(Signal.USR2));
    }

    @Requirement(
            id = "SPN-031",
            level = REQUIRED,
            rule = "Signals that are ignored stay so in a child, unless it was asked to have the default action.",
            sources = {INHERITED, "POSIX.1-2017 posix_spawnattr_setsigdefault(), DESCRIPTION"})
    void ignored_signals_are_inherited_unless_reset() {
        kit.signals().ignore(Signal.USR1);
        long usr1 = Signals.bits(Signal.USR1);

        int inheriting = started(blocking().inheritIgnored());
        int reset = started(blocking());

        assertThat(Proc.signals(inheriting, "SigIgn") & usr1).isEqualTo(usr1);
        assertThat(Proc.signals(reset, "SigIgn") & usr1).isZero();
    }

    @Requirement(
            id = "SPN-032",
            level = REQUIRED,
            rule =
                    "Signals that are caught have the default action in a program that is executed: no handler of the JVM is "
                            + "left there.",
            sources = {INHERITED, "POSIX.1-2017 exec, DESCRIPTION"})
    void no_handler_is_inherited() {
        int pid = started(blocking().inheritSignals());

        assertThat(Proc.signals("self", "SigCgt")).isNotZero();
        assertThat(Proc.signals(pid, "SigCgt")).isZero();
    }

    @Requirement(
            id = "SPN-005",
            level = REQUIRED,
            rule = "A child has no pending signals, whatever is pending for the thread and the process that made it.",
            sources = {"POSIX.1-2017 fork(), DESCRIPTION"})
    void pending_signals_are_not_inherited() {
        Threads.Running<List<Long>> maker = kit.threads().start(() -> {
            kit.reference().pthreadSigmask(Abi.SIG_BLOCK, Signals.set(Signal.USR1), null);
            kit.reference().tgkill(kit.reference().getpid(), kit.reference().gettid(), Abi.SIGUSR1);
            try {
                long pending = Proc.signals("thread-self", "SigPnd");
                int pid = kit.children().register((int)
                        kit.require("clone", () -> BareChild.clone(kit.calls(), "pause", 0, Abi.SIGCHLD, null)));
                return List.of(pending, Proc.signals(pid, "SigPnd") | Proc.signals(pid, "ShdPnd"));
            } finally {
                // A thread that ends unblocks it, and it would end the JVM.
                kit.reference().sigtimedwait(Signals.set(Signal.USR1), null, 0);
            }
        });

        assertThat(maker.join()).containsExactly(Signals.bits(Signal.USR1), 0L);
    }

    @Requirement(
            id = "SPN-006",
            level = LINUX,
            rule =
                    "A child made by copying the JVM shares its memory until one of them writes: it has little of its own, "
                            + "however large the JVM is.",
            sources = {"fork(2), NOTES", "proc(5), /proc/pid/smaps_rollup"})
    void a_copied_child_shares_memory_until_it_is_written() {
        byte[] heap = new byte[64 * 1024 * 1024];
        Arrays.fill(heap, (byte) 1);
        int pid = kit.children().register((int)
                kit.require("clone", () -> BareChild.clone(kit.calls(), "pause", 0, Abi.SIGCHLD, null)));

        long resident = kibibytes(pid, "Rss");

        assertThat(resident).isGreaterThan(heap.length / 1024);
        // The proportional size counts half of what two processes share.
        assertThat(resident - kibibytes(pid, "Pss")).isGreaterThan(heap.length / 1024 / 2 - LITTLE_KIB);
    }

    @Requirement(
            id = "SPN-007",
            level = REQUIRED,
            rule =
                    "A descriptor that is not closed on exec is the child's as well: the reader of a pipe sees its end only "
                            + "when the child has ended, too.",
            sources = {INHERITED, "POSIX.1-2017 read(), DESCRIPTION"})
    void an_inherited_end_of_a_pipe_keeps_it_open_until_the_child_ends() {
        RawPipe pipe = kit.children().pipe();
        kit.reference().fcntl(pipe.writeEnd, Abi.F_SETFD, 0);
        int pid = started(blocking().inheritDescriptors());
        kit.children().close(pipe.writeEnd);

        boolean whileItRuns = kit.children().isHungUp(pipe.readEnd);
        kit.children().send(pid, Signal.KILL);
        kit.calls().waitpid(pid, null, 0);

        assertThat(List.of(whileItRuns, kit.children().isHungUp(pipe.readEnd))).containsExactly(false, true);
    }

    @Requirement(
            id = "SPN-033",
            level = REQUIRED,
            rule = "A descriptor that is closed on exec is not the child's: the reader of a pipe sees its end at once.",
            sources = {INHERITED, "POSIX.1-2017 fcntl(), DESCRIPTION"})
    void an_end_of_a_pipe_that_is_closed_on_exec_is_not_inherited() {
        RawPipe pipe = kit.children().pipe();
        int pid = started(Spawn.shell("kill -s STOP $$").quiet().inheritDescriptors());
        kit.children().awaitStop(pid);

        kit.children().close(pipe.writeEnd);

        assertThat(kit.children().isHungUp(pipe.readEnd)).isTrue();
    }

    @Requirement(
            id = "SPN-008",
            level = LINUX,
            rule =
                    "posix_spawn() returns when the child executes the program: from then on it is not a copy of the JVM any "
                            + "more.",
            sources = {"posix_spawn(3), DESCRIPTION", "clone(2), CLONE_VFORK"})
    void posix_spawn_returns_after_the_exec() throws IOException {
        int pid = started(blocking());

        String executed = Proc.link(pid + "/exe");

        assertThat(executed).isNotEqualTo(Proc.link("self/exe"));
    }

    @Requirement(
            id = "SPN-034",
            level = REQUIRED,
            rule = "posix_spawn() that fails has made no child: there is nothing to wait for.",
            sources = {"POSIX.1-2017 posix_spawn(), RETURN VALUE"})
    void a_failed_posix_spawn_leaves_no_child() {
        assertThatThrownBy(() -> Spawn.of("/no/such/program").quiet().start(kit.backend()))
                .isInstanceOfSatisfying(
                        PosixException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));

        assertThat(kit.calls().waitAny(null)).isEqualTo(-Abi.ECHILD);
    }

    /** Started by the backend under test. */
    private int started(Spawn spawn) {
        return kit.children().register(spawn.start(kit.backend()).pid());
    }

    /** A program that blocks, reading a pipe that stays open as long as the test. */
    private Spawn blocking() {
        return Spawn.of("cat").quiet().pass(kit.children().pipe().readEnd, 0);
    }

    private static long kibibytes(int pid, String name) {
        try (Stream<String> lines = Proc.read(pid + "/smaps_rollup").lines()) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .map(line -> Long.valueOf(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow(() -> Unsupported.because("no " + name + " in /proc/pid/smaps_rollup"));
        } catch (IOException e) {
            throw Unsupported.because("cannot read /proc/pid/smaps_rollup: " + e.getMessage());
        }
    }
}
