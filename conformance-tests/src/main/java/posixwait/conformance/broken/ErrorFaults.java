package posixwait.conformance.broken;

import static posixwait.conformance.broken.Faults.fault;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.ForwardingSystemCalls;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/** Faults in how a backend fails. */
final class ErrorFaults {
    static final List<Fault> ALL = List.of(
            fault(
                    "echild-is-0",
                    "ECHILD becomes 0",
                    "Managarm had no ECHILD: managarm/managarm#262",
                    "WAIT-001 WPID-003",
                    EchildIsNothing::new),
            fault(
                    "lost-status-is-success",
                    "a child that nobody can wait for any more is reported as one that exited with 0",
                    "java.lang.Process: openjdk/jdk, ProcessHandleImpl.completion; pty4j: JetBrains/pty4j, exec_pty.c;"
                            + " CPython, Popen._try_wait; giampaolo/psutil#2710",
                    "ERR-001 CHLD-002 THR-004 RACE-001 EQV-006",
                    Changed.waitpid(ErrorFaults::inventingSuccess)),
            fault(
                    "eintr-swallowed",
                    "an interrupted call is repeated in silence",
                    "",
                    "ERR-003",
                    Changed.waitpid((good, pid, status, options) -> {
                        int result;
                        do {
                            result = good.waitpid(pid, status, options);
                        } while (result == -Abi.EINTR);
                        return result;
                    })),
            fault("eintr-invented", "a call fails with EINTR although no signal came", "", "WPID-001", good -> {
                AtomicBoolean first = new AtomicBoolean(true);
                return Changed.waitpid((calls, pid, status, options) ->
                                first.getAndSet(false) ? -Abi.EINTR : calls.waitpid(pid, status, options))
                        .apply(good);
            }),
            fault(
                    "errno-of-an-earlier-call",
                    "a failed call reports the errno of the failure before it",
                    "",
                    "ERR-013",
                    StaleErrno::new),
            fault(
                    "success-is-the-last-error",
                    "errno is looked at without a look at the result: a success after a failure fails",
                    "JRuby: jruby/jruby#6477, mended by #6489",
                    "ERR-037",
                    good -> new StaleErrno(good) {
                        @Override
                        public int waitpid(int pid, @Nullable RawStatus status, int options) {
                            int result = delegate.waitpid(pid, status, options);
                            last = result < 0 ? result : last;
                            return last == 0 ? result : last;
                        }
                    }),
            fault(
                    "errno-shared-by-threads",
                    "errno is captured where all threads capture it",
                    "Elasticsearch: elastic/elasticsearch, libs/native, JdkPosixCLibrary",
                    "THR-041",
                    SharedErrno::new),
            fault(
                    "every-error-is-echild",
                    "whatever the error is, the call says ECHILD",
                    "",
                    "ERR-002 OPT-011",
                    Changed.waitpid((good, pid, status, options) -> {
                        int result = good.waitpid(pid, status, options);
                        return result < 0 ? -Abi.ECHILD : result;
                    })),
            fault(
                    "failure-clears-the-status",
                    "a call that fails stores a status of 0",
                    "",
                    "ERR-002",
                    Changed.waitpid((good, pid, status, options) -> {
                        int result = good.waitpid(pid, status, options);
                        if (result < 0 && status != null) {
                            status.value = 0;
                        }
                        return result;
                    })),
            fault(
                    "bad-address-comes-first",
                    "addresses are checked before anything else: EFAULT with nothing to store, and no child reaped",
                    "",
                    "ERR-011 ERR-036 OPT-032 OPT-034",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public long syscall(long number, long a, long b, long c, long d, long e, long f) {
                            boolean bad = number == Abi.SYS_WAIT4 && b != 0 && b < 4096;
                            return bad ? -Abi.EFAULT : delegate.syscall(number, a, b, c, d, e, f);
                        }
                    }));

    private ErrorFaults() {}

    private static int inventingSuccess(SystemCalls good, int pid, @Nullable RawStatus status, int options) {
        int result = good.waitpid(pid, status, options);
        if (result != -Abi.ECHILD || pid <= 0) {
            return result;
        }
        if (status != null) {
            status.value = 0;
        }
        return pid;
    }

    private static final class EchildIsNothing extends ForwardingSystemCalls {
        EchildIsNothing(SystemCalls good) {
            super(good);
        }

        private static int childless(int result) {
            return result == -Abi.ECHILD ? 0 : result;
        }

        @Override
        public int waitAny(@Nullable RawStatus status) {
            return childless(delegate.waitAny(status));
        }

        @Override
        public int waitpid(int pid, @Nullable RawStatus status, int options) {
            return childless(delegate.waitpid(pid, status, options));
        }
    }

    /** Keeps errno in a field that is written after it was read. */
    private static class StaleErrno extends ForwardingSystemCalls {
        int last;

        StaleErrno(SystemCalls good) {
            super(good);
        }

        private int stale(int result) {
            if (result >= 0) {
                return result;
            }
            int before = last == 0 ? result : last;
            last = result;
            return before;
        }

        @Override
        public int waitpid(int pid, @Nullable RawStatus status, int options) {
            return stale(delegate.waitpid(pid, status, options));
        }

        @Override
        public int close(int fd) {
            return stale(delegate.close(fd));
        }

        @Override
        public int kill(int pid, int signal) {
            return stale(delegate.kill(pid, signal));
        }
    }

    /** Gives a thread what another one captured, always: a race would make the fault come and go. */
    private static final class SharedErrno extends ForwardingSystemCalls {
        private final Map<Thread, Integer> captured = new ConcurrentHashMap<>();

        SharedErrno(SystemCalls good) {
            super(good);
        }

        @Override
        public int waitpid(int pid, @Nullable RawStatus status, int options) {
            int result = delegate.waitpid(pid, status, options);
            if (result >= 0) {
                return result;
            }
            captured.put(Thread.currentThread(), result);
            return captured.entrySet().stream()
                    .filter(other -> !other.getKey().equals(Thread.currentThread()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(result);
        }
    }
}
