package posixwait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.WaitStatus.Exited;
import posixwait.spi.Abi;

/** Who can be registered, and when. */
class ReaperRegisterTest {
    private static final int PID = 4711;
    private static final int OTHER = 4712;
    private static final StatusLost TAKEN = new StatusLost(PID, StatusLost.Reason.TAKEN);

    @RegisterExtension
    final Reapers reapers = new Reapers();

    private final FakeChildren children = reapers.children;
    private final Reaper reaper = reapers.driven();

    private Pidfd pidfd(int pid) {
        return Pidfd.open(children.backend(), pid);
    }

    @Nested
    class A_child {
        @Test
        void is_told_of_when_it_has_ended() {
            Registration registration = reaper.register(reapers.child(PID));
            children.exit(PID, 7);
            reapers.drain(reaper);

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
        }

        @Test
        void is_not_told_of_while_it_runs() {
            Registration registration = reaper.register(reapers.child(PID));
            reapers.drain(reaper);

            assertThat(registration.fate()).isNotDone();
            assertThat(registration).hasToString("child 4711, waited for by PIDFD (pidfds are to be had)");
        }

        @Test
        void is_reaped() {
            reaper.register(reapers.child(PID));
            children.exit(PID, 7);
            reapers.drain(reaper);

            assertThat(children.exists(PID)).isFalse();
        }

        @Test
        void is_off_the_roster_and_its_descriptor_closed_then() {
            reaper.register(reapers.child(PID));
            List<Integer> before = children.descriptors.open();
            children.exit(PID, 7);
            reapers.drain(reaper);

            assertThat(reaper.registered()).isZero();
            assertThat(children.descriptors.open()).hasSize(before.size() - 1);
        }

        @Test
        void can_be_given_by_pid() {
            Registration registration = reaper.register(children.child(PID), Watch.ends());
            children.exit(PID, 7);
            reapers.drain(reaper);

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
            assertThat(registration).hasToString("child 4711, exited with 7");
        }

        @Test
        void can_be_given_by_a_pidfd_that_is_closed_meanwhile() {
            children.child(PID);
            Registration registration;
            try (Pidfd pidfd = pidfd(PID)) {
                registration = reaper.register(pidfd, Watch.ends());
            }
            children.exit(PID, 7);
            reapers.drain(reaper);

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
            assertThat(registration.strategy()).isEqualTo(Strategy.PIDFD);
        }

        @Test
        void can_be_registered_from_a_callback() {
            Child other = reapers.child(OTHER);
            List<Registration> second = new ArrayList<>();
            reaper.register(reapers.child(PID)).onEnd(Runnable::run, fate -> second.add(reaper.register(other)));
            children.exit(PID, 7);
            reapers.drain(reaper);
            children.exit(OTHER, 8);
            reapers.drain(reaper);

            assertThat(second).map(Reapers::fate).containsExactly(new Exited(8));
        }

        @ParameterizedTest
        @ValueSource(strings = {"epoll_create1", "eventfd", "pidfd_open", "waitid(P_PIDFD)", "epoll_ctl(ADD)"})
        void may_end_at_any_moment_while_it_is_registered(String call) {
            Child child = reapers.child(PID);
            children.before(call, () -> children.exit(PID, 7));
            Registration registration = reaper.register(child);
            reapers.drain(reaper);

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
        }

        @Test
        void may_end_between_being_added_to_the_roster_and_the_wait() {
            Registration registration = reaper.register(reapers.child(PID));
            children.before("epoll_wait", () -> children.exit(PID, 7));
            reapers.drain(reaper);

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
        }

        @Test
        void may_end_during_the_wait() {
            Registration registration = reaper.register(reapers.child(PID));
            children.whenIdle(() -> children.exit(PID, 7));

            assertThat(reaper.drain(Reapers.LONG, each -> {})).isOne();
            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
        }

        @Test
        void that_cannot_be_waited_for_is_refused_and_nothing_left_of_it() {
            Child child = reapers.child(PID);
            reaper.fd();
            List<Integer> before = children.descriptors.open();
            children.fail("waitid(P_PIDFD)", Abi.EPERM);

            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> reaper.register(child))
                    .withMessage("waitid(4711, EXITED|NOHANG|NOWAIT): EPERM (Operation not permitted)");
            assertThat(children.descriptors.open()).isEqualTo(before);
            assertThat(reaper.registered()).isZero();
        }
    }

    @Nested
    class A_child_that_has_ended {
        private final Child child = reapers.child(PID);

        A_child_that_has_ended() {
            children.exit(PID, 7);
        }

        @Test
        void is_told_of_as_if_it_had_ended_later() {
            Registration registration = reaper.register(child);
            reapers.drain(reaper);

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
        }

        @Test
        void is_told_of_at_once_if_it_was_reaped() {
            child.reap();

            assertThat(Reapers.fate(reaper.register(child))).isEqualTo(new Exited(7));
        }

        @Test
        void needs_neither_place_nor_descriptor_if_it_was_reaped() {
            child.reap();
            reaper.register(child);

            assertThat(children.descriptors.open()).isEmpty();
            assertThat(reaper.registered()).isZero();
        }

        @Test
        void cannot_be_handed_back_if_it_was_reaped() {
            child.reap();

            assertThat(reaper.register(child).cancel()).isFalse();
        }

        /** What was never on the roster has no place there to give back. */
        @Test
        void takes_no_place_from_others_by_being_handed_back() {
            child.reap();
            reaper.register(child).cancel();
            reaper.register(child).cancel();
            Registration other = reaper.register(reapers.child(OTHER));
            Registration third = reaper.register(reapers.child(4713));
            children.exit(OTHER, 8);
            children.exit(4713, 9);
            reapers.drain(reaper);

            assertThat(Reapers.fate(other)).isEqualTo(new Exited(8));
            assertThat(Reapers.fate(third)).isEqualTo(new Exited(9));
        }

        @Test
        void may_be_reaped_through_its_handle_while_it_is_registered() {
            children.before("pidfd_open", child::reap);

            assertThat(Reapers.fate(reaper.register(child))).isEqualTo(new Exited(7));
        }
    }

    @Nested
    class What_is_no_child {
        @ParameterizedTest
        @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
        void is_a_pid_of_less_than_1(int pid) {
            assertThatIllegalArgumentException().isThrownBy(() -> reaper.register(pid, Watch.ends()));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, PID})
        void is_a_stranger(int pid) {
            children.stranger(pid);

            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> reaper.register(pid, Watch.ends()))
                    .withMessage("waitid(" + pid + ", EXITED|NOHANG|NOWAIT): ECHILD (No child processes)");
        }

        @Test
        void is_a_pid_that_was_reaped() {
            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> reaper.register(PID, Watch.ends()))
                    .extracting(PosixException::errno)
                    .isEqualTo(Errno.ECHILD);
        }

        @Test
        void is_a_pidfd_of_a_stranger() {
            children.stranger(PID);
            try (Pidfd pidfd = pidfd(PID)) {
                assertThatExceptionOfType(PosixException.class)
                        .isThrownBy(() -> reaper.register(pidfd, Watch.ends()))
                        .withMessageMatching("waitid\\(pidfd \\d+, .*ECHILD.*");
            }
        }

        @Test
        void leaves_no_descriptor_and_no_registration() {
            children.stranger(PID);
            reaper.fd();
            List<Integer> before = children.descriptors.open();

            assertThatExceptionOfType(PosixException.class).isThrownBy(() -> reaper.register(PID, Watch.ends()));
            assertThat(children.descriptors.open()).isEqualTo(before);
            assertThat(reaper.registered()).isZero();
        }

        /** The number may be any other descriptor's by then, such as a pidfd of another child. */
        @Test
        void is_a_pidfd_that_is_closed() {
            children.child(PID);
            Pidfd closed = pidfd(PID);
            closed.close();
            children.child(OTHER);
            try (Pidfd other = pidfd(OTHER)) {
                assertThat(other.fd()).isEqualTo(closed.fd());
                assertThatExceptionOfType(PosixException.class)
                        .isThrownBy(() -> reaper.register(closed, Watch.ends()))
                        .withMessage("fcntl(" + other.fd() + "): EBADF (Bad file descriptor)");
            }
        }

        /** {@code pidfd_open} says EINVAL to these, as an old kernel to flags: pidfd_open(2). */
        @Test
        void is_a_thread_and_that_says_nothing_of_the_kernel() {
            children.thread(PID);
            assertThatExceptionOfType(PosixException.class).isThrownBy(() -> reaper.register(PID, Watch.ends()));

            assertThat(reaper.register(reapers.child(OTHER)).strategy()).isEqualTo(Strategy.PIDFD);
        }
    }

    @Nested
    class A_handle_of_a_child_whose_status_was_taken {
        private final Child child = reapers.child(PID);

        @ParameterizedTest
        @CsvSource({"1, 0, SIGCHLD_IGNORED", "0, 2, NO_CHILD_WAIT", "0, 0, TAKEN"})
        void is_told_that_it_is_lost_and_why(long handler, int flags, StatusLost.Reason reason) {
            children.steal(PID);
            children.action(handler, flags);

            assertThat(Reapers.fate(reaper.register(child))).isEqualTo(new StatusLost(PID, reason));
        }

        @Test
        void knows_from_then_on_that_it_is_lost() {
            children.steal(PID);
            reaper.register(child);

            assertThat(child.known()).isEqualTo(TAKEN);
        }

        @Test
        void is_told_so_too_if_a_stranger_has_the_pid() {
            children.steal(PID);
            children.stranger(PID);

            assertThat(Reapers.fate(reaper.register(child))).isEqualTo(TAKEN);
        }

        @Test
        void is_told_so_too_where_there_are_no_pidfds() {
            children.fail("pidfd_open", Abi.ENOSYS);
            children.steal(PID);

            assertThat(Reapers.fate(reaper.register(child))).isEqualTo(TAKEN);
        }

        @Test
        void takes_nothing_from_another_child_that_gets_the_pid_in_this_moment() {
            children.steal(PID);
            children.stranger(PID);
            children.before("close", () -> {
                children.steal(PID);
                children.child(PID);
                children.exit(PID, 8);
            });

            assertThat(Reapers.fate(reaper.register(child))).isEqualTo(TAKEN);
            assertThat(children.exists(PID)).isTrue();
        }
    }

    @Nested
    class A_child_that_is_registered {
        private final Child child = reapers.child(PID);
        private final Registration registration = reaper.register(child);

        @Test
        void is_not_registered_again() {
            assertThatExceptionOfType(AlreadyRegisteredException.class)
                    .isThrownBy(() -> reaper.register(PID, Watch.ends()))
                    .withMessage("child 4711 is registered with this reaper already")
                    .extracting(AlreadyRegisteredException::registration)
                    .isSameAs(registration);
        }

        @Test
        void stays_registered_after_the_attempt() {
            assertThatExceptionOfType(AlreadyRegisteredException.class).isThrownBy(() -> reaper.register(child));
            children.exit(PID, 7);
            reapers.drain(reaper);

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
        }

        @Test
        void can_be_registered_again_once_it_has_ended_and_both_are_told() {
            children.exit(PID, 7);
            Registration again = reaper.register(child);

            assertThat(List.of(registration, again)).map(Reapers::fate).containsOnly(new Exited(7));
            assertThat(reaper.registered()).isZero();
        }

        @Test
        void can_be_registered_with_another_reaper_and_both_are_told() {
            Reaper another = reapers.driven();
            Registration there = another.register(child);
            children.exit(PID, 7);
            reapers.drain(reaper);
            reapers.drain(another);

            assertThat(List.of(registration, there)).map(Reapers::fate).containsOnly(new Exited(7));
        }

        /** The pidfd knows that the child with this pid is another one. */
        @Test
        void and_stolen_ends_as_lost_when_another_child_with_its_pid_is_registered() {
            children.steal(PID);
            Registration next = reaper.register(reapers.child(PID));

            assertThat(Reapers.fate(registration)).isEqualTo(TAKEN);
            assertThat(next.fate()).isNotDone();
        }

        @Test
        void and_stolen_takes_nothing_from_the_next_child_with_its_pid() {
            children.steal(PID);
            Registration next = reaper.register(reapers.child(PID));
            children.exit(PID, 8);
            reapers.drain(reaper);

            assertThat(Reapers.fate(registration)).isEqualTo(TAKEN);
            assertThat(Reapers.fate(next)).isEqualTo(new Exited(8));
        }
    }

    /** The price of going by pid. */
    @Test
    void a_stolen_child_without_a_pidfd_cannot_be_told_from_the_next_one_with_its_pid() {
        children.fail("pidfd_open", Abi.ENOSYS);
        reaper.register(reapers.child(PID));
        children.steal(PID);
        Child next = reapers.child(PID);

        assertThatExceptionOfType(AlreadyRegisteredException.class).isThrownBy(() -> reaper.register(next));
    }

    @Test
    void nobody_is_registered_after_it_was_closed() {
        reaper.close();
        Child child = reapers.child(PID);

        assertThatExceptionOfType(ReaperClosedException.class)
                .isThrownBy(() -> reaper.register(child))
                .withMessage("the reaper is closed")
                .withNoCause();
    }
}
