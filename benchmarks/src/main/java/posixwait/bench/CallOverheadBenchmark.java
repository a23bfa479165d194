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
 * seam. {@code echild} asks for this process itself, which is no child of its own, so the kernel looks and refuses; those
 * that ask for any child, of which there is none. {@code wnohang} asks for one living child that shares the JVM's memory, or
 * for any, of which that is the only one. Every answer is looked at.
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
        @Param({Subject.FFM, Subject.JNA_DIRECT, Subject.JNA_INTERFACE, Subject.JNR_POSIX})
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

    /** A pidfd of this process, which is no child of its own. */
    @State(Scope.Thread)
    public static class OwnPidfd {
        int fd;

        /** For JMH. */
        public OwnPidfd() {}

        /** Opens it. */
        @Setup(Level.Trial)
        public void open(Calls calls) {
            fd = pidfd(calls.calls, calls.self);
        }

        /** Closes it. */
        @TearDown(Level.Trial)
        public void close(Calls calls) {
            calls.calls.close(fd);
        }
    }

    /** A pidfd of the living child. */
    @State(Scope.Thread)
    public static class LivingPidfd {
        int fd;

        /** For JMH. */
        public LivingPidfd() {}

        /** Opens it. */
        @Setup(Level.Trial)
        public void open(Calls calls, LivingChild living) {
            fd = pidfd(calls.calls, living.pid);
        }

        /** Closes it. */
        @TearDown(Level.Trial)
        public void close(Calls calls) {
            calls.calls.close(fd);
        }
    }

    /** Opens a pidfd, or says that the host has none. */
    static int pidfd(SystemCalls calls, int pid) {
        int fd = calls.pidfdOpen(pid, 0);
        if (fd < 0) {
            TrialSession.save(Samples.skipped("pidfd_open: errno " + -fd));
            throw new IllegalStateException("pidfd_open: errno " + -fd);
        }
        return fd;
    }

    private static int expected(int wanted, int result) {
        if (result != wanted) {
            throw new IllegalStateException("a call returned " + result + " in place of " + wanted);
        }
        return result;
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

    /** {@code wait} for no child: {@code -ECHILD}. */
    @Benchmark
    public int echildByWait(Calls c) {
        return expected(-Abi.ECHILD, c.calls.waitAny(c.status));
    }

    /** {@code waitpid} for no child: {@code -ECHILD}. */
    @Benchmark
    public int echildByWaitpid(Calls c) {
        return expected(-Abi.ECHILD, c.calls.waitpid(c.self, c.status, Abi.WNOHANG));
    }

    /** {@code waitid} for no child: {@code -ECHILD}. */
    @Benchmark
    public int echildByWaitid(Calls c) {
        return expected(-Abi.ECHILD, c.calls.waitid(Abi.P_PID, c.self, c.child, Abi.WEXITED | Abi.WNOHANG));
    }

    /** {@code wait3} for no child: {@code -ECHILD}. */
    @Benchmark
    public int echildByWait3(Calls c) {
        return expected(-Abi.ECHILD, c.calls.wait3(c.status, Abi.WNOHANG, c.usage));
    }

    /** {@code wait4} for no child: {@code -ECHILD}. */
    @Benchmark
    public int echildByWait4(Calls c) {
        return expected(-Abi.ECHILD, c.calls.wait4(c.self, c.status, Abi.WNOHANG, c.usage));
    }

    /** {@code waitid(P_PIDFD)} for no child: {@code -ECHILD}. */
    @Benchmark
    public int echildByPidfd(Calls c, OwnPidfd own) {
        return expected(-Abi.ECHILD, c.calls.waitid(Abi.P_PIDFD, own.fd, c.child, Abi.WEXITED | Abi.WNOHANG));
    }

    /** {@code waitpid} for a living child: 0. */
    @Benchmark
    public int wnohangByWaitpid(Calls c, LivingChild living) {
        return expected(0, c.calls.waitpid(living.pid, c.status, Abi.WNOHANG));
    }

    /** {@code waitid} for a living child: 0. */
    @Benchmark
    public int wnohangByWaitid(Calls c, LivingChild living) {
        return expected(0, c.calls.waitid(Abi.P_PID, living.pid, c.child, Abi.WEXITED | Abi.WNOHANG));
    }

    /** {@code wait3} for a living child: 0. */
    @Benchmark
    public int wnohangByWait3(Calls c, LivingChild living) {
        return expected(0, c.calls.wait3(c.status, Abi.WNOHANG, c.usage));
    }

    /** {@code wait4} for a living child: 0. */
    @Benchmark
    public int wnohangByWait4(Calls c, LivingChild living) {
        return expected(0, c.calls.wait4(living.pid, c.status, Abi.WNOHANG, c.usage));
    }

    /** {@code waitid(P_PIDFD)} for a living child: 0. */
    @Benchmark
    public int wnohangByPidfd(Calls c, LivingPidfd living) {
        return expected(0, c.calls.waitid(Abi.P_PIDFD, living.fd, c.child, Abi.WEXITED | Abi.WNOHANG));
    }
}
