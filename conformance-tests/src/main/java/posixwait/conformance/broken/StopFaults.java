package posixwait.conformance.broken;

import static posixwait.conformance.broken.Faults.fault;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.ForwardingSystemCalls;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/** Faults in how often a stop is reported. */
final class StopFaults {
    static final List<Fault> ALL = List.of(
            fault(
                    "stop-reported-again",
                    "a stop is reported as long as it lasts, not once",
                    "",
                    "JC-001 OPT-013",
                    RepeatedStops::new),
            fault(
                    "peek-takes-the-stop",
                    "WNOWAIT leaves a zombie, but not a stop or a continue",
                    "Asterinas: asterinas/asterinas#2984",
                    "WID-019 WID-036",
                    Changed.waitidOptions(options -> (options & Abi.WEXITED) == 0 ? options & ~Abi.WNOWAIT : options)),
            fault(
                    "stop-taken-unasked",
                    "a wait that does not ask for stops does not report one, but uses it up",
                    "",
                    "JC-006",
                    Changed.waitpid((good, pid, status, options) -> {
                        if (pid > 0 && (options & Abi.WUNTRACED) == 0) {
                            good.waitid(Abi.P_PID, pid, null, Abi.WSTOPPED | Abi.WNOHANG);
                        }
                        return good.waitpid(pid, status, options);
                    })));

    private StopFaults() {}

    private static final class RepeatedStops extends ForwardingSystemCalls {
        private final Map<Integer, Integer> stopped = new ConcurrentHashMap<>();

        RepeatedStops(SystemCalls good) {
            super(good);
        }

        @Override
        public int waitpid(int pid, @Nullable RawStatus status, int options) {
            int result = delegate.waitpid(pid, status, options);
            if (result > 0 && status != null) {
                stopped.remove(result);
                if ((status.value & 0xff) == 0x7f) {
                    stopped.put(result, status.value);
                }
            }
            @Nullable Integer word = stopped.get(pid);
            if (result == 0 && word != null && (options & Abi.WUNTRACED) != 0 && status != null) {
                status.value = word;
                return pid;
            }
            return result;
        }
    }
}
