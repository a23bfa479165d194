package posixwait.conformance.interleave;

/** A run did not repeat what it did before in the same order: something in the program is not under control. */
final class OutOfStep extends RuntimeException {
    private static final long serialVersionUID = 1;

    OutOfStep(String message) {
        super(message);
    }
}
