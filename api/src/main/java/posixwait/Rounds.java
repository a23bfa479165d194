package posixwait;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What a reaper does over and over: wait until something happens, and look at the children it happened to. */
final class Rounds {
    private final ReentrantLock lock;
    private final Condition changed;
    private final Roster roster;
    private final LongSupplier clock;
    private final boolean keepsInterrupts;

    // Under the lock.
    private final Pace pace = new Pace();
    private boolean woken;

    /**
     * Shares the lock, the condition and the roster with the reaper.
     *
     * @param keepsInterrupts whether an interrupt is for the thread's owner
     */
    Rounds(ReentrantLock lock, Condition changed, Roster roster, LongSupplier clock, boolean keepsInterrupts) {
        this.lock = lock;
        this.changed = changed;
        this.roster = roster;
        this.clock = clock;
        this.keepsInterrupts = keepsInterrupts;
    }

    /** Asks at once the children that have to be asked; with the lock. */
    void hurry() {
        pace.hurry();
        wake();
    }

    /** Waits until something happens, no longer than {@code nanos}, and does what there is to do; {@return ended} */
    int round(long nanos, Consumer<? super Registration> each) {
        Epoll epoll;
        long limit;
        lock.lock();
        try {
            limit = Math.min(nanos, roster.sweptCount() == 0 ? Long.MAX_VALUE : pace.left(clock.getAsLong()));
            epoll = roster.epoll();
            if (epoll == null) {
                park(limit);
            }
        } finally {
            lock.unlock();
        }
        int ended = epoll == null ? 0 : events(epoll, Math.max(0, limit), each);
        return ended + sweep(each);
    }

    private void park(long nanos) {
        long left = nanos;
        try {
            // What was asked for before this line has set woken, what is asked for later finds a waiter.
            while (!woken && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            // Nobody interrupts a reaper's own thread but by mistake; a caller's thread keeps the news.
            if (keepsInterrupts) {
                Thread.currentThread().interrupt();
            }
        }
        woken = false;
    }

    /** Ends a wait that began when there was no epoll, which the end of a child that goes by pidfd would not; with the lock. */
    void unpark() {
        woken = true;
        changed.signalAll();
    }

    private int events(Epoll epoll, long nanos, Consumer<? super Registration> each) {
        int ended = 0;
        int count = epoll.await(nanos);
        for (int i = 0; i < count; i++) {
            long token = epoll.token(i);
            if (token == Epoll.WAKE) {
                epoll.takeWake();
            } else if (readable(token, each)) {
                ended++;
            }
        }
        return ended;
    }

    private boolean readable(long token, Consumer<? super Registration> each) {
        Registration registration;
        PosixException failure;
        lock.lock();
        try {
            registration = roster.holder(token);
            if (registration == null) {
                // It was cancelled after the event was reported.
                return false;
            }
            failure = settleOrLeave(registration);
            if (!registration.over) {
                // A child that is traced has ended for its pidfd and not for us; the event comes once, so ask from now
                // on.
                roster.demote(registration);
                pace.hurry();
                return false;
            }
        } finally {
            lock.unlock();
        }
        tell(registration, failure, each);
        return true;
    }

    /** {@return why the child cannot be waited for: then it is off the roster, too} */
    private @Nullable PosixException settleOrLeave(Registration registration) {
        try {
            roster.settle(registration);
            return null;
        } catch (PosixException e) {
            roster.leave(registration);
            return e;
        }
    }

    private int sweep(Consumer<? super Registration> each) {
        long begun = clock.getAsLong();
        int index;
        lock.lock();
        try {
            index = roster.sweptCount();
            if (index == 0 || pace.left(begun) > 0) {
                return 0;
            }
            // Before the first child is asked: who hurries from now on gets another sweep.
            pace.starts();
        } finally {
            lock.unlock();
        }
        int ended = 0;
        boolean found = false;
        while (--index >= 0) {
            Asked asked = ask(index, each);
            ended += asked == Asked.ENDED ? 1 : 0;
            found |= asked != Asked.NOTHING;
        }
        lock.lock();
        try {
            pace.ended(begun, clock.getAsLong(), found);
        } finally {
            lock.unlock();
        }
        return ended;
    }

    enum Asked {
        NOTHING,
        CHANGED,
        ENDED
    }

    private Asked ask(int index, Consumer<? super Registration> each) {
        Registration registration;
        WaitStatus change = null;
        PosixException failure;
        boolean ended;
        lock.lock();
        try {
            registration = roster.swept(index);
            if (registration == null) {
                return Asked.NOTHING;
            }
            if (registration.watch.stops()) {
                change = roster.stoppedOrContinued(registration);
            }
            failure = settleOrLeave(registration);
            ended = registration.over;
        } finally {
            lock.unlock();
        }
        if (change != null) {
            registration.tellChange(change);
        }
        if (!ended) {
            return change == null ? Asked.NOTHING : Asked.CHANGED;
        }
        tell(registration, failure, each);
        return Asked.ENDED;
    }

    private static void tell(
            Registration registration, @Nullable PosixException failure, Consumer<? super Registration> each) {
        if (failure == null) {
            registration.tell();
        } else {
            registration.tell(failure);
        }
        each.accept(registration);
    }

    /** Ends the wait of the round that is under way, or of the next; with the lock. */
    void wake() {
        unpark();
        Epoll epoll = roster.epoll();
        if (epoll != null) {
            epoll.wake();
        }
    }
}
