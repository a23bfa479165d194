package posixwait.bench;

/** One way to make a child, again and again. */
public interface Maker extends AutoCloseable {
    /** {@return the pid of a child that was made just now} */
    int make();

    /**
     * Waits until the child that was made last has ended, and reaps it.
     *
     * @return its exit code
     */
    int reap();

    /** Gives back what the children needed; all of them have been reaped. */
    @Override
    default void close() {}
}
