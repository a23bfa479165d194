package posixwait.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import posixwait.spi.Abi;

/** Which call of the wait family a thread of this process sleeps in. */
public final class WaitCalls {
    private static final Map<Integer, String> NUMBERS = Map.of(
            Abi.SYS_WAIT4, "wait4",
            Abi.SYS_WAITID, "waitid",
            Abi.SYS_POLL, "poll",
            Abi.SYS_PPOLL, "ppoll",
            Abi.SYS_RT_SIGTIMEDWAIT, "rt_sigtimedwait",
            Abi.SYS_READ, "read");

    private WaitCalls() {}

    /** {@return the name of the call; empty if the thread runs, or sleeps elsewhere} */
    public static Optional<String> current(int tid) {
        try {
            String line = Files.readString(Path.of("/proc/self/task", Integer.toString(tid), "syscall"));
            String number = line.substring(0, Math.max(0, line.indexOf(' '))).strip();
            return number.isEmpty() ? Optional.empty() : Optional.ofNullable(NUMBERS.get(Integer.valueOf(number)));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // "running", or the thread has ended
        }
    }
}
