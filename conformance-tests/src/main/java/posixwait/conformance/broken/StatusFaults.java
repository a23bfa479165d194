package posixwait.conformance.broken;

import static posixwait.conformance.broken.Faults.fault;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/** Faults in what a backend stores. */
final class StatusFaults {
    static final List<Fault> ALL = List.of(
            fault(
                    "signal-and-code-swapped",
                    "the bytes of the status word are swapped: an exit looks like a death by signal",
                    "ST-002 ST-004",
                    word(w -> ((w & 0x7f) << 8) | (w >>> 8 & 0x7f))),
            fault("core-flag-lost", "WCOREDUMP is masked out", "ST-005", word(w -> (w & 0x7f) == 0 ? w : (w & ~0x80))),
            fault(
                    "signal-folded-into-code",
                    "a death by signal becomes an exit with 128 and the signal, as java.lang.Process has it",
                    "ST-004 JVM-017",
                    word(w -> (w & 0x7f) == 0 || (w & 0x7f) == 0x7f ? w : (128 + (w & 0x7f)) << 8)),
            fault(
                    "status-cut-to-16-bits",
                    "the status word is taken for a short: the event of a tracee is lost",
                    "ST-017",
                    word(w -> w & 0xffff)),
            fault(
                    "trapped-is-stopped",
                    "CLD_TRAPPED becomes CLD_STOPPED",
                    "PT-004",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int waitid(int idtype, int id, @Nullable RawChild child, int options) {
                            int result = good.waitid(idtype, id, child, options);
                            if (child != null && child.code == Abi.CLD_TRAPPED) {
                                child.code = Abi.CLD_STOPPED;
                            }
                            return result;
                        }
                    }),
            fault(
                    "exit-code-sign-extended",
                    "the exit code is taken for a signed byte",
                    "ST-010",
                    word(w -> (w & 0x7f) == 0 ? ((byte) (w >> 8)) << 8 : w)),
            fault(
                    "siginfo-left-alone",
                    "waitid with WNOHANG leaves the siginfo unset when it finds nothing, as QEMU did",
                    "WID-011",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int waitid(int idtype, int id, @Nullable RawChild child, int options) {
                            RawChild found = new RawChild();
                            int result = good.waitid(idtype, id, found, options);
                            if (child != null && found.pid != 0) {
                                copy(found, child);
                            }
                            return result;
                        }
                    }),
            fault(
                    "dumped-is-killed",
                    "CLD_DUMPED becomes CLD_KILLED",
                    "WID-009",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int waitid(int idtype, int id, @Nullable RawChild child, int options) {
                            int result = good.waitid(idtype, id, child, options);
                            if (child != null && child.code == Abi.CLD_DUMPED) {
                                child.code = Abi.CLD_KILLED;
                            }
                            return result;
                        }
                    }),
            fault("uid-forgotten", "si_uid is not copied out", "WID-007", good -> new ForwardingSystemCalls(good) {
                @Override
                public int waitid(int idtype, int id, @Nullable RawChild child, int options) {
                    int uid = child == null ? 0 : child.uid;
                    int result = good.waitid(idtype, id, child, options);
                    if (child != null) {
                        child.uid = uid;
                    }
                    return result;
                }
            }));

    private StatusFaults() {}

    private static UnaryOperator<SystemCalls> word(IntUnaryOperator change) {
        return good -> new ForwardingSystemCalls(good) {
            @Override
            public int waitpid(int pid, @Nullable RawStatus status, int options) {
                int result = good.waitpid(pid, status, options);
                if (result > 0 && status != null) {
                    status.value = change.applyAsInt(status.value);
                }
                return result;
            }
        };
    }

    private static void copy(RawChild from, RawChild to) {
        to.signo = from.signo;
        to.errno = from.errno;
        to.code = from.code;
        to.pid = from.pid;
        to.uid = from.uid;
        to.status = from.status;
    }
}
