package posixwait.conformance.broken;

import static posixwait.conformance.broken.Faults.fault;

import java.util.List;
import org.jspecify.annotations.Nullable;
import posixwait.BareChild;
import posixwait.spi.Abi;
import posixwait.spi.ForwardingSystemCalls;
import posixwait.spi.RawChild;
import posixwait.spi.RawStatus;
import posixwait.spi.SpawnPlan;
import posixwait.spi.SystemCalls;

/** Faults in what a backend gives a child, and in what it takes to wait for one. */
final class ResourceFaults {
    static final List<Fault> ALL = List.of(
            spawning(
                    "spawn-mask-forgotten",
                    "the signal mask of a spawn is not set",
                    "SPN-004",
                    Abi.POSIX_SPAWN_SETSIGMASK),
            spawning(
                    "spawn-defaults-forgotten",
                    "a spawn does not give ignored signals their default action",
                    "SPN-031",
                    Abi.POSIX_SPAWN_SETSIGDEF),
            fault(
                    "spawn-error-in-the-child",
                    "a program that is not there becomes a child that exits with 127, as of a naive fork and exec",
                    "",
                    "SPN-034",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int posixSpawn(SpawnPlan plan) {
                            int result = good.posixSpawn(plan);
                            return result == -Abi.ENOENT
                                    ? BareChild.clone(good, "_exit", 127, Abi.SIGCHLD, null)
                                    : result;
                        }
                    }),
            fault(
                    "wait-takes-a-descriptor",
                    "a wait opens a descriptor first, and fails at the limit of descriptors",
                    "",
                    "LIM-012",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int waitAny(@Nullable RawStatus status) {
                            int descriptor = descriptor(good);
                            return descriptor < 0 ? descriptor : good.waitAny(status);
                        }

                        @Override
                        public int waitpid(int pid, @Nullable RawStatus status, int options) {
                            int descriptor = descriptor(good);
                            return descriptor < 0 ? descriptor : good.waitpid(pid, status, options);
                        }

                        @Override
                        public int waitid(int idtype, int id, @Nullable RawChild child, int options) {
                            int descriptor = descriptor(good);
                            return descriptor < 0 ? descriptor : good.waitid(idtype, id, child, options);
                        }
                    }));

    private ResourceFaults() {}

    private static Fault spawning(String label, String rule, String caughtBy, int forgotten) {
        return fault(label, rule, "", caughtBy, good -> new ForwardingSystemCalls(good) {
            @Override
            public int posixSpawn(SpawnPlan plan) {
                return good.posixSpawn(new SpawnPlan(
                        plan.path(),
                        plan.search(),
                        plan.arguments(),
                        plan.environment(),
                        plan.actions(),
                        plan.flags() & ~forgotten,
                        plan.processGroup(),
                        plan.signalMask(),
                        plan.signalDefaults()));
            }
        });
    }

    /** Opens one and closes it; {@return 0 or the negated error number} */
    private static int descriptor(SystemCalls good) {
        int descriptor = good.eventfd(0, Abi.EFD_CLOEXEC);
        return descriptor < 0 ? descriptor : good.close(descriptor);
    }
}
