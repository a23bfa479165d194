package posixwait.conformance.broken;

import static posixwait.conformance.broken.Faults.fault;

import java.util.List;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.ForwardingSystemCalls;
import posixwait.spi.RawChild;
import posixwait.spi.RawTimes;
import posixwait.spi.RawUsage;

/** Faults in what a backend says that children used. */
final class UsageFaults {
    static final List<Fault> ALL = List.of(
            fault(
                    "usage-forgotten",
                    "wait4 does not pass the usage on",
                    "Quark: QuarkContainer/Quark#596; mlibc on Managarm: managarm/mlibc#1048",
                    "RU-001",
                    Changed.wait4((good, pid, status, options, usage) -> good.wait4(pid, status, options, null))),
            fault(
                    "usage-one-field-off",
                    "the fields after the times are read 8 bytes too late",
                    "",
                    "RU-001 RU-038",
                    Changed.wait4((good, pid, status, options, usage) -> {
                        int result = good.wait4(pid, status, options, usage);
                        if (result > 0 && usage != null) {
                            usage.maxResident = usage.sharedText;
                            usage.sharedText = usage.unsharedData;
                            usage.unsharedData = usage.unsharedStack;
                            usage.unsharedStack = usage.minorFaults;
                            usage.minorFaults = usage.majorFaults;
                        }
                        return result;
                    })),
            fault(
                    "resident-set-in-bytes",
                    "ru_maxrss is in bytes",
                    "macOS, which nix and Node.js took for the unit of Linux: nix-rust/nix#2331, nodejs/node#44332",
                    "RU-038",
                    Changed.wait4((good, pid, status, options, usage) -> {
                        int result = good.wait4(pid, status, options, usage);
                        if (result > 0 && usage != null) {
                            usage.maxResident *= 1024;
                        }
                        return result;
                    })),
            fault(
                    "usage-of-the-parent",
                    "wait4 gives what the caller used",
                    "",
                    "RU-014",
                    Changed.wait4((good, pid, status, options, usage) -> {
                        int result = good.wait4(pid, status, options, usage);
                        if (result > 0 && usage != null) {
                            good.getrusage(Abi.RUSAGE_SELF, usage);
                        }
                        return result;
                    })),
            fault(
                    "blocks-not-counted",
                    "wait4 stores 0 for the blocks that the child read and wrote",
                    "",
                    "RU-064 RU-065",
                    Changed.wait4((good, pid, status, options, usage) -> {
                        int result = good.wait4(pid, status, options, usage);
                        if (result > 0 && usage != null) {
                            usage.blockInputs = 0;
                            usage.blockOutputs = 0;
                        }
                        return result;
                    })),
            fault(
                    "switches-not-counted",
                    "wait4 stores 0 for the context switches of the child",
                    "",
                    "RU-066",
                    Changed.wait4((good, pid, status, options, usage) -> {
                        int result = good.wait4(pid, status, options, usage);
                        if (result > 0 && usage != null) {
                            usage.voluntarySwitches = 0;
                            usage.involuntarySwitches = 0;
                        }
                        return result;
                    })),
            fault(
                    "usage-of-nobody",
                    "wait4 stores a usage although it reports no child",
                    "",
                    "RU-003",
                    Changed.wait4((good, pid, status, options, usage) -> {
                        int result = good.wait4(pid, status, options, usage);
                        if (result == 0 && usage != null) {
                            usage.maxResident = 0;
                        }
                        return result;
                    })),
            fault(
                    "usage-of-waitid-dropped",
                    "the fifth argument of waitid is not passed on",
                    "",
                    "WID-023",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int waitid(
                                int idtype, int id, @Nullable RawChild child, int options, @Nullable RawUsage usage) {
                            return delegate.waitid(idtype, id, child, options, null);
                        }
                    }),
            fault(
                    "children-used-what-we-did",
                    "RUSAGE_CHILDREN is taken for RUSAGE_SELF",
                    "",
                    "RU-006",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int getrusage(int who, RawUsage usage) {
                            return delegate.getrusage(who == Abi.RUSAGE_CHILDREN ? Abi.RUSAGE_SELF : who, usage);
                        }
                    }),
            fault(
                    "times-of-children-lost",
                    "times gives no time to children",
                    "",
                    "RU-008",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public long times(RawTimes times) {
                            long result = delegate.times(times);
                            times.childUser = 0;
                            times.childSystem = 0;
                            return result;
                        }
                    }));

    private UsageFaults() {}
}
