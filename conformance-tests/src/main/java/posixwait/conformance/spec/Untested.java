package posixwait.conformance.spec;

/** Why no requirement tests an assertion. */
public enum Untested {
    /** The page leaves it open, or only remarks on it: whatever the host does conforms. */
    PERMITTED,
    /** It obliges or advises the caller, not the host. */
    CALLER,
    /** It is about declarations, macros or objects of the C library that the seam does not have. */
    LIBRARY,
    /** It is about another kernel, architecture or system than those that the kit runs on. */
    ELSEWHERE,
    /** A kit cannot bring it about, or must not: it needs a terminal, a tracer, other users, or an exhausted host. */
    UNREACHABLE,
    /** It can be tested, and is not yet. */
    NOT_YET;

    /** {@return whether a requirement could test it} */
    public boolean isTestable() {
        return this == NOT_YET;
    }
}
