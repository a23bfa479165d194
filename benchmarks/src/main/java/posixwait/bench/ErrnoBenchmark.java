package posixwait.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import posixwait.spi.Abi;

/**
 * What does it cost to keep {@code errno}, and to read it?
 *
 * <p>The same call three times: {@code none} succeeds and nobody keeps its {@code errno}; {@code kept} succeeds and it is kept;
 * {@code read} fails, it is kept and read. {@code getpgid}, since it is among the cheapest calls that can fail, and the kernel
 * does as much for a pid that cannot be as for this process. C does the same, and shows what the failure itself adds. Included:
 * the binding and the kernel. Not included: the seam, its carriers.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH runs the set-up first
public class ErrnoBenchmark {
    private static final int NO_PROCESS = -1;

    /** Who is measured. */
    @Param({Subject.FFM, Subject.JNA_DIRECT})
    public String subject;

    private Getpgid call;

    /** For JMH. */
    public ErrnoBenchmark() {}

    /** Links the call. */
    @Setup
    public void link() {
        TrialSession.lead(Subject.open(subject).calls());
        call = Getpgid.linked(subject);
        if (call.kept(NO_PROCESS) != -1 || call.errno() != Abi.ESRCH) {
            throw new IllegalStateException("getpgid(-1) did not fail with ESRCH: " + call.errno());
        }
        TrialSession.leave();
    }

    /** The group of this process. */
    @Benchmark
    public int none() {
        return succeeded(call.unkept(0));
    }

    /** The same, with {@code errno} kept. */
    @Benchmark
    public int kept() {
        return succeeded(call.kept(0));
    }

    /** {@code -ESRCH}. */
    @Benchmark
    public int read() {
        int result = call.kept(NO_PROCESS);
        return result == -1 ? -call.errno() : result;
    }

    private static int succeeded(int result) {
        if (result < 0) {
            throw new IllegalStateException("getpgid(0) failed");
        }
        return result;
    }
}
