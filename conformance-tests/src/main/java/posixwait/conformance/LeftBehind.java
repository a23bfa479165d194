package posixwait.conformance;

import java.util.List;

/** After a test there was something that was not there before, or something was changed that the process shares. */
public final class LeftBehind extends AssertionError {
    private static final long serialVersionUID = 1L;

    LeftBehind(List<String> what) {
        super("left behind: " + String.join("; ", what));
    }
}
