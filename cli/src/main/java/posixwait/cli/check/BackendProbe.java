package posixwait.cli.check;

import java.util.List;
import posixwait.Backend;
import posixwait.Backends;
import posixwait.cli.io.Json;
import posixwait.cli.io.StandardOutput;

/** Says which backends a JVM can open. Runs on the JDK in question: whether a backend opens is tried, never guessed. */
public final class BackendProbe {
    /** Stands before the answer, so that it is found among whatever a backend says. */
    static final String ANSWER = "posixwait-backends ";

    private BackendProbe() {}

    /**
     * What was found.
     *
     * @param java the version of the JVM
     * @param available the names of the backends that open
     * @param unavailable the others
     */
    record Answer(String java, List<String> available, List<Backends.Unavailable> unavailable) {}

    /** Prints the answer. */
    public static void main(String[] args) {
        Answer answer = new Answer(
                System.getProperty("java.version"),
                Backends.available().stream().map(Backend::name).toList(),
                Backends.unavailable());
        StandardOutput out = new StandardOutput();
        out.println(ANSWER + Json.compact(answer));
        out.finish();
    }
}
