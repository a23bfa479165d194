package posixwait.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;
import posixwait.conformance.broken.Faults;

/** Each fault is caught by each requirement that names it, all of which pass without it: the kit can fail. */
class BrokenBackendTest {
    private final String backend = System.getProperty("posixwait.test.backend", "jna");

    @TestFactory
    Stream<DynamicTest> every_fault_is_caught() throws KitException {
        KitRunner runner = new KitRunner(Jdks.current(), backend, List.of());
        Proof proof = new Prover(runner).prove(Faults.all(), Progress.silent());

        assertThat(proof.faults()).hasSameSizeAs(Faults.all());
        return proof.faults().stream()
                .map(fault -> dynamicTest(fault.fault() + ": " + fault.rule(), () -> caught(fault)));
    }

    private static void caught(FaultResult fault) {
        if (fault.verdict() == Verdict.NOT_PROVEN) {
            throw new TestAbortedException("not proven here: " + said(fault, Verdict.NOT_PROVEN));
        }
        assertThat(fault.verdict()).as(said(fault, Verdict.MISSED)).isEqualTo(Verdict.CAUGHT);
    }

    private static String said(FaultResult fault, Verdict verdict) {
        return fault.requirements().stream()
                .filter(requirement -> requirement.verdict() == verdict)
                .map(each -> each.id() + ": " + each.sound() + " without the fault, " + each.broken() + " with it; "
                        + each.detail())
                .collect(Collectors.joining("\n"));
    }
}
