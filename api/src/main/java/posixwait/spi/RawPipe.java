package posixwait.spi;

/** The two descriptors that {@code pipe2} stores. Owned and reused by the caller; carried in and out. */
public final class RawPipe {
    /** The end to read from, {@code fds[0]}. */
    public int readEnd;

    /** The end to write to, {@code fds[1]}. */
    public int writeEnd;

    /** Starts with 0 everywhere. */
    public RawPipe() {}
}
