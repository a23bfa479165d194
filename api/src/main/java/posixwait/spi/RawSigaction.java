package posixwait.spi;

/**
 * A {@code struct sigaction}. Owned and reused by the caller; carried in and out like every carrier.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/sigaction.2.html">sigaction(2)</a>
 */
public final class RawSigaction {
    /** {@code sa_handler}: {@link Abi#SIG_DFL}, {@link Abi#SIG_IGN} or the address of a C function. */
    public long handler;

    /** {@code sa_mask}: bit {@code n - 1} stands for signal {@code n}, 1 to 64. */
    public long mask;

    /** {@code sa_flags}: {@code SA_} bits; the kernel adds {@code SA_RESTORER} (0x04000000) on x86-64. */
    public int flags;

    /** Starts with 0 everywhere. */
    public RawSigaction() {}
}
