package posixwait.spi;

/** A {@code struct rlimit}. Owned and reused by the caller; carried in and out like every carrier. */
public final class RawLimit {
    /** {@code rlim_cur}: the limit in force; {@link Abi#RLIM_INFINITY} for none. */
    public long soft;

    /** {@code rlim_max}: the ceiling of {@link #soft}. */
    public long hard;

    /** Starts with 0 everywhere. */
    public RawLimit() {}
}
