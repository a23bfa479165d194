package posixwait.conformance.interleave;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run that did not do what it should.
 *
 * @param message what went wrong
 * @param cause what was thrown, if anything
 * @param schedule whose turn it was in each step: the run again
 * @param steps each step in words
 */
public record Failure(String message, @Nullable Throwable cause, List<Integer> schedule, List<String> steps) {
    @Override
    public String toString() {
        return message + "\n  " + String.join("\n  ", steps);
    }
}
