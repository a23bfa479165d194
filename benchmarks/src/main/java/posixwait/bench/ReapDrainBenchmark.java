package posixwait.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;
import posixwait.Backend;
import posixwait.spi.Abi;
import posixwait.spi.RawStatus;

/**
 * What does it take to drain many zombies in one go?
 *
 * <p>Included: {@code waitpid(-1, WNOHANG)} again and again until it says {@code ECHILD}, and what the kernel does to remove
 * the zombies. Not included: making them, and their end. All are zombies before the clock starts.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10)
@Measurement(iterations = 10)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH runs the set-up first
public class ReapDrainBenchmark {
    /** So many, each followed by drains that find nothing, and the optimising compiler has seen enough. */
    private static final int DRAINS_TO_WARM_UP = 300;

    private static final int ZOMBIES_TO_WARM_UP = 4;

    private static final int EMPTY_DRAINS = 30;

    /** Who is measured. */
    @Param({Subject.FFM, Subject.JNA_DIRECT})
    public String subject;

    /** How many are drained. */
    @Param("2000")
    public int n;

    private final RawStatus status = new RawStatus();
    private Backend backend;
    private ZombieBatch batch;
    private boolean measuring;
    private long reaped;
    private int last;

    /** For JMH. */
    public ReapDrainBenchmark() {}

    /** Opens the subject. */
    @Setup(Level.Trial)
    public void open() {
        backend = Subject.open(subject);
        TrialSession.lead(backend.calls());
        batch = new ZombieBatch(backend, n);
        warmUp();
    }

    /**
     * A drain is a loop in one call, and the JVM counts calls above all: after some drains of thousands it would still be
     * interpreted. Those that find zombies and those that find none come in turns: what is compiled for one of both alone is
     * thrown away by the other.
     */
    private void warmUp() {
        ZombieBatch few = new ZombieBatch(backend, ZOMBIES_TO_WARM_UP);
        for (int i = 0; i < DRAINS_TO_WARM_UP; i++) {
            few.make();
            reaped = 0;
            drain();
            for (int empty = 0; empty < EMPTY_DRAINS; empty++) {
                drain();
            }
            check(ZOMBIES_TO_WARM_UP);
        }
        few.close();
    }

    /** Learns whether this drain counts. */
    @Setup(Level.Iteration)
    public void begin(IterationParams iteration) {
        measuring = iteration.getType() == IterationType.MEASUREMENT;
    }

    /** Makes the zombies. Takes long, beside which what JMH does around an invocation is nothing. */
    @Setup(Level.Invocation)
    public void make() {
        batch.make();
        reaped = 0;
    }

    /** The drain. */
    @Benchmark
    public long drain() {
        int pid = backend.calls().waitpid(-1, status, Abi.WNOHANG);
        while (pid > 0) {
            reaped++;
            pid = backend.calls().waitpid(-1, status, Abi.WNOHANG);
        }
        last = pid;
        return reaped;
    }

    /** Checks that all were reaped. */
    @TearDown(Level.Invocation)
    public void end() {
        batch.end(measuring);
        check(n);
    }

    private void check(int zombies) {
        if (reaped != zombies || last != -Abi.ECHILD) {
            throw new IllegalStateException(reaped + " of " + zombies + " were reaped; then waitpid said " + last);
        }
    }

    /** Hands over what was allocated. */
    @TearDown(Level.Trial)
    public void save() {
        batch.save();
    }
}
