package posixwait.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import posixwait.spi.Abi;
import posixwait.spi.SystemCalls;

/** When one child dies among {@code n} that live and are watched, how long is it to its status in hand? */
final class BystandersTrial {
    /** Whoever is slow gets fewer deaths, not more time. */
    private static final long ENOUGH_NANOS = TimeUnit.SECONDS.toNanos(20);

    private static final int FEWEST = 5;

    private final SystemCalls calls;
    private final Watching watching;
    private final Ends ends;

    BystandersTrial(SystemCalls calls, Watching watching, Ends ends) {
        this.calls = calls;
        this.watching = watching;
        this.ends = ends;
    }

    /**
     * Measures deaths, one after the other.
     *
     * @param n children that live on
     * @param deaths how many
     * @param warmups how many come before and do not count
     */
    Readings measure(int n, int deaths, int warmups) {
        int victims = deaths + warmups;
        // Those that are not watched yet do not count as bystanders: nobody knows of them.
        int[] early = watching.makesAnyTime() ? new int[0] : Crowd.make(watching, victims);
        int[] bystanders = Crowd.make(watching, n);
        Crowd.watch(watching, bystanders);
        List<Double> latencies = new ArrayList<>();
        long begun = System.nanoTime();
        int victim = 0;
        for (; victim < victims && !enough(begun, latencies.size()); victim++) {
            int pid = early.length == 0 ? Crowd.make(watching, 1)[0] : early[victim];
            double latency = die(pid);
            if (victim >= warmups) {
                latencies.add(latency);
            }
        }
        end(bystanders, early, victim);
        return Readings.of(Map.of(
                Readings.LATENCY,
                latencies.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    private static boolean enough(long begun, int measured) {
        return measured >= FEWEST && System.nanoTime() - begun > ENOUGH_NANOS;
    }

    private double die(int pid) {
        ends.expect(1);
        watching.watch(pid);
        Release release = new Release(calls, pid, Abi.SIGKILL);
        release.fire();
        return StormTrial.since(release, ends.await())[0];
    }

    private void end(int[] bystanders, int[] early, int used) {
        int unused = Math.max(0, early.length - used);
        ends.expect(bystanders.length + unused);
        for (int i = early.length - unused; i < early.length; i++) {
            watching.watch(early[i]);
            calls.kill(early[i], Abi.SIGKILL);
        }
        for (int pid : bystanders) {
            calls.kill(pid, Abi.SIGKILL);
        }
        ends.await();
    }
}
