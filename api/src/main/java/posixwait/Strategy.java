package posixwait;

/**
 * How a {@link Reaper} learns that a child has ended.
 *
 * @param kind the way
 * @param reason why this way and not a better one: the call that failed, and how
 */
public record Strategy(Kind kind, String reason) {

    /** The ways, best first. */
    public enum Kind {
        /** A pidfd that becomes readable, watched by epoll: nothing is asked of a child that lives. Linux 5.4. */
        PIDFD,

        /**
         * Asking each child in turn, at intervals: {@code waitid} with {@code WNOHANG}. Needs no descriptor and no thread.
         * The time from the end of a child to its status is up to 20 milliseconds, more with very many children.
         */
        SWEEP
    }

    static final Strategy PIDFD = new Strategy(Kind.PIDFD, "pidfds are to be had");

    static Strategy sweep(String call, int result) {
        return new Strategy(Kind.SWEEP, call + ": " + new Errno(-result));
    }

    /** {@return such as {@code SWEEP (pidfd_open: EMFILE (Too many open files))}} */
    @Override
    public String toString() {
        return kind + " (" + reason + ")";
    }
}
