package guest.jnr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.Catalogue;
import posixwait.conformance.run.Jdks;
import posixwait.conformance.run.KitRunner;
import posixwait.conformance.run.Outcome;
import posixwait.conformance.run.Progress;

/** The kit by a call from Java. */
class KitCallTest {
    @Test
    void the_wait_statuses_that_jnr_posix_hands_over_are_right() throws Exception {
        KitRunner runner = new KitRunner(Jdks.current(), "jnr", List.of());
        BackendRun run = runner.run(Catalogue.matching(List.of("ST-00*")), Progress.silent());

        assertTrue(run.conforms(), () -> run.requirements().toString());
        assertEquals("jnr-posix", run.binding());
        assertFalse(run.reference().equals("jnr"), "jnr-posix can make no scene");
        assertTrue(run.totals().get(Outcome.PASSED) >= 5);
    }
}
