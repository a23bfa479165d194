package posixwait.bench;

import java.util.ArrayList;
import java.util.List;
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
 * When {@code n} children die at once, how long is it from that instant to each status in hand?
 *
 * <p>Included: the kernel's work to end them, on whatever cores there are, the wake-ups, and the queue behind one reaping
 * thread. Not included: making the children. The latencies are written down beside JMH's own figure, which also contains
 * the release thread's start and is not used. {@code bare} children share this JVM's memory and run no program;
 * {@code exec} ones do, the only kind that {@code java.lang.Process} has.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 10)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH runs the set-up first
public class ForkStormBenchmark {
    /** So that the first storm does not measure the interpreter: what a call needs before it is compiled. */
    private static final int CALLS_TO_WARM_UP = 20_000;

    /** Who is measured. */
    @Param({"ffm", "jna-direct"})
    public String subject;

    /** What dies: {@code bare} or {@code exec}. */
    @Param("bare")
    public String children;

    /** How many die at once. */
    @Param({"100", "1000", "5000"})
    public int n;

    private final List<Samples.Storm> storms = new ArrayList<>();
    private Backend backend;
    private Storm storm;
    private boolean measuring;
    private long[] latencies;
    private long allocated;

    /** For JMH. */
    public ForkStormBenchmark() {}

    /** Opens the subject. */
    @Setup(Level.Trial)
    public void open() {
        backend = Subject.open(subject);
        TrialSession.lead(backend.calls());
        int self = backend.calls().getpid();
        RawStatus status = new RawStatus();
        for (int i = 0; i < CALLS_TO_WARM_UP; i++) {
            int result = backend.calls().waitpid(self, status, Abi.WNOHANG);
            if (result != -Abi.ECHILD) {
                throw new IllegalStateException("waitpid for this process itself: " + result);
            }
        }
    }

    /** Learns whether this storm counts. */
    @Setup(Level.Iteration)
    public void begin(IterationParams iteration) {
        measuring = iteration.getType() == IterationType.MEASUREMENT;
    }

    /** Makes the children. Takes milliseconds, beside which what JMH does around an invocation is nothing. */
    @Setup(Level.Invocation)
    public void gather() {
        try {
            if (subject.equals(Subject.JAVA_PROCESS)) {
                storm = ProcessStorm.of(backend, n);
            } else if (children.equals("exec")) {
                storm = WaitStorm.ofPrograms(backend, n);
            } else {
                storm = WaitStorm.ofBareChildren(backend, n);
            }
        } catch (HostLimit e) {
            TrialSession.save(Samples.skipped(String.valueOf(e.getMessage())));
            throw e;
        }
    }

    /** The storm. */
    @Benchmark
    public long[] drain() {
        try {
            latencies = storm.drain();
            return latencies;
        } catch (RuntimeException e) {
            storm.close();
            throw e;
        }
    }

    /** Writes it down. */
    @TearDown(Level.Invocation)
    public void disperse() {
        if (measuring) {
            storms.add(new Samples.Storm(latencies));
            allocated += storm.allocatedBytes();
        }
        storm.close();
    }

    /** Hands over what was written down. */
    @TearDown(Level.Trial)
    public void save() {
        TrialSession.leave();
        long reaped = (long) storms.size() * n;
        TrialSession.save(Samples.ofStorms(storms, allocated < 0 || reaped == 0 ? null : (double) allocated / reaped));
    }
}
