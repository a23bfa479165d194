package posixwait.bench;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import posixwait.spi.SystemCalls;

/** When {@code n} children end at one instant, how long is it from there to each status in hand? */
final class StormTrial {
    private final SystemCalls calls;
    private final Watching watching;
    private final @Nullable PipeGate gate;
    private final Ends ends;

    /**
     * Prepares.
     *
     * @param calls of the backend
     * @param watching what is measured
     * @param gate what its children wait for; {@code null} if they are killed
     * @param ends what that tells
     */
    StormTrial(SystemCalls calls, Watching watching, @Nullable PipeGate gate, Ends ends) {
        this.calls = calls;
        this.watching = watching;
        this.gate = gate;
        this.ends = ends;
    }

    /**
     * Measures one storm.
     *
     * @param n its children
     * @param warmups how many storms come before and do not count
     * @param warmupChildren their children
     */
    Readings measure(int n, int warmups, int warmupChildren) {
        for (int i = 0; i < warmups; i++) {
            storm(warmupChildren);
        }
        return Readings.of(Map.of(Readings.LATENCY, storm(n)));
    }

    private double[] storm(int n) {
        return gate == null ? killed(n) : closed(gate, n);
    }

    private double[] killed(int n) {
        ends.expect(n);
        try (Crowd crowd = Crowd.of(calls, watching, Crowd.make(watching, n))) {
            Crowd.watch(watching, crowd.pids());
            Release release = crowd.release();
            release.fire();
            return since(release, ends.await());
        }
    }

    private double[] closed(PipeGate pipe, int n) {
        ends.expect(n, false);
        try (FileOutputStream writer = pipe.writer()) {
            Crowd.watch(watching, Crowd.make(watching, n));
            Release release = PipeGate.release(writer);
            release.fire();
            return since(release, ends.await());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return how long after the release each end was told} */
    static double[] since(Release release, long... at) {
        return Arrays.stream(at).mapToDouble(each -> each - release.instant()).toArray();
    }
}
