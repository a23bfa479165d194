package posixwait.spi;

/** A {@code struct tms}, all in clock ticks. Owned and reused by the caller; carried in and out. */
public final class RawTimes {
    /** {@code tms_utime}: user CPU time of this process. */
    public long user;

    /** {@code tms_stime}: system CPU time of this process. */
    public long system;

    /** {@code tms_cutime}: user CPU time of children that were waited for. */
    public long childUser;

    /** {@code tms_cstime}: system CPU time of children that were waited for. */
    public long childSystem;

    /** Starts with 0 everywhere. */
    public RawTimes() {}
}
