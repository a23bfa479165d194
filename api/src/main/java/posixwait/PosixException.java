package posixwait;

/**
 * A call of the C library failed.
 *
 * <p>Carries the call, its arguments as the caller gave them, and the {@code errno} of that very call.
 */
public final class PosixException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The C function that failed. */
    private final String call;

    /** Its arguments, joined. */
    private final String arguments;

    /** The error number. */
    private final int number;

    /**
     * States the failure.
     *
     * @param call the C function
     * @param arguments its arguments, for the message; may be empty
     * @param errno what it left in {@code errno}, or returned if that is its convention
     */
    public PosixException(String call, String arguments, Errno errno) {
        this.call = call;
        this.arguments = arguments;
        this.number = errno.number();
    }

    /** {@return the C function that failed} */
    public String call() {
        return call;
    }

    /** {@return why it failed} */
    public Errno errno() {
        return new Errno(number);
    }

    /** {@return such as {@code waitpid(4711, NOHANG): ECHILD (No child processes)}} */
    @Override
    public String getMessage() {
        return call + "(" + arguments + "): " + errno();
    }
}
