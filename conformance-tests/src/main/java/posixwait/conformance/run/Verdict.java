package posixwait.conformance.run;

/** Whether the kit notices a fault. */
public enum Verdict {
    /** Every requirement that is to notice it failed with it, and passed without it. */
    CAUGHT,
    /** A requirement that is to notice it did not fail with it, or fails without it, too. */
    MISSED,
    /**
     * A requirement that is to notice it is not supported here, or ran out of time with it on a host too slow to tell,
     * so this host can prove nothing.
     */
    NOT_PROVEN
}
