package posixwait;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The zombies seen and for how long, in time during which this process ran.
 *
 * <p>A zombie that somebody waits for is gone as soon as the waiting thread has its turn. So the time that counts is time in
 * which threads had turns. A stopped or frozen process has none, nor has one that waits for memory or a garbage collector; the
 * clock goes on all the same. No interval between two looks counts for more than a quarter of the grace period, so that it
 * takes five looks at the least, each of them a turn of a thread.
 */
final class Sightings {
    private static final int TURNS = 4;
    private static final long MOST_IDLE = 1_000_000_000;

    private final long grace;
    private final long mostAtOnce;
    private final Map<Integer, Sighting> zombies = new HashMap<>();
    private long last;
    private long ran;

    private record Sighting(ProcStat zombie, long since) {}

    /** Wants to see a zombie for {@code grace} nanoseconds. */
    Sightings(long grace) {
        this.grace = grace;
        this.mostAtOnce = (grace + TURNS - 1) / TURNS;
    }

    /**
     * Begins a look.
     *
     * @param now what the clock says, in nanoseconds
     * @param listed the pids of the children there are
     */
    void begin(long now, Set<Integer> listed) {
        // Stopped between two looks for longer than the grace period, this thread may run before the one that waits.
        // What the first look adds does not matter, since no zombie was seen before it.
        ran += Math.min(now - last, mostAtOnce);
        last = now;
        zombies.keySet().retainAll(listed);
    }

    /** Has seen a zombie that may be reaped, and that was not {@link #seen}: from now on its time counts. */
    void add(ProcStat zombie) {
        // Another one with this pid may have been seen before: it was reaped, and this one's owner has all the time
        // anew.
        zombies.put(zombie.pid(), new Sighting(zombie, ran));
    }

    /** Has not seen a zombie of that pid. */
    void remove(int pid) {
        zombies.remove(pid);
    }

    /** {@return whether the pid was seen, and not for long enough: there is no need to look at it} */
    boolean young(int pid) {
        Sighting seen = zombies.get(pid);
        return seen != null && ran - seen.since() < grace;
    }

    /** {@return whether what was seen of the pid is that very zombie: then it is left over if it is not young} */
    boolean seen(ProcStat zombie) {
        Sighting seen = zombies.get(zombie.pid());
        return seen != null && seen.zombie().sameProcess(zombie);
    }

    /** {@return how long to wait for the next look, in nanoseconds} */
    long pause() {
        return zombies.isEmpty() ? Math.min(grace, MOST_IDLE) : mostAtOnce;
    }
}
