package posixwait.conformance.explore;

/** Where a script runs. */
interface World {
    /**
     * Does a step, and returns when all its effects are there.
     *
     * @return what the caller sees, with children named by the order in which they were made
     */
    String perform(Step step);
}
