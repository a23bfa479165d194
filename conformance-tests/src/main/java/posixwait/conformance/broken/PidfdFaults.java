package posixwait.conformance.broken;

import static posixwait.conformance.broken.Faults.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import posixwait.spi.Abi;
import posixwait.spi.ForwardingSystemCalls;
import posixwait.spi.RawEvents;
import posixwait.spi.SystemCalls;

/** Faults in pidfds. */
final class PidfdFaults {
    static final List<Fault> ALL = List.of(
            fault(
                    "pidfd-is-pid",
                    "P_PIDFD is taken for P_PID",
                    "",
                    "PFD-006",
                    Changed.waitid((good, idtype, id, child, options) ->
                            good.waitid(idtype == Abi.P_PIDFD ? Abi.P_PID : idtype, id, child, options))),
            fault(
                    "descriptor-leaks-with-an-error",
                    "a wait by pidfd that fails leaves a descriptor open",
                    "CPython: python/cpython#151179; Swift: swiftlang/swift-subprocess#319",
                    "PFD-038",
                    Changed.waitid((good, idtype, id, child, options) -> {
                        int result = good.waitid(idtype, id, child, options);
                        if (idtype == Abi.P_PIDFD && result < 0) {
                            good.pidfdOpen(good.getpid(), 0);
                        }
                        return result;
                    })),
            fault(
                    "pidfd-survives-exec",
                    "a pidfd is not closed on exec, so that every child has it",
                    "",
                    "PFD-001",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int pidfdOpen(int pid, int flags) {
                            int fd = delegate.pidfdOpen(pid, flags);
                            if (fd >= 0) {
                                delegate.fcntl(fd, Abi.F_SETFD, 0);
                            }
                            return fd;
                        }
                    }),
            fault(
                    "pidfd-of-nobody-is-ours",
                    "pidfd_open of pid 0 opens the caller, as calls for process groups would have it",
                    "",
                    "PFD-002",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int pidfdOpen(int pid, int flags) {
                            return delegate.pidfdOpen(pid == 0 ? delegate.getpid() : pid, flags);
                        }
                    }),
            fault(
                    "again-is-nothing",
                    "a wait by a non-blocking pidfd returns 0 where it is to fail with EAGAIN",
                    "",
                    "PFD-044",
                    Changed.waitid((good, idtype, id, child, options) -> {
                        int result = good.waitid(idtype, id, child, options);
                        return result == -Abi.EAGAIN ? 0 : result;
                    })),
            fault(
                    "signal-to-nobody-succeeds",
                    "pidfd_send_signal to a process that was reaped succeeds",
                    "",
                    "PFD-040",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int pidfdSendSignal(int pidfd, int signal, int flags) {
                            int result = delegate.pidfdSendSignal(pidfd, signal, flags);
                            return result == -Abi.ESRCH ? 0 : result;
                        }
                    }),
            fault(
                    "pidfd-follows-the-pid",
                    "a pidfd is a number that stands for a pid: a signal by it goes to whoever has the pid now",
                    "whoever kills by pid: bazelbuild/bazel#11910, brettwooldridge/NuProcess#130",
                    "REU-005",
                    PidfdThatFollows::new),
            fault(
                    "proc-directory-is-a-pidfd",
                    "a wait by a descriptor of /proc/PID is taken for one by the pid",
                    "",
                    "PFD-065",
                    Changed.waitid((good, idtype, id, child, options) -> {
                        int pid = idtype == Abi.P_PIDFD ? processOf(id) : 0;
                        return pid > 0
                                ? good.waitid(Abi.P_PID, pid, child, options)
                                : good.waitid(idtype, id, child, options);
                    })),
            fault(
                    "proc-directory-refused",
                    "pidfd_send_signal takes descriptors of pidfd_open only",
                    "",
                    "PFD-066",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int pidfdSendSignal(int pidfd, int signal, int flags) {
                            return processOf(pidfd) > 0 ? -Abi.EBADF : delegate.pidfdSendSignal(pidfd, signal, flags);
                        }
                    }),
            fault(
                    "epoll-restarts",
                    "epoll_wait is repeated in silence when a signal interrupts it",
                    "taken for granted by NuProcess, which lost its children so: brettwooldridge/NuProcess#124",
                    "PFD-067",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int epollWait(int epoll, RawEvents events, int timeoutMillis) {
                            int result;
                            do {
                                result = delegate.epollWait(epoll, events, timeoutMillis);
                            } while (result == -Abi.EINTR);
                            return result;
                        }
                    }),
            fault(
                    "epoll-events-misaligned",
                    "an epoll event is laid out as on another architecture: its data is 4 bytes off",
                    "Rust: rust-lang/rust#12003; Odin: odin-lang/Odin#5837; NuProcess: brettwooldridge/NuProcess#79",
                    "PFD-033",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int epollWait(int epoll, RawEvents events, int timeoutMillis) {
                            int count = delegate.epollWait(epoll, events, timeoutMillis);
                            for (int i = 0; i < count; i++) {
                                events.data[i] >>>= Integer.SIZE;
                            }
                            return count;
                        }
                    }));

    private PidfdFaults() {}

    /** {@return the process whose directory in /proc the descriptor is of; 0 if it is of something else} */
    private static int processOf(int fd) {
        try {
            Path target = Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(fd)));
            return target.startsWith("/proc") && target.getNameCount() == 2
                    ? Integer.parseInt(target.getFileName().toString())
                    : 0;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /** Remembers the pid of each pidfd, as a library without pidfds would. */
    private static final class PidfdThatFollows extends ForwardingSystemCalls {
        private final Map<Integer, Integer> pids = new ConcurrentHashMap<>();

        PidfdThatFollows(SystemCalls good) {
            super(good);
        }

        @Override
        public int pidfdOpen(int pid, int flags) {
            int fd = delegate.pidfdOpen(pid, flags);
            if (fd >= 0) {
                pids.put(fd, pid);
            }
            return fd;
        }

        @Override
        public int pidfdSendSignal(int pidfd, int signal, int flags) {
            Integer pid = pids.get(pidfd);
            return pid == null ? -Abi.EBADF : delegate.kill(pid, signal);
        }
    }
}
