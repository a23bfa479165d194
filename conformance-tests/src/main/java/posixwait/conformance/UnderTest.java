package posixwait.conformance;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import posixwait.Backend;
import posixwait.Backends;
import posixwait.conformance.broken.Faults;
import posixwait.conformance.roles.Stage;
import posixwait.spi.BackendUnavailableException;

/** The backend under test, as the run's configuration says. */
final class UnderTest {
    /** The parameter that names a fault. */
    static final String FAULT = Stage.FAULT;

    /** The parameter that sets how many milliseconds a test may take, where it is to be found out soon whether it hangs. */
    static final String LIMIT = "posixwait.kit.limitMillis";

    private static final Map<String, Backend> OPENED = new ConcurrentHashMap<>();
    private static final Map<String, Reference> REFERENCES = new ConcurrentHashMap<>();

    private UnderTest() {}

    /**
     * {@return a new kit for the backend that the configuration names}
     *
     * @param configuration JUnit's configuration parameters, which include system properties
     */
    static Kit kit(Function<String, Optional<String>> configuration) {
        Backend good = configuration
                .apply("posixwait.backend")
                .map(name -> OPENED.computeIfAbsent(name, UnderTest::open))
                .orElseGet(() -> OPENED.computeIfAbsent("", name -> openBest()));
        String fault = configuration.apply(FAULT).orElse("");
        Backend tested = fault.isEmpty() ? good : Faults.named(fault).breaking(good);
        return new Kit(tested, REFERENCES.computeIfAbsent(good.name(), name -> Reference.of(good)), fault);
    }

    private static Backend open(String name) {
        try {
            return TestedBackends.open(name);
        } catch (BackendUnavailableException e) {
            throw new Unresolved(String.valueOf(e.getMessage()), e);
        }
    }

    private static Backend openBest() {
        try {
            return Backends.openBest();
        } catch (BackendUnavailableException e) {
            throw new Unresolved(String.valueOf(e.getMessage()), e);
        }
    }
}
