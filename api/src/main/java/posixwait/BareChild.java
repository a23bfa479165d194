package posixwait;

import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.RawSignalSet;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/**
 * Makes children that run one function of the C library and nothing else: no program, no shell, no Java.
 *
 * <p>They are made with {@code clone(2)} and are what a fork storm consists of. Java never runs in them. Every signal is
 * blocked in them but {@code SIGSEGV}, {@code SIGBUS}, {@code SIGFPE}, {@code SIGILL} and {@code SIGTRAP}, which are never to be
 * sent to them: the JVM's handlers would run. Of the others {@code SIGKILL}, {@code SIGSTOP} and {@code SIGCONT} have an effect.
 *
 * <p>Here each child gets a copy of this JVM's memory, as {@code fork} makes it; {@link BareChildren} shares it.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/clone.2.html">clone(2)</a>
 */
public final class BareChild {
    private static final long STACK_SIZE = 64 * 1024;

    private BareChild() {}

    /**
     * Makes a child that calls {@code _exit}.
     *
     * @param backend an opened backend
     * @param code what it passes; only the low 8 bits reach the parent
     * @return the child
     * @throws PosixException {@link Errno#EAGAIN} at a limit of processes; {@link Errno#ENOMEM}; {@link Errno#ENOSYS} if the
     *     backend cannot clone
     */
    public static Child exiting(Backend backend, int code) {
        return start(backend, "_exit", code);
    }

    /**
     * Makes a child that calls {@code pause}: it lives until it is killed.
     *
     * @param backend an opened backend
     * @return the child
     * @throws PosixException as {@link #exiting}
     */
    public static Child pausing(Backend backend) {
        return start(backend, "pause", 0);
    }

    /**
     * Makes a child that calls {@code abort}: it dies of {@code SIGABRT}, although that is blocked.
     *
     * @param backend an opened backend
     * @return the child
     * @throws PosixException as {@link #exiting}
     */
    public static Child aborting(Backend backend) {
        return start(backend, "abort", 0);
    }

    private static Child start(Backend backend, String function, long argument) {
        int pid = clone(backend.calls(), function, argument, Abi.SIGCHLD, null);
        Outcomes.check(pid, "clone", function, argument);
        FlightEvents.spawned(pid, "clone", function);
        return new Child(backend, pid);
    }

    /**
     * Makes a child with a copy of this JVM's memory and returns what the seam does.
     *
     * @param calls the calls of a backend
     * @param function a C function that takes at most one integer and does not return
     * @param argument its argument
     * @param flags {@code CLONE_} bits but {@link Abi#CLONE_VM}, and the exit signal
     * @param parentTid receives what the flags ask for, such as a pidfd
     * @return the pid, or the negated error number of the first call that failed: {@code -ENOENT} without such a function,
     *     {@code -EAGAIN} at a limit of processes, {@code -ENOMEM}, {@code -EINVAL} for a bad flag, {@code -ENOSYS}
     * @throws IllegalArgumentException for {@link Abi#CLONE_VM}: the child would go on with a stack that is gone
     */
    public static int clone(
            SystemCalls calls, String function, long argument, int flags, @Nullable RawStatus parentTid) {
        if ((flags & Abi.CLONE_VM) != 0) {
            throw new IllegalArgumentException("CLONE_VM needs a stack that outlives the call: use BareChildren");
        }
        long entry = calls.dlsym(function);
        if (entry < 0) {
            return (int) entry;
        }
        // The child has its own copy of the stack, so this one is needed during the call only.
        long stack = calls.mmap(
                STACK_SIZE, Abi.PROT_READ | Abi.PROT_WRITE, Abi.MAP_PRIVATE | Abi.MAP_ANONYMOUS | Abi.MAP_STACK);
        if (stack < 0) {
            return (int) stack;
        }
        try {
            return cloneWithSignalsBlocked(calls, entry, stack + STACK_SIZE, flags, argument, parentTid);
        } finally {
            calls.munmap(stack, STACK_SIZE);
        }
    }

    static int cloneWithSignalsBlocked(
            SystemCalls calls, long entry, long stackTop, int flags, long argument, @Nullable RawStatus parentTid) {
        RawSignalSet blocking = new RawSignalSet();
        blocking.bits = RawSignalSet.ALL_BUT_FAULTS;
        RawSignalSet old = new RawSignalSet();
        // A signal that arrived in the child would run a handler of the JVM there, on a copy of the JVM without its
        // threads. Blocked from before the clone there is no instant at which that can happen; the child stays so.
        // Java runs here until the mask is as it was, so what it raises itself must reach it.
        int blocked = calls.pthreadSigmask(Abi.SIG_SETMASK, blocking, old);
        if (blocked < 0) {
            return blocked;
        }
        try {
            return calls.clone(entry, stackTop, flags, argument, parentTid);
        } finally {
            calls.pthreadSigmask(Abi.SIG_SETMASK, old, null);
        }
    }
}
