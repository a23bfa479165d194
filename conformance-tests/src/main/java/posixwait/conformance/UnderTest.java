package posixwait.conformance;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import posixwait.Backend;
import posixwait.Backends;
import posixwait.conformance.broken.Faults;
import posixwait.spi.BackendUnavailableException;

/** The backend under test, as the run's configuration says. */
final class UnderTest {
    /** The parameter that names a fault. */
    static final String FAULT = "posixwait.kit.fault";

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
        Backend tested = configuration
                .apply(FAULT)
                .map(fault -> Faults.named(fault).breaking(good))
                .orElse(good);
        return new Kit(tested, REFERENCES.computeIfAbsent(good.name(), name -> Reference.of(good)));
    }

    private static Backend open(String name) {
        try {
            return Backends.open(name);
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
