package posixwait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
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

/** How a child is waited for where the better way cannot be had. */
class ReaperLadderTest {
    private static final int PID = 4711;
    private static final int OTHER = 4712;

    /** {@code <asm-generic/errno-base.h>}; what {@code epoll_ctl} says at {@code max_user_watches}. */
    private static final int ENOSPC = 28;

    /** {@code <asm-generic/errno-base.h>}. */
    private static final int ENFILE = 23;

    @RegisterExtension
    final Reapers reapers = new Reapers();

    private final FakeChildren children = reapers.children;
    private final Reaper reaper = reapers.driven();

    private void isToldOf(Registration registration) {
        children.exit(registration.pid(), 7);
        reapers.now += Pace.LONGEST;
        reapers.drain(reaper);
        assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
    }

    @Nested
    class Where_a_call_fails {
        @ParameterizedTest
        @CsvSource({
            "pidfd_open, 38",
            "pidfd_open, 1",
            "pidfd_open, 22",
            "pidfd_open, 24",
            "pidfd_open, 23",
            "pidfd_open, 12",
            "waitid(P_PIDFD), 22",
            "epoll_create1, 38",
            "epoll_create1, 24",
            "eventfd, 38",
            "eventfd, 24",
            "epoll_ctl(ADD), 28"
        })
        void a_child_is_asked_and_the_reason_is_seen(String call, int errno) {
            children.fail(call, errno);
            Registration registration = reaper.register(reapers.child(PID));

            String reason = call.replace("(ADD)", "") + ": " + new Errno(errno);
            assertThat(registration.strategy()).isEqualTo(new Strategy(Strategy.Kind.SWEEP, reason));
            assertThat(reaper)
                    .hasToString("driven reaper on fake: 1 children, 1 of them asked at intervals (" + reason + ")");
            isToldOf(registration);
        }

        @ParameterizedTest
        @CsvSource({"pidfd_open, 38, 2", "waitid(P_PIDFD), 22, 2", "epoll_create1, 24, 0", "eventfd, 24, 0"})
        void no_descriptor_is_left_but_those_of_the_epoll(String call, int errno, int left) {
            children.fail(call, errno);
            reaper.register(reapers.child(PID));

            assertThat(children.descriptors.open()).hasSize(left);
        }

        @Test
        void no_pidfd_is_left_that_cannot_be_watched() {
            reaper.fd();
            List<Integer> before = children.descriptors.open();
            children.fail("epoll_ctl(ADD)", ENOSPC);
            reaper.register(reapers.child(PID));

            assertThat(children.descriptors.open()).isEqualTo(before);
        }

        @ParameterizedTest
        @ValueSource(ints = {Abi.ENOSYS, Abi.EPERM, Abi.EINVAL})
        void the_kernel_is_not_asked_again_what_it_does_not_have(int errno) {
            children.fail("pidfd_open", errno);
            reaper.register(reapers.child(PID));
            Registration next = reaper.register(reapers.child(OTHER));

            assertThat(children.made("pidfd_open")).isOne();
            assertThat(next.strategy()).isEqualTo(Strategy.sweep("pidfd_open", -errno));
        }

        @Test
        void waitid_is_not_asked_again_for_what_it_does_not_take() {
            children.fail("waitid(P_PIDFD)", Abi.EINVAL);
            reaper.register(reapers.child(PID));
            Registration next = reaper.register(reapers.child(OTHER));

            assertThat(children.made("pidfd_open")).isOne();
            assertThat(next.strategy()).isEqualTo(Strategy.sweep("waitid(P_PIDFD)", -Abi.EINVAL));
        }

        @ParameterizedTest
        @CsvSource({
            "pidfd_open, 24",
            "pidfd_open, 23",
            "pidfd_open, 12",
            "epoll_create1, 24",
            "eventfd, 24",
            "epoll_ctl(ADD), 28"
        })
        void what_may_pass_is_asked_again_for_the_next_child(String call, int errno) {
            children.fail(call, errno);
            reaper.register(reapers.child(PID));
            children.works(call);

            assertThat(reaper.register(reapers.child(OTHER)).strategy()).isEqualTo(Strategy.PIDFD);
        }

        @Test
        void the_rest_is_asked_when_descriptors_run_out_and_none_is_lost() {
            List<Registration> registered = new ArrayList<>();
            children.descriptors.limit(2 + 5);
            for (int pid = 1; pid <= 20; pid++) {
                registered.add(reaper.register(reapers.child(pid)));
            }

            assertThat(registered)
                    .filteredOn(each -> each.strategy().kind() == Strategy.Kind.PIDFD)
                    .hasSize(5);
            assertThat(reaper)
                    .hasToString("driven reaper on fake: 20 children, 15 of them asked at intervals"
                            + " (pidfd_open: EMFILE (Too many open files))");
            registered.forEach(each -> children.exit(each.pid(), 7));
            reapers.drain(reaper);
            assertThat(registered).map(Reapers::fate).containsOnly(new Exited(7));
        }

        @Test
        void the_reason_is_seen_as_long_as_a_child_is_asked() {
            children.fail("pidfd_open", Abi.EMFILE);
            reaper.register(reapers.child(PID));
            children.works("pidfd_open");
            reaper.register(reapers.child(OTHER));

            assertThat(reaper)
                    .hasToString("driven reaper on fake: 2 children, 1 of them asked at intervals"
                            + " (pidfd_open: EMFILE (Too many open files))");
        }

        @Test
        void there_is_no_descriptor_for_a_loop_of_the_callers() {
            children.fail("epoll_create1", Abi.EMFILE);

            assertThat(reaper.fd()).isEmpty();
        }
    }

    @Nested
    class A_pidfd_of_the_callers {
        @Test
        void of_which_no_copy_can_be_had_is_asked_by_pid() {
            children.child(PID);
            children.fail("fcntl", ENFILE);
            try (Pidfd pidfd = Pidfd.open(children.backend(), PID)) {
                Registration registration = reaper.register(pidfd, Watch.ends());

                assertThat(registration.strategy()).isEqualTo(Strategy.sweep("fcntl", -ENFILE));
                isToldOf(registration);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {Abi.EINVAL, Abi.EPERM})
        void of_which_no_copy_can_be_had_says_nothing_of_pidfds(int errno) {
            children.child(PID);
            children.fail("fcntl", errno);
            try (Pidfd pidfd = Pidfd.open(children.backend(), PID)) {
                reaper.register(pidfd, Watch.ends());

                assertThat(reaper.register(reapers.child(OTHER)).strategy()).isEqualTo(Strategy.PIDFD);
            }
        }

        /** By its pid it would be another child, which nobody meant. */
        @Test
        void of_which_no_copy_can_be_had_is_no_child_any_more_if_another_one_has_the_pid() {
            children.child(PID);
            children.fail("fcntl", Abi.EMFILE);
            try (Pidfd pidfd = Pidfd.open(children.backend(), PID)) {
                children.steal(PID);
                children.child(PID);

                assertThatExceptionOfType(PosixException.class)
                        .isThrownBy(() -> reaper.register(pidfd, Watch.ends()))
                        .extracting(PosixException::errno)
                        .isEqualTo(Errno.ECHILD);
            }
        }

        @Test
        void is_taken_where_waitid_takes_none() {
            children.child(PID);
            children.fail("waitid(P_PIDFD)", Abi.EINVAL);
            try (Pidfd pidfd = Pidfd.open(children.backend(), PID)) {
                isToldOf(reaper.register(pidfd, Watch.ends()));
            }
        }

        @Test
        void is_taken_where_waitid_takes_none_and_no_copy_can_be_had() {
            children.child(PID);
            children.fail("waitid(P_PIDFD)", Abi.EINVAL);
            children.fail("fcntl", Abi.EMFILE);
            try (Pidfd pidfd = Pidfd.open(children.backend(), PID)) {
                isToldOf(reaper.register(pidfd, Watch.ends()));
            }
        }

        @Test
        void is_taken_where_it_is_known_already_that_waitid_takes_none() {
            children.fail("waitid(P_PIDFD)", Abi.EINVAL);
            reaper.register(reapers.child(OTHER));
            children.child(PID);
            try (Pidfd pidfd = Pidfd.open(children.backend(), PID)) {
                isToldOf(reaper.register(pidfd, Watch.ends()));
            }
        }
    }

    @Nested
    class Without_an_epoll {
        private final Registration registration;

        Without_an_epoll() {
            children.fail("epoll_create1", Abi.EMFILE);
            registration = reaper.register(reapers.child(PID));
            reapers.drain(reaper);
        }

        @Test
        void a_drain_that_has_no_time_does_not_wait() {
            assertThat(reapers.drain(reaper)).isZero();
        }

        @Test
        void a_drain_is_over_after_the_time() {
            assertThat(reaper.drain(Duration.ofMillis(1), each -> {})).isZero();
        }

        @Test
        void an_interrupt_ends_a_drain_and_stays() {
            reapers.now -= Reapers.LONG.toNanos(); // so that it has an hour to wait
            Thread.currentThread().interrupt();
            reaper.drain(Reapers.LONG, each -> {});

            assertThat(Thread.interrupted()).isTrue();
            assertThat(registration.fate()).isNotDone();
        }
    }

    @Nested
    class A_child_that_is_asked {
        private final Registration registration;

        A_child_that_is_asked() {
            children.fail("pidfd_open", Abi.ENOSYS);
            registration = reaper.register(reapers.child(PID));
        }

        private List<Integer> timeouts(int rounds) {
            children.timeouts.clear();
            for (int i = 0; i < rounds; i++) {
                reaper.drain(Reapers.LONG, each -> {});
                reapers.now += children.timeouts.get(i) * 1_000_000L;
            }
            return children.timeouts;
        }

        @Test
        void is_asked_at_once_and_then_ever_more_seldom() {
            assertThat(timeouts(7)).containsExactly(0, 2, 0, 4, 0, 8, 0);
        }

        @Test
        void is_asked_when_it_is_time_and_not_before() {
            reapers.drain(reaper);
            long asked = children.made("waitid(P_PID)");
            reapers.drain(reaper);
            assertThat(children.made("waitid(P_PID)")).isEqualTo(asked);

            reapers.now += Pace.LONGEST;
            reapers.drain(reaper);
            assertThat(children.made("waitid(P_PID)")).isEqualTo(asked + 1);
        }

        @Test
        void is_asked_at_once_if_somebody_says_so() {
            reapers.drain(reaper);
            children.exit(PID, 7);
            reaper.look();
            reapers.drain(reaper);

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
        }

        @Test
        void is_asked_again_if_another_one_is_registered() {
            reapers.drain(reaper);
            children.exit(PID, 7);
            reaper.register(reapers.child(OTHER));
            reapers.drain(reaper);

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
        }

        @Test
        void is_asked_a_millisecond_after_another_one_had_ended() {
            reaper.register(reapers.child(OTHER));
            children.exit(OTHER, 8);
            reapers.drain(reaper);

            assertThat(timeouts(1)).containsExactly(1);
        }

        @Test
        void is_counted_when_it_was_reaped() {
            children.exit(PID, 7);

            assertThat(reapers.drain(reaper)).isOne();
            assertThat(reapers.told).containsExactly(registration);
        }

        @Test
        void is_told_of_with_the_error_if_it_cannot_be_waited_for() {
            children.fail("waitid(P_PID)", Abi.EPERM);
            reapers.drain(reaper);

            assertThat(Reapers.failure(registration))
                    .isInstanceOf(PosixException.class)
                    .hasMessage("waitid(4711, EXITED|NOHANG): EPERM (Operation not permitted)");
            assertThat(reaper.registered()).isZero();
        }

        @Test
        void is_not_asked_any_more_after_it_was_handed_back() {
            registration.cancel();
            reapers.drain(reaper);

            assertThat(reapers.sleeps(reaper)).isTrue();
            assertThat(reaper).hasToString("driven reaper on fake: 0 children");
        }

        @Test
        void may_be_reaped_through_its_handle() {
            children.exit(PID, 7);
            registration.child().reap();
            reapers.drain(reaper);

            assertThat(Reapers.fate(registration)).isEqualTo(new Exited(7));
        }

        @Test
        void may_be_handed_back_by_what_another_one_calls_back() {
            Registration last = reaper.register(reapers.child(OTHER));
            last.onEnd(Runnable::run, fate -> registration.cancel());
            children.exit(PID, 7);
            children.exit(OTHER, 8);

            assertThat(reapers.drain(reaper)).isOne();
            assertThat(registration.fate()).isCancelled();
        }
    }
}
