package posixwait.conformance.model.backend;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.ProcTree;
import posixwait.conformance.Unsupported;
import posixwait.conformance.model.BlockedCall;
import posixwait.conformance.model.FileCalls;
import posixwait.conformance.model.ModelKernel;
import posixwait.conformance.model.ModelProcess;
import posixwait.conformance.model.ModelThread;
import posixwait.conformance.model.SignalInfo;
import posixwait.conformance.model.Waiter;
import posixwait.conformance.model.program.CannotRun;
import posixwait.conformance.model.program.Programs;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawEvents;
import posixwait.spi.RawLimit;
import posixwait.spi.RawPipe;
import posixwait.spi.RawPoll;
import posixwait.spi.RawSigaction;
import posixwait.spi.RawSignalSet;
import posixwait.spi.RawStatus;
import posixwait.spi.RawTimes;
import posixwait.spi.RawUsage;
import posixwait.spi.SpawnPlan;
import posixwait.spi.SystemCalls;

/**
 * The calls of the model's caller. Safe for use by any number of threads, each of which is a thread of the model's.
 *
 * <p>Nothing here says what a call does: that is the model's. Here threads go in and out, and carriers are filled.
 */
public final class ModelCalls implements SystemCalls {
    /** The CPU time that a call takes. */
    static final long MICROS_PER_CALL = 1;

    private static final long BYTES_PER_KIB = 1024;

    private final ModelKernel kernel;
    private final ModelProcess self;
    private final FileCalls files;
    private final Blocking blocking;
    private final JvmThreads threads;
    private final Programs programs;
    private final Entrance entrance;
    private final Natives natives = new Natives();

    /**
     * Makes the calls of the process that leads the model's session.
     *
     * @param kernel the model, which nobody else enters but by {@code blocking}
     * @param blocking how threads enter it, and wait
     */
    public ModelCalls(ModelKernel kernel, Blocking blocking) {
        this.kernel = kernel;
        this.self = kernel.caller();
        this.files = kernel.files(self);
        this.blocking = blocking;
        this.threads = new JvmThreads(kernel);
        this.programs = new Programs(kernel);
        this.entrance = new Entrance(blocking, threads, programs);
    }

    // Going in and out

    /** {@return what a step in the model returns, made by the calling thread} */
    private <T> T in(Supplier<T> step) {
        return entrance.enter(() -> {
            kernel.work(self, MICROS_PER_CALL);
            return step.get();
        });
    }

    private int call(IntSupplier step) {
        return in(step::getAsInt);
    }

    /** Makes a call that may block. */
    private int block(int number, boolean restarts, long nanos, Supplier<Supplier<OptionalInt>> attempt) {
        BlockedCall call = in(() -> kernel.enter(threads.current(), number, restarts, attempt.get()));
        entrance.await(() -> call.result().isPresent(), nanos);
        return call(() -> {
            if (call.result().isEmpty()) {
                kernel.leave(call);
            } else {
                kernel.changed(); // what it read or closed may be what another one waits for
            }
            return call.result().orElse(TIMED_OUT);
        });
    }

    /** What {@code poll} and {@code epoll_wait} return when the time is over. */
    private static final int TIMED_OUT = 0;

    private static long nanos(int timeoutMillis) {
        return timeoutMillis < 0 ? Blocking.FOR_EVER : TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    }

    /** {@return what {@code /proc} would show to the calling thread} */
    public ProcTree proc() {
        return new ShownProc(kernel.proc(), entrance, threads);
    }

    // Waiting

    @Override
    public int waitAny(@Nullable RawStatus status) {
        return waitForWord(-1, status, 0, null);
    }

    @Override
    public int waitpid(int pid, @Nullable RawStatus status, int options) {
        return waitForWord(pid, status, options, null);
    }

    @Override
    public int wait3(@Nullable RawStatus status, int options, @Nullable RawUsage usage) {
        return waitForWord(-1, status, options, usage);
    }

    @Override
    public int wait4(int pid, @Nullable RawStatus status, int options, @Nullable RawUsage usage) {
        return waitForWord(pid, status, options, usage);
    }

    private int waitForWord(int pid, @Nullable RawStatus status, int options, @Nullable RawUsage usage) {
        Waiter waiter = in(() -> kernel.waitForWord(threads.current(), pid, options));
        entrance.await(() -> waiter.answer().isPresent(), Blocking.FOR_EVER);
        return call(() -> Answers.word(waiter.answer().orElseThrow(), status, usage));
    }

    @Override
    public int waitid(int idtype, int id, @Nullable RawChild child, int options) {
        return waitid(idtype, id, child, options, null);
    }

    @Override
    public int waitid(int idtype, int id, @Nullable RawChild child, int options, @Nullable RawUsage usage) {
        Waiter waiter = in(() -> kernel.waitForInfo(threads.current(), idtype, id, options));
        entrance.await(() -> waiter.answer().isPresent(), Blocking.FOR_EVER);
        return call(() -> Answers.info(waiter.answer().orElseThrow(), child, usage));
    }

    // Creating

    @Override
    public int posixSpawn(SpawnPlan plan) {
        return call(() -> {
            try {
                return new Spawning(kernel, programs, threads.current()).spawn(plan);
            } catch (CannotRun e) {
                throw Unsupported.because(String.valueOf(e.getMessage()));
            }
        });
    }

    @Override
    public int clone(long function, long stackTop, int flags, long argument, @Nullable RawStatus parentTid) {
        return call(() -> new Cloning(kernel, programs, threads.current())
                .clone(natives.function(function), flags, argument, parentTid));
    }

    @Override
    public long dlsym(String symbol) {
        return in(() -> natives.dlsym(symbol));
    }

    @Override
    public long mmap(long length, int protection, int flags) {
        return in(() -> {
            long address = natives.mmap(length, protection, flags);
            if (address >= 0 && (flags & Abi.MAP_POPULATE) != 0) {
                kernel.hold(self, length / BYTES_PER_KIB);
            }
            return address;
        });
    }

    @Override
    public int munmap(long address, long length) {
        return call(() -> natives.munmap(address, length));
    }

    // Signals

    @Override
    public int kill(int pid, int signal) {
        return call(() -> kernel.kill(self, pid, signal));
    }

    @Override
    public int tgkill(int pid, int tid, int signal) {
        return call(() -> kernel.tgkill(self, pid, tid, signal));
    }

    @Override
    public int sigaction(int signal, @Nullable RawSigaction action, @Nullable RawSigaction old) {
        return call(() -> {
            int result = kernel.disposition(self, signal, old);
            return result < 0 || action == null ? result : kernel.sigaction(self, signal, action);
        });
    }

    @Override
    public int pthreadSigmask(int how, @Nullable RawSignalSet set, @Nullable RawSignalSet old) {
        return call(() -> {
            ModelThread thread = threads.current();
            long before = thread.mask();
            if (set != null) {
                long bits = set.bits;
                switch (how) {
                    case Abi.SIG_BLOCK -> kernel.setMask(thread, before | bits);
                    case Abi.SIG_UNBLOCK -> kernel.setMask(thread, before & ~bits);
                    case Abi.SIG_SETMASK -> kernel.setMask(thread, bits);
                    default -> {
                        return -Abi.EINVAL;
                    }
                }
            }
            if (old != null) {
                old.bits = before;
            }
            return 0;
        });
    }

    @Override
    public int sigpending(RawSignalSet set) {
        return call(() -> {
            set.bits = kernel.pending(threads.current());
            return 0;
        });
    }

    @Override
    public int sigtimedwait(RawSignalSet set, @Nullable RawChild child, long timeoutNanos) {
        long nanos = timeoutNanos < 0 ? Blocking.FOR_EVER : timeoutNanos;
        int result = block(Abi.SYS_RT_SIGTIMEDWAIT, false, nanos, () -> {
            ModelThread thread = threads.current();
            long wanted = set.bits;
            return () -> kernel.take(thread, wanted)
                    .map(info -> OptionalInt.of(took(info, child)))
                    .orElse(OptionalInt.empty());
        });
        return result == TIMED_OUT ? -Abi.EAGAIN : result;
    }

    private static int took(SignalInfo info, @Nullable RawChild child) {
        if (child != null) {
            child.clear();
            child.signo = info.signal();
            child.code = info.code();
            child.pid = info.pid();
            child.uid = info.user();
            child.status = info.status();
        }
        return info.signal();
    }

    // Who is who

    @Override
    public int getpid() {
        return self.pid();
    }

    @Override
    public int getppid() {
        return call(() -> kernel.getppid(self));
    }

    @Override
    public int gettid() {
        return call(() -> threads.current().tid());
    }

    @Override
    public int getpgid(int pid) {
        return call(() -> kernel.getpgid(self, pid));
    }

    @Override
    public int setpgid(int pid, int group) {
        return call(() -> kernel.setpgid(self, pid, group));
    }

    @Override
    public int getsid(int pid) {
        return call(() -> kernel.getsid(self, pid));
    }

    @Override
    public int setsid() {
        return call(() -> kernel.setsid(self));
    }

    // Resources

    @Override
    public int getrusage(int who, RawUsage usage) {
        return call(() -> switch (who) {
            case Abi.RUSAGE_SELF, Abi.RUSAGE_THREAD -> Answers.usage(usage, kernel.usage(self));
            case Abi.RUSAGE_CHILDREN -> Answers.usage(usage, kernel.childrensUsage(self));
            default -> -Abi.EINVAL;
        });
    }

    @Override
    public long times(RawTimes times) {
        return in(() -> Answers.times(times, kernel.usage(self), kernel.childrensUsage(self), blocking.nanoTime()));
    }

    @Override
    public int getrlimit(int resource, RawLimit limit) {
        return call(() -> kernel.getrlimit(self, resource, limit));
    }

    @Override
    public int setrlimit(int resource, RawLimit limit) {
        return call(() -> kernel.setrlimit(self, resource, limit));
    }

    @Override
    public int prctl(int option, long argument) {
        return call(() -> switch (option) {
            case Abi.PR_SET_CHILD_SUBREAPER -> {
                kernel.setSubreaper(self, argument != 0);
                yield 0;
            }
            case Abi.PR_SET_PDEATHSIG -> kernel.setParentDeathSignal(threads.current(), argument);
            default -> -Abi.EINVAL;
        });
    }

    @Override
    public int prctl(int option, RawStatus result) {
        return call(() -> switch (option) {
            case Abi.PR_GET_PDEATHSIG -> {
                result.value = kernel.parentDeathSignal(threads.current());
                yield 0;
            }
            case Abi.PR_GET_CHILD_SUBREAPER -> {
                result.value = kernel.isSubreaper(self) ? 1 : 0;
                yield 0;
            }
            default -> -Abi.EINVAL;
        });
    }

    // Pidfds and descriptors

    @Override
    public int pidfdOpen(int pid, int flags) {
        return call(() -> kernel.pidfdOpen(self, pid, flags));
    }

    @Override
    public int pidfdSendSignal(int pidfd, int signal, int flags) {
        return call(() -> kernel.pidfdSendSignal(self, pidfd, signal, flags));
    }

    @Override
    public int epollCreate1(int flags) {
        return call(() -> files.epollCreate1(flags));
    }

    @Override
    public int epollCtl(int epoll, int operation, int fd, int events, long data) {
        return call(() -> files.epollCtl(epoll, operation, fd, events, data));
    }

    @Override
    public int epollWait(int epoll, RawEvents events, int timeoutMillis) {
        return block(
                Abi.SYS_EPOLL_PWAIT,
                false,
                nanos(timeoutMillis),
                () -> files.epollWait(epoll, events, timeoutMillis == 0));
    }

    @Override
    public int eventfd(int initial, int flags) {
        return call(() -> files.eventfd(initial, flags));
    }

    @Override
    public int poll(RawPoll poll, int timeoutMillis) {
        return block(Abi.SYS_PPOLL, false, nanos(timeoutMillis), () -> files.poll(poll, timeoutMillis == 0));
    }

    @Override
    public int pipe2(RawPipe ends, int flags) {
        return call(() -> files.pipe2(ends, flags));
    }

    @Override
    public int read(int fd, byte[] bytes, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        return block(Abi.SYS_READ, true, Blocking.FOR_EVER, () -> files.read(fd, bytes, offset, count));
    }

    @Override
    public int write(int fd, byte[] bytes, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        return block(Abi.SYS_WRITE, true, Blocking.FOR_EVER, () -> files.write(fd, bytes, offset, count));
    }

    @Override
    public int close(int fd) {
        return call(() -> files.close(fd));
    }

    @Override
    public int fcntl(int fd, int command, long argument) {
        return call(() -> files.fcntl(fd, command, argument));
    }

    // The raw door

    @Override
    public long syscall(long number, long a, long b, long c, long d, long e, long f) {
        return new RawDoor(this, natives, entrance).syscall(number, a, b, c, d, e);
    }
}
