package posixwait;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import posixwait.spi.Abi;

class OwnPidsTest {
    private static final int PID = 816;

    @RegisterExtension
    final ScriptedSystemCalls calls = new ScriptedSystemCalls();

    @Test
    void a_pid_is_claimed_from_the_making_of_its_Child_to_its_reap() {
        Child child = Child.of(calls.backend(), PID);
        assertThat(OwnPids.contain(PID)).isTrue();
        calls.answer("waitpid", PID);

        child.reap();

        assertThat(OwnPids.contain(PID)).isFalse();
    }

    @Test
    void a_pid_is_claimed_while_its_Child_runs() {
        Child child = Child.of(calls.backend(), PID);
        calls.answer("waitpid", 0);

        child.reap();

        assertThat(OwnPids.contain(PID)).isTrue();
        calls.answer("waitpid", PID);
        child.reap();
    }

    @Test
    void a_pid_is_not_claimed_any_more_when_its_status_is_lost() {
        Child child = Child.of(calls.backend(), PID);
        calls.answer("waitpid", -Abi.ECHILD).answer("sigaction", 0);

        child.reap();

        assertThat(OwnPids.contain(PID)).isFalse();
    }

    @Test
    void two_handles_each_have_a_claim() {
        OwnPids.Claim first = OwnPids.claim(this, PID);
        OwnPids.Claim second = OwnPids.claim(this, PID);

        first.release();
        boolean still = OwnPids.contain(PID);
        second.release();

        assertThat(still).isTrue();
        assertThat(OwnPids.contain(PID)).isFalse();
    }

    @Test
    void the_younger_of_two_claims_can_end_first() {
        OwnPids.Claim first = OwnPids.claim(this, PID);
        OwnPids.Claim second = OwnPids.claim(this, PID);

        second.release();
        boolean still = OwnPids.contain(PID);
        first.release();

        assertThat(still).isTrue();
        assertThat(OwnPids.contain(PID)).isFalse();
    }

    @Test
    void a_handle_that_was_collected_claims_nothing() {
        OwnPids.Claim claim = OwnPids.claim(this, PID);

        claim.clear(); // as the collector does

        assertThat(OwnPids.contain(PID)).isFalse();
    }

    @Test
    void a_handle_that_was_collected_is_forgotten_when_the_next_one_comes() {
        OwnPids.claim(this, PID).enqueue();
        assertThat(OwnPids.onRecord(PID)).isTrue();

        OwnPids.Claim next = OwnPids.claim(this, PID + 1);

        assertThat(OwnPids.onRecord(PID)).isFalse();
        next.release();
    }

    @Test
    void a_release_allocates_nothing() {
        Deque<OwnPids.Claim> claims = new ArrayDeque<>();
        claims.add(OwnPids.claim(this, PID));
        claims.add(OwnPids.claim(this, PID + 1));

        assertThat(Measured.allocated(() -> claims.remove().release())).isZero();
    }
}
