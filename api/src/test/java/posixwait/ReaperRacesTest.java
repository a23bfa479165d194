package posixwait;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import posixwait.WaitStatus.Exited;
import posixwait.spi.Abi;

/** What happens to a child between two lines of the reaper, or of others. */
class ReaperRacesTest {
    private static final int PID = 4711;
    private static final int OTHER = 4712;
    private static final int THIRD = 4713;

    @RegisterExtension
    final Reapers reapers = new Reapers();

    private final FakeChildren children = reapers.children;
    private final Reaper reaper = reapers.driven();

    @Nested
    class A_child_reaped_through_its_handle {
        private final Child child = reapers.child(PID);
        private final Registration registration =
                reaper.register(child, Watch.ends().withUsage());

        A_child_reaped_through_its_handle() {
            children.exit(PID, 7);
            child.reap();
        }

        @Test
        void is_told_of() {
            reapers.drain(reaper);

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
        }

        @Test
        void keeps_its_status_when_it_is_asked_for_again() {
            assertThat(child.reap()).contains(new Exited(7));
        }

        @Test
        void has_no_usage() {
            reapers.drain(reaper);

            assertThat(registration.usage()).isEmpty();
        }

        @Test
        void is_not_handed_back_but_told_of() {
            assertThat(registration.cancel()).isFalse();
            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
        }

        /** A place given back twice would be had by two, one of whom would never be told. */
        @Test
        void gives_its_place_back_once() {
            registration.cancel();
            Registration second = reaper.register(reapers.child(OTHER));
            Registration third = reaper.register(reapers.child(THIRD));
            children.exit(OTHER, 8);
            children.exit(THIRD, 9);
            reapers.drain(reaper);

            assertThat(Reapers.fate(second)).isEqualTo(new Exited(8));
            assertThat(Reapers.fate(third)).isEqualTo(new Exited(9));
        }

        @Test
        void is_no_hindrance_to_the_next_child_with_its_pid() {
            Registration next = reaper.register(reapers.child(PID));
            children.exit(PID, 8);
            reapers.drain(reaper);

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
            assertThat(Reapers.fate(next)).isEqualTo(new Exited(8));
        }
    }

    @Test
    void a_child_reaped_through_its_handle_has_no_usage_of_one_that_was_reaped_before_it() {
        Registration registration =
                reaper.register(reapers.child(PID), Watch.ends().withUsage());
        Registration other = reaper.register(reapers.child(OTHER), Watch.ends().withUsage());
        children.use(OTHER, 5);
        children.exit(OTHER, 8);
        reapers.drain(reaper);
        children.exit(PID, 7);
        registration.child().reap();
        reapers.drain(reaper);

        assertThat(other.usage()).isPresent();
        assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
        assertThat(registration.usage()).isEmpty();
    }

    @Nested
    class An_event_that_was_reported {
        private final Registration first = reaper.register(reapers.child(PID));
        private final Registration second = reaper.register(reapers.child(OTHER));

        An_event_that_was_reported() {
            children.exit(PID, 7);
            children.exit(OTHER, 8);
        }

        @Test
        void does_not_reap_a_child_that_was_handed_back_since() {
            first.onEnd(Runnable::run, fate -> second.cancel());

            assertThat(reapers.drain(reaper)).isOne();
            assertThat(second.fate()).isCancelled();
            assertThat(children.exists(OTHER)).isTrue();
        }

        /** Asked, the third child would be found running, and taken for one that is traced. */
        @Test
        void does_not_reach_another_that_got_the_place_since() {
            Child third = reapers.child(THIRD);
            Registration[] next = new Registration[1];
            first.onEnd(Runnable::run, fate -> {
                second.cancel();
                next[0] = reaper.register(third);
            });
            reapers.drain(reaper);

            assertThat((int) next[0].token).as("place").isEqualTo((int) second.token);
            assertThat(next[0].strategy()).isEqualTo(Strategy.PIDFD);
        }
    }

    @Nested
    class A_status_that_was_taken {
        @ParameterizedTest
        @CsvSource({"1, 0, SIGCHLD_IGNORED", "0, 2, NO_CHILD_WAIT", "0, 0, TAKEN"})
        void is_told_as_lost_and_why(long handler, int flags, StatusLost.Reason reason) {
            children.action(handler, flags);
            Registration registration = reaper.register(reapers.child(PID));
            if (reason == StatusLost.Reason.TAKEN) {
                children.steal(PID);
            } else {
                children.exit(PID, 7);
            }
            reapers.drain(reaper);

            assertThat(Reapers.fate(registration)).isEqualTo(new StatusLost(PID, reason));
        }

        @Test
        void is_told_as_lost_where_the_child_is_asked() {
            children.fail("pidfd_open", Abi.ENOSYS);
            Registration registration = reaper.register(reapers.child(PID));
            children.steal(PID);
            reapers.drain(reaper);

            assertThat(Reapers.fate(registration)).isEqualTo(new StatusLost(PID, StatusLost.Reason.TAKEN));
        }

        @Test
        void may_be_taken_between_the_event_and_the_reap() {
            Registration registration = reaper.register(reapers.child(PID));
            children.exit(PID, 7);
            children.before("waitid(P_PIDFD)", () -> children.steal(PID));
            reapers.drain(reaper);

            assertThat(Reapers.fate(registration)).isEqualTo(new StatusLost(PID, StatusLost.Reason.TAKEN));
        }

        @Test
        void leaves_the_next_child_with_the_pid_alone() {
            Registration registration = reaper.register(reapers.child(PID));
            children.steal(PID);
            children.child(PID);
            children.exit(PID, 8);
            reapers.drain(reaper);

            assertThat(Reapers.fate(registration)).isEqualTo(new StatusLost(PID, StatusLost.Reason.TAKEN));
            assertThat(children.exists(PID)).isTrue();
        }
    }

    @Nested
    class A_child_that_is_traced {
        private final Registration registration = reaper.register(reapers.child(PID));

        A_child_that_is_traced() {
            children.trace(PID, true);
            children.exit(PID, 7);
        }

        @Test
        void is_asked_from_when_its_pidfd_was_readable_and_nothing_to_reap() {
            reapers.drain(reaper);

            assertThat(registration.strategy().kind()).isEqualTo(Strategy.Kind.SWEEP);
            assertThat(registration.strategy().reason()).contains("traced");
        }

        @Test
        void is_told_of_when_its_tracer_has_let_it_go() {
            reapers.drain(reaper);
            children.trace(PID, false);
            reapers.now += Pace.LONGEST;
            reapers.drain(reaper);

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
        }

        @Test
        void is_asked_soon() {
            reapers.drain(reaper);
            children.timeouts.clear();
            children.trace(PID, false);
            reaper.drain(Reapers.LONG, each -> {});

            assertThat(children.timeouts).containsExactly(2);
        }

        @Test
        void is_not_reaped_for_that() {
            assertThat(reapers.drain(reaper)).isZero();
            assertThat(reaper.registered()).isOne();
        }

        @Test
        void is_listed_once_if_it_is_asked_for_its_stops_already() {
            Registration stops =
                    reaper.register(reapers.child(OTHER), Watch.ends().onStopAndContinue(Runnable::run, change -> {}));
            children.trace(OTHER, true);
            children.exit(OTHER, 7);
            reapers.drain(reaper);
            children.trace(OTHER, false);
            reapers.now += Pace.LONGEST;
            reapers.drain(reaper);

            assertThat(Reapers.fate(stops)).isEqualTo(new Exited(7));
            assertThat(reaper)
                    .hasToString("driven reaper on fake: 1 children, 1 of them asked at intervals ("
                            + registration.strategy().reason() + ")");
        }
    }

    @Test
    void a_child_that_is_found_to_be_traced_is_asked_soon_also_if_nothing_had_happened_for_long() {
        reaper.register(reapers.child(OTHER), Watch.ends().onStopAndContinue(Runnable::run, change -> {}));
        reaper.register(reapers.child(PID));
        for (int sweeps = 0; sweeps < 10; sweeps++) {
            reapers.drain(reaper);
            reapers.now += Pace.LONGEST;
        }
        reapers.drain(reaper);
        children.trace(PID, true);
        children.exit(PID, 7);
        reapers.drain(reaper);
        children.timeouts.clear();
        reaper.drain(Reapers.LONG, each -> {});

        assertThat(children.timeouts).containsExactly(2);
    }

    /** As long as a child holds a copy of a pidfd, closing it does not take it out of the epoll: epoll(7). */
    @Nested
    class A_descriptor_of_which_a_child_holds_a_copy {
        private final Child child = reapers.child(PID);
        private final Registration registration = reaper.register(child);

        A_descriptor_of_which_a_child_holds_a_copy() {
            children.descriptors.copyToChild();
        }

        @Test
        void is_not_reported_again_after_the_child_was_reaped() {
            children.exit(PID, 7);
            reapers.drain(reaper);

            assertThat(reapers.sleeps(reaper)).isTrue();
        }

        @Test
        void is_not_reported_after_the_child_was_handed_back() {
            registration.cancel();
            children.exit(PID, 7);

            assertThat(reapers.sleeps(reaper)).isTrue();
        }

        @Test
        void is_reported_to_nobody_after_the_child_was_reaped_through_its_handle() {
            children.exit(PID, 7);
            child.reap();
            registration.cancel();

            assertThat(reapers.drain(reaper)).isZero();
            assertThat(reapers.sleeps(reaper)).isTrue();
        }
    }

    /** Closing the only descriptor of a file takes it out of every epoll. */
    @Test
    void a_pidfd_of_the_reapers_own_costs_no_call_to_take_it_out_of_the_epoll() {
        reaper.register(reapers.child(PID));
        children.exit(PID, 7);
        reapers.drain(reaper);

        assertThat(children.made("epoll_ctl(DEL)")).isZero();
    }

    @Nested
    class A_pidfd_of_the_callers {
        @Test
        void is_not_reported_after_its_child_was_reaped() {
            children.child(PID);
            try (Pidfd pidfd = Pidfd.open(children.backend(), PID)) {
                reaper.register(pidfd, Watch.ends());
                children.exit(PID, 7);
                reapers.drain(reaper);

                assertThat(reapers.sleeps(reaper)).isTrue();
            }
        }

        /** The epoll would still have the one open file under the number that the next copy gets, too: EEXIST. */
        @Test
        void can_be_registered_again_after_it_was_handed_back() {
            children.child(PID);
            try (Pidfd pidfd = Pidfd.open(children.backend(), PID)) {
                reaper.register(pidfd, Watch.ends()).cancel();

                assertThat(reaper.register(pidfd, Watch.ends()).strategy()).isEqualTo(Strategy.PIDFD);
            }
        }

        /** Its child is reaped, so nothing more is reported, but the file is watched while the caller has it. */
        @Test
        void is_taken_out_of_the_epoll_when_its_child_was_reaped() {
            children.child(PID);
            try (Pidfd pidfd = Pidfd.open(children.backend(), PID)) {
                reaper.register(pidfd, Watch.ends());
                children.exit(PID, 7);
                reapers.drain(reaper);

                assertThat(children.made("epoll_ctl(DEL)")).isOne();
            }
        }
    }

    @Nested
    class A_child_that_was_handed_back {
        private final Registration registration = reaper.register(reapers.child(PID));

        @Test
        void is_the_callers() {
            assertThat(registration.cancel()).isTrue();
            assertThat(registration.fate()).isCancelled();
            assertThat(reaper.registered()).isZero();
        }

        @Test
        void is_not_reaped() {
            registration.cancel();
            children.exit(PID, 7);
            reapers.drain(reaper);

            assertThat(registration.child().reap()).contains(new Exited(7));
        }

        @Test
        void is_not_handed_back_twice() {
            registration.cancel();

            assertThat(registration.cancel()).isFalse();
        }

        @Test
        void is_not_handed_back_after_it_was_reaped() {
            children.exit(PID, 7);
            reapers.drain(reaper);

            assertThat(registration.cancel()).isFalse();
            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
        }

        @Test
        void is_a_zombie_if_it_had_ended_and_nobody_knew() {
            children.exit(PID, 7);

            assertThat(registration.cancel()).isTrue();
            assertThat(children.exists(PID)).isTrue();
        }

        @Test
        void can_be_registered_again() {
            registration.cancel();
            Registration again = reaper.register(registration.child());
            children.exit(PID, 7);
            reapers.drain(reaper);

            assertThat(Reapers.fate(again)).isEqualTo(new Exited(7));
        }

        @Test
        void is_signaled_by_a_pidfd_of_its_own_afterwards() {
            registration.cancel();

            assertThat(registration.send(Signal.TERM)).isTrue();
            assertThat(children.made("pidfd_open")).isEqualTo(2);
        }
    }

    @Test
    void a_child_that_is_registered_is_signaled_by_the_pidfd_it_has() {
        Registration registration = reaper.register(reapers.child(PID));

        assertThat(registration.send(Signal.KILL)).isTrue();
        assertThat(children.made("pidfd_open")).isOne();
    }

    @Test
    void a_signal_to_a_child_that_is_registered_and_stolen_does_not_hit_the_next_one_with_its_pid() {
        Registration registration = reaper.register(reapers.child(PID));
        children.steal(PID);
        children.child(PID);

        assertThat(registration.send(Signal.KILL)).isFalse();
    }

    @Test
    void a_child_whose_wait_fails_is_told_of_with_the_error_and_the_others_are_unaffected() {
        Registration failing = reaper.register(reapers.child(PID));
        Registration other = reaper.register(reapers.child(OTHER));
        children.exit(PID, 7);
        children.exit(OTHER, 8);
        children.before("waitid(P_PIDFD)", () -> children.fail("waitid(P_PIDFD)", Abi.EPERM));
        children.before("waitid(P_PIDFD)", () -> children.works("waitid(P_PIDFD)"));
        reapers.drain(reaper);

        assertThat(failing.fate()).isCompletedExceptionally();
        assertThat(Reapers.failure(failing))
                .isInstanceOf(PosixException.class)
                .hasMessageMatching("waitid\\(pidfd \\d+, EXITED\\|NOHANG\\): EPERM .*");
        assertThat(Reapers.fate(other)).isEqualTo(new Exited(8));
        assertThat(List.of(failing.cancel(), reaper.registered() == 0)).containsExactly(false, true);
    }
}
