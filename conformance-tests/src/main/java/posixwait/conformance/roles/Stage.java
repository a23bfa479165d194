package posixwait.conformance.roles;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import posixwait.Backend;
import posixwait.Backends;
import posixwait.conformance.TalkingChild;
import posixwait.conformance.Unresolved;
import posixwait.conformance.broken.Faults;
import posixwait.spi.BackendUnavailableException;
import posixwait.spi.SystemCalls;

/** What a role has: the backend, its arguments, and the test that it talks to. */
public final class Stage {
    /** The parameter, and in a role the system property, that names the fault that the backend has. */
    public static final String FAULT = "posixwait.kit.fault";

    private final String backend;
    private final List<String> arguments;

    private Stage(String backend, List<String> arguments) {
        this.backend = backend;
        this.arguments = arguments;
    }

    /**
     * Plays a role.
     *
     * @param args the backend; the name of a {@link Role}; its arguments
     */
    public static void main(String[] args) throws Exception {
        Role.valueOf(args[1]).play(new Stage(args[0], List.of(args).subList(2, args.length)));
    }

    /** {@return the backend, opened when first asked for: a role may be about what holds before} */
    Backend backend() {
        try {
            Backend good = Backends.open(backend);
            String fault = System.getProperty(FAULT, "");
            return fault.isEmpty() ? good : Faults.named(fault).breaking(good);
        } catch (BackendUnavailableException e) {
            throw new Unresolved(String.valueOf(e.getMessage()), e);
        }
    }

    /** {@return its calls} */
    SystemCalls calls() {
        return backend().calls();
    }

    /** {@return an argument} */
    int argument(int index) {
        return Integer.parseInt(arguments.get(index));
    }

    /** {@return all arguments} */
    List<Integer> numbers() {
        return arguments.stream().map(Integer::valueOf).toList();
    }

    /** Tells the test. */
    void say(Object... words) {
        String line = Stream.of(words).map(Object::toString).collect(Collectors.joining(" "));
        System.out.print(TalkingChild.MARK + line + "\n");
        System.out.flush();
    }

    /** Tells the test that this host cannot do it; ends this JVM. */
    RuntimeException unsupported(String evidence) {
        say(TalkingChild.UNSUPPORTED.strip(), evidence);
        Runtime.getRuntime().halt(1);
        return new IllegalStateException(evidence);
    }

    /** Blocks until the test says so; ends this JVM if the test is gone. */
    void awaitGo() throws IOException {
        if (System.in.read() < 0) {
            Runtime.getRuntime().halt(1);
        }
    }
}
