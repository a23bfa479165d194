package posixwait.conformance.model.program;

import java.io.Serial;

/** The model has no such program, or does not understand what its shell is to run. */
public final class CannotRun extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    CannotRun(String what) {
        super("the model does not run " + what);
    }
}
