package posixwait;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.spi.Abi;

/** The resources that a child used, told with its end. */
class ReaperUsageTest {
    private static final int PID = 4711;
    private static final int OTHER = 4712;

    @RegisterExtension
    final Reapers reapers = new Reapers();

    private final FakeChildren children = reapers.children;
    private final Reaper reaper = reapers.driven();

    private Registration register(int pid) {
        return reaper.register(reapers.child(pid), Watch.ends().withUsage());
    }

    private void ends(int pid, long userMicros) {
        children.use(pid, userMicros);
        children.exit(pid, 7);
    }

    private static Duration user(Registration registration) {
        return registration.usage().orElseThrow().user();
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(1000 * micros);
    }

    @Test
    void it_is_each_childs_own() {
        Registration first = register(PID);
        Registration second = register(OTHER);
        ends(PID, 5);
        ends(OTHER, 6);
        reapers.drain(reaper);

        assertThat(user(first)).isEqualTo(micros(5));
        assertThat(user(second)).isEqualTo(micros(6));
    }

    @Test
    void it_is_there_when_the_future_is_done() {
        Registration registration = register(PID);
        ends(PID, 5);
        Duration[] seen = new Duration[1];
        registration.onEnd(Runnable::run, fate -> seen[0] = user(registration));
        reapers.drain(reaper);

        assertThat(seen[0]).isEqualTo(micros(5));
    }

    @Test
    void it_is_not_there_before() {
        Registration registration = register(PID);

        assertThat(registration.usage()).isEmpty();
    }

    @Test
    void it_is_not_there_before_the_future_is_done() {
        Registration registration = register(PID);
        ends(PID, 5);
        List<Boolean> there = new ArrayList<>();
        children.before("close", () -> there.add(registration.usage().isPresent()));
        reapers.drain(reaper);

        assertThat(there).containsExactly(false);
    }

    @Test
    void it_is_not_measured_unless_asked_for() {
        Registration registration = reaper.register(reapers.child(PID));
        ends(PID, 5);
        reapers.drain(reaper);

        assertThat(registration.usage()).isEmpty();
        assertThat(children.made("waitid with usage")).isZero();
    }

    @Test
    void it_is_lost_with_the_status() {
        Registration registration = register(PID);
        Registration other = register(OTHER);
        ends(OTHER, 6);
        reapers.drain(reaper);
        children.steal(PID);
        reapers.drain(reaper);

        assertThat(Reapers.fate(registration)).isInstanceOf(StatusLost.class);
        assertThat(registration.usage()).isEmpty();
        assertThat(user(other)).isEqualTo(micros(6));
    }

    @Nested
    class Without_the_kernels_waitid {
        Without_the_kernels_waitid() {
            children.fail("waitid with usage", Abi.ENOSYS);
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void it_is_measured_by_wait4(boolean pidfds) {
            if (!pidfds) {
                children.fail("pidfd_open", Abi.ENOSYS);
            }
            Registration registration = register(PID);
            ends(PID, 5);
            reapers.drain(reaper);

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
            assertThat(user(registration)).isEqualTo(micros(5));
        }

        @Test
        void a_child_that_a_signal_ended_is_told_so() {
            Registration registration = register(PID);
            registration.send(Signal.KILL);
            reapers.drain(reaper);

            assertThat(Reapers.fate(registration)).isEqualTo(new Signaled(Signal.KILL, false));
        }

        @Test
        void a_child_that_runs_is_not_waited_for() {
            children.fail("pidfd_open", Abi.ENOSYS);
            Registration registration = register(PID);
            reapers.drain(reaper);

            assertThat(registration.fate()).isNotDone();
            assertThat(children.made("wait4")).isZero();
        }

        @Test
        void a_stolen_child_is_lost_and_the_next_one_with_its_pid_left_alone() {
            Registration registration = register(PID);
            children.steal(PID);
            children.child(PID);
            children.exit(PID, 8);
            reapers.drain(reaper);

            assertThat(Reapers.fate(registration)).isEqualTo(new StatusLost(PID, StatusLost.Reason.TAKEN));
            assertThat(children.exists(PID)).isTrue();
        }

        @Test
        void a_child_stolen_just_before_it_is_reaped_is_lost() {
            Registration registration = register(PID);
            ends(PID, 5);
            children.before("wait4", () -> children.steal(PID));
            reapers.drain(reaper);

            assertThat(Reapers.fate(registration)).isEqualTo(new StatusLost(PID, StatusLost.Reason.TAKEN));
            assertThat(registration.usage()).isEmpty();
        }

        @Test
        void a_child_stolen_just_before_it_is_reaped_is_lost_also_if_its_pid_is_in_use_again() {
            Registration registration = register(PID);
            ends(PID, 5);
            children.before("wait4", () -> {
                children.steal(PID);
                children.child(PID);
            });
            reapers.drain(reaper);

            assertThat(Reapers.fate(registration)).isEqualTo(new StatusLost(PID, StatusLost.Reason.TAKEN));
            assertThat(registration.usage()).isEmpty();
        }

        @Test
        void and_without_wait4_the_child_is_not_reaped_and_its_future_says_so() {
            children.fail("wait4", Abi.ENOSYS);
            Registration registration = register(PID);
            ends(PID, 5);
            reapers.drain(reaper);

            assertThat(Reapers.failure(registration))
                    .isInstanceOf(PosixException.class)
                    .hasMessage("wait4(4711, NOHANG): ENOSYS (Function not implemented)");
            assertThat(registration.usage()).isEmpty();
            assertThat(children.exists(PID)).isTrue();
        }

        @Test
        void and_without_wait4_the_child_can_be_registered_without_usage() {
            children.fail("wait4", Abi.ENOSYS);
            Child child = register(PID).child();
            ends(PID, 5);
            reapers.drain(reaper);
            Registration again = reaper.register(child);
            reapers.drain(reaper);

            assertThat(Reapers.fate(again)).isEqualTo(new Exited(7));
        }

        @Test
        void a_look_that_fails_is_told() {
            Registration registration = register(PID);
            ends(PID, 5);
            children.fail("waitid(P_PIDFD)", Abi.EPERM);
            reapers.drain(reaper);

            assertThat(Reapers.failure(registration))
                    .hasMessageMatching("waitid\\(\\d+, EXITED\\|NOHANG\\|NOWAIT\\): EPERM .*");
        }
    }

    @Test
    void a_call_that_fails_otherwise_is_not_made_up_for() {
        Registration registration = register(PID);
        ends(PID, 5);
        children.fail("waitid with usage", Abi.EPERM);
        reapers.drain(reaper);

        assertThat(registration.fate()).isCompletedExceptionally();
        assertThat(children.made("wait4")).isZero();
    }

    @Test
    void without_it_no_call_is_made_up_for() {
        Registration registration = reaper.register(reapers.child(PID));
        ends(PID, 5);
        children.fail("waitid(P_PIDFD)", Abi.ENOSYS);
        reapers.drain(reaper);

        assertThat(Reapers.failure(registration))
                .hasMessageMatching("waitid\\(pidfd \\d+, EXITED\\|NOHANG\\): ENOSYS .*");
    }
}
