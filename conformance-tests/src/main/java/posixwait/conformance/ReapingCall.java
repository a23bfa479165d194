package posixwait.conformance;

import java.util.List;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.SystemCalls;

/** The five calls that wait for a child to end and reap it, for what holds of each of them. */
public enum ReapingCall {
    /** {@code wait}, which takes any child. */
    WAIT,
    /** {@code waitpid} for one pid. */
    WAITPID,
    /** {@code waitid} with {@code P_PID} and {@code WEXITED}. */
    WAITID,
    /** {@code wait3}, which takes any child. */
    WAIT3,
    /** {@code wait4} for one pid. */
    WAIT4;

    /** Those of POSIX. */
    public static final List<ReapingCall> POSIX = List.of(WAIT, WAITPID, WAITID);

    /** Those of the BSDs, which a backend may lack. */
    public static final List<ReapingCall> BSD = List.of(WAIT3, WAIT4);

    /**
     * Makes the call by the backend under test; blocks until a child has ended.
     *
     * @param kit the test's
     * @param pid the child; those that take any child take any
     * @return the pid that was reaped, or the negated {@code errno}
     * @throws Unsupported if the backend does not have the call
     */
    public int reap(Kit kit, int pid) {
        SystemCalls calls = kit.calls();
        return switch (this) {
            case WAIT -> calls.waitAny(null);
            case WAITPID -> calls.waitpid(pid, null, 0);
            case WAITID -> {
                RawChild child = new RawChild();
                int result = calls.waitid(Abi.P_PID, pid, child, Abi.WEXITED);
                yield result == 0 ? child.pid : result;
            }
            case WAIT3 -> (int) kit.require("wait3", () -> calls.wait3(null, 0, null));
            case WAIT4 -> (int) kit.require("wait4", () -> calls.wait4(pid, null, 0, null));
        };
    }
}
