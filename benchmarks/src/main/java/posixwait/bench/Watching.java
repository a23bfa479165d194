package posixwait.bench;

/**
 * A way to learn of the ends of children: what the workloads of whole processes compare.
 *
 * <p>For one thread. Every end of a watched child is told to the {@link Ends} it was made with, once.
 */
public interface Watching extends AutoCloseable {
    /**
     * Starts one more child, which lives until it is killed.
     *
     * @return its pid
     */
    int make();

    /**
     * Watches a child.
     *
     * @param pid one that {@link #make} returned
     */
    void watch(int pid);

    /** {@return whether the children run a program; otherwise they are bare, and blocked for every signal but the last} */
    boolean runsPrograms();

    /** {@return whether a child that is made while others are watched costs nothing that belongs to those} */
    boolean makesAnyTime();

    /** Frees what it has. Every child that was watched has been told. */
    @Override
    void close();
}
