package posixwait.conformance.broken;

import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import posixwait.spi.ForwardingSystemCalls;
import posixwait.spi.RawChild;
import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;
import posixwait.spi.SystemCalls;

/** Good calls of which one is changed: what most faults are. */
final class Changed {
    private Changed() {}

    /** {@code waitpid}, made by good calls. */
    interface Waitpid {
        int call(SystemCalls good, int pid, @Nullable RawStatus status, int options);
    }

    /** {@code waitid}, made by good calls. */
    interface Waitid {
        int call(SystemCalls good, int idtype, int id, @Nullable RawChild child, int options);
    }

    /** {@code wait4}, made by good calls. */
    interface Wait4 {
        int call(SystemCalls good, int pid, @Nullable RawStatus status, int options, @Nullable RawUsage usage);
    }

    /** {@code wait}, made by good calls. */
    interface WaitAny {
        int call(SystemCalls good, @Nullable RawStatus status);
    }

    /** {@code kill}, made by good calls. */
    interface Kill {
        int call(SystemCalls good, int pid, int signal);
    }

    /** What is changed of a siginfo that reports a child. */
    interface Report {
        void change(RawChild child);
    }

    static UnaryOperator<SystemCalls> waitpid(Waitpid change) {
        return good -> new ForwardingSystemCalls(good) {
            @Override
            public int waitpid(int pid, @Nullable RawStatus status, int options) {
                return change.call(delegate, pid, status, options);
            }
        };
    }

    static UnaryOperator<SystemCalls> waitid(Waitid change) {
        return good -> new ForwardingSystemCalls(good) {
            @Override
            public int waitid(int idtype, int id, @Nullable RawChild child, int options) {
                return change.call(delegate, idtype, id, child, options);
            }
        };
    }

    static UnaryOperator<SystemCalls> wait4(Wait4 change) {
        return good -> new ForwardingSystemCalls(good) {
            @Override
            public int wait4(int pid, @Nullable RawStatus status, int options, @Nullable RawUsage usage) {
                return change.call(delegate, pid, status, options, usage);
            }
        };
    }

    static UnaryOperator<SystemCalls> waitAny(WaitAny change) {
        return good -> new ForwardingSystemCalls(good) {
            @Override
            public int waitAny(@Nullable RawStatus status) {
                return change.call(delegate, status);
            }
        };
    }

    static UnaryOperator<SystemCalls> kill(Kill change) {
        return good -> new ForwardingSystemCalls(good) {
            @Override
            public int kill(int pid, int signal) {
                return change.call(delegate, pid, signal);
            }
        };
    }

    /** Changes the options of {@code waitpid} on their way in. */
    static UnaryOperator<SystemCalls> options(IntUnaryOperator change) {
        return waitpid((good, pid, status, options) -> good.waitpid(pid, status, change.applyAsInt(options)));
    }

    /** Changes the options of {@code waitid} on their way in. */
    static UnaryOperator<SystemCalls> waitidOptions(IntUnaryOperator change) {
        return waitid((good, idtype, id, child, options) -> good.waitid(idtype, id, child, change.applyAsInt(options)));
    }

    /** Changes the pid that {@code waitpid} is asked for. */
    static UnaryOperator<SystemCalls> target(IntUnaryOperator change) {
        return waitpid((good, pid, status, options) -> good.waitpid(change.applyAsInt(pid), status, options));
    }

    /** Changes the status word of {@code waitpid} on its way out. */
    static UnaryOperator<SystemCalls> word(IntUnaryOperator change) {
        return waitpid((good, pid, status, options) -> {
            int result = good.waitpid(pid, status, options);
            if (result > 0 && status != null) {
                status.value = change.applyAsInt(status.value);
            }
            return result;
        });
    }

    /** Changes the siginfo of {@code waitid} on its way out, if it reports a child. */
    static UnaryOperator<SystemCalls> report(Report report) {
        return waitid((good, idtype, id, child, options) -> {
            int result = good.waitid(idtype, id, child, options);
            if (result == 0 && child != null && child.pid != 0) {
                report.change(child);
            }
            return result;
        });
    }
}
