package posixwait;

import posixwait.spi.Abi;
import posixwait.spi.SystemCalls;

/**
 * Makes many {@linkplain BareChild bare children} that share this JVM's memory: forty times cheaper than copying it.
 *
 * <p>Each child has a stack of its own out of one mapping, sized for all of them. The mapping must outlive every child, so
 * reap all of them before {@link #close}. A child that outlives the JVM keeps the whole memory of the JVM alive: whoever
 * starts a JVM that makes such children must kill what is left of its session afterwards.
 *
 * <p>A pid is the caller's, who reaps it. {@link AdoptedChildren} does not know of it: make a {@link Child} of it, or name it by
 * {@link AdoptionRules#leaving}, where the thread that makes the children ends before them.
 *
 * <p>For one thread.
 */
public final class BareChildren implements AutoCloseable {
    private static final long STACK_SIZE = 16 * 1024;

    private final SystemCalls calls;
    private final int capacity;
    private final long stacks;
    private int made;
    private boolean closed;

    /**
     * Reserves the stacks.
     *
     * @param backend an opened backend
     * @param capacity the most children that will be made, 1 or more
     * @throws PosixException {@link Errno#ENOMEM} if there is no room for the stacks
     * @throws IllegalArgumentException if {@code capacity} is less than 1
     */
    public BareChildren(Backend backend, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity + " is less than 1");
        }
        this.calls = backend.calls();
        this.capacity = capacity;
        this.stacks = calls.mmap(
                capacity * STACK_SIZE,
                Abi.PROT_READ | Abi.PROT_WRITE,
                Abi.MAP_PRIVATE | Abi.MAP_ANONYMOUS | Abi.MAP_STACK | Abi.MAP_NORESERVE);
        if (stacks < 0) {
            throw Outcomes.failure((int) stacks, "mmap", capacity * STACK_SIZE);
        }
    }

    /**
     * Makes a child that calls {@code pause}.
     *
     * @return its pid; the caller kills and reaps it
     * @throws PosixException {@link Errno#EAGAIN} at a limit of processes; {@link Errno#ENOMEM}; {@link Errno#ENOSYS} if the
     *     backend cannot clone
     * @throws IllegalStateException if every stack is used, or given back
     */
    public int pausing() {
        return make("pause", 0);
    }

    /**
     * Makes a child that calls {@code _exit}.
     *
     * @param code what it passes; only the low 8 bits reach the parent
     * @return its pid; the caller reaps it
     * @throws PosixException as {@link #pausing}
     * @throws IllegalStateException as {@link #pausing}
     */
    public int exiting(int code) {
        return make("_exit", code);
    }

    private int make(String function, long argument) {
        if (closed) {
            throw new IllegalStateException("the stacks were given back");
        }
        if (made == capacity) {
            throw new IllegalStateException("all " + capacity + " stacks are used");
        }
        long entry = calls.dlsym(function);
        if (entry < 0) {
            throw Outcomes.failure((int) entry, "dlsym", function);
        }
        long top = stacks + (made + 1) * STACK_SIZE;
        int flags = Abi.CLONE_VM | Abi.SIGCHLD;
        int pid = BareChild.cloneWithSignalsBlocked(calls, entry, top, flags, argument, null);
        Outcomes.check(pid, "clone", function, argument);
        FlightEvents.spawned(pid, "clone", function);
        made++;
        return pid;
    }

    /**
     * Gives the stacks back, once: a second {@code munmap} could hit a mapping that got the place since.
     *
     * <p>Every child must have been reaped: one that still runs would lose its stack.
     */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Outcomes.check(calls.munmap(stacks, capacity * STACK_SIZE), "munmap", stacks);
        }
    }
}
