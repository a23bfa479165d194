package posixwait.conformance.explore;

/** Calls that are refused. They name processes and descriptors that there cannot be, so that nobody is hit. */
enum Misuse {
    /** {@code waitpid(INT_MIN)}. */
    SMALLEST_INT,
    /** {@code waitid} with a type that there is not. */
    NO_SUCH_TYPE,
    /** {@code waitid(P_PID, 0)}. */
    PID_ZERO,
    /** {@code waitid(P_PIDFD)} of what is no descriptor. */
    WAIT_FOR_NO_PIDFD,
    /** {@code kill} of a pid beyond the highest one. */
    KILL_NOBODY,
    /** {@code kill} of a group beyond the highest one. */
    KILL_NO_GROUP,
    /** {@code pidfd_open} of a pid beyond the highest one. */
    OPEN_NOBODY,
    /** {@code pidfd_open} of pid 0. */
    OPEN_ZERO,
    /** {@code pidfd_open} of a thread. */
    OPEN_THREAD,
    /** {@code pidfd_open} of the caller with flags that there are not. */
    OPEN_WITH_BAD_FLAGS,
    /** {@code pidfd_send_signal} by what is no descriptor. */
    SIGNAL_NO_PIDFD,
    /** {@code pidfd_send_signal} of nothing by the first pidfd with flags that there are not. */
    SIGNAL_WITH_BAD_FLAGS,
    /** {@code sigaction} of {@code SIGKILL}. */
    CATCH_KILL,
    /** {@code sigaction} of signal 65. */
    CATCH_NO_SIGNAL;

    /** More than any Linux gives: 2 to the power of 22. */
    static final int NO_PID = 0x3fff_ffff;

    static final int NO_DESCRIPTOR = 0x3fff_ffff;
    static final int NO_TYPE = 99;
    static final int BAD_FLAGS = 0x40;

    static Misuse numbered(int number) {
        return values()[number];
    }
}
