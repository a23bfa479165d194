package posixwait.conformance;

/** How binding a requirement is. */
public enum Level {
    /** A "shall" of POSIX. */
    REQUIRED,
    /** A "may" of POSIX, or an option of it such as XSI, in the form that this kind of host has it. */
    OPTIONAL,
    /** What Linux adds, or how it decides what POSIX leaves open. */
    LINUX,
    /** A hunt for a race: a pass proves little, a failure is a failure. */
    STOCHASTIC,
    /** Listed with the reason, not tested. */
    UNTESTED
}
