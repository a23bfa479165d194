package posixwait.spi;

/** The {@code pollfd} array of {@code poll}, one entry an index. Owned and reused by the caller. */
public final class RawPoll {
    /** {@code fd} of each entry; a negative one is skipped by the kernel. */
    public final int[] fds;

    /** {@code events} of each entry: the {@code POLL} bits asked for. */
    public final short[] events;

    /** {@code revents} of each entry: the {@code POLL} bits reported. */
    public final short[] revents;

    /**
     * Makes room for {@code size} descriptors.
     *
     * @param size the number of entries, at least 1
     */
    public RawPoll(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("size " + size + " is less than 1");
        }
        fds = new int[size];
        events = new short[size];
        revents = new short[size];
    }
}
