package posixwait;

import posixwait.spi.Abi;

/**
 * The options of {@code waitid}: which state changes to report, and how.
 *
 * <p>{@code waitid} fails with {@code EINVAL} unless at least one of {@link #EXITED}, {@link #STOPPED} and
 * {@link #CONTINUED} is among them.
 *
 * @param bits the {@code W} bits; {@link #ofBits} is the door for bits that have no name here
 */
public record WaitIdOptions(int bits) {

    /** {@code WEXITED}: report children that ended. */
    public static final WaitIdOptions EXITED = new WaitIdOptions(Abi.WEXITED);

    /** {@code WSTOPPED}: report stopped children. */
    public static final WaitIdOptions STOPPED = new WaitIdOptions(Abi.WSTOPPED);

    /** {@code WCONTINUED}: report continued children. */
    public static final WaitIdOptions CONTINUED = new WaitIdOptions(Abi.WCONTINUED);

    /** {@code WNOHANG}: return at once if no child has a state change. */
    public static final WaitIdOptions NOHANG = new WaitIdOptions(Abi.WNOHANG);

    /** {@code WNOWAIT}: peek; leave the child waitable. */
    public static final WaitIdOptions NOWAIT = new WaitIdOptions(Abi.WNOWAIT);

    /**
     * {@return options with exactly these bits, legal or not}
     *
     * @param bits what the kernel is to be given
     */
    public static WaitIdOptions ofBits(int bits) {
        return new WaitIdOptions(bits);
    }

    /**
     * {@return these options and {@code others} together}
     *
     * @param others what to add
     */
    public WaitIdOptions with(WaitIdOptions others) {
        return new WaitIdOptions(bits | others.bits);
    }

    /**
     * {@return whether all of {@code others} are among these}
     *
     * @param others what to look for
     */
    public boolean contains(WaitIdOptions others) {
        return (bits & others.bits) == others.bits;
    }

    /** {@return the names joined by {@code |}, bits without a name in hexadecimal} */
    @Override
    public String toString() {
        return OptionNames.of(bits, "EXITED", "STOPPED", "CONTINUED", "NOHANG", "NOWAIT");
    }
}
