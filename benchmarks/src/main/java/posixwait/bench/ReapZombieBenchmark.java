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
 * starts, and each is asked for by its pid, or, by calls that cannot say which, as any. The usage is asked for only where the
 * name says so.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 30)
@Measurement(iterations = 30)
@Fork(1)
public class ReapZombieBenchmark {
    /** Children in one batch: enough to make the clock's own cost vanish, few enough to stay within every limit. */
    static final int BATCH = 256;

    /** The system property that says how many calls of {@code waitpid} that find nothing follow a batch that does not count. */
    static final String MORE_CALLS = "posixwait.bench.calls";

    /** For JMH. */
    public ReapZombieBenchmark() {}

    /** A batch of zombies, and the calls to reap them. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH runs the set-up first
    public static class Zombies {
        /** Who is measured. */
        @Param({Subject.FFM, Subject.JNA_DIRECT, Subject.JNA_INTERFACE, Subject.JNR_POSIX})
        public String subject;

        final RawStatus status = new RawStatus();
        final RawChild child = new RawChild();
        final RawUsage usage = new RawUsage();
        SystemCalls calls;
        ZombieBatch batch;
        private int self;
        private boolean measuring;

        /** For JMH. */
        public Zombies() {}

        /** Opens the subject. */
        @Setup(Level.Trial)
        public void open() {
            posixwait.Backend backend = Subject.open(subject);
            calls = backend.calls();
            TrialSession.lead(calls);
            self = calls.getpid();
            batch = new ZombieBatch(backend, BATCH);
        }

        /** Learns whether this batch counts. */
        @Setup(Level.Iteration)
        public void begin(IterationParams iteration) {
            measuring = iteration.getType() == IterationType.MEASUREMENT;
        }

        /** Makes the batch. Takes milliseconds, beside which what JMH does around an invocation is nothing. */
        @Setup(Level.Invocation)
        public void make() {
            batch.make();
            prepare();
            batch.startCounting();
        }

        /** What else is needed of the children before the clock starts. */
        void prepare() {}

        /** Checks that all were reaped. */
        @TearDown(Level.Invocation)
        public void end() {
            batch.stopCounting();
            release();
            batch.end(measuring);
            if (!measuring) {
                warmUp();
            }
        }

        /** What they needed is needed no more. */
        void release() {}

        /** Calls that find nothing: the compiler counts them as it does those that reap, and they need no children. */
        private void warmUp() {
            for (int i = Integer.getInteger(MORE_CALLS, 0); i > 0; i--) {
                int found = calls.waitpid(self, status, Abi.WNOHANG);
                if (found != -Abi.ECHILD) {
                    throw new IllegalStateException("waitpid for this process itself: " + found);
                }
            }
        }

        /** Hands over what was allocated. */
        @TearDown(Level.Trial)
        public void save() {
            batch.save();
        }
    }

    /**
     * The same, with a pidfd for each of the batch; opened when all are made, since a bare child holds copies of what was open.
     * It is one state and not one beside the other: JMH would give that one zombies of its own.
     */
    @State(Scope.Thread)
    public static class ZombiesWithPidfds extends Zombies {
        final int[] fds = new int[BATCH];

        /** For JMH. */
        public ZombiesWithPidfds() {}

        @Override
        void prepare() {
            for (int i = 0; i < BATCH; i++) {
                fds[i] = CallOverheadBenchmark.pidfd(calls, batch.pids()[i]);
            }
        }

        @Override
        void release() {
            for (int fd : fds) {
                calls.close(fd);
            }
        }
    }

    /** {@code wait} as often as there are children. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int byWait(Zombies zombies) {
        int sum = 0;
        for (int i = 0; i < BATCH; i++) {
            sum += zombies.calls.waitAny(zombies.status);
        }
        return sum;
    }

    /** {@code waitpid} for each. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int byWaitpid(Zombies zombies) {
        int sum = 0;
        for (int pid : zombies.batch.pids()) {
            sum += zombies.calls.waitpid(pid, zombies.status, 0);
        }
        return sum;
    }

    /** {@code waitid} for each. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int byWaitid(Zombies zombies) {
        int sum = 0;
        for (int pid : zombies.batch.pids()) {
            sum += zombies.calls.waitid(Abi.P_PID, pid, zombies.child, Abi.WEXITED);
        }
        return sum;
    }

    /** The kernel's {@code waitid} for each, with what it used. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int byWaitidWithUsage(Zombies zombies) {
        int sum = 0;
        for (int pid : zombies.batch.pids()) {
            sum += zombies.calls.waitid(Abi.P_PID, pid, zombies.child, Abi.WEXITED, zombies.usage);
        }
        return sum;
    }

    /** {@code wait3} as often as there are children. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int byWait3(Zombies zombies) {
        int sum = 0;
        for (int i = 0; i < BATCH; i++) {
            sum += zombies.calls.wait3(zombies.status, 0, null);
        }
        return sum;
    }

    /** {@code wait3} as often as there are children, with what each used. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int byWait3WithUsage(Zombies zombies) {
        int sum = 0;
        for (int i = 0; i < BATCH; i++) {
            sum += zombies.calls.wait3(zombies.status, 0, zombies.usage);
        }
        return sum;
    }

    /** {@code wait4} for each. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int byWait4(Zombies zombies) {
        int sum = 0;
        for (int pid : zombies.batch.pids()) {
            sum += zombies.calls.wait4(pid, zombies.status, 0, null);
        }
        return sum;
    }

    /** {@code wait4} for each, with what it used. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int byWait4WithUsage(Zombies zombies) {
        int sum = 0;
        for (int pid : zombies.batch.pids()) {
            sum += zombies.calls.wait4(pid, zombies.status, 0, zombies.usage);
        }
        return sum;
    }

    /** {@code waitid(P_PIDFD)} for each. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int byPidfd(ZombiesWithPidfds zombies) {
        int sum = 0;
        for (int fd : zombies.fds) {
            sum += zombies.calls.waitid(Abi.P_PIDFD, fd, zombies.child, Abi.WEXITED);
        }
        return sum;
    }
}
