package posixwait.bench;

import java.time.Duration;
import java.util.List;

/**
 * How long to measure.
 *
 * @param callWarmups JMH iterations that do not count, for one call
 * @param callIterations those that do
 * @param callTime how long each takes
 * @param floorCalls calls in one batch of the C program
 * @param floorBatches its batches
 * @param callWays the calls whose overhead is measured
 * @param reapWarmups batches of zombies that do not count
 * @param reapRounds those that do
 * @param reapWays the calls that reap them
 * @param bare sizes of storms of bare children
 * @param exec sizes of storms of programs
 * @param stormChildren children of all counting storms of one size taken together, roughly
 * @param mostStorms storms of one size at the most
 * @param patience after this time a measurement is ended
 * @param jvmFlags flags for the measuring JVMs
 * @param reaper how long to measure with whole processes
 */
record Effort(
        int callWarmups,
        int callIterations,
        Duration callTime,
        int floorCalls,
        int floorBatches,
        List<String> callWays,
        int reapWarmups,
        int reapRounds,
        List<String> reapWays,
        List<Integer> bare,
        List<Integer> exec,
        int stormChildren,
        int mostStorms,
        Duration patience,
        List<String> jvmFlags,
        ReaperEffort reaper) {
    /** So that there is a spread to tell. */
    private static final int FEWEST_STORMS = 3;

    private static final List<String> EVERY_WAY = List.of("waitpid", "wait4", "waitid");

    /** Long enough to choose by. */
    static final Effort QUICK = new Effort(
            3,
            5,
            Duration.ofMillis(200),
            50_000,
            5,
            List.of("waitpid"),
            30,
            20,
            List.of("waitpid", "waitid"),
            List.of(100, 1000, 3000),
            List.of(300),
            2_000,
            10,
            Duration.ofMinutes(2),
            List.of(),
            ReaperEffort.QUICK);

    /** Long enough to publish. */
    static final Effort FULL = new Effort(
            10,
            20,
            Duration.ofSeconds(1),
            500_000,
            20,
            EVERY_WAY,
            200,
            200,
            EVERY_WAY,
            List.of(100, 1000, 5000),
            List.of(100, 1000),
            50_000,
            100,
            Duration.ofMinutes(20),
            List.of(),
            ReaperEffort.FULL);

    /** Long enough to see that it works; its figures mean nothing. */
    static final Effort SMOKE = new Effort(
            1,
            1,
            Duration.ofMillis(10),
            1_000,
            1,
            List.of("waitpid"),
            1,
            1,
            List.of("waitpid"),
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
