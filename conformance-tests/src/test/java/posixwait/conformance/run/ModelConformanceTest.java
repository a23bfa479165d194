package posixwait.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import posixwait.conformance.Level;
import posixwait.conformance.model.backend.ModelBackend;

/** The kit on the model: the specification that runs conforms to the requirements, and these ask for no more than it says. */
class ModelConformanceTest {
    /** What it reaches: fewer means that something the model had is gone. */
    private static final int LEAST_PASSED = 423;

    /** With this seed SIGCHLD is queued, and not sent for a continuation nor with SA_NOCLDWAIT. */
    private static final long OTHERWISE = 7;

    private static BackendRun run(List<RequirementInfo> selection) throws KitException {
        BackendRun run = new KitRunner(Jdks.current(), ModelBackend.NAME, List.of()).run(selection, Progress.silent());
        System.out.println("Conformance of the model: " + run.totals());
        return run;
    }

    private static Stream<RequirementResult> tested(BackendRun run) {
        return run.requirements().stream().filter(result -> !result.isUntested());
    }

    @Test
    void the_model_passes_every_requirement_that_needs_no_host_and_says_why_of_the_others() throws KitException {
        BackendRun run = run(Catalogue.all());

        assertThat(tested(run)).allSatisfy(result -> {
            assertThat(result.outcome())
                    .as("%s: %s", result.id(), result.detail())
                    .isIn(Outcome.PASSED, Outcome.UNSUPPORTED);
            assertThat(result.outcome() == Outcome.UNSUPPORTED
                            && result.detail().isBlank())
                    .as("%s has no reason", result.id())
                    .isFalse();
        });
        assertThat(run.totals().get(Outcome.PASSED)).isGreaterThanOrEqualTo(LEAST_PASSED);
    }

    @Test
    void what_POSIX_requires_holds_where_the_rest_is_decided_otherwise_than_on_Linux() throws KitException {
        System.setProperty(ModelBackend.VARIATION, Long.toString(OTHERWISE));
        try {
            BackendRun run = run(Catalogue.all().stream()
                    .filter(requirement -> requirement.level() == Level.REQUIRED)
                    .toList());

            // One that fails here is marked wrongly: it is Linux's, or optional.
            assertThat(tested(run))
                    .allSatisfy(result -> assertThat(result.outcome())
                            .as("%s, seed %d: %s", result.id(), OTHERWISE, result.detail())
                            .isIn(Outcome.PASSED, Outcome.UNSUPPORTED));
        } finally {
            System.clearProperty(ModelBackend.VARIATION);
        }
    }
}
