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
import posixwait.BareChildren;
import posixwait.spi.Abi;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

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
    /** So that the first drain does not measure the interpreter: what a call needs before it is compiled. */
    private static final int CALLS_TO_WARM_UP = 20_000;

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
     * Calls that fail and calls that succeed, in turns: code compiled for one of both alone would be thrown away in the first
     * drain, and be interpreted until it is compiled anew.
     */
    private void warmUp() {
        SystemCalls calls = backend.calls();
        int self = calls.getpid();
        try (BareChildren children = new BareChildren(backend, 1)) {
            int living = TrialSession.make(children::pausing);
            for (int i = 0; i < CALLS_TO_WARM_UP; i++) {
                last = calls.waitpid(self, status, Abi.WNOHANG);
                reaped = calls.waitpid(-1, status, Abi.WNOHANG);
                if (last != -Abi.ECHILD || reaped != 0) {
                    throw new IllegalStateException(
                            "waitpid said " + last + " of no child, " + reaped + " of one alive");
                }
            }
            calls.kill(living, Abi.SIGKILL);
            calls.waitpid(living, status, 0);
        }
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
        if (reaped != n || last != -Abi.ECHILD) {
            throw new IllegalStateException(reaped + " of " + n + " were reaped; then waitpid said " + last);
        }
    }

    /** Hands over what was allocated. */
    @TearDown(Level.Trial)
    public void save() {
        batch.save();
    }
}
