package posixwait.conformance.broken;

import static posixwait.conformance.broken.Faults.fault;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.ForwardingSystemCalls;
import posixwait.spi.RawStatus;
import posixwait.spi.SpawnPlan;
import posixwait.spi.SystemCalls;

/** Faults in process groups, and in whose child an orphan becomes. */
final class ProcessFaults {
    static final List<Fault> ALL = List.of(
            fault(
                    "group-0-is-ours",
                    "setpgid of a child to group 0 moves it to the group of the caller, not to one of its own",
                    "",
                    "PG-001",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int setpgid(int pid, int group) {
                            return delegate.setpgid(pid, group == 0 ? delegate.getpgid(0) : group);
                        }
                    }),
            fault(
                    "subreaper-ignored",
                    "PR_SET_CHILD_SUBREAPER succeeds without effect",
                    "",
                    "ORP-004 ORP-005 PDS-008",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int prctl(int option, long argument) {
                            return option == Abi.PR_SET_CHILD_SUBREAPER ? 0 : delegate.prctl(option, argument);
                        }
                    }),
            fault(
                    "subreaper-for-ever",
                    "PR_SET_CHILD_SUBREAPER sets the attribute whatever its argument is",
                    "",
                    "ORP-030 ORP-042",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int prctl(int option, long argument) {
                            boolean unset = option == Abi.PR_SET_CHILD_SUBREAPER && argument == 0;
                            return delegate.prctl(option, unset ? 1 : argument);
                        }
                    }),
            fault(
                    "adopted-children-hidden",
                    "a wait for any child takes an orphan that was adopted, and says ECHILD since nobody here made it",
                    "",
                    "NS-003",
                    ParentOfItsOwn::new),
            fault(
                    "own-group-is-ourselves",
                    "a signal to process group 0 reaches the caller only",
                    "",
                    "SIG-021",
                    Changed.kill((good, pid, signal) -> good.kill(pid == 0 ? good.getpid() : pid, signal))));

    private ProcessFaults() {}

    /** Knows the children that it made, and no others. */
    private static final class ParentOfItsOwn extends ForwardingSystemCalls {
        private final Set<Integer> made = ConcurrentHashMap.newKeySet();

        ParentOfItsOwn(SystemCalls good) {
            super(good);
        }

        @Override
        public int posixSpawn(SpawnPlan plan) {
            int pid = delegate.posixSpawn(plan);
            made.add(pid);
            return pid;
        }

        @Override
        public int waitAny(@Nullable RawStatus status) {
            int pid = delegate.waitAny(status);
            return pid > 0 && !made.contains(pid) ? -Abi.ECHILD : pid;
        }
    }
}
