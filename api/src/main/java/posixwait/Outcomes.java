package posixwait;

import posixwait.spi.Abi;

/** Turns results of the seam into values and exceptions: the only place that does. */
final class Outcomes {
    private Outcomes() {}

    /** One call of the seam. */
    @FunctionalInterface
    interface Call {
        int make();
    }

    /**
     * {@return {@code result} if the call succeeded}
     *
     * @param result what the seam returned
     * @param call the C function
     * @param arguments joined for the message, only on failure
     * @throws PosixException if {@code result} is a negated error number
     */
    static int check(int result, String call, Object... arguments) {
        if (result < 0) {
            throw failure(result, call, arguments);
        }
        return result;
    }

    /** {@return the exception for a negated error number} */
    static PosixException failure(int result, String call, Object... arguments) {
        StringBuilder joined = new StringBuilder();
        for (Object argument : arguments) {
            joined.append(joined.isEmpty() ? "" : ", ").append(argument);
        }
        return new PosixException(call, joined.toString(), new Errno(-result));
    }

    /** Makes {@code call} until no signal handler interrupts it; {@return its result} */
    static int retry(Call call) {
        int result = call.make();
        while (result == -Abi.EINTR) {
            result = call.make();
        }
        return result;
    }
}
