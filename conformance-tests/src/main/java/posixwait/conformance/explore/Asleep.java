package posixwait.conformance.explore;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import posixwait.conformance.Unresolved;
import posixwait.spi.Abi;

/**
 * The barrier of the explorer: waits until a process or thread has done all it had to do, and sleeps.
 *
 * <p>The state in {@code /proc/PID/stat} does not tell that: a process is in state T before its parent gets {@code SIGCHLD}. To
 * read {@code /proc/PID/syscall}, however, the kernel waits until the process is off its processor ({@code
 * task_current_syscall}, which calls {@code wait_task_inactive}), and by then it has told its parent. The state is read first:
 * one that was just woken is in state R until it sleeps again, and may be off its processor all the same.
 */
final class Asleep {
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final int BUFFER = 512;
    private static final String RUNNING = "running";

    /** What the calls that wait are to the kernel. */
    private static final Set<String> WAIT_CALLS =
            Set.of(Integer.toString(Abi.SYS_WAIT4), Integer.toString(Abi.SYS_WAITID));

    private Asleep() {}

    /** Waits until a process has done all it had to do, and sleeps, is stopped or a zombie; or is gone. */
    static void await(int pid) {
        String directory = "/proc/" + pid;
        long start = System.nanoTime();
        while (true) {
            Optional<Character> state = read(directory + "/stat").map(Asleep::state);
            if (state.isEmpty()) {
                return;
            }
            boolean still = "STZ".indexOf(state.get()) >= 0;
            if (still && !read(directory + "/syscall").orElse("").startsWith(RUNNING)) {
                return;
            }
            pause(start, directory + " stays in state " + state.get());
        }
    }

    /** {@return whether a thread of this process sleeps in a call that waits for children} */
    static boolean inWait(int tid) {
        String directory = "/proc/self/task/" + tid;
        return read(directory + "/stat")
                        .map(Asleep::state)
                        .filter(state -> state == 'S')
                        .isPresent()
                && read(directory + "/syscall")
                        .filter(text -> WAIT_CALLS.contains(text.substring(0, Math.max(0, text.indexOf(' ')))))
                        .isPresent();
    }

    /** Lets time pass; {@code start} is when waiting began. */
    @SuppressWarnings("ThreadPriorityCheck") // it is no way to synchronise here, only one not to be in the way
    static void pause(long start, String what) {
        if (System.nanoTime() - start > PATIENCE_NANOS) {
            throw new Unresolved(what);
        }
        // What is waited for may need this very processor.
        Thread.yield();
    }

    /** {@return why this barrier cannot be used here; empty if it can} */
    static Optional<String> obstacle(int ownChild) {
        return read("/proc/" + ownChild + "/syscall").isPresent()
                ? Optional.empty()
                : Optional.of(
                        "/proc/PID/syscall of a child cannot be read; it needs a kernel with CONFIG_HAVE_ARCH_TRACEHOOK"
                                + " and the permission to trace one's own children");
    }

    private static char state(String stat) {
        // The name, in parentheses, may hold spaces and parentheses itself.
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }

    private static Optional<String> read(String file) {
        byte[] bytes = new byte[BUFFER];
        try (FileInputStream in = new FileInputStream(file)) {
            int length = in.read(bytes);
            return length <= 0
                    ? Optional.empty()
                    : Optional.of(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty(); // it is gone, or went away between open and read
        }
    }
}
