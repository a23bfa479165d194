package posixwait.bench;

import java.util.List;

/**
 * How long to measure with whole processes.
 *
 * @param stormRounds how many processes each contender gets for a storm
 * @param otherRounds how many for the other workloads
 * @param storms sizes of storms
 * @param stormWarmups storms in each process that do not count
 * @param stormWarmupChildren their size
 * @param bystanders how many live while one dies
 * @param deaths how many die, one after the other, in each process
 * @param deathWarmups how many before them do not count
 * @param footprints how many are registered at once
 * @param slice as many registrations are timed together
 * @param reaped children whose allocations are counted in each process
 * @param reapedWarmups children before them
 */
record ReaperEffort(
        int stormRounds,
        int otherRounds,
        List<Integer> storms,
        int stormWarmups,
        int stormWarmupChildren,
        List<Integer> bystanders,
        int deaths,
        int deathWarmups,
        List<Integer> footprints,
        int slice,
        int reaped,
        int reapedWarmups) {
    /** Long enough to choose by. */
    static final ReaperEffort QUICK =
            new ReaperEffort(1, 1, List.of(300), 1, 100, List.of(0, 500), 20, 20, List.of(500), 250, 2_000, 10_000);

    /** Long enough to publish. */
    static final ReaperEffort FULL = new ReaperEffort(
            5,
            5,
            List.of(1000, 4000),
            10,
            500,
            List.of(0, 10, 100, 1000, 5000, 15_000),
            200,
            200,
            List.of(1000, 15_000),
            1000,
            20_000,
            40_000);

    /** Long enough to see that it works. */
    static final ReaperEffort SMOKE =
            new ReaperEffort(1, 1, List.of(10), 1, 5, List.of(0, 5), 3, 2, List.of(20), 10, 500, 500);

    /** {@return how many processes each contender gets for a workload} */
    int rounds(String question) {
        return question.equals(ReaperWorkload.STORM) ? stormRounds : otherRounds;
    }

    /** {@return whether there is an interval to hold against a target} */
    boolean judges() {
        return Math.min(stormRounds, otherRounds) >= Ratio.FEWEST_ROUNDS;
    }
}
