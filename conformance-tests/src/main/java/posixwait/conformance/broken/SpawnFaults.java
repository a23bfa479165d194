package posixwait.conformance.broken;

import static posixwait.conformance.broken.Faults.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import posixwait.spi.Abi;
import posixwait.spi.ForwardingSystemCalls;
import posixwait.spi.SpawnPlan;
import posixwait.spi.SystemCalls;

/** Faults in how children are made, and in when they are told to end. */
final class SpawnFaults {
    static final List<Fault> ALL = List.of(
            fault(
                    "spawn-keeps-ignored-signals",
                    "POSIX_SPAWN_SETSIGDEF is dropped: a child of a parent that ignores SIGCHLD ignores it, too",
                    "children that can wait for nobody: golang/go#26172, Perl/perl5#6898",
                    "CHLD-008",
                    spawn(plan -> without(plan, Abi.POSIX_SPAWN_SETSIGDEF))),
            fault(
                    "spawn-keeps-the-mask",
                    "POSIX_SPAWN_SETSIGMASK is dropped: signals that the parent blocks, the child blocks",
                    "the JDK's launcher by vfork: JDK-8357683, openjdk/jdk#25428",
                    "SPN-075",
                    spawn(plan -> without(plan, Abi.POSIX_SPAWN_SETSIGMASK))),
            fault(
                    "spawn-without-group",
                    "POSIX_SPAWN_SETPGROUP is dropped: the child stays in its parent's group",
                    "",
                    "PG-040 PG-041",
                    spawn(plan -> without(plan, Abi.POSIX_SPAWN_SETPGROUP))),
            fault(
                    "spawn-error-is-always-EPERM",
                    "posix_spawn is taken to return -1 and leave the error in errno, so every error is number 1",
                    "nix for Rust: nix-rust/nix#2595; Swift: swiftlang/swift#86213; Ninja: ninja-build/ninja#1350",
                    "SPN-071 SPN-072",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int posixSpawn(SpawnPlan plan) {
                            return Math.max(delegate.posixSpawn(plan), -Abi.EPERM);
                        }
                    }),
            fault(
                    "file-actions-backwards",
                    "file actions are carried out in the reverse order",
                    "",
                    "SPN-068",
                    spawn(plan -> {
                        List<SpawnPlan.Action> actions = new ArrayList<>(plan.actions());
                        Collections.reverse(actions);
                        return with(plan, actions, plan.flags());
                    })),
            fault(
                    "spawn-leaks-descriptors",
                    "descriptors that are closed on exec are open in the child",
                    "the JDK, into children made at the same time: JDK-8377907, openjdk/jdk26u#192",
                    "SPN-033 SPN-069",
                    LeakingSpawn::new),
            fault(
                    "spawn-without-environment",
                    "an environment that is too large is left out, and the program is started without",
                    "",
                    "SPN-087",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int posixSpawn(SpawnPlan plan) {
                            int result = delegate.posixSpawn(plan);
                            return result == -Abi.E2BIG ? delegate.posixSpawn(withoutEnvironment(plan)) : result;
                        }
                    }),
            fault(
                    "spawn-shares-locks",
                    "what a child gets by a dup2 action is locked as an open file, and the lock is the child's, too",
                    "",
                    "SPN-088",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int posixSpawn(SpawnPlan plan) {
                            for (SpawnPlan.Action action : plan.actions()) {
                                if (action instanceof SpawnPlan.Dup2 dup2) {
                                    delegate.syscall(Abi.SYS_FLOCK, dup2.from(), Abi.LOCK_EX, 0, 0, 0, 0);
                                }
                            }
                            return delegate.posixSpawn(plan);
                        }
                    }),
            fault(
                    "parent-death-signal-ignored",
                    "PR_SET_PDEATHSIG succeeds without effect",
                    "",
                    "PDS-001",
                    good -> new ForwardingSystemCalls(good) {
                        @Override
                        public int prctl(int option, long argument) {
                            return option == Abi.PR_SET_PDEATHSIG ? 0 : delegate.prctl(option, argument);
                        }
                    }));

    private SpawnFaults() {}

    private static UnaryOperator<SystemCalls> spawn(UnaryOperator<SpawnPlan> change) {
        return good -> new ForwardingSystemCalls(good) {
            @Override
            public int posixSpawn(SpawnPlan plan) {
                return delegate.posixSpawn(change.apply(plan));
            }
        };
    }

    /** Takes close-on-exec off the descriptors while it makes a child. */
    private static final class LeakingSpawn extends ForwardingSystemCalls {
        private static final int FIRST = 3;
        private static final int LAST = 255;

        LeakingSpawn(SystemCalls good) {
            super(good);
        }

        @Override
        public int posixSpawn(SpawnPlan plan) {
            List<Integer> closedOnExec = IntStream.rangeClosed(FIRST, LAST)
                    .filter(fd -> delegate.fcntl(fd, Abi.F_GETFD, 0) == Abi.FD_CLOEXEC)
                    .boxed()
                    .toList();
            closedOnExec.forEach(fd -> delegate.fcntl(fd, Abi.F_SETFD, 0));
            int pid = delegate.posixSpawn(plan);
            closedOnExec.forEach(fd -> delegate.fcntl(fd, Abi.F_SETFD, Abi.FD_CLOEXEC));
            return pid;
        }
    }

    private static SpawnPlan withoutEnvironment(SpawnPlan plan) {
        return new SpawnPlan(
                plan.path(),
                plan.search(),
                plan.arguments(),
                List.of(),
                plan.actions(),
                plan.flags(),
                plan.processGroup(),
                plan.signalMask(),
                plan.signalDefaults());
    }

    private static SpawnPlan without(SpawnPlan plan, int flag) {
        return with(plan, plan.actions(), plan.flags() & ~flag);
    }

    private static SpawnPlan with(SpawnPlan plan, List<SpawnPlan.Action> actions, int flags) {
        return new SpawnPlan(
                plan.path(),
                plan.search(),
                plan.arguments(),
                plan.environment(),
                actions,
                flags,
                plan.processGroup(),
                plan.signalMask(),
                plan.signalDefaults());
    }
}
