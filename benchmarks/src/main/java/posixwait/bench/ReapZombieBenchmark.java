package posixwait.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;
import posixwait.BareChildren;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;
import posixwait.spi.SystemCalls;

/**
 * What does it cost to reap one child that has ended already?
 *
 * <p>Included: the call, and what the kernel does to remove the zombie. Not included: making the child, its end, and the
 * memory of a program, which it did not have. A batch of children is made, all of them are zombies before the clock
 * starts, and each is asked for by its pid.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 30)
@Measurement(iterations = 30)
@Fork(1)
public class ReapZombieBenchmark {
    /** Children in one batch: enough to make the clock's own cost vanish, few enough to stay within every limit. */
    static final int BATCH = 256;

    /** For JMH. */
    public ReapZombieBenchmark() {}

    /** A batch of zombies, and the calls to reap them. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH runs the set-up first
    public static class Zombies {
        /** Who is measured. */
        @Param({"ffm", "jna-direct", "jna-interface"})
        public String subject;

        final RawStatus status = new RawStatus();
        final RawChild child = new RawChild();
        final RawUsage usage = new RawUsage();
        final int[] pids = new int[BATCH];
        SystemCalls calls;
        private posixwait.Backend backend;
        private BareChildren children;
        private boolean measuring;
        private long allocatedBefore;
        private long allocated;
        private long reaped;

        /** For JMH. */
        public Zombies() {}

        /** Opens the subject. */
        @Setup(Level.Trial)
        public void open() {
            backend = Subject.open(subject);
            calls = backend.calls();
            TrialSession.lead(calls);
        }

        /** Learns whether this batch counts. */
        @Setup(Level.Iteration)
        public void begin(IterationParams iteration) {
            measuring = iteration.getType() == IterationType.MEASUREMENT;
        }

        /** Makes the batch. Takes milliseconds, beside which what JMH does around an invocation is nothing. */
        @Setup(Level.Invocation)
        public void make() {
            children = new BareChildren(backend, BATCH);
            for (int i = 0; i < BATCH; i++) {
                pids[i] = TrialSession.make(() -> children.exiting(0));
            }
            for (int pid : pids) {
                int ended = calls.waitid(Abi.P_PID, pid, child, Abi.WEXITED | Abi.WNOWAIT);
                if (ended != 0) {
                    throw new IllegalStateException("waitid for child " + pid + ": " + ended);
                }
            }
            allocatedBefore = AllocatedBytes.now();
        }

        /** Checks that all were reaped. */
        @TearDown(Level.Invocation)
        public void end() {
            long after = AllocatedBytes.now();
            if (measuring) {
                allocated += after - allocatedBefore;
                reaped += BATCH;
            }
            int left = calls.waitid(Abi.P_PID, pids[BATCH - 1], child, Abi.WEXITED | Abi.WNOHANG | Abi.WNOWAIT);
            if (left != -Abi.ECHILD) {
                throw new IllegalStateException("child " + pids[BATCH - 1] + " was not reaped");
            }
            children.close();
        }

        /** Hands over what was allocated. */
        @TearDown(Level.Trial)
        public void save() {
            TrialSession.leave();
            if (reaped > 0) {
                TrialSession.save(Samples.ofBytes((double) allocated / reaped));
            }
        }
    }

    /** {@code waitpid} for each. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int byWaitpid(Zombies zombies) {
        int sum = 0;
        for (int pid : zombies.pids) {
            sum += zombies.calls.waitpid(pid, zombies.status, 0);
        }
        return sum;
    }

    /** {@code wait4} for each. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int byWait4(Zombies zombies) {
        int sum = 0;
        for (int pid : zombies.pids) {
            sum += zombies.calls.wait4(pid, zombies.status, 0, zombies.usage);
        }
        return sum;
    }

    /** {@code waitid} for each. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int byWaitid(Zombies zombies) {
        int sum = 0;
        for (int pid : zombies.pids) {
            sum += zombies.calls.waitid(Abi.P_PID, pid, zombies.child, Abi.WEXITED);
        }
        return sum;
    }
}
