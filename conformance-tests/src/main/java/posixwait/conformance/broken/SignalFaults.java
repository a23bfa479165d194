package posixwait.conformance.broken;

import static posixwait.conformance.broken.Faults.fault;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.ForwardingSystemCalls;
import posixwait.spi.RawChild;
import posixwait.spi.RawSigaction;
import posixwait.spi.RawSignalSet;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/** Faults in signals: to zombies, to groups, and of children to us. */
final class SignalFaults {
    static final List<Fault> ALL = List.of(
            fault(
                    "zombie-cannot-be-signalled",
                    "kill of a zombie fails with ESRCH",
                    "WSL: microsoft/WSL#3765",
                    "ZOM-002",
                    Changed.kill((good, pid, signal) -> isZombie(good, pid) ? -Abi.ESRCH : good.kill(pid, signal))),
            fault(
                    "zombie-continues",
                    "SIGCONT to a zombie brings it back: waits do not find that it has ended",
                    "WSL: microsoft/WSL#3741",
                    "ZOM-080",
                    Undead::new),
            fault(
                    "zombie-has-no-group",
                    "getpgid of a zombie fails with ESRCH",
                    "macOS: chef/mixlib-shellout#42",
                    "ZOM-004",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int getpgid(int pid) {
                            return isZombie(delegate, pid) ? -Abi.ESRCH : delegate.getpgid(pid);
                        }
                    }),
            fault(
                    "reaped-pid-is-there",
                    "kill of a process that is gone succeeds",
                    "",
                    "ERR-031",
                    Changed.kill((good, pid, signal) -> {
                        int result = good.kill(pid, signal);
                        return result == -Abi.ESRCH ? 0 : result;
                    })),
            fault(
                    "group-is-its-leader",
                    "a signal to a process group reaches its leader only",
                    "",
                    "PG-004",
                    Changed.kill((good, pid, signal) -> good.kill(pid < -1 ? -pid : pid, signal))),
            fault(
                    "sigaction-without-flags",
                    "sigaction drops the flags, SA_NOCLDWAIT and SA_NOCLDSTOP among them",
                    "",
                    "CHLD-033",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int sigaction(int signal, @Nullable RawSigaction action, @Nullable RawSigaction old) {
                            if (action == null) {
                                return delegate.sigaction(signal, null, old);
                            }
                            RawSigaction plain = new RawSigaction();
                            plain.handler = action.handler;
                            plain.mask = action.mask;
                            return delegate.sigaction(signal, plain, old);
                        }
                    }),
            fault(
                    "sigchld-without-code",
                    "the SIGCHLD that is taken says nothing of what happened to the child",
                    "",
                    "CHLD-012 CHLD-036",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int sigtimedwait(RawSignalSet set, @Nullable RawChild child, long timeoutNanos) {
                            int result = delegate.sigtimedwait(set, child, timeoutNanos);
                            if (child != null) {
                                child.code = Abi.SI_USER;
                            }
                            return result;
                        }
                    }),
            fault(
                    "action-before-not-told",
                    "sigaction does not tell the action there was",
                    "",
                    "SIG-001",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int sigaction(int signal, @Nullable RawSigaction action, @Nullable RawSigaction old) {
                            return delegate.sigaction(signal, action, action == null ? old : null);
                        }
                    }),
            fault(
                    "queue-without-end",
                    "a signal that cannot be queued is taken for one that was",
                    "",
                    "SIG-026",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public long syscall(long number, long a, long b, long c, long d, long e, long f) {
                            long result = delegate.syscall(number, a, b, c, d, e, f);
                            return result == -Abi.EAGAIN ? 0 : result;
                        }
                    }),
            fault(
                    "mask-only-grows",
                    "SIG_SETMASK is taken for SIG_BLOCK",
                    "",
                    "SIG-016",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int pthreadSigmask(int how, @Nullable RawSignalSet set, @Nullable RawSignalSet old) {
                            return delegate.pthreadSigmask(how == Abi.SIG_SETMASK ? Abi.SIG_BLOCK : how, set, old);
                        }
                    }));

    private SignalFaults() {}

    private static boolean isZombie(SystemCalls good, int pid) {
        RawChild ended = new RawChild();
        int options = Abi.WEXITED | Abi.WNOHANG | Abi.WNOWAIT;
        return pid > 0 && good.waitid(Abi.P_PID, pid, ended, options) == 0 && ended.pid == pid;
    }

    /** Forgets that a child has ended when it gets SIGCONT. */
    private static final class Undead extends ForwardingSystemCalls {
        private final Set<Integer> continued = ConcurrentHashMap.newKeySet();

        Undead(SystemCalls good) {
            super(good);
        }

        @Override
        public int kill(int pid, int signal) {
            if (signal == Abi.SIGCONT && isZombie(delegate, pid)) {
                continued.add(pid);
            }
            return delegate.kill(pid, signal);
        }

        @Override
        public int waitpid(int pid, @Nullable RawStatus status, int options) {
            boolean running = continued.contains(pid) && (options & Abi.WNOHANG) != 0;
            return running ? 0 : delegate.waitpid(pid, status, options);
        }
    }
}
