package posixwait;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;
import posixwait.spi.SystemCalls;

/**
 * Reaps what this process adopted: the orphans of its descendants, for which nobody here waits.
 *
 * <p>A process whose parent ends is adopted by the nearest ancestor that is a subreaper, else by PID 1 of its PID namespace.
 * When it ends, it stays a zombie and keeps its pid until that one reaps it. A JVM does so for its own {@link Process}es only.
 * As PID 1 of a container it therefore collects zombies, until no more processes can be made.
 *
 * <p>Each look takes the zombies that are left over, by these rules:
 *
 * <ul>
 *   <li>A child of a Java thread that still runs is never taken: it is not among the adopted.
 *   <li>A child that a {@link Child} or a {@link Reaper} will wait for is never taken, nor one that
 *       {@link AdoptionRules#leaving} names.
 *   <li>A process that was seen with another parent was adopted for certain and is taken at once. That shows only where all of
 *       {@code /proc} has to be read, see {@link #toString}.
 *   <li>Anything else may be the child of a thread that has ended, and of a {@link Process} that a thread of the JDK is about
 *       to reap. It is taken after it was seen as the same zombie for a grace period, one second unless changed, and in five
 *       looks at least. Nobody waits for such a zombie.
 * </ul>
 *
 * <p>So what other code makes by native means, in a thread that ends, and does not wait for at once, has to be named by
 * {@link AdoptionRules#leaving}: the pids that {@link BareChildren} returns, for one. No call here waits for any child
 * whatever: each zombie is reaped by a pidfd of its own.
 *
 * <p>{@snippet :
 * Backend backend = Backends.openBest();
 * // Not PID 1? Then be a subreaper: AdoptedChildren.becomeSubreaper(backend);
 * try (AdoptedChildren adopted = AdoptedChildren.open(
 *         backend,
 *         AdoptionRules.usual().withCommand(),
 *         orphan -> System.out.println(orphan))) { // adopted 4711 (sh) exited with 7
 *     runTheApplication();
 * }
 * }
 *
 * <p>If {@code SIGCHLD} is ignored there is nothing to do: the kernel then leaves no zombies.
 *
 * <p>Safe for use by many threads.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/PR_SET_CHILD_SUBREAPER.2const.html">PR_SET_CHILD_SUBREAPER(2const)</a>
 * @see <a href="https://man7.org/linux/man-pages/man7/pid_namespaces.7.html">pid_namespaces(7)</a>
 */
public final class AdoptedChildren implements AutoCloseable {
    private final Object lock = new Object();
    private final AdoptionRules rules;
    private final ProcFiles files;
    private final LongSupplier clock;
    private final int self;
    private final ChildListing listing;
    private final Sightings sightings;
    private final OrphanReap reap;
    private @Nullable LookingThread thread;
    private boolean closed;
    private int zombiesSeen;
    private long reaped;

    /** With what a test puts in the place of {@code /proc} and of the clock. */
    AdoptedChildren(Backend backend, AdoptionRules rules, ProcFiles files, LongSupplier clock) {
        SystemCalls calls = backend.calls();
        this.rules = rules;
        this.files = files;
        this.clock = clock;
        this.self = Outcomes.check(calls.getpid(), "getpid");
        requireToAdopt(calls);
        requireProc();
        if (rules.usageWanted()) {
            requireUsage(calls);
        }
        this.listing = new ChildListing(files, self);
        this.sightings = new Sightings(rules.grace().toNanos());
        this.reap = new OrphanReap(calls, files, self, rules);
    }

    private void requireToAdopt(SystemCalls calls) {
        if (self == 1) {
            return;
        }
        RawStatus subreaper = new RawStatus();
        Outcomes.check(calls.prctl(Abi.PR_GET_CHILD_SUBREAPER, subreaper), "prctl", "PR_GET_CHILD_SUBREAPER");
        if (subreaper.value == 0) {
            throw new IllegalStateException("process " + self + " adopts nobody: it is neither PID 1 nor a subreaper;"
                    + " call AdoptedChildren.becomeSubreaper first, or start the JVM as PID 1 of its container");
        }
    }

    private void requireProc() {
        OptionalInt shown;
        try {
            shown = files.self();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (shown.isEmpty() || shown.getAsInt() != self) {
            throw new IllegalStateException("/proc does not show process " + self + ", which is this one, but "
                    + (shown.isPresent() ? shown.getAsInt() : "nothing")
                    + "; mount the /proc of this PID namespace, as unshare --mount-proc does");
        }
    }

    // Asked for a child that cannot be: known before a status depends on it.
    private void requireUsage(SystemCalls calls) {
        int result = Outcomes.retry(() ->
                calls.waitid(Abi.P_PID, self, new RawChild(), Abi.WEXITED | Abi.WNOHANG | Abi.WNOWAIT, new RawUsage()));
        if (result != -Abi.ECHILD) {
            Outcomes.check(result, "waitid", self, "EXITED|NOHANG|NOWAIT", "usage");
        }
    }

    /**
     * Makes this process adopt the orphans of its descendants from now on, as if it were PID 1; lasts as long as the process.
     *
     * @param backend an opened backend
     * @throws PosixException {@link Errno#EINVAL} before Linux 3.4; {@link Errno#ENOSYS} if the backend has no {@code prctl};
     *     {@link Errno#EPERM} where a sandbox forbids it
     */
    public static void becomeSubreaper(Backend backend) {
        Outcomes.check(backend.calls().prctl(Abi.PR_SET_CHILD_SUBREAPER, 1), "prctl", "PR_SET_CHILD_SUBREAPER", 1);
    }

    /**
     * Reaps by the usual rules on a thread of its own.
     *
     * @param backend an opened backend
     * @param reaped receives each child, on that thread
     * @return what runs until it is closed
     * @throws IllegalStateException as {@link #open(Backend, AdoptionRules, Consumer)}
     * @throws PosixException as {@link #open(Backend, AdoptionRules, Consumer)}
     * @throws UncheckedIOException as {@link #open(Backend, AdoptionRules, Consumer)}
     */
    public static AdoptedChildren open(Backend backend, Consumer<? super AdoptedChild> reaped) {
        return open(backend, AdoptionRules.usual(), reaped);
    }

    /**
     * Reaps on a daemon thread of its own, {@code posixwait-adopted-N}, which looks once in a grace period and at least once in
     * a second, and four times in a grace period while there are zombies.
     *
     * @param backend an opened backend
     * @param rules what to leave alone, for how long, and what to report
     * @param reaped receives each child, on that thread. What it throws goes to the thread's uncaught exception handler, and
     *     the next child is reported all the same
     * @return what runs until it is closed
     * @throws IllegalStateException if this process is neither PID 1 nor a subreaper, or {@code /proc} is that of another PID
     *     namespace
     * @throws PosixException {@link Errno#ENOSYS} if usage is wanted and the backend, or a sandbox, has no such
     *     {@code waitid}, or if the backend has no {@code prctl}
     * @throws UncheckedIOException if {@code /proc} cannot be read
     */
    public static AdoptedChildren open(Backend backend, AdoptionRules rules, Consumer<? super AdoptedChild> reaped) {
        AdoptedChildren opened = driven(backend, rules);
        opened.start(reaped);
        return opened;
    }

    void start(Consumer<? super AdoptedChild> receiver) {
        LookingThread looking = new LookingThread(this, receiver);
        synchronized (lock) {
            thread = looking;
        }
        looking.start();
    }

    /**
     * Reaps by the usual rules when told to {@link #look}; has no thread.
     *
     * @param backend an opened backend
     * @return what the caller drives
     * @throws IllegalStateException as {@link #driven(Backend, AdoptionRules)}
     * @throws PosixException as {@link #driven(Backend, AdoptionRules)}
     * @throws UncheckedIOException as {@link #driven(Backend, AdoptionRules)}
     */
    public static AdoptedChildren driven(Backend backend) {
        return driven(backend, AdoptionRules.usual());
    }

    /**
     * Reaps when told to {@link #look}; has no thread.
     *
     * @param backend an opened backend
     * @param rules what to leave alone, for how long, and what to report
     * @return what the caller drives
     * @throws IllegalStateException as {@link #open(Backend, AdoptionRules, Consumer)}
     * @throws PosixException as {@link #open(Backend, AdoptionRules, Consumer)}
     * @throws UncheckedIOException as {@link #open(Backend, AdoptionRules, Consumer)}
     */
    public static AdoptedChildren driven(Backend backend, AdoptionRules rules) {
        return new AdoptedChildren(backend, rules, new MountedProc(), System::nanoTime);
    }

    /**
     * Looks once, and reaps what is left over; never waits for a child.
     *
     * <p>The time between two looks counts towards the grace period with no more than a quarter of it: five looks, a quarter
     * of the period apart, reap soonest.
     *
     * <p>If something fails after the first child was reaped, the look ends and returns what it has; the next one meets the
     * failure again.
     *
     * @return those reaped, in no order
     * @throws IllegalStateException if this has a thread that looks, or is closed
     * @throws PosixException {@link Errno#EMFILE} or {@link Errno#ENOMEM} if there is no room for a
     *     pidfd: look again later; {@link Errno#ENOSYS} or {@link Errno#EPERM} if this process may not wait
     * @throws UncheckedIOException if {@code /proc} cannot be read
     */
    public List<AdoptedChild> look() {
        synchronized (lock) {
            if (thread != null) {
                throw new IllegalStateException("a thread looks, and reports what it reaps");
            }
            if (closed) {
                throw new IllegalStateException("closed");
            }
            return lookNow();
        }
    }

    List<AdoptedChild> lookNow() {
        synchronized (lock) {
            List<AdoptedChild> found = new ArrayList<>();
            try {
                look(found);
            } catch (IOException e) {
                throwUnless(found, new UncheckedIOException(e));
            } catch (RuntimeException e) {
                throwUnless(found, e);
            }
            reaped += found.size();
            if (zombiesSeen > 0) {
                FlightEvents.zombies(zombiesSeen, found.size());
            }
            found.forEach(child -> FlightEvents.changed(child.pid(), child.status()));
            return found;
        }
    }

    // Each of those found has been reaped, so this is the only copy of its status.
    private static void throwUnless(List<AdoptedChild> found, RuntimeException failure) {
        if (found.isEmpty()) {
            throw failure;
        }
    }

    private void look(List<AdoptedChild> found) throws IOException {
        zombiesSeen = 0;
        Set<Integer> listed = listing.look();
        sightings.begin(clock.getAsLong(), listed);
        for (int pid : listed) {
            if (rules.leave(pid)) {
                sightings.remove(pid);
            } else if (sightings.young(pid)) {
                zombiesSeen++;
            } else {
                lookAt(pid).ifPresent(found::add);
            }
        }
    }

    private Optional<AdoptedChild> lookAt(int pid) throws IOException {
        // Listed a moment ago, it may have been reaped since and its pid may be a stranger's.
        Optional<ProcStat> zombie = files.stat(pid).filter(stat -> stat.zombie() && stat.parent() == self);
        if (zombie.isEmpty()) {
            sightings.remove(pid);
            return Optional.empty();
        }
        zombiesSeen++;
        // Old enough, since young ones are not looked at; but it may be another process that has the pid by now.
        if (sightings.seen(zombie.get()) || listing.hadAnotherParent(zombie.get())) {
            Optional<AdoptedChild> child = reap.attempt(zombie.get());
            // Reaped, gone, or waitable no more, as when a tracer came: if it comes up again, then from the beginning.
            sightings.remove(pid);
            return child;
        }
        if (reap.possible(zombie.get())) {
            sightings.add(zombie.get());
        } else {
            sightings.remove(pid);
        }
        return Optional.empty();
    }

    /** {@return how long to pause before the next look, in nanoseconds} */
    long pause() {
        synchronized (lock) {
            return sightings.pause();
        }
    }

    /** {@return how many children were reaped until now} */
    public long reaped() {
        synchronized (lock) {
            return reaped;
        }
    }

    /**
     * {@return why the last look failed; empty if it did not}
     *
     * <p>A look that failed on the thread is repeated after the usual pause. A look of the caller's throws instead.
     */
    public Optional<Throwable> trouble() {
        synchronized (lock) {
            return thread == null ? Optional.empty() : thread.trouble();
        }
    }

    /**
     * Looks no more. A thread has ended when this returns, unless it is the caller: then it ends when
     * it has reported what the look found.
     *
     * <p>Zombies that are left stay zombies. An interrupt makes it return sooner, and stays set.
     */
    @Override
    public void close() {
        LookingThread looking;
        synchronized (lock) {
            closed = true;
            looking = thread;
        }
        if (looking != null) {
            looking.end();
        }
    }

    /** {@return where the children are listed, by what they are reaped, the grace period, and how it goes} */
    @Override
    public String toString() {
        synchronized (lock) {
            return "children adopted by " + self + ": listed in " + listing + "; reaped by " + reap + "; after "
                    + rules.grace() + "; " + zombiesSeen + " zombies seen, " + reaped + " reaped"
                    + trouble().map(failure -> "; last look failed: " + failure).orElse("")
                    + (closed ? "; closed" : "");
        }
    }
}
