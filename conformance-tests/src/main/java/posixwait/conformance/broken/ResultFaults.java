package posixwait.conformance.broken;

import static posixwait.conformance.broken.Faults.fault;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.ForwardingSystemCalls;
import posixwait.spi.RawChild;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/** Faults in what a backend returns. */
final class ResultFaults {
    static final List<Fault> ALL = List.of(
            fault(
                    "nohang-without-children-is-0",
                    "WNOHANG without children returns 0 instead of ECHILD",
                    "OPT-003",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int waitpid(int pid, @Nullable RawStatus status, int options) {
                            int result = good.waitpid(pid, status, options);
                            return result == -Abi.ECHILD && (options & Abi.WNOHANG) != 0 ? 0 : result;
                        }
                    }),
            fault("echild-is-0", "ECHILD becomes 0", "WAIT-001 WPID-003", good -> new ForwardingSystemCalls(good) {
                @Override
                public int waitAny(@Nullable RawStatus status) {
                    return childless(good.waitAny(status));
                }

                @Override
                public int waitpid(int pid, @Nullable RawStatus status, int options) {
                    return childless(good.waitpid(pid, status, options));
                }

                private static int childless(int result) {
                    return result == -Abi.ECHILD ? 0 : result;
                }
            }),
            fault(
                    "eintr-swallowed",
                    "an interrupted call is repeated in silence",
                    "ERR-003",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int waitpid(int pid, @Nullable RawStatus status, int options) {
                            int result;
                            do {
                                result = good.waitpid(pid, status, options);
                            } while (result == -Abi.EINTR);
                            return result;
                        }
                    }),
            fault("eintr-invented", "a call fails with EINTR although no signal came", "WPID-001", good -> {
                AtomicBoolean first = new AtomicBoolean(true);
                return new ForwardingSystemCalls(good) {
                    @Override
                    public int waitpid(int pid, @Nullable RawStatus status, int options) {
                        return first.getAndSet(false) ? -Abi.EINTR : good.waitpid(pid, status, options);
                    }
                };
            }),
            fault(
                    "errno-of-an-earlier-call",
                    "a failed call reports the errno of the failure before it",
                    "ERR-013",
                    StaleErrno::new),
            fault(
                    "waitid-returns-the-pid",
                    "waitid returns the pid instead of 0",
                    "WID-007",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int waitid(int idtype, int id, @Nullable RawChild child, int options) {
                            int result = good.waitid(idtype, id, child, options);
                            return result == 0 && child != null ? child.pid : result;
                        }
                    }),
            fault(
                    "zombie-cannot-be-signalled",
                    "kill of a zombie fails with ESRCH, as BSDs once had it",
                    "ZOM-002",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int kill(int pid, int signal) {
                            RawChild ended = new RawChild();
                            int options = Abi.WEXITED | Abi.WNOHANG | Abi.WNOWAIT;
                            boolean zombie = good.waitid(Abi.P_PID, pid, ended, options) == 0 && ended.pid == pid;
                            return zombie ? -Abi.ESRCH : good.kill(pid, signal);
                        }
                    }));

    private ResultFaults() {}

    /** Keeps errno in a field that is written after it was read. */
    private static final class StaleErrno extends ForwardingSystemCalls {
        private int last;

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
}
