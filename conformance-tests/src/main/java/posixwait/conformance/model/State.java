package posixwait.conformance.model;

/** What a process is to its parent. */
public enum State {
    /** It lives, and there is nothing to report of it. */
    RUNNING,
    /** It lives, it continued after a stop, and nobody was told so yet. */
    CONTINUED,
    /** It is stopped, and nobody was told so yet. */
    STOPPED,
    /** It is stopped, and that was reported. */
    STOP_REPORTED,
    /** It has ended; its status is there to be obtained. */
    ZOMBIE,
    /** Its life has ended: its pid may be another's. */
    GONE;

    /** {@return whether it has not ended} */
    public boolean lives() {
        return this != ZOMBIE && this != GONE;
    }

    /** {@return whether it is stopped} */
    public boolean isStopped() {
        return this == STOPPED || this == STOP_REPORTED;
    }
}
