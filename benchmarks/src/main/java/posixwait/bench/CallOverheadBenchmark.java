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
import posixwait.BareChildren;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;
import posixwait.spi.SystemCalls;

/**
 * What does one call cost that finds nothing?
 *
 * <p>Included: the call of the seam, the way down and up, the carriers, the kernel. Not included: the Java types above the
 * seam. {@code echild} asks for this process itself, which is no child of its own, so the kernel looks and refuses;
 * {@code wnohang} asks for one living child that shares the JVM's memory.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CallOverheadBenchmark {
    /** For JMH. */
    public CallOverheadBenchmark() {}

    /** The calls under test, and their carriers. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH runs the set-up first
    public static class Calls {
        /** Who is measured. */
        @Param({"ffm", "jna-direct", "jna-interface"})
        public String subject;

        final RawStatus status = new RawStatus();
        final RawChild child = new RawChild();
        final RawUsage usage = new RawUsage();
        posixwait.Backend backend;
        SystemCalls calls;
        int self;

        /** For JMH. */
        public Calls() {}

        /** Opens the subject. */
        @Setup(Level.Trial)
        public void open() {
            backend = Subject.open(subject);
            calls = backend.calls();
            self = calls.getpid();
            TrialSession.lead(calls);
        }

        /** Ends the session. */
        @TearDown(Level.Trial)
        public void close() {
            TrialSession.leave();
        }
    }

    /** A child that lives as long as the trial. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH runs the set-up first
    public static class LivingChild {
        private BareChildren children;
        int pid;

        /** For JMH. */
        public LivingChild() {}

        /** Makes it. */
        @Setup(Level.Trial)
        public void make(Calls calls) {
            children = new BareChildren(calls.backend, 1);
            pid = TrialSession.make(children::pausing);
            int found = calls.calls.waitpid(pid, calls.status, Abi.WNOHANG);
            if (found != 0) {
                throw new IllegalStateException("waitpid for a living child: " + found);
            }
        }

        /** Ends it. */
        @TearDown(Level.Trial)
        public void end(Calls calls) {
            calls.calls.kill(pid, Abi.SIGKILL);
            calls.calls.waitpid(pid, calls.status, 0);
            children.close();
        }
    }

    /** {@code waitpid} for no child: {@code -ECHILD}. */
    @Benchmark
    public int echildByWaitpid(Calls c) {
        return c.calls.waitpid(c.self, c.status, Abi.WNOHANG);
    }

    /** {@code wait4} for no child: {@code -ECHILD}. */
    @Benchmark
    public int echildByWait4(Calls c) {
        return c.calls.wait4(c.self, c.status, Abi.WNOHANG, c.usage);
    }

    /** {@code waitid} for no child: {@code -ECHILD}. */
    @Benchmark
    public int echildByWaitid(Calls c) {
        return c.calls.waitid(Abi.P_PID, c.self, c.child, Abi.WEXITED | Abi.WNOHANG);
    }

    /** {@code waitpid} for a living child: 0. */
    @Benchmark
    public int wnohangByWaitpid(Calls c, LivingChild living) {
        return c.calls.waitpid(living.pid, c.status, Abi.WNOHANG);
    }

    /** {@code wait4} for a living child: 0. */
    @Benchmark
    public int wnohangByWait4(Calls c, LivingChild living) {
        return c.calls.wait4(living.pid, c.status, Abi.WNOHANG, c.usage);
    }

    /** {@code waitid} for a living child: 0, and no pid. */
    @Benchmark
    public int wnohangByWaitid(Calls c, LivingChild living) {
        return c.calls.waitid(Abi.P_PID, living.pid, c.child, Abi.WEXITED | Abi.WNOHANG);
    }
}
