package posixwait.conformance.interleave;

/** Decides whose turn it is. */
interface Order {
    /** In the place of a strand: this run need not go on. */
    int NOBODY = -1;

    /**
     * {@return the strand whose turn it is}
     *
     * @param enabled a bit for each strand that can go on; at least one
     * @param last whose turn it was; {@link #NOBODY} at the beginning
     */
    int next(long enabled, int last);

    /** Hears what a step touched. */
    default void happened(Run run, Event event) {}
}
