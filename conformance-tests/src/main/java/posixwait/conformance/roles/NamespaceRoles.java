package posixwait.conformance.roles;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntSupplier;
import posixwait.BareChild;
import posixwait.Errno;
import posixwait.Spawn;
import posixwait.conformance.Proc;
import posixwait.conformance.Unresolved;
import posixwait.conformance.Waiting;
import posixwait.spi.Abi;
import posixwait.spi.RawPipe;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/**
 * Roles of the first process of a PID namespace.
 *
 * <p>There nobody else makes processes, and the kernel can be told which pid it gave last: so the next one can be chosen.
 */
final class NamespaceRoles {
    private static final Path LAST_PID = Path.of("/proc/sys/kernel/ns_last_pid");
    private static final Path PID_MAX = Path.of("/proc/sys/kernel/pid_max");
    private static final int START_TIME = 19;
    private static final int TRIES = 50;

    private NamespaceRoles() {}

    static void beingPidOne(Stage stage) {
        stage.say(stage.calls().getpid(), stage.calls().getppid());
    }

    static void inheritingAnOrphan(Stage stage) throws IOException {
        SystemCalls calls = stage.calls();
        RawPipe gate = pipe(calls);
        Spawn.shell("{ read line; exit 5; } <&3 3<&- & echo >/dev/null")
                .quiet()
                .pass(gate.readEnd, 3)
                .start(stage.backend())
                .await();
        calls.close(gate.readEnd);
        int orphan = Proc.children().get(0);
        int parent = Proc.parent(orphan).orElse(-1);
        calls.close(gate.writeEnd);
        boolean zombie = Waiting.holdsWithin(
                Waiting.LIMIT, () -> Proc.state(orphan).filter(s -> s == 'Z').isPresent());
        RawStatus status = new RawStatus();
        int result = calls.waitAny(status);
        stage.say(parent, zombie ? 1 : 0, result - orphan, status.value, calls.waitAny(null));
    }

    static void reusingAZombie(Stage stage) throws IOException {
        SystemCalls calls = stage.calls();
        int zombie = child(calls, "_exit");
        calls.waitid(Abi.P_PID, zombie, null, Abi.WEXITED | Abi.WNOWAIT);
        choose(stage, zombie);
        int other = child(calls, "_exit");
        calls.waitpid(zombie, null, 0);
        stage.say(zombie, other, again(stage, zombie, () -> child(calls, "_exit")));
    }

    static void reusingAPid(Stage stage) throws IOException {
        SystemCalls calls = stage.calls();
        int pid = child(calls, "pause");
        long start = startTime(pid);
        end(calls, pid);
        Waiting.until("a clock tick has passed", () -> {
            int later = child(calls, "pause");
            boolean passed = startTime(later) > start;
            end(calls, later);
            return passed;
        });
        int reused = again(stage, pid, () -> child(calls, "pause"));
        long newStart = startTime(reused);
        calls.kill(reused, Abi.SIGKILL);
        RawStatus status = new RawStatus();
        int result = calls.waitpid(pid, status, 0);
        stage.say(pid, reused, newStart > start ? 1 : 0, result, status.value);
    }

    static void reusingAGroup(Stage stage) throws IOException {
        SystemCalls calls = stage.calls();
        int leader = child(calls, "pause");
        calls.setpgid(leader, 0);
        int member = child(calls, "pause");
        calls.setpgid(member, leader);
        end(calls, leader);
        choose(stage, leader);
        int other = child(calls, "_exit");
        end(calls, member);
        stage.say(leader, other, again(stage, leader, () -> child(calls, "_exit")));
    }

    static void reusingBehindAPidfd(Stage stage) throws IOException {
        SystemCalls calls = stage.calls();
        int pid = child(calls, "pause");
        int pidfd = calls.pidfdOpen(pid, 0);
        if (pidfd < 0) {
            throw stage.unsupported("pidfd_open: " + new Errno(-pidfd));
        }
        end(calls, pid);
        int reused = again(stage, pid, () -> child(calls, "pause"));
        int signalled = calls.pidfdSendSignal(pidfd, Abi.SIGKILL, 0);
        int waited = calls.waitid(Abi.P_PIDFD, pidfd, null, Abi.WEXITED);
        stage.say(pid, reused, signalled, waited, calls.waitpid(reused, null, Abi.WNOHANG));
    }

    static void wrappingAround(Stage stage) throws IOException {
        int max = pidMax();
        choose(stage, max);
        stage.say(max, child(stage.calls(), "_exit"));
    }

    static void reusingForAStranger(Stage stage) throws IOException {
        SystemCalls calls = stage.calls();
        RawPipe hold = pipe(calls);
        int pid = child(calls, "_exit");
        calls.waitpid(pid, null, 0);
        for (int i = 0; i < TRIES; i++) {
            RawPipe gate = pipe(calls);
            int shell = Spawn.shell("read line; cat <&3 3<&- & read line")
                    .quiet()
                    .pass(gate.readEnd, 0)
                    .pass(hold.readEnd, 3)
                    .start(stage.backend())
                    .pid();
            choose(stage, pid);
            // A thread that this JVM starts now gets the pid; then it is tried again.
            calls.write(gate.writeEnd, new byte[] {'\n'}, 0, 1);
            Waiting.until("the shell has a child", () -> !Proc.children(shell).isEmpty());
            int stranger = Proc.children(shell).get(0);
            if (stranger == pid) {
                stage.say(pid, stranger, calls.waitpid(pid, null, 0), calls.waitid(Abi.P_PID, pid, null, Abi.WEXITED));
                return;
            }
            calls.kill(stranger, Abi.SIGKILL);
            end(calls, shell);
        }
        throw new Unresolved("no stranger got the pid " + pid);
    }

    /** In one read: the kernel gives such a number at its beginning only, and a second read finds the end. */
    private static int pidMax() throws IOException {
        byte[] bytes = new byte[32];
        try (InputStream in = Files.newInputStream(PID_MAX)) {
            int length = in.read(bytes);
            return Integer.parseInt(new String(bytes, 0, length, StandardCharsets.US_ASCII).strip());
        }
    }

    private static RawPipe pipe(SystemCalls calls) {
        RawPipe pipe = new RawPipe();
        calls.pipe2(pipe, Abi.O_CLOEXEC);
        return pipe;
    }

    private static int child(SystemCalls calls, String function) {
        int pid = BareChild.clone(calls, function, 0, Abi.SIGCHLD, null);
        if (pid < 0) {
            throw new Unresolved("clone: " + new Errno(-pid));
        }
        return pid;
    }

    private static void end(SystemCalls calls, int pid) {
        calls.kill(pid, Abi.SIGKILL);
        calls.waitpid(pid, null, 0);
    }

    private static long startTime(int pid) {
        return Proc.stat(pid)
                .map(fields -> Long.valueOf(fields.get(START_TIME)))
                .orElseThrow(() -> new Unresolved("no process " + pid));
    }

    /** Makes {@code pid} the next one to be given, if it is free. */
    private static void choose(Stage stage, int pid) {
        try {
            Files.writeString(LAST_PID, Integer.toString(pid - 1));
        } catch (IOException e) {
            throw stage.unsupported("cannot write " + LAST_PID + ": " + e.getMessage());
        }
    }

    /** Makes children until one has the pid: a thread that the JVM starts may take it first. */
    private static int again(Stage stage, int pid, IntSupplier make) {
        for (int i = 0; i < TRIES; i++) {
            choose(stage, pid);
            int made = make.getAsInt();
            if (made == pid) {
                return made;
            }
            end(stage.calls(), made);
        }
        throw new Unresolved("no child got the pid " + pid);
    }
}
