package posixwait.conformance;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import posixwait.spi.Abi;

/** Which call of the wait family a thread of this process sleeps in. */
public final class WaitCalls {
    private static final Map<String, Integer> NUMBERS = Map.of(
            "wait4", Abi.SYS_WAIT4,
            "waitid", Abi.SYS_WAITID,
            "poll", Abi.SYS_POLL,
            "ppoll", Abi.SYS_PPOLL,
            "epoll_wait", Abi.SYS_EPOLL_WAIT,
            "epoll_pwait", Abi.SYS_EPOLL_PWAIT,
            "rt_sigtimedwait", Abi.SYS_RT_SIGTIMEDWAIT,
            "read", Abi.SYS_READ);

    private WaitCalls() {}

    /** {@return the name of the call; empty if the thread runs, or sleeps elsewhere} */
    public static Optional<String> current(int tid) {
        try {
            String line = Proc.read("self/task/" + tid + "/syscall");
            int number = Integer.parseInt(line.substring(0, Math.max(0, line.indexOf(' '))));
            // Negative: asleep outside of any call. So is the number of a call that this machine does not have.
            return NUMBERS.entrySet().stream()
                    .filter(call -> number >= 0 && call.getValue() == number)
                    .map(Map.Entry::getKey)
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // "running", or the thread has ended
        }
    }
}
