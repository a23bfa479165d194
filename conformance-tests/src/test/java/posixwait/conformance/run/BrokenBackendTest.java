package posixwait.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;
import posixwait.conformance.broken.Fault;
import posixwait.conformance.broken.Faults;

/** Each fault is caught by each requirement that names it: the kit can fail. */
class BrokenBackendTest {
    private final String backend = System.getProperty("posixwait.test.backend", "jna");

    @TestFactory
    Stream<DynamicTest> every_fault_is_caught() {
        return Faults.all().stream().map(fault -> dynamicTest(fault.label() + ": " + fault.rule(), () -> prove(fault)));
    }

    private void prove(Fault fault) throws KitException {
        List<RequirementResult> results = new KitRunner(Jdks.current(), backend, List.of()).runBroken(fault);

        assertThat(results).extracting(RequirementResult::id).containsExactlyInAnyOrderElementsOf(fault.caughtBy());
        results.stream()
                .filter(result -> result.outcome() == Outcome.UNSUPPORTED)
                .forEach(result -> {
                    throw new TestAbortedException(
                            "not proven here: " + result.id() + " is UNSUPPORTED: " + result.detail());
                });
        assertThat(results)
                .allSatisfy(
                        result -> assertThat(result.outcome()).as(result.id()).isIn(Outcome.FAILED, Outcome.TIMEOUT));
    }
}
