package posixwait.conformance.explore;

/**
 * One step of a script. Children and pidfds are named by the order in which they were made.
 *
 * @param kind what is done
 * @param child the number of a child, or of a pidfd where {@code kind} is about one; -1 where none is meant
 * @param argument what the kind says
 * @param options the options of a wait
 */
record Step(Kind kind, int child, int argument, int options) {
    /** What a step does. */
    enum Kind {
        /** Makes a child that pauses. */
        PAUSING,
        /** Makes a child that exits with {@code argument}. */
        EXITING,
        /** {@code kill} of a child with signal {@code argument}. */
        KILL,
        /** {@code kill} of the group that a child leads. */
        KILL_GROUP,
        /** {@code setpgid} of a child to the group that child {@code argument} leads. */
        SETPGID,
        /** {@code getpgid} of a child. */
        GETPGID,
        /** {@code waitpid} of any child. */
        WAIT_ANY,
        /** {@code waitpid} of the caller's group. */
        WAIT_OWN_GROUP,
        /** {@code waitpid} of a child. */
        WAIT_PID,
        /** {@code waitpid} of the group that a child leads. */
        WAIT_GROUP,
        /** {@code waitid} with {@code P_ALL}. */
        INFO_ALL,
        /** {@code waitid} with {@code P_PID}. */
        INFO_PID,
        /** {@code waitid} with {@code P_PGID}. */
        INFO_GROUP,
        /** {@code waitid} with {@code P_PIDFD}. */
        INFO_PIDFD,
        /** {@code pidfd_open} of a child with flags {@code argument}. */
        PIDFD_OPEN,
        /** {@code poll} of a pidfd. */
        PIDFD_POLL,
        /** {@code pidfd_send_signal} of signal {@code argument}. */
        PIDFD_SIGNAL,
        /** {@code close} of a pidfd. */
        PIDFD_CLOSE;

        boolean makesChild() {
            return this == PAUSING || this == EXITING;
        }

        boolean usesPidfd() {
            return this == PIDFD_POLL || this == PIDFD_SIGNAL || this == PIDFD_CLOSE || this == INFO_PIDFD;
        }
    }

    @Override
    public String toString() {
        return kind + "(" + child + ", " + argument + ", 0x" + Integer.toHexString(options) + ")";
    }
}
