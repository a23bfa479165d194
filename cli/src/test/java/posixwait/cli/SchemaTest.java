package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import posixwait.cli.check.CheckFile;
import posixwait.cli.check.NotRun;
import posixwait.cli.io.Json;
import posixwait.conformance.run.Outcome;
import posixwait.conformance.run.Verdict;

/** The schemas hold for what is written, and do not hold for anything. */
class SchemaTest {
    @Test
    void the_samples_are_valid() {
        assertThat(Schemas.errors("check", Json.text(Samples.check()))).isEmpty();
        assertThat(Schemas.errors("bench", Json.text(Samples.bench()))).isEmpty();
    }

    @Test
    void every_outcome_and_what_was_not_run_is_valid() {
        CheckFile result = new CheckFile(
                new CheckFile.Kit("1"),
                Samples.check().host(),
                List.of(Samples.run("ffm", "ffm", "25", Outcome.values())),
                List.of(new NotRun("jna", "25", "why", true)));

        assertThat(Schemas.errors("check", Json.text(result))).isEmpty();
    }

    @Test
    void every_verdict_of_a_proof_is_valid() {
        assertThat(Schemas.errors("prove", Json.text(Samples.proof(Verdict.values()))))
                .isEmpty();
    }

    @Test
    void something_else_is_not_valid() {
        assertThat(Schemas.errors("prove", Json.text(Samples.check()))).isNotEmpty();
        assertThat(Schemas.errors(
                        "prove",
                        Json.text(Samples.proof(Verdict.CAUGHT))
                                .replace("\"verdict\" : \"CAUGHT\"", "\"verdict\" : 1")))
                .isNotEmpty();
        assertThat(Schemas.errors("check", "{}")).isNotEmpty();
        assertThat(Schemas.errors("check", Json.text(Samples.check()).replace("\"PASSED\"", "\"GOOD\"")))
                .isNotEmpty();
        assertThat(Schemas.errors("bench", Json.text(Samples.bench()).replace("\"subject\"", "\"object\"")))
                .isNotEmpty();
    }
}
