package posixwait.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/** The conformance kit on one backend and one JDK, a test a requirement: a class for each combination. */
abstract class ConformanceKit {
    private final String backend;
    private final int feature;

    /**
     * Says what is tested.
     *
     * @param backend the name of the backend
     * @param feature the feature release of Java
     */
    ConformanceKit(String backend, int feature) {
        this.backend = backend;
        this.feature = feature;
    }

    @TestFactory
    Stream<DynamicTest> every_requirement() throws KitException {
        Optional<Jdk> jdk =
                Jdks.find().stream().filter(found -> found.feature() == feature).findFirst();
        if (jdk.isEmpty()) {
            return Stream.of(dynamicTest("kit on " + backend + ", Java " + feature, () -> {
                throw new TestAbortedException("not run: no JDK " + feature + " is installed");
            }));
        }
        List<RequirementInfo> all = Catalogue.all();
        BackendRun run = new KitRunner(jdk.get(), backend, List.of()).run(all, Progress.silent());
        System.out.println("Conformance of " + run.backend() + " (" + run.binding() + ") on Java " + run.jdk() + ": "
                + run.totals());
        return Stream.concat(
                Stream.of(
                        dynamicTest(
                                "the run was on Java " + feature,
                                () -> assertThat(
                                                Runtime.Version.parse(run.jdk()).feature())
                                        .isEqualTo(feature)),
                        dynamicTest(
                                "every requirement has a row",
                                () -> assertThat(run.requirements())
                                        .extracting(RequirementResult::id)
                                        .containsExactlyElementsOf(all.stream()
                                                .map(RequirementInfo::id)
                                                .toList()))),
                run.requirements().stream()
                        .map(result -> dynamicTest(result.id() + " " + result.title(), () -> verdict(result))));
    }

    private static void verdict(RequirementResult result) {
        if (result.isUntested() || result.outcome() == Outcome.UNSUPPORTED) {
            throw new TestAbortedException(result.outcome() + ": " + result.detail());
        } else if (!result.conforms()) {
            fail(result.outcome() + ": " + result.rule() + "\n" + result.detail());
        }
    }
}
