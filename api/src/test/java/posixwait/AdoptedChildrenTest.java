package posixwait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.WaitStatus.Exited;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;

class AdoptedChildrenTest {
    private static final int PID = 815;
    private static final int FD = 7;
    private static final long QUARTER = 250_000_000;
    private static final int LOOKS = 5;
    private static final String PEEK = "waitid(1, 815, RawChild{}, 16777221)";
    private static final String REAP_BY_PIDFD = "waitid(3, 7, RawChild{}, 5)";
    private static final String REAP_BY_PID = "waitid(1, 815, RawChild{}, 5)";

    @RegisterExtension
    final ScriptedSystemCalls calls = new ScriptedSystemCalls();

    private final ScriptedProc proc = new ScriptedProc(1);
    private long now = 1_000;

    private AdoptedChildren adopted() {
        return adopted(AdoptionRules.usual());
    }

    private AdoptedChildren adopted(AdoptionRules rules) {
        calls.answer("getpid", 1);
        return new AdoptedChildren(calls.backend(), rules, proc, () -> now);
    }

    /** Looks after {@code nanos}. */
    private List<AdoptedChild> lookAfter(long nanos, AdoptedChildren adopted) {
        now += nanos;
        return adopted.look();
    }

    /** Looks until the zombies there are have nearly been seen for the grace period; {@return what should be nothing} */
    private List<AdoptedChild> lookUntilNearlyOld(AdoptedChildren adopted) {
        List<AdoptedChild> found = new ArrayList<>();
        for (int looks = 1; looks < LOOKS; looks++) {
            found.addAll(lookAfter(QUARTER, adopted));
        }
        return found;
    }

    private static ScriptedSystemCalls.Answer exited(int pid, int code) {
        return arguments -> {
            RawChild child = arguments.the(RawChild.class);
            child.pid = pid;
            child.code = Abi.CLD_EXITED;
            child.status = code;
            return 0;
        };
    }

    private static AdoptedChild reported(int pid, int code) {
        return new AdoptedChild(pid, new Exited(code), Optional.empty(), Optional.empty());
    }

    private void waitable() {
        calls.answer("waitid", exited(PID, 7));
    }

    private void reapable() {
        calls.answer("pidfdOpen", FD).answer("waitid", exited(PID, 7)).answer("close", 0);
    }

    @Nested
    class AZombieThatNobodyWaitsFor {
        @Test
        void is_reaped_once_seen_for_the_grace_period() {
            proc.zombie(PID, 99);
            AdoptedChildren adopted = adopted();
            waitable();
            lookUntilNearlyOld(adopted);
            reapable();

            assertThat(lookAfter(QUARTER, adopted)).containsExactly(reported(PID, 7));
        }

        @Test
        void is_not_reaped_before() {
            proc.zombie(PID, 99);
            AdoptedChildren adopted = adopted();
            waitable();

            assertThat(lookUntilNearlyOld(adopted)).isEmpty();
        }

        @Test
        void is_reaped_by_a_pidfd_that_is_closed_again() {
            proc.zombie(PID, 99);
            AdoptedChildren adopted = adopted();
            waitable();
            lookUntilNearlyOld(adopted);
            reapable();

            lookAfter(QUARTER, adopted);

            assertThat(calls.made()).containsExactly("getpid()", PEEK, "pidfdOpen(815, 0)", REAP_BY_PIDFD, "close(7)");
        }

        @Test
        void is_reaped_after_another_grace_period_if_that_is_asked_for() {
            proc.zombie(PID, 99);
            AdoptedChildren adopted = adopted(AdoptionRules.usual().grace(Duration.ofMillis(4)));
            waitable();
            for (int looks = 1; looks < LOOKS; looks++) {
                lookAfter(1_000_000, adopted);
            }
            reapable();

            assertThat(lookAfter(1_000_000, adopted)).hasSize(1);
        }

        @Test
        void is_not_read_again_in_the_grace_period() {
            proc.zombie(PID, 99);
            AdoptedChildren adopted = adopted();
            waitable();

            lookUntilNearlyOld(adopted);

            assertThat(proc.read()).filteredOn("815/stat"::equals).hasSize(1);
        }

        @Test
        void is_reported_with_usage_and_command_if_asked_for() {
            proc.zombie(PID, 99, "a) Z 1 (b");
            calls.answer("waitid", -Abi.ECHILD);
            AdoptedChildren adopted = adopted(AdoptionRules.usual().withUsage().withCommand());
            waitable();
            lookUntilNearlyOld(adopted);
            calls.answer("pidfdOpen", FD).answer("close", 0).answer("waitid", arguments -> {
                arguments.the(RawUsage.class).maxResident = 1234;
                return exited(PID, 7).to(arguments);
            });

            AdoptedChild child = lookAfter(QUARTER, adopted).get(0);

            assertThat(child.usage().orElseThrow().maxResidentKib()).isEqualTo(1234);
            assertThat(child).hasToString("adopted 815 (a) Z 1 (b) exited with 7");
        }

        @Test
        void is_counted() {
            proc.zombie(PID, 99);
            AdoptedChildren adopted = adopted();
            waitable();
            lookUntilNearlyOld(adopted);
            reapable();

            lookAfter(QUARTER, adopted);

            assertThat(adopted.reaped()).isEqualTo(1);
        }
    }

    @Nested
    class WhatSomebodyWaitsFor {
        @Test
        void is_not_reaped_while_the_thread_of_a_Process_has_not_had_its_turn() {
            AdoptedChildren adopted = adopted();
            proc.zombie(PID, 99);
            waitable();
            List<AdoptedChild> found = new ArrayList<>(adopted.look());
            proc.gone(PID);

            found.addAll(lookAfter(QUARTER, adopted));

            assertThat(found).isEmpty();
            assertThat(calls.made()).containsExactly("getpid()", PEEK);
        }

        @Test
        void is_not_reaped_when_this_process_was_stopped_for_longer_than_the_grace_period() {
            AdoptedChildren adopted = adopted();
            proc.zombie(PID, 99);
            waitable();
            List<AdoptedChild> found = new ArrayList<>(adopted.look());

            found.addAll(lookAfter(Duration.ofHours(1).toNanos(), adopted));

            assertThat(found).isEmpty();
        }

        @Test
        void is_not_reaped_when_the_next_child_with_the_pid_is_a_zombie() {
            AdoptedChildren adopted = adopted();
            proc.zombie(PID, 99);
            waitable();
            lookUntilNearlyOld(adopted);
            proc.gone(PID).zombie(PID, 100);
            waitable();

            assertThat(lookAfter(QUARTER, adopted)).isEmpty();
        }

        @Test
        void is_not_reaped_when_the_next_child_with_the_pid_is_a_zombie_unless_it_is_seen_as_long() {
            AdoptedChildren adopted = adopted();
            proc.zombie(PID, 99);
            waitable();
            lookUntilNearlyOld(adopted);
            proc.gone(PID).zombie(PID, 100);
            waitable();
            lookUntilNearlyOld(adopted);
            reapable();

            assertThat(lookAfter(QUARTER, adopted)).containsExactly(reported(PID, 7));
        }

        @Test
        void is_seen_anew_once_it_was_gone_between_two_looks() {
            AdoptedChildren adopted = adopted();
            proc.zombie(PID, 99);
            waitable();
            lookUntilNearlyOld(adopted);
            proc.gone(PID);
            lookAfter(0, adopted);
            proc.zombie(PID, 99);
            waitable();

            assertThat(lookAfter(QUARTER, adopted)).isEmpty();
        }

        @Test
        void is_not_reaped_when_its_pid_is_given_again_before_the_pidfd_is_opened() {
            AdoptedChildren adopted = adopted();
            proc.zombie(PID, 99);
            waitable();
            lookUntilNearlyOld(adopted);
            calls.answer("close", 0).answer("pidfdOpen", arguments -> {
                proc.gone(PID).zombie(PID, 100);
                return FD;
            });

            assertThat(lookAfter(QUARTER, adopted)).isEmpty();
            assertThat(calls.made()).endsWith("pidfdOpen(815, 0)", "close(7)");
        }

        @Test
        void is_not_reported_when_its_owner_reaps_it_after_it_was_checked() {
            AdoptedChildren adopted = adopted();
            proc.zombie(PID, 99);
            waitable();
            lookUntilNearlyOld(adopted);
            calls.answer("pidfdOpen", FD).answer("waitid", -Abi.ECHILD).answer("close", 0);

            assertThat(lookAfter(QUARTER, adopted)).isEmpty();
        }

        @Test
        void is_not_touched_when_its_owner_reaps_it_before_the_pidfd_is_opened() {
            AdoptedChildren adopted = adopted();
            proc.zombie(PID, 99);
            waitable();
            lookUntilNearlyOld(adopted);
            calls.answer("pidfdOpen", -Abi.ESRCH);

            assertThat(lookAfter(QUARTER, adopted)).isEmpty();
        }

        @Test
        void is_not_touched_when_it_is_in_the_list_of_another_thread() {
            AdoptedChildren adopted = adopted();
            proc.zombieOfThread(12, PID, 99);
            lookUntilNearlyOld(adopted);

            assertThat(lookAfter(QUARTER, adopted)).isEmpty();
        }

        @Test
        void is_not_touched_while_a_Child_has_not_reaped_it() {
            AdoptedChildren adopted = adopted();
            Child child = Child.of(calls.backend(), PID);
            proc.zombie(PID, 99);
            lookUntilNearlyOld(adopted);

            assertThat(lookAfter(QUARTER, adopted)).isEmpty();
            calls.answer("waitpid", PID);
            child.reap();
        }

        @Test
        void is_not_reaped_when_a_Child_is_made_of_it_in_the_last_moment() {
            AdoptedChildren adopted = adopted();
            proc.zombie(PID, 99);
            waitable();
            lookUntilNearlyOld(adopted);
            List<Child> made = new ArrayList<>();
            calls.answer("close", 0).answer("pidfdOpen", arguments -> {
                made.add(Child.of(calls.backend(), PID));
                return FD;
            });

            assertThat(lookAfter(QUARTER, adopted)).isEmpty();
            calls.answer("waitpid", PID);
            made.get(0).reap();
        }

        @Test
        void counts_as_seen_from_when_its_Child_is_no_more() {
            AdoptedChildren adopted = adopted();
            proc.zombie(PID, 99);
            OwnPids.Claim claim = OwnPids.claim(this, PID);
            lookUntilNearlyOld(adopted);
            claim.release();
            waitable();

            assertThat(lookAfter(QUARTER, adopted)).isEmpty();
        }

        @Test
        void counts_as_seen_from_when_its_Child_is_no_more_also_if_it_was_seen_before_there_was_one() {
            AdoptedChildren adopted = adopted();
            proc.zombie(PID, 99);
            waitable();
            adopted.look();
            OwnPids.Claim claim = OwnPids.claim(this, PID);
            lookUntilNearlyOld(adopted);
            claim.release();
            waitable();

            assertThat(lookAfter(QUARTER, adopted)).isEmpty();
        }

        @Test
        void is_not_touched_if_its_pid_is_to_be_left_alone() {
            AdoptedChildren adopted = adopted(AdoptionRules.usual().leaving(pid -> pid == PID));
            proc.zombie(PID, 99);
            lookUntilNearlyOld(adopted);

            assertThat(lookAfter(QUARTER, adopted)).isEmpty();
        }

        @Test
        void may_be_named_by_several() {
            AdoptedChildren adopted =
                    adopted(AdoptionRules.usual().leaving(pid -> pid == PID).leaving(pid -> pid == PID + 1));
            proc.zombie(PID, 99).zombie(PID + 1, 99);
            lookUntilNearlyOld(adopted);

            assertThat(lookAfter(QUARTER, adopted)).isEmpty();
        }

        @Test
        void is_seen_from_when_it_can_be_reaped_not_while_other_threads_of_it_go_on() {
            AdoptedChildren adopted = adopted();
            proc.zombie(PID, 99);
            calls.answer("waitid", 0, 0, 0, 0);
            lookUntilNearlyOld(adopted);
            waitable();

            assertThat(lookAfter(QUARTER, adopted)).isEmpty();
        }

        /** A tracer that comes gets the status first: ptrace(2). */
        @Test
        void is_seen_anew_once_it_could_not_be_reaped() {
            AdoptedChildren adopted = adopted();
            proc.zombie(PID, 99);
            waitable();
            lookUntilNearlyOld(adopted);
            calls.answer("pidfdOpen", FD).answer("waitid", 0).answer("close", 0);
            List<AdoptedChild> found = new ArrayList<>(lookAfter(QUARTER, adopted));
            waitable();
            found.addAll(lookAfter(QUARTER, adopted));

            assertThat(found).isEmpty();
        }

        @Test
        void is_not_reaped_when_the_next_process_with_the_pid_started_in_the_same_tick_and_runs() {
            AdoptedChildren adopted = adopted();
            proc.zombie(PID, 99);
            waitable();
            lookUntilNearlyOld(adopted);
            calls.answer("close", 0).answer("pidfdOpen", arguments -> {
                proc.running(PID, 99);
                return FD;
            });

            assertThat(lookAfter(QUARTER, adopted)).isEmpty();
        }

        @Test
        void is_not_reaped_when_the_next_process_with_the_pid_started_in_the_same_tick_and_is_anothers() {
            AdoptedChildren adopted = adopted();
            proc.zombie(PID, 99);
            waitable();
            lookUntilNearlyOld(adopted);
            calls.answer("close", 0).answer("pidfdOpen", arguments -> {
                proc.stranger(PID, 'Z', 12, 99);
                return FD;
            });

            assertThat(lookAfter(QUARTER, adopted)).isEmpty();
        }

        @Test
        void is_not_touched_when_it_is_reaped_while_it_is_looked_at() {
            AdoptedChildren adopted = adopted();
            proc.zombie(PID, 99).goneOnceListed(PID);
            proc.zombie(PID + 1, 99);
            calls.answer("waitid", -Abi.ECHILD);

            assertThat(adopted.look()).isEmpty();
        }

        @Test
        void is_not_touched_when_its_pid_has_become_a_strangers() {
            AdoptedChildren adopted = adopted();
            proc.zombie(PID, 99).stranger(PID, 'Z', 12, 100);

            assertThat(adopted.look()).isEmpty();
        }

        @Test
        void is_not_touched_while_it_runs() {
            AdoptedChildren adopted = adopted();
            proc.running(PID, 99);
            lookUntilNearlyOld(adopted);

            assertThat(lookAfter(QUARTER, adopted)).isEmpty();
        }
    }

    @Nested
    class WithoutListsOfThreads {
        @Test
        void all_of_proc_is_read() {
            proc.withoutLists().zombie(PID, 99);
            AdoptedChildren adopted = adopted();
            waitable();
            lookUntilNearlyOld(adopted);
            reapable();

            assertThat(lookAfter(QUARTER, adopted)).containsExactly(reported(PID, 7));
        }

        @Test
        void what_is_gone_before_it_is_read_is_no_child() {
            proc.withoutLists().zombie(PID, 99).goneOnceListed(PID);

            assertThat(adopted().look()).isEmpty();
        }

        @Test
        void it_is_said_why() {
            proc.withoutLists();
            AdoptedChildren adopted = adopted();

            adopted.look();

            assertThat(adopted.toString())
                    .contains("listed in /proc/*/stat, since there is no /proc/1/task/1/children;");
        }

        @Test
        void all_of_proc_is_read_if_the_first_thread_has_ended_since_orphans_are_another_ones_then() {
            proc.withoutLeader().zombieOfThread(12, PID, 99);
            AdoptedChildren adopted = adopted();
            waitable();
            lookUntilNearlyOld(adopted);
            reapable();

            assertThat(lookAfter(QUARTER, adopted)).containsExactly(reported(PID, 7));
            assertThat(adopted.toString()).contains("since the first thread has ended");
        }

        @Test
        void a_process_that_had_another_parent_is_adopted_for_certain_and_reaped_at_once() {
            proc.withoutLists().stranger(PID, 'S', 12, 99);
            AdoptedChildren adopted = adopted();
            adopted.look();
            proc.running(PID, 99);
            lookAfter(QUARTER, adopted);
            proc.zombie(PID, 99);
            reapable();

            assertThat(lookAfter(0, adopted)).containsExactly(reported(PID, 7));
        }

        @Test
        void a_child_with_the_pid_of_a_process_that_had_another_parent_is_not_reaped_at_once() {
            proc.withoutLists().stranger(PID, 'S', 12, 99);
            AdoptedChildren adopted = adopted();
            adopted.look();
            proc.zombie(PID, 100);
            waitable();

            assertThat(lookAfter(QUARTER, adopted)).isEmpty();
        }

        @Test
        void a_child_is_not_known_by_having_been_seen_as_a_child() {
            proc.withoutLists().running(PID, 99);
            AdoptedChildren adopted = adopted();
            adopted.look();
            proc.zombie(PID, 99);
            waitable();

            assertThat(lookAfter(QUARTER, adopted)).isEmpty();
        }
    }

    @Nested
    class WithoutPidfds {
        @ParameterizedTest
        @ValueSource(ints = {Abi.ENOSYS, Abi.EPERM, Abi.EINVAL})
        void a_zombie_is_reaped_by_its_pid(int errno) {
            proc.zombie(PID, 99);
            AdoptedChildren adopted = adopted();
            waitable();
            lookUntilNearlyOld(adopted);
            calls.answer("pidfdOpen", -errno).answer("waitid", exited(PID, 7));

            assertThat(lookAfter(QUARTER, adopted)).containsExactly(reported(PID, 7));
            assertThat(calls.made()).endsWith(REAP_BY_PID);
        }

        @Test
        void a_zombie_is_reaped_by_its_pid_where_waitid_does_not_take_them() {
            proc.zombie(PID, 99);
            AdoptedChildren adopted = adopted();
            waitable();
            lookUntilNearlyOld(adopted);
            calls.answer("pidfdOpen", FD)
                    .answer("waitid", -Abi.EINVAL)
                    .answer("waitid", exited(PID, 7))
                    .answer("close", 0);

            assertThat(lookAfter(QUARTER, adopted)).containsExactly(reported(PID, 7));
            assertThat(adopted.toString()).contains("reaped by pid, since waitid(pidfd 7, EXITED|NOHANG): EINVAL");
        }

        @Test
        void pidfds_are_not_tried_again() {
            proc.zombie(PID, 99).zombie(PID + 1, 99);
            AdoptedChildren adopted = adopted();
            calls.answer("waitid", exited(PID, 7)).answer("waitid", exited(PID + 1, 7));
            lookUntilNearlyOld(adopted);
            calls.answer("pidfdOpen", -Abi.ENOSYS)
                    .answer("waitid", exited(PID, 7))
                    .answer("waitid", exited(PID + 1, 8));

            assertThat(lookAfter(QUARTER, adopted)).containsExactly(reported(PID, 7), reported(PID + 1, 8));
            assertThat(adopted.toString()).contains("reaped by pid, since pidfd_open(815, 0): ENOSYS");
        }

        @Test
        void the_same_is_checked() {
            proc.zombie(PID, 99);
            AdoptedChildren adopted = adopted();
            waitable();
            lookUntilNearlyOld(adopted);
            calls.answer("pidfdOpen", arguments -> {
                proc.gone(PID).zombie(PID, 100);
                return -Abi.ENOSYS;
            });

            assertThat(lookAfter(QUARTER, adopted)).isEmpty();
        }

        @Test
        void a_zombie_waits_for_the_next_look_if_descriptors_are_out() {
            proc.zombie(PID, 99);
            AdoptedChildren adopted = adopted();
            waitable();
            lookUntilNearlyOld(adopted);
            calls.answer("pidfdOpen", -Abi.EMFILE);

            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> lookAfter(QUARTER, adopted))
                    .withMessage("pidfd_open(815, 0): EMFILE (Too many open files)");

            reapable();
            assertThat(lookAfter(0, adopted)).containsExactly(reported(PID, 7));
        }
    }

    @Nested
    class AFailure {
        @Test
        void ends_the_look() {
            proc.failing(true);
            AdoptedChildren adopted = adopted();

            assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(adopted::look);
        }

        @Test
        void does_not_cost_the_status_of_what_was_reaped_before() {
            proc.zombie(PID, 99).zombie(PID + 1, 99);
            AdoptedChildren adopted = adopted();
            calls.answer("waitid", exited(PID, 7)).answer("waitid", exited(PID + 1, 8));
            lookUntilNearlyOld(adopted);
            reapable();
            calls.answer("pidfdOpen", -Abi.EMFILE);

            assertThat(lookAfter(QUARTER, adopted)).containsExactly(reported(PID, 7));
        }

        @Test
        void to_read_does_not_cost_the_status_of_what_was_reaped_before() {
            proc.zombie(PID, 99).zombie(PID + 1, 99);
            AdoptedChildren adopted = adopted();
            calls.answer("waitid", exited(PID, 7)).answer("waitid", exited(PID + 1, 8));
            lookUntilNearlyOld(adopted);
            calls.answer("pidfdOpen", FD).answer("waitid", exited(PID, 7)).answer("close", arguments -> {
                proc.failing(true);
                return 0;
            });

            assertThat(lookAfter(QUARTER, adopted)).containsExactly(reported(PID, 7));
        }

        @Test
        void to_peek_is_an_error() {
            proc.zombie(PID, 99);
            AdoptedChildren adopted = adopted();
            calls.answer("waitid", -Abi.ENOSYS);

            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(adopted::look)
                    .withMessage("waitid(815, EXITED|NOHANG|NOWAIT): ENOSYS (Function not implemented)");
        }
    }

    @Nested
    class Opening {
        @Test
        void needs_a_process_that_adopts() {
            calls.answer("getpid", 12).answer("prctl", 0);

            assertThatIllegalStateException()
                    .isThrownBy(() -> AdoptedChildren.driven(calls.backend()))
                    .withMessage(
                            "process 12 adopts nobody: it is neither PID 1 nor a subreaper;"
                                    + " call AdoptedChildren.becomeSubreaper first, or start the JVM as PID 1 of its container");
        }

        @Test
        void is_possible_in_a_subreaper() {
            calls.answer("getpid", 12).answer("prctl", arguments -> {
                arguments.the(RawStatus.class).value = 1;
                return 0;
            });

            ScriptedProc here = new ScriptedProc(12);
            AdoptedChildren adopted = new AdoptedChildren(calls.backend(), AdoptionRules.usual(), here, () -> now);

            assertThat(adopted.look()).isEmpty();
        }

        @Test
        void says_what_failed_if_it_cannot_be_known_whether_it_adopts() {
            calls.answer("getpid", 12).answer("prctl", -Abi.ENOSYS);

            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> AdoptedChildren.driven(calls.backend()))
                    .withMessage("prctl(PR_GET_CHILD_SUBREAPER): ENOSYS (Function not implemented)");
        }

        @Test
        void needs_the_proc_of_the_own_PID_namespace() {
            proc.showing(OptionalInt.of(4242));

            assertThatIllegalStateException()
                    .isThrownBy(() -> adopted())
                    .withMessageStartingWith("/proc does not show process 1, which is this one, but 4242; mount");
        }

        @Test
        void needs_a_proc_that_shows_this_process() {
            proc.showing(OptionalInt.empty());

            assertThatIllegalStateException()
                    .isThrownBy(() -> adopted())
                    .withMessageStartingWith("/proc does not show process 1, which is this one, but nothing; mount");
        }

        @Test
        void fails_if_usage_is_wanted_and_not_to_be_had() {
            calls.answer("waitid", -Abi.ENOSYS);

            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> adopted(AdoptionRules.usual().withUsage()))
                    .withMessage("waitid(1, EXITED|NOHANG|NOWAIT, usage): ENOSYS (Function not implemented)");
        }

        @ParameterizedTest
        @ValueSource(longs = {-1, 0, 999_999, 86_400_000_000_001L})
        void takes_no_grace_period_outside_its_range(long nanos) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AdoptionRules.usual().grace(Duration.ofNanos(nanos)));
        }

        @ParameterizedTest
        @ValueSource(longs = {1_000_000, 86_400_000_000_000L})
        void takes_a_grace_period_at_the_ends_of_its_range(long nanos) {
            assertThat(AdoptionRules.usual().grace(Duration.ofNanos(nanos)).grace())
                    .isEqualTo(Duration.ofNanos(nanos));
        }
    }

    @Test
    void becoming_a_subreaper_is_one_call() {
        calls.answer("prctl", 0);

        AdoptedChildren.becomeSubreaper(calls.backend());

        assertThat(calls.made()).containsExactly("prctl(36, 1)");
    }

    @Test
    void a_failure_to_become_a_subreaper_is_said() {
        calls.answer("prctl", -Abi.EINVAL);

        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> AdoptedChildren.becomeSubreaper(calls.backend()))
                .withMessage("prctl(PR_SET_CHILD_SUBREAPER, 1): EINVAL (Invalid argument)");
    }

    /** Four looks in a grace period while there is a zombie; once in it, and once in a second, while there is none. */
    @Nested
    class ThePauseBetweenTwoLooks {
        private static final long SECOND = 1_000_000_000;

        private final AdoptedChildren adopted = adopted();

        @Test
        void is_the_grace_period_where_there_is_no_zombie() {
            assertThat(adopted(AdoptionRules.usual().grace(Duration.ofMillis(4)))
                            .pause())
                    .isEqualTo(4_000_000);
        }

        @Test
        void is_a_second_at_the_most() {
            assertThat(adopted(AdoptionRules.usual().grace(Duration.ofHours(1))).pause())
                    .isEqualTo(SECOND);
        }

        @Test
        void is_a_quarter_of_the_grace_period_where_there_is_one() {
            proc.zombie(PID, 99);
            waitable();
            adopted.look();

            assertThat(adopted.pause()).isEqualTo(QUARTER);
        }

        @Test
        void is_rounded_up_so_that_four_make_the_grace_period() {
            AdoptedChildren odd = adopted(AdoptionRules.usual().grace(Duration.ofNanos(1_000_001)));
            proc.zombie(PID, 99);
            waitable();
            odd.look();

            assertThat(odd.pause()).isEqualTo(250_001);
        }

        @Test
        void is_the_long_one_again_when_a_process_that_runs_has_the_pid() {
            proc.zombie(PID, 99);
            waitable();
            lookUntilNearlyOld(adopted);
            proc.running(PID, 100);
            lookAfter(QUARTER, adopted);

            assertThat(adopted.pause()).isEqualTo(SECOND);
        }

        @Test
        void is_the_long_one_again_when_the_next_zombie_with_the_pid_cannot_be_reaped() {
            proc.zombie(PID, 99);
            waitable();
            lookUntilNearlyOld(adopted);
            proc.zombie(PID, 100);
            calls.answer("waitid", 0);
            lookAfter(QUARTER, adopted);

            assertThat(adopted.pause()).isEqualTo(SECOND);
        }

        @Test
        void is_the_long_one_when_the_zombie_is_gone_before_it_can_be_asked_for() {
            proc.zombie(PID, 99);
            calls.answer("waitid", -Abi.ECHILD);
            adopted.look();

            assertThat(adopted.pause()).isEqualTo(SECOND);
        }
    }

    @Test
    void looking_more_often_than_four_times_in_the_grace_period_does_not_shorten_it() {
        now = Duration.ofDays(1).toNanos();
        proc.zombie(PID, 99);
        AdoptedChildren adopted = adopted();
        waitable();
        List<AdoptedChild> found = new ArrayList<>();
        for (int looks = 0; looks < 10; looks++) {
            found.addAll(lookAfter(1_000_000, adopted));
        }

        assertThat(found).isEmpty();
    }

    /** With the real /proc; the test JVM has no zombies that it adopted, or keeps them for a grace period. */
    @Nested
    class WithProcAsItIsMounted {
        private final int self = Math.toIntExact(ProcessHandle.current().pid());

        WithProcAsItIsMounted() {
            calls.answer("getpid", self);
            if (self != 1) {
                calls.answer("prctl", arguments -> {
                    arguments.the(RawStatus.class).value = 1;
                    return 0;
                });
            }
        }

        @Test
        void it_can_be_driven_by_the_usual_rules() {
            assertThat(AdoptedChildren.driven(calls.backend()).toString())
                    .startsWith("children adopted by " + self + ": ")
                    .contains("; after PT1S; ");
        }

        @Test
        void it_can_be_driven_by_other_rules() {
            AdoptionRules rules = AdoptionRules.usual().grace(Duration.ofHours(1));

            assertThat(AdoptedChildren.driven(calls.backend(), rules).toString())
                    .contains("; after PT1H; ");
        }

        @Test
        void it_can_look_on_a_thread_of_its_own() {
            try (AdoptedChildren opened = AdoptedChildren.open(calls.backend(), child -> {})) {
                assertThatIllegalStateException()
                        .isThrownBy(opened::look)
                        .withMessage("a thread looks, and reports what it reaps");
            }
        }
    }

    @Test
    void it_does_not_look_once_closed() {
        AdoptedChildren adopted = adopted();
        adopted.close();

        assertThatIllegalStateException().isThrownBy(adopted::look).withMessage("closed");
    }

    @Test
    void it_is_shown_with_what_it_goes_by() {
        proc.zombie(PID, 99);
        AdoptedChildren adopted = adopted();
        waitable();
        adopted.look();

        assertThat(adopted)
                .hasToString("children adopted by 1: listed in /proc/1/task/1/children; reaped by pidfd;"
                        + " after PT1S; 1 zombies seen, 0 reaped");
    }

    @Test
    void it_is_shown_with_a_zombie_as_long_as_there_is_one() {
        proc.zombie(PID, 99);
        AdoptedChildren adopted = adopted();
        waitable();
        adopted.look();
        lookAfter(QUARTER, adopted);

        assertThat(adopted.toString()).contains("; 1 zombies seen, 0 reaped");
    }

    @Test
    void it_is_shown_as_closed() {
        AdoptedChildren adopted = adopted();
        adopted.close();

        assertThat(adopted.toString()).endsWith("; closed");
    }
}
