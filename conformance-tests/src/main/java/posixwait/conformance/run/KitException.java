package posixwait.conformance.run;

/** The host could not run the kit: no JVM could be started, or the backend does not open in it. One line. */
public final class KitException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * States why.
     *
     * @param why what stands in the way and what to do, one line
     */
    public KitException(String why) {
        super(why);
    }

    /**
     * States why.
     *
     * @param why what stands in the way and what to do, one line
     * @param cause what was caught
     */
    public KitException(String why, Throwable cause) {
        super(why, cause);
    }
}
