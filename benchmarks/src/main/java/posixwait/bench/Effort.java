package posixwait.bench;

import java.time.Duration;
import java.util.List;

/**
 * How long to measure.
 *
 * @param bare sizes of storms of bare children
 * @param exec sizes of storms of programs
 * @param stormChildren children of all counting storms of one size taken together, roughly
 * @param mostStorms storms of one size at the most
 * @param patience after this time a measurement is ended
 * @param jvmFlags flags for the measuring JVMs
 * @param reaper how long to measure in rounds
 */
record Effort(
        List<Integer> bare,
        List<Integer> exec,
        int stormChildren,
        int mostStorms,
        Duration patience,
        List<String> jvmFlags,
        ReaperEffort reaper) {
    /** So that there is a spread to tell. */
    private static final int FEWEST_STORMS = 3;

    /** Long enough to choose by. */
    static final Effort QUICK = new Effort(
            List.of(100, 1000, 3000), List.of(300), 2_000, 10, Duration.ofMinutes(2), List.of(), ReaperEffort.QUICK);

    /** Long enough to publish. */
    static final Effort FULL = new Effort(
            List.of(100, 1000, 5000),
            List.of(100, 1000),
            50_000,
            100,
            Duration.ofMinutes(20),
            List.of(),
            ReaperEffort.FULL);

    /** Long enough to see that it works; its figures mean nothing. */
    static final Effort SMOKE = new Effort(
            List.of(20),
            List.of(20),
            20,
            1,
            Duration.ofMinutes(1),
            // Most of the time goes into starting JVMs.
            List.of("-XX:TieredStopAtLevel=1"),
            ReaperEffort.SMOKE);

    /** {@return how many storms of a size count} */
    int storms(int children) {
        return Math.min(mostStorms, Math.max(FEWEST_STORMS, stormChildren / children));
    }

    /** {@return how many storms of a size come before} */
    int stormWarmups(int children) {
        return Math.max(1, storms(children) / 4);
    }
}
