package posixwait.conformance.explore;

/** Where a script runs. */
interface World {
    /** What a thread sees that is still in its call. */
    String WAITS = "waits";

    /**
     * Does a step, and returns when all its effects are there.
     *
     * @return what the caller sees, with children named by the order in which they were made
     */
    Seen perform(Step step);
}
