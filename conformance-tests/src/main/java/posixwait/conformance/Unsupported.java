package posixwait.conformance;

import org.opentest4j.TestAbortedException;

/** The host or the backend lacks what a requirement needs. Carries the evidence: what was tried and what came back. */
public final class Unsupported extends TestAbortedException {
    private static final long serialVersionUID = 1L;

    private Unsupported(String evidence) {
        super(evidence);
    }

    /**
     * {@return the exception to throw}
     *
     * @param evidence what was tried and what came back, such as {@code pidfd_open: ENOSYS}
     */
    public static Unsupported because(String evidence) {
        return new Unsupported(evidence);
    }
}
