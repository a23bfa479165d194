package posixwait.bench;

import java.util.Arrays;
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

    /**
     * Batches of nobody after each batch of a warm-up: calls that find nothing. The JVM counts calls above all, and a batch is
     * a loop in one: after the few that are made of zombies it would still be interpreted.
     */
    private static final int EMPTY_BATCHES = 150;

    private static final Reap WAIT = (zombies, id) -> zombies.calls.waitAny(zombies.status);
    private static final Reap WAITPID = (zombies, id) -> zombies.calls.waitpid(id, zombies.status, 0);
    private static final Reap WAITID = (zombies, id) -> zombies.calls.waitid(Abi.P_PID, id, zombies.child, Abi.WEXITED);
    private static final Reap WAITID_WITH_USAGE =
            (zombies, id) -> zombies.calls.waitid(Abi.P_PID, id, zombies.child, Abi.WEXITED, zombies.usage);
    private static final Reap WAIT3 = (zombies, id) -> zombies.calls.wait3(zombies.status, 0, null);
    private static final Reap WAIT3_WITH_USAGE = (zombies, id) -> zombies.calls.wait3(zombies.status, 0, zombies.usage);
    private static final Reap WAIT4 = (zombies, id) -> zombies.calls.wait4(id, zombies.status, 0, null);
    private static final Reap WAIT4_WITH_USAGE =
            (zombies, id) -> zombies.calls.wait4(id, zombies.status, 0, zombies.usage);
    private static final Reap PIDFD =
            (zombies, id) -> zombies.calls.waitid(Abi.P_PIDFD, id, zombies.child, Abi.WEXITED);

    /** For JMH. */
    public ReapZombieBenchmark() {}

    /** One call. */
    interface Reap {
        int one(Zombies zombies, int id);
    }

    /** What is no child, and the errno of asking for it. */
    record Nobody(int id, int errno) {}

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
        final int[] ids = new int[BATCH];
        SystemCalls calls;
        ZombieBatch batch;
        private Reap reap;
        private boolean measuring;

        /** For JMH. */
        public Zombies() {}

        /** Opens the subject. */
        @Setup(Level.Trial)
        public void open() {
            posixwait.Backend backend = Subject.open(subject);
            calls = backend.calls();
            TrialSession.lead(calls);
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

        /** What the children are asked for by, before the clock starts. */
        void prepare() {
            System.arraycopy(batch.pids(), 0, ids, 0, BATCH);
        }

        /** {@return what is no child, and what it is refused with} */
        Nobody nobody() {
            return new Nobody(calls.getpid(), Abi.ECHILD);
        }

        /** {@return the sum of what the call says of each} */
        final int each(Reap call) {
            reap = call;
            int sum = 0;
            for (int id : ids) {
                sum += call.one(this, id);
            }
            return sum;
        }

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

        private void warmUp() {
            Nobody nobody = nobody();
            Arrays.fill(ids, nobody.id());
            for (int i = 0; i < EMPTY_BATCHES; i++) {
                int sum = each(reap);
                if (sum != -nobody.errno() * BATCH) {
                    throw new IllegalStateException("a batch of nobody: " + sum);
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
        /** For JMH. */
        public ZombiesWithPidfds() {}

        @Override
        void prepare() {
            for (int i = 0; i < BATCH; i++) {
                ids[i] = CallOverheadBenchmark.pidfd(calls, batch.pids()[i]);
            }
        }

        @Override
        void release() {
            for (int fd : ids) {
                calls.close(fd);
            }
        }

        @Override
        Nobody nobody() {
            return new Nobody(Integer.MAX_VALUE, Abi.EBADF);
        }
    }

    /** {@code wait} as often as there are children. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int byWait(Zombies zombies) {
        return zombies.each(WAIT);
    }

    /** {@code waitpid} for each. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int byWaitpid(Zombies zombies) {
        return zombies.each(WAITPID);
    }

    /** {@code waitid} for each. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int byWaitid(Zombies zombies) {
        return zombies.each(WAITID);
    }

    /** The kernel's {@code waitid} for each, with what it used. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int byWaitidWithUsage(Zombies zombies) {
        return zombies.each(WAITID_WITH_USAGE);
    }

    /** {@code wait3} as often as there are children. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int byWait3(Zombies zombies) {
        return zombies.each(WAIT3);
    }

    /** {@code wait3} as often as there are children, with what each used. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int byWait3WithUsage(Zombies zombies) {
        return zombies.each(WAIT3_WITH_USAGE);
    }

    /** {@code wait4} for each. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int byWait4(Zombies zombies) {
        return zombies.each(WAIT4);
    }

    /** {@code wait4} for each, with what it used. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int byWait4WithUsage(Zombies zombies) {
        return zombies.each(WAIT4_WITH_USAGE);
    }

    /** {@code waitid(P_PIDFD)} for each. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int byPidfd(ZombiesWithPidfds zombies) {
        return zombies.each(PIDFD);
    }
}
