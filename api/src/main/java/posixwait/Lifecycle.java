package posixwait;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A reaper from its opening to its end: whether it takes registrations, whose turn it is to look, and how it is closed.
 *
 * <p>Shares the lock, the condition, the roster and the rounds with the reaper.
 */
final class Lifecycle {
    private final ReentrantLock lock;
    private final Condition changed;
    private final Roster roster;
    private final Rounds rounds;

    // Under the lock.
    private Phase phase = Phase.OPEN;
    private @Nullable Throwable death;

    /** The thread that is in a round, where the reaper has none of its own. */
    private @Nullable Thread rounding;

    private enum Phase {
        OPEN,
        CLOSING,
        CLOSED
    }

    Lifecycle(ReentrantLock lock, Condition changed, Roster roster, Rounds rounds) {
        this.lock = lock;
        this.changed = changed;
        this.roster = roster;
        this.rounds = rounds;
    }

    // With the lock

    void requireOpen() {
        if (phase != Phase.OPEN) {
            throw new ReaperClosedException(
                    death == null ? "the reaper is closed" : "the reaper's thread died: " + death, death);
        }
    }

    @Nullable Thread rounding() {
        return rounding;
    }

    /** {@return what to append to the description of the reaper; empty while it is open} */
    String suffix() {
        return phase == Phase.OPEN ? "" : death == null ? ", " + phase : ", died of " + death;
    }

    // Turns; from here on without the lock

    /** What a reaper's own thread does. */
    void run() {
        try {
            while (goesOn()) {
                rounds.round(Long.MAX_VALUE, registration -> {});
            }
        } catch (Throwable e) {
            die(e);
            throw e;
        } finally {
            release();
        }
    }

    private boolean goesOn() {
        lock.lock();
        try {
            return phase == Phase.OPEN || roster.count() > 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes it the calling thread's turn, for {@link #turn}.
     *
     * @throws IllegalStateException if it is another thread's
     * @throws ReaperClosedException at the end
     */
    void enter() {
        lock.lock();
        try {
            if (phase == Phase.CLOSED) {
                requireOpen();
            }
            if (rounding != null) {
                throw new IllegalStateException("another thread drains this reaper: " + rounding);
            }
            rounding = Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    /** One round on the calling thread, whose turn it is; {@return ended} */
    int turn(long nanos, Consumer<? super Registration> each) {
        try {
            return rounds.round(nanos, each);
        } catch (Throwable e) {
            // Events come once: those that were under way are lost, and with them this reaper.
            die(e);
            throw e;
        } finally {
            leave();
        }
    }

    private void leave() {
        lock.lock();
        try {
            rounding = null;
            if (phase != Phase.OPEN && roster.count() == 0) {
                // Closed from within the drain, which could not wait for itself; or dead.
                release();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // Closing

    /** Takes no more registrations; {@return why a child could not be killed: it was handed back} */
    @Nullable PosixException begin(OnClose how) {
        PosixException failure = null;
        List<Registration> back = new ArrayList<>();
        lock.lock();
        try {
            if (phase == Phase.OPEN) {
                phase = Phase.CLOSING;
            }
            for (Registration registration : how == OnClose.WAIT ? List.<Registration>of() : roster.all()) {
                if (how == OnClose.HAND_BACK) {
                    back.add(registration);
                } else {
                    try {
                        registration.child().kill();
                    } catch (PosixException e) {
                        failure = e;
                        back.add(registration);
                    }
                }
            }
            rounds.hurry();
        } finally {
            lock.unlock();
        }
        back.forEach(registration -> handBack(registration, true));
        return failure;
    }

    /** Waits for the end of the reaper's own thread; after {@link #begin}. */
    void join(Thread reaping) {
        boolean interrupted = false;
        while (reaping.isAlive()) {
            try {
                reaping.join();
            } catch (InterruptedException e) {
                interrupted = true;
                begin(OnClose.HAND_BACK);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        // Where there was nothing to wait for, there never was a thread that would do this.
        release();
    }

    /** Reaps what is left, where there is no such thread; after {@link #begin}. */
    void drainAll() {
        boolean interrupted = false;
        boolean mine = true;
        while (mine) {
            try {
                mine = takeTurn();
                if (mine) {
                    turn(Long.MAX_VALUE, registration -> {});
                }
            } catch (InterruptedException e) {
                interrupted = true;
                begin(OnClose.HAND_BACK);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return whether it is this thread's turn to drain; otherwise the reaper is closed} */
    private boolean takeTurn() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            // Another thread may be in drain; it was woken, and leaves, but it may come again.
            while (rounding != null) {
                changed.await();
            }
            if (roster.count() == 0) {
                release();
                return false;
            }
            rounding = Thread.currentThread();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void release() {
        lock.lock();
        try {
            phase = Phase.CLOSED;
            roster.close();
        } finally {
            lock.unlock();
        }
    }

    private void die(Throwable cause) {
        List<Registration> left;
        lock.lock();
        try {
            phase = Phase.CLOSED;
            death = cause;
            left = roster.all();
            left.forEach(roster::leave);
        } finally {
            lock.unlock();
        }
        ReaperClosedException failure = new ReaperClosedException("the reaper's thread died: " + cause, cause);
        left.forEach(registration -> registration.tell(failure));
    }

    /**
     * Takes a child off the roster.
     *
     * @param looks whether it is reaped if it has ended
     * @return whether it is the caller's now
     */
    boolean handBack(Registration registration, boolean looks) {
        boolean reaped;
        lock.lock();
        try {
            if (registration.over) {
                return false;
            }
            // Reaped through its handle a moment ago: the status is there, so it is told.
            reaped = (looks || registration.child().known() != null) && hasEnded(registration);
            if (!reaped) {
                roster.leave(registration);
            }
            if (phase != Phase.OPEN) {
                rounds.wake();
            }
        } finally {
            lock.unlock();
        }
        if (reaped) {
            registration.tell();
        } else {
            registration.tellHandedBack();
        }
        return !reaped;
    }

    private boolean hasEnded(Registration registration) {
        try {
            return roster.settle(registration);
        } catch (PosixException e) {
            // Whoever gets it back will see the same.
            return false;
        }
    }
}
