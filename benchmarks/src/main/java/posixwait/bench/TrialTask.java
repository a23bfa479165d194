package posixwait.bench;

import java.util.List;
import posixwait.Backend;

/**
 * What a measuring JVM is told.
 *
 * @param backend the backend that it opened, and no other
 * @param way that of the {@link Contender}
 * @param arguments those of the {@link Trial}
 */
record TrialTask(Backend backend, String way, List<String> arguments) {
    /** {@return an argument that is a number} */
    int number(int index) {
        return Integer.parseInt(arguments.get(index));
    }
}
