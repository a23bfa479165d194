package posixwait.spi;

/** A {@code sigset_t}. Owned and reused by the caller; carried in and out like every carrier. */
public final class RawSignalSet {
    /** Bit {@code n - 1} stands for signal {@code n}, 1 to 64. */
    public long bits;

    /** Starts with 0 everywhere. */
    public RawSignalSet() {}
}
