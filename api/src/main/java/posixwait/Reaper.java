package posixwait;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for any number of children with one thread.
 *
 * <p>A child that is registered is reaped when it ends, whether anybody waits for that or not, and its {@link Fate} is told
 * through its {@link Registration}. No other child is touched: the reaper never waits for "any" child, so
 * {@link Process} and other code that waits for children of its own lose nothing.
 *
 * <p>It learns of the end of a child by a pidfd and epoll where the kernel has them (Linux 5.4) and descriptors are left;
 * otherwise by asking the child at intervals. Which way is chosen for each child when it is registered, no child is refused,
 * and {@link Registration#strategy} says which and why.
 *
 * <p>The thread is a daemon named {@code posixwait-reaper-N}. It starts with the first registration and ends with
 * {@link #close}. Should it die of an error, every future that is not done ends with {@link ReaperClosedException}, so
 * does every attempt to register, and the thread's uncaught exception handler is told. A reaper
 * {@linkplain #driven driven} by its caller has no thread.
 *
 * <p>Safe for use by many threads, virtual ones included.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/pidfd_open.2.html">pidfd_open(2)</a>
 */
public final class Reaper implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Backend backend;
    private final OnClose onClose;
    private final Rounds rounds;
    private final Lifecycle lifecycle;
    private final @Nullable Thread thread;

    /** Guards everything below, and what those that share it keep. Code of the caller's never runs under it. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final Roster roster;
    private boolean started;

    Reaper(Backend backend, OnClose onClose, boolean driven, LongSupplier clock) {
        Preloaded.load();
        this.backend = backend;
        this.onClose = onClose;
        this.roster = new Roster(backend.calls());
        this.rounds = new Rounds(lock, changed, roster, clock, driven);
        this.lifecycle = new Lifecycle(lock, changed, roster, rounds);
        this.thread = driven ? null : newThread();
    }

    private Thread newThread() {
        // Nothing of whoever happens to make the reaper stays reachable from its thread.
        Thread made = new Thread(null, lifecycle::run, "posixwait-reaper-" + NUMBER.incrementAndGet(), 0, false);
        made.setContextClassLoader(Reaper.class.getClassLoader());
        made.setDaemon(true);
        return made;
    }

    /**
     * {@return a reaper that waits for its children when it is closed}
     *
     * @param backend an opened backend
     */
    public static Reaper open(Backend backend) {
        return open(backend, OnClose.WAIT);
    }

    /**
     * {@return a reaper}
     *
     * @param backend an opened backend
     * @param onClose what {@link #close()} does with children that still run
     */
    public static Reaper open(Backend backend, OnClose onClose) {
        return new Reaper(backend, onClose, false, System::nanoTime);
    }

    /**
     * {@return a reaper without a thread: nothing is reaped but in {@link #drain} and {@link #close}, which waits}
     *
     * @param backend an opened backend
     */
    public static Reaper driven(Backend backend) {
        return driven(backend, OnClose.WAIT);
    }

    /**
     * {@return a reaper without a thread: nothing is reaped but in {@link #drain} and {@link #close}}
     *
     * @param backend an opened backend
     * @param onClose what {@link #close()} does with children that still run; it drains meanwhile
     */
    public static Reaper driven(Backend backend, OnClose onClose) {
        return new Reaper(backend, onClose, true, System::nanoTime);
    }

    // Registering

    /**
     * Waits for the end of {@code child}.
     *
     * <p>A child that has ended, is lost or was reaped is welcome, too: its fate is told.
     *
     * @param child a child of this process
     * @return the registration
     * @throws AlreadyRegisteredException if the child is registered here and has not been reaped
     * @throws ReaperClosedException after {@link #close}, or if the thread died
     * @throws PosixException if the child cannot be waited for, for example because a sandbox forbids it
     */
    public Registration register(Child child) {
        return register(child, Watch.ends());
    }

    /**
     * Waits for the end of {@code child}, and for what else {@code watch} says.
     *
     * @param child a child of this process
     * @param watch what to look for
     * @return the registration
     * @throws AlreadyRegisteredException as {@link #register(Child)}
     * @throws ReaperClosedException as {@link #register(Child)}
     * @throws PosixException as {@link #register(Child)}
     */
    public Registration register(Child child, Watch watch) {
        return register(child, watch, Pidfd.NONE, false);
    }

    /**
     * Waits for the end of the child with this pid, which nobody else waits for.
     *
     * @param pid a child of this process, running or a zombie
     * @param watch what to look for
     * @return the registration
     * @throws IllegalArgumentException if {@code pid} is less than 1
     * @throws PosixException {@link Errno#ECHILD} if this process has no such child: a stranger, or one that was reaped
     * @throws AlreadyRegisteredException as {@link #register(Child)}
     * @throws ReaperClosedException as {@link #register(Child)}
     */
    public Registration register(int pid, Watch watch) {
        return register(Child.of(backend, pid), watch, Pidfd.NONE, true);
    }

    /**
     * Waits for the end of the child that {@code pidfd} refers to, which nobody else waits for.
     *
     * @param pidfd of a child of this process; the reaper uses a copy, so it may be closed
     * @param watch what to look for
     * @return the registration
     * @throws PosixException {@link Errno#ECHILD} if it refers to no child of this process; {@link Errno#EBADF} if it is
     *     closed
     * @throws AlreadyRegisteredException as {@link #register(Child)}
     * @throws ReaperClosedException as {@link #register(Child)}
     */
    public Registration register(Pidfd pidfd, Watch watch) {
        return register(Child.of(backend, pidfd.pid()), watch, pidfd.fdFor("fcntl"), true);
    }

    private Registration register(Child child, Watch watch, int source, boolean mustBeOurs) {
        Registration registration = new Registration(this, child, watch);
        Registration ended = null;
        boolean joined = false;
        lock.lock();
        try {
            lifecycle.requireOpen();
            Registration before = roster.registered(child.pid());
            if (before != null) {
                // Its child may have been reaped by others and the pid be this child's by now. A pidfd knows.
                if (!roster.settle(before)) {
                    throw new AlreadyRegisteredException(before);
                }
                ended = before;
            }
            if (child.known() == null) {
                start();
                int result = roster.join(registration, source);
                joined = result == 0;
                if (!joined && mustBeOurs) {
                    throw Outcomes.failure(
                            result,
                            "waitid",
                            source == Pidfd.NONE ? child.pid() : "pidfd " + source,
                            "EXITED|NOHANG|NOWAIT");
                }
                if (registration.sweepIndex != Registration.NOT_SWEPT) {
                    rounds.hurry();
                } else {
                    // Descriptors may be left again, and the thread have gone to sleep when none were.
                    rounds.unpark();
                }
            }
            // What is not on the roster has no place there that cancel() could give back.
            registration.over = !joined;
        } finally {
            lock.unlock();
            if (ended != null) {
                ended.tell();
            }
        }
        if (!joined) {
            // Not asked again: another child of this process may have got the pid since.
            registration.found(child.lost(), null);
            registration.tell();
        }
        return registration;
    }

    private void start() {
        if (!started && thread != null) {
            // Before anything is registered: if there can be no thread, there is nothing to undo.
            thread.start();
        }
        started = true;
    }

    boolean cancel(Registration registration) {
        return lifecycle.handBack(registration, false);
    }

    // Looking

    /**
     * Asks at once the children that are asked at intervals; useful to who learns of a {@code SIGCHLD}. Needs not be called.
     */
    public void look() {
        lock.lock();
        try {
            rounds.hurry();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reaps children that have ended, on the calling thread: for a reaper that is {@linkplain #driven driven}.
     *
     * <p>Blocks in native code, where {@link Thread#interrupt} does not reach it, until something happens or the time is up:
     * {@link #look} from another thread ends it. One batch of at most 256 children is reaped; call it again until it returns 0.
     * While children are asked at intervals it may return 0 before the time is up, after each interval.
     *
     * @param timeout how long to block at the most, to the millisecond, rounded up; zero or less looks once
     * @param each receives the registration of each child that was reaped, after its future is done
     * @return how many children were reaped
     * @throws IllegalStateException if the reaper has a thread of its own, or another thread drains it
     * @throws ReaperClosedException after {@link #close} has ended
     */
    public int drain(Duration timeout, Consumer<? super Registration> each) {
        if (thread != null) {
            throw new IllegalStateException("this reaper has a thread that drains it; use Reaper.driven");
        }
        lifecycle.enter();
        Told told = new Told(each);
        int ended = lifecycle.turn(Deadline.nanos(timeout), told);
        told.rethrow();
        return ended;
    }

    /** Calls back for a whole batch, whatever is thrown on the way: the next child's event does not come again. */
    static final class Told implements Consumer<Registration> {
        private final Consumer<? super Registration> each;
        private @Nullable RuntimeException exception;
        private @Nullable Error error;

        private Told(Consumer<? super Registration> each) {
            this.each = each;
        }

        @Override
        public void accept(Registration registration) {
            try {
                each.accept(registration);
            } catch (RuntimeException e) {
                exception = exception == null ? e : exception;
            } catch (Error e) {
                error = error == null ? e : error;
            }
        }

        private void rethrow() {
            if (error != null) {
                throw error;
            } else if (exception != null) {
                throw exception;
            }
        }
    }

    /**
     * {@return a descriptor that is readable when {@link #drain} has something to do; empty where there is no epoll}
     *
     * <p>For {@code poll} or an epoll of the caller's. It does not tell of children that are asked at intervals. It is the
     * reaper's: do not close it, and do not read it.
     *
     * @throws ReaperClosedException after {@link #close}
     */
    public OptionalInt fd() {
        lock.lock();
        try {
            lifecycle.requireOpen();
            roster.ready();
            Epoll epoll = roster.epoll();
            return epoll == null ? OptionalInt.empty() : OptionalInt.of(epoll.fd());
        } finally {
            lock.unlock();
        }
    }

    // Closing

    /**
     * Closes the reaper in the way chosen when it was opened: see {@link #close(OnClose)}.
     *
     * @throws PosixException as {@link #close(OnClose)}
     */
    @Override
    public void close() {
        close(onClose);
    }

    /**
     * Takes no more registrations, and blocks until no child, descriptor or thread of the reaper's is left.
     *
     * <p>May be called again, by others, in another way: to kill what another {@code close} waits for, say. If the thread is
     * interrupted it hands back what is left, and stays interrupted; for a {@linkplain #driven driven} reaper, which blocks in
     * native code here, when something happens next: another {@code close} from another thread is heard at once. Called on the
     * reaper's own thread, from a callback, it only begins, and the thread ends when the children have.
     *
     * <p>What becomes of a child:
     * <ul>
     *   <li>It has ended, and perhaps nobody noticed yet: it is reaped and its fate told, whatever {@code how} says.
     *   <li>It runs: as {@code how} says. A stopped child runs: with {@link OnClose#WAIT} somebody has to continue it.
     *   <li>It has ended and another process traces it: it is waited for until the tracer has let it go, or handed back.
     *   <li>Its status was taken: {@link StatusLost} is told.
     * </ul>
     *
     * @param how what to do with the children that still run
     * @throws PosixException {@link Errno#EPERM} if a child to be killed runs as another user: it is handed back, and the
     *     reaper is closed all the same
     */
    public void close(OnClose how) {
        PosixException failure = lifecycle.begin(how);
        if (!isOwnThread()) {
            if (thread == null) {
                lifecycle.drainAll();
            } else {
                lifecycle.join(thread);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    boolean isOwnThread() {
        lock.lock();
        try {
            return Thread.currentThread().equals(thread == null ? lifecycle.rounding() : thread);
        } finally {
            lock.unlock();
        }
    }

    // Being looked at

    /** {@return how many children are registered and not reaped} */
    public int registered() {
        lock.lock();
        try {
            return roster.count();
        } finally {
            lock.unlock();
        }
    }

    /** {@return such as {@code posixwait-reaper-1 on ffm: 4000 children, 10 of them asked at intervals (pidfd_open: EMFILE)}} */
    @Override
    public String toString() {
        lock.lock();
        try {
            String name = thread == null ? "driven reaper" : thread.getName();
            Strategy fallback = roster.lastFallback();
            String asked = roster.sweptCount() == 0
                    ? ""
                    : ", " + roster.sweptCount() + " of them asked at intervals"
                            + (fallback == null ? "" : " (" + fallback.reason() + ")");
            return name + " on " + backend + ": " + roster.count() + " children" + asked + lifecycle.suffix();
        } finally {
            lock.unlock();
        }
    }
}
