package posixwait.cli.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import posixwait.cli.Samples;
import posixwait.cli.check.NotRun;
import posixwait.cli.io.Exit;
import posixwait.cli.io.Json;
import posixwait.conformance.run.Verdict;

/** The exit code of a proof, and what is read back. */
class ProveFileTest {
    @Test
    void a_fault_that_was_missed_fails_it_whatever_else_was_caught() {
        assertThat(Samples.proof(Verdict.CAUGHT, Verdict.MISSED, Verdict.NOT_PROVEN)
                        .exitCode())
                .isEqualTo(Exit.DOES_NOT_CONFORM);
    }

    @Test
    void what_this_host_cannot_prove_does_not_fail_it() {
        assertThat(Samples.proof(Verdict.CAUGHT, Verdict.NOT_PROVEN).exitCode()).isEqualTo(Exit.CONFORMS);
    }

    @Test
    void a_host_that_can_prove_nothing_is_no_success() {
        assertThat(Samples.proof(Verdict.NOT_PROVEN).exitCode()).isEqualTo(Exit.HOST);
    }

    @Test
    void a_backend_that_could_not_be_run_is_a_matter_of_the_host() {
        ProveFile proof = Samples.proof(Verdict.CAUGHT);
        NotRun failed = new NotRun("ffm", "25", "why", true);

        assertThat(new ProveFile(proof.kit(), proof.host(), proof.runs(), List.of(failed)).exitCode())
                .isEqualTo(Exit.HOST);
    }

    @Test
    void its_json_can_be_read_back() {
        ProveFile proof = Samples.proof(Verdict.values());

        assertThat(Json.parse(Json.text(proof), ProveFile.class)).isEqualTo(proof);
    }
}
