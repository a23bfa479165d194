package posixwait.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import posixwait.conformance.broken.Faults;

/** A requirement that passes whatever the backend does says nothing about it. */
class DeadBackendTest {
    /** It asks which calls the seam has, not what they do. */
    private static final Set<String> PASSING = Set.of("JVM-021");

    private final String backend = System.getProperty("posixwait.test.backend", "jna");

    /** Classes that need a JVM of their own share one: a backend whose calls all fail does nothing to it. */
    private static TestJvmKind shared(TestJvmKind kind) {
        return new TestJvmKind(kind.owner().isEmpty() ? "" : "shared", kind.sigchldBlocked());
    }

    @Test
    void no_further_requirement_passes_with_a_backend_all_of_whose_calls_fail() throws KitException {
        List<RequirementInfo> tested =
                Catalogue.all().stream().filter(RequirementInfo::isTested).toList();
        Map<TestJvmKind, List<Trial>> byJvm = tested.stream()
                .map(info -> new Trial(info, Faults.everything().label()))
                .collect(Collectors.groupingBy(
                        trial -> shared(trial.requirement().jvm()), LinkedHashMap::new, Collectors.toList()));
        Set<String> passed = new ConcurrentSkipListSet<>();
        AtomicInteger tried = new AtomicInteger();

        new KitRunner(Jdks.current(), backend, List.of()).run(List.copyOf(byJvm.values()), (trial, result) -> {
            tried.incrementAndGet();
            if (result.outcome() == Outcome.PASSED) {
                passed.add(result.id());
            }
        });

        assertThat(passed).isSubsetOf(PASSING);
        assertThat(tried).hasValue(tested.size());
    }
}
