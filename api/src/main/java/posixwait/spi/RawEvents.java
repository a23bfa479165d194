package posixwait.spi;

/** The {@code epoll_event} array of {@code epoll_wait}, one entry an index. Owned and reused by the caller. */
public final class RawEvents {
    /** {@code events} of each entry: {@code EPOLL} bits. */
    public final int[] events;

    /** {@code data} of each entry, as given to {@code epoll_ctl}. */
    public final long[] data;

    /**
     * Makes room for {@code capacity} events.
     *
     * @param capacity the most events one {@code epoll_wait} may report, at least 1
     */
    public RawEvents(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity + " is less than 1");
        }
        events = new int[capacity];
        data = new long[capacity];
    }

    /** {@return the most events one call may report} */
    public int capacity() {
        return events.length;
    }
}
