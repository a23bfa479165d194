package posixwait.conformance.broken;

import static posixwait.conformance.broken.Faults.fault;

import java.util.List;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.ForwardingSystemCalls;
import posixwait.spi.RawChild;
import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;

/** Faults in what a backend makes of pids and options. */
final class OptionFaults {
    static final List<Fault> ALL = List.of(
            fault(
                    "nohang-blocks",
                    "WNOHANG is dropped, so the call blocks",
                    "OPT-001",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int waitpid(int pid, @Nullable RawStatus status, int options) {
                            return good.waitpid(pid, status, options & ~Abi.WNOHANG);
                        }
                    }),
            fault(
                    "nowait-reaps",
                    "WNOWAIT is dropped, so a peek reaps",
                    "WID-014",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int waitid(int idtype, int id, @Nullable RawChild child, int options) {
                            return good.waitid(idtype, id, child, options & ~Abi.WNOWAIT);
                        }
                    }),
            fault(
                    "stop-unasked",
                    "stopped children are reported without WUNTRACED",
                    "OPT-006",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int waitpid(int pid, @Nullable RawStatus status, int options) {
                            return good.waitpid(pid, status, options | Abi.WUNTRACED);
                        }
                    }),
            fault(
                    "continue-deaf",
                    "WCONTINUED is dropped, so a resumed child is not reported",
                    "OPT-008",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int waitpid(int pid, @Nullable RawStatus status, int options) {
                            return good.waitpid(pid, status, options & ~Abi.WCONTINUED);
                        }
                    }),
            fault(
                    "own-group-is-any",
                    "pid 0 is taken for -1: children of other process groups are reaped",
                    "WPID-006",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int waitpid(int pid, @Nullable RawStatus status, int options) {
                            return good.waitpid(pid == 0 ? -1 : pid, status, options);
                        }
                    }),
            fault(
                    "any-is-own-group",
                    "pid -1 is taken for 0: children of other process groups are not found",
                    "WPID-005",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int waitpid(int pid, @Nullable RawStatus status, int options) {
                            return good.waitpid(pid == -1 ? 0 : pid, status, options);
                        }
                    }),
            fault(
                    "group-is-pid",
                    "the sign of -group is dropped: only the leader is found",
                    "WPID-007",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int waitpid(int pid, @Nullable RawStatus status, int options) {
                            return good.waitpid(pid < -1 ? -pid : pid, status, options);
                        }
                    }),
            fault(
                    "bad-options-pass",
                    "option bits that the call does not know are masked out",
                    "OPT-009",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int waitpid(int pid, @Nullable RawStatus status, int options) {
                            int known = Abi.WNOHANG | Abi.WUNTRACED | Abi.WCONTINUED;
                            return good.waitpid(pid, status, options & (known | Abi.__WALL | Abi.__WCLONE));
                        }
                    }),
            fault(
                    "usage-forgotten",
                    "wait4 does not pass the usage on",
                    "RU-001",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int wait4(int pid, @Nullable RawStatus status, int options, @Nullable RawUsage usage) {
                            return good.wait4(pid, status, options, null);
                        }
                    }),
            fault("pidfd-is-pid", "P_PIDFD is taken for P_PID", "PFD-006", good -> new ForwardingSystemCalls(good) {
                @Override
                public int waitid(int idtype, int id, @Nullable RawChild child, int options) {
                    return good.waitid(idtype == Abi.P_PIDFD ? Abi.P_PID : idtype, id, child, options);
                }
            }));

    private OptionFaults() {}
}
