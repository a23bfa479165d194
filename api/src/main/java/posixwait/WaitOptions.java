package posixwait;

import posixwait.spi.Abi;

/**
 * The options of {@code wait3}, {@code wait4} and {@code waitpid}.
 *
 * <p>A type of its own beside {@link WaitIdOptions}, since the legal bits differ: {@code waitpid} fails with
 * {@code EINVAL} if it is given {@code WEXITED} or {@code WNOWAIT}, so these do not compile here.
 *
 * @param bits the {@code W} bits; {@link #ofBits} is the door for bits that have no name here
 */
public record WaitOptions(int bits) {

    /** Report children that ended, and block until there is one. */
    public static final WaitOptions NONE = new WaitOptions(0);

    /** {@code WNOHANG}: return at once if no child has a state change. */
    public static final WaitOptions NOHANG = new WaitOptions(Abi.WNOHANG);

    /** {@code WUNTRACED}: report stopped children, too. */
    public static final WaitOptions UNTRACED = new WaitOptions(Abi.WUNTRACED);

    /** {@code WCONTINUED}: report continued children, too. */
    public static final WaitOptions CONTINUED = new WaitOptions(Abi.WCONTINUED);

    /**
     * {@return options with exactly these bits, legal or not}
     *
     * @param bits what the kernel is to be given
     */
    public static WaitOptions ofBits(int bits) {
        return new WaitOptions(bits);
    }

    /**
     * {@return these options and {@code others} together}
     *
     * @param others what to add
     */
    public WaitOptions with(WaitOptions others) {
        return new WaitOptions(bits | others.bits);
    }

    /**
     * {@return whether all of {@code others} are among these}
     *
     * @param others what to look for
     */
    public boolean contains(WaitOptions others) {
        return (bits & others.bits) == others.bits;
    }

    /** {@return the names joined by {@code |}, bits without a name in hexadecimal} */
    @Override
    public String toString() {
        return OptionNames.of(bits, "NOHANG", "UNTRACED", "CONTINUED");
    }
}
