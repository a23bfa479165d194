package posixwait;

/** What a {@link Reaper} does with the children that still run when it is closed. */
public enum OnClose {
    /** Waits until they end. */
    WAIT,

    /** Kills them, and waits until they have ended. */
    KILL,

    /** Leaves them alone: they run on and are the caller's to wait for; what was promised of them is cancelled. */
    HAND_BACK
}
