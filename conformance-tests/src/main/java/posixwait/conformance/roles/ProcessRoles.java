package posixwait.conformance.roles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import posixwait.BareChild;
import posixwait.Child;
import posixwait.Errno;
import posixwait.Spawn;
import posixwait.conformance.NativeMemory;
import posixwait.conformance.Proc;
import posixwait.conformance.Waiting;
import posixwait.spi.Abi;
import posixwait.spi.RawPipe;
import posixwait.spi.RawSigaction;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/** Roles of a process that has threads, a tracee, or children of its own. */
final class ProcessRoles {
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final long MICROS_PER_TICK = 10_000;
    private static final long BURN_NANOS = 150_000_000;

    /** Says its pid, then how many parent-death signals it has had; exits with 5 if it had two when its gate is opened. */
    private static final String MORTAL = "n=0; trap 'n=$((n+1)); echo \"> $n\"' TERM; echo \"> $$\"; "
            + "while m=$n; do "
            + "if read line; then [ $n -ge 2 ] && exit 5; exit 6; fi; "
            // Some shells end a read for a trap; the end of the gate is no reason to go on.
            + "[ $m = $n ] && exit 7; "
            + "done";

    private static final String PARENT_OF_A_MORTAL =
            "setpriv --pdeathsig TERM /bin/sh -c \"$0\" <&4 4<&- 3<&- & exec 4<&-; read line <&3";

    private ProcessRoles() {}

    static void leaderless(Stage stage) throws IOException {
        SystemCalls calls = stage.calls();
        int self = calls.getpid();
        RawSigaction action = new RawSigaction();
        action.handler = calls.dlsym("pthread_exit");
        if (action.handler < 0) {
            throw stage.unsupported("dlsym(pthread_exit): " + new Errno((int) -action.handler));
        }
        // The launcher runs main() in a thread of its own; the one that leads the process waits for that to end.
        calls.sigaction(Abi.SIGUSR1, action, null);
        calls.tgkill(self, self, Abi.SIGUSR1);
        Waiting.until(
                "the leader has ended",
                () -> Proc.stat("self/task/" + self)
                        .filter(fields -> fields.get(0).equals("Z"))
                        .isPresent());
        stage.say("leaderless");
        stage.awaitGo();
        Runtime.getRuntime().halt(stage.argument(0));
    }

    static void executing(Stage stage) throws IOException {
        SystemCalls calls = stage.calls();
        stage.say(calls.getpid(), calls.gettid());
        stage.awaitGo();
        try (NativeMemory memory = new NativeMemory(calls)) {
            long path = memory.putText(0, "/bin/sh");
            long option = memory.putText(64, "-c");
            long script = memory.putText(128, "echo '> executed'; read line; exit " + stage.argument(0));
            memory.putLong(1024, path);
            memory.putLong(1032, option);
            memory.putLong(1040, script);
            long result = calls.syscall(Abi.SYS_EXECVE, path, memory.address(1024), memory.address(1048), 0, 0, 0);
            throw stage.unsupported("execve: " + new Errno((int) -result));
        }
    }

    static void burning(Stage stage) throws InterruptedException {
        long[] burnt = new long[1];
        int[] tid = new int[1];
        Thread thread = new Thread(() -> {
            tid[0] = stage.calls().gettid();
            do {
                burnt[0] = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            } while (burnt[0] < BURN_NANOS);
        });
        thread.start();
        thread.join();
        // It is joined before the kernel has taken it off the list, where its time would be found again.
        Waiting.until(
                "the thread is gone", () -> Proc.stat("self/task/" + tid[0]).isEmpty());
        stage.say(burnt[0] / 1000 + ticksOfTheLiving() * MICROS_PER_TICK);
        Runtime.getRuntime().halt(0);
    }

    private static long ticksOfTheLiving() {
        long ticks = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path task : tasks) {
                ticks += Proc.stat("self/task/" + task.getFileName())
                        .map(fields -> Long.parseLong(fields.get(USER_TIME)) + Long.parseLong(fields.get(SYSTEM_TIME)))
                        .orElse(0L);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ticks;
    }

    static void waiting(Stage stage) {
        List<Object> results = new ArrayList<>();
        for (int pid : stage.numbers()) {
            results.add(stage.calls().waitpid(pid, null, 0));
        }
        results.add(stage.calls().waitAny(null));
        stage.say(results.toArray());
    }

    static void cloning(Stage stage) throws IOException {
        SystemCalls calls = stage.calls();
        int pid = BareChild.clone(calls, "_exit", stage.argument(0), Abi.CLONE_PARENT, null);
        if (pid < 0) {
            throw stage.unsupported("clone(CLONE_PARENT): " + new Errno(-pid));
        }
        stage.say(pid, calls.waitpid(pid, null, Abi.__WALL));
        stage.awaitGo();
    }

    static void usingPidfd(Stage stage) {
        int pidfd = stage.argument(0);
        stage.say(
                stage.calls().waitid(Abi.P_PIDFD, pidfd, null, Abi.WEXITED),
                stage.calls().pidfdSendSignal(pidfd, Abi.SIGKILL, 0));
    }

    static void tracing(Stage stage) throws IOException {
        SystemCalls calls = stage.calls();
        int pid = stage.argument(0);
        long seized = calls.syscall(Abi.SYS_PTRACE, Abi.PTRACE_SEIZE, pid, 0, 0, 0, 0);
        if (seized < 0) {
            throw stage.unsupported("ptrace(PTRACE_SEIZE) of a sibling: " + new Errno((int) -seized));
        }
        stage.say("tracing");
        stage.awaitGo();
        // The same thread: to the kernel the tracer is a thread, and the tracee is its child alone.
        RawStatus status = new RawStatus();
        int result = calls.waitpid(pid, status, Abi.__WALL);
        stage.say(result, status.value);
        stage.awaitGo();
    }

    static void adopting(Stage stage) throws IOException {
        SystemCalls calls = stage.calls();
        int result = calls.prctl(Abi.PR_SET_CHILD_SUBREAPER, 1);
        if (result < 0) {
            throw stage.unsupported("prctl(PR_SET_CHILD_SUBREAPER): " + new Errno(-result));
        }
        RawPipe gate = new RawPipe();
        calls.pipe2(gate, Abi.O_CLOEXEC);
        Spawn.shell("{ read line; exit 5; } <&3 3<&- & echo >/dev/null")
                .quiet()
                .pass(gate.readEnd, 3)
                .start(stage.backend())
                .await();
        calls.close(gate.readEnd);
        int orphan = Proc.children().get(0);
        stage.say(orphan);
        stage.awaitGo();
        calls.close(gate.writeEnd);
        RawStatus status = new RawStatus();
        stage.say(calls.waitpid(orphan, status, 0), status.value);
    }

    static void adoptingAMortal(Stage stage) throws IOException {
        SystemCalls calls = stage.calls();
        int result = calls.prctl(Abi.PR_SET_CHILD_SUBREAPER, 1);
        if (result < 0) {
            throw stage.unsupported("prctl(PR_SET_CHILD_SUBREAPER): " + new Errno(-result));
        }
        RawPipe gate = new RawPipe();
        calls.pipe2(gate, Abi.O_CLOEXEC);
        Child parent = Spawn.of("/bin/sh", "-c", PARENT_OF_A_MORTAL, MORTAL)
                .pass(gate.readEnd, 3)
                .pass(stage.argument(0), 4)
                .start(stage.backend());
        stage.awaitGo();
        calls.close(gate.writeEnd);
        parent.await();
        stage.say(0);
        stage.awaitGo();
    }
}
