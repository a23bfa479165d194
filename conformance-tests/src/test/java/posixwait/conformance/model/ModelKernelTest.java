package posixwait.conformance.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import posixwait.conformance.run.Catalogue;
import posixwait.conformance.run.RequirementInfo;
import posixwait.conformance.spec.Assertion;
import posixwait.conformance.spec.Specification;
import posixwait.spi.Abi;

/** The rules of the model, each by what a caller sees. */
class ModelKernelTest {
    private static final int HANDLER = 4096;
    private static final int LAST_PID = 120;

    private final ModelKernel kernel = new ModelKernel(Choice.LINUX, LAST_PID);
    private final ModelProcess me = kernel.caller();

    private ModelProcess child() {
        return child(me, Abi.SIGCHLD);
    }

    private ModelProcess child(ModelProcess parent, int exitSignal) {
        return kernel.fork(parent, exitSignal).orElseThrow();
    }

    private ModelProcess zombie(int code) {
        ModelProcess child = child();
        kernel.exit(child, code);
        return child;
    }

    private Answer word(int pid, int options) {
        return kernel.waitForWord(me, pid, options).answer().orElseThrow();
    }

    private Answer info(int idtype, int id, int options) {
        return kernel.waitForInfo(me, idtype, id, options).answer().orElseThrow();
    }

    private static Answer failed(int errno) {
        return new Answer.Failed(errno);
    }

    private static Answer exited(ModelProcess child, int code) {
        return new Answer.Reported(child, Change.exited(code));
    }

    @Test
    void a_zombie_is_reported_once() {
        ModelProcess child = zombie(7);

        assertThat(word(child.pid(), 0)).isEqualTo(exited(child, 7));
        assertThat(word(child.pid(), 0)).isEqualTo(failed(Abi.ECHILD));
        assertThat(child.state()).isEqualTo(State.GONE);
    }

    @Test
    void a_status_word_has_the_bits_of_linux() {
        assertThat(Change.exited(256 + 3).word()).isEqualTo(0x300);
        assertThat(Change.killed(Abi.SIGKILL).word()).isEqualTo(9);
        assertThat(Change.stopped(Abi.SIGSTOP).word()).isEqualTo(0x137f);
        assertThat(Change.continued().word()).isEqualTo(0xffff);
    }

    @Test
    void of_several_zombies_linux_takes_the_one_made_first_and_another_policy_may_take_another() {
        ModelProcess first = child();
        ModelProcess second = child();
        kernel.exit(second, 2);
        kernel.exit(first, 1);
        assertThat(word(-1, 0)).isEqualTo(exited(first, 1));

        ModelKernel other = new ModelKernel(reportable -> reportable.get(reportable.size() - 1), LAST_PID);
        ModelProcess a = other.fork(other.caller(), Abi.SIGCHLD).orElseThrow();
        ModelProcess b = other.fork(other.caller(), Abi.SIGCHLD).orElseThrow();
        other.exit(a, 1);
        other.exit(b, 2);
        assertThat(other.waitForWord(other.caller(), -1, 0).answer()).contains(exited(b, 2));
    }

    @Test
    void a_peek_leaves_the_child_waitable() {
        ModelProcess child = zombie(7);

        assertThat(info(Abi.P_ALL, 0, Abi.WEXITED | Abi.WNOWAIT)).isEqualTo(exited(child, 7));
        assertThat(info(Abi.P_PID, child.pid(), Abi.WEXITED)).isEqualTo(exited(child, 7));
    }

    @Test
    void a_stop_and_a_continuation_are_reported_once_each_and_peeks_do_not_count() {
        ModelProcess child = child();
        Answer stopped = new Answer.Reported(child, Change.stopped(Abi.SIGSTOP));
        Answer continued = new Answer.Reported(child, Change.continued());

        kernel.kill(me, child.pid(), Abi.SIGSTOP);
        assertThat(word(-1, Abi.WNOHANG)).isEqualTo(new Answer.Nothing());
        assertThat(info(Abi.P_ALL, 0, Abi.WSTOPPED | Abi.WNOWAIT)).isEqualTo(stopped);
        assertThat(word(-1, Abi.WUNTRACED)).isEqualTo(stopped);
        assertThat(word(-1, Abi.WUNTRACED | Abi.WNOHANG)).isEqualTo(new Answer.Nothing());
        kernel.kill(me, child.pid(), Abi.SIGCONT);
        assertThat(info(Abi.P_ALL, 0, Abi.WCONTINUED | Abi.WNOWAIT)).isEqualTo(continued);
        assertThat(word(-1, Abi.WCONTINUED)).isEqualTo(continued);
        assertThat(word(-1, Abi.WCONTINUED | Abi.WNOHANG)).isEqualTo(new Answer.Nothing());
    }

    @Test
    void what_happens_next_replaces_what_nobody_asked_for() {
        ModelProcess child = child();
        kernel.kill(me, child.pid(), Abi.SIGSTOP);
        kernel.kill(me, child.pid(), Abi.SIGCONT);
        assertThat(info(Abi.P_ALL, 0, Abi.WSTOPPED | Abi.WNOHANG)).isEqualTo(new Answer.Nothing());
        kernel.kill(me, child.pid(), Abi.SIGSTOP);
        assertThat(info(Abi.P_ALL, 0, Abi.WCONTINUED | Abi.WNOHANG)).isEqualTo(new Answer.Nothing());
        kernel.kill(me, child.pid(), Abi.SIGKILL);
        // Of a zombie there is no stop to wait for.
        assertThat(info(Abi.P_ALL, 0, Abi.WSTOPPED | Abi.WNOHANG)).isEqualTo(failed(Abi.ECHILD));
        assertThat(word(-1, 0)).isEqualTo(new Answer.Reported(child, Change.killed(Abi.SIGKILL)));
    }

    @Test
    void every_living_state_can_be_killed_and_a_running_one_can_exit() {
        ModelProcess running = child();
        ModelProcess continued = child();
        ModelProcess told = child();
        ModelProcess leaving = child();
        for (ModelProcess process : Set.of(continued, told, leaving)) {
            kernel.kill(me, process.pid(), Abi.SIGSTOP);
        }
        word(told.pid(), Abi.WUNTRACED);
        kernel.kill(me, continued.pid(), Abi.SIGCONT);
        kernel.kill(me, leaving.pid(), Abi.SIGCONT);
        for (ModelProcess process : Set.of(running, continued, told)) {
            kernel.kill(me, process.pid(), Abi.SIGKILL);
            assertThat(process.state()).isEqualTo(State.ZOMBIE);
        }
        kernel.exit(leaving, 5);
        assertThat(word(leaving.pid(), 0)).isEqualTo(exited(leaving, 5));
        ModelProcess again = child();
        kernel.kill(me, again.pid(), Abi.SIGSTOP);
        word(again.pid(), Abi.WUNTRACED);
        kernel.kill(me, again.pid(), Abi.SIGCONT);
        assertThat(again.state()).isEqualTo(State.CONTINUED);
    }

    @Test
    void a_wait_looks_at_the_children_it_selects() {
        ModelProcess mine = child();
        ModelProcess leader = child();
        assertThat(kernel.setpgid(me, leader.pid(), 0)).isZero();
        kernel.exit(leader, 1);

        assertThat(word(0, Abi.WNOHANG)).isEqualTo(new Answer.Nothing());
        assertThat(info(Abi.P_PGID, 0, Abi.WEXITED | Abi.WNOHANG)).isEqualTo(new Answer.Nothing());
        assertThat(word(mine.pid(), Abi.WNOHANG)).isEqualTo(new Answer.Nothing());
        assertThat(info(Abi.P_PGID, leader.pid(), Abi.WEXITED | Abi.WNOWAIT)).isEqualTo(exited(leader, 1));
        assertThat(word(-leader.pid(), 0)).isEqualTo(exited(leader, 1));
        assertThat(word(-leader.pid(), 0)).isEqualTo(failed(Abi.ECHILD));
        assertThat(word(1, 0)).isEqualTo(failed(Abi.ECHILD));
    }

    @Test
    void clone_children_need_an_option() {
        ModelProcess clone = child(me, 0);
        kernel.exit(clone, 4);

        assertThat(word(-1, 0)).isEqualTo(failed(Abi.ECHILD));
        assertThat(info(Abi.P_ALL, 0, Abi.WEXITED | Abi.WNOWAIT | Abi.__WCLONE)).isEqualTo(exited(clone, 4));
        assertThat(word(-1, Abi.__WALL)).isEqualTo(exited(clone, 4));
    }

    @Test
    void with_WNOTHREAD_a_thread_sees_its_own_children_and_those_of_threads_that_ended_are_the_first_ones() {
        ModelThread other = kernel.begin(me, 0).orElseThrow();
        ModelProcess mine = zombie(1);
        ModelProcess others = kernel.fork(other, Abi.SIGCHLD).orElseThrow();
        kernel.exit(others, 2);

        assertThat(kernel.waitForWord(other, mine.pid(), Abi.__WNOTHREAD).answer())
                .contains(failed(Abi.ECHILD));
        assertThat(word(others.pid(), Abi.__WNOTHREAD)).isEqualTo(failed(Abi.ECHILD));
        kernel.end(other);
        assertThat(word(others.pid(), Abi.__WNOTHREAD)).isEqualTo(exited(others, 2));
    }

    @Test
    void a_signal_for_the_process_is_taken_by_the_first_thread_that_does_not_block_it() {
        long usr1 = ModelProcess.bit(Abi.SIGUSR1);
        ModelThread other = kernel.begin(me, usr1).orElseThrow();
        kernel.sigaction(me, Abi.SIGUSR1, HANDLER, 0);
        kernel.tgkill(me, me.pid(), other.tid(), Abi.SIGUSR1);
        assertThat(kernel.pending(other)).isEqualTo(usr1);
        assertThat(me.handlersRun).isZero();
        kernel.kill(me, me.pid(), Abi.SIGUSR1);
        assertThat(me.handlersRun).isEqualTo(1);
        kernel.setMask(me, usr1);
        kernel.kill(me, me.pid(), Abi.SIGUSR1);
        assertThat(kernel.take(other, usr1)).contains(new SignalInfo(Abi.SIGUSR1, -6, me.pid(), 0));
        assertThat(kernel.take(other, usr1)).contains(new SignalInfo(Abi.SIGUSR1, Abi.SI_USER, me.pid(), 0));
        assertThat(kernel.take(other, usr1)).isEmpty();
    }

    @Test
    void a_stopped_member_of_its_parents_group_is_hung_up_when_that_parent_ends() {
        ModelProcess leader = child();
        kernel.setpgid(me, leader.pid(), 0);
        ModelProcess member = child(leader, Abi.SIGCHLD);
        kernel.kill(me, member.pid(), Abi.SIGSTOP);
        kernel.exit(leader, 0);
        assertThat(kernel.find(member.pid())).isEmpty();
    }

    @Test
    void bad_arguments_are_refused_before_anything_is_looked_at() {
        zombie(1);

        assertThat(word(-1, Abi.WEXITED)).isEqualTo(failed(Abi.EINVAL));
        assertThat(word(Integer.MIN_VALUE, Abi.WNOWAIT)).isEqualTo(failed(Abi.EINVAL));
        assertThat(word(Integer.MIN_VALUE, 0)).isEqualTo(failed(Abi.ESRCH));
        assertThat(info(Abi.P_ALL, 0, Abi.WNOHANG)).isEqualTo(failed(Abi.EINVAL));
        assertThat(info(Abi.P_ALL, 0, Abi.WEXITED | 0x40)).isEqualTo(failed(Abi.EINVAL));
        assertThat(info(Abi.P_PID, 0, Abi.WEXITED)).isEqualTo(failed(Abi.EINVAL));
        assertThat(info(9, 0, Abi.WEXITED)).isEqualTo(failed(Abi.EINVAL));
        assertThat(info(Abi.P_PIDFD, 3, Abi.WEXITED)).isEqualTo(failed(Abi.EBADF));
        assertThat(kernel.waitForWord(me, -1, 0).answer()).isPresent();
    }

    @Test
    void a_blocked_wait_is_answered_by_what_it_waits_for_and_one_waiter_gets_it() {
        ModelProcess child = child();
        Waiter first = kernel.waitForWord(me, child.pid(), 0);
        Waiter second = kernel.waitForWord(me, child.pid(), 0);
        assertThat(first.answer()).isEmpty();
        kernel.exit(child, 3);

        assertThat(first.answer()).contains(exited(child, 3));
        assertThat(second.answer()).contains(failed(Abi.ECHILD));
    }

    @Test
    void a_handler_interrupts_a_wait_unless_it_restarts_or_a_status_is_there() {
        ModelProcess child = child();
        kernel.sigaction(me, Abi.SIGUSR1, HANDLER, 0);
        Waiter interrupted = kernel.waitForWord(me, -1, 0);
        kernel.kill(me, me.pid(), Abi.SIGUSR1);
        assertThat(interrupted.answer()).contains(failed(Abi.EINTR));

        kernel.sigaction(me, Abi.SIGUSR1, HANDLER, Abi.SA_RESTART);
        Waiter restarted = kernel.waitForWord(me, -1, 0);
        kernel.kill(me, me.pid(), Abi.SIGUSR1);
        assertThat(restarted.answer()).isEmpty();

        kernel.sigaction(me, Abi.SIGCHLD, HANDLER, 0);
        kernel.exit(child, 0);
        assertThat(restarted.answer()).contains(exited(child, 0));
        assertThat(me.handlersRun).isEqualTo(3);
    }

    @Test
    void sigchld_pends_while_blocked_and_is_merged_with_the_news_of_the_first() {
        kernel.setMask(me, -1);
        ModelProcess first = zombie(1);
        zombie(2);
        assertThat(me.pending.bits()).isEqualTo(ModelProcess.bit(Abi.SIGCHLD));
        assertThat(me.pending.info(Abi.SIGCHLD)).isEqualTo(new SignalInfo(Abi.SIGCHLD, Abi.CLD_EXITED, first.pid(), 1));

        kernel.sigaction(me, Abi.SIGCHLD, Abi.SIG_IGN, 0);
        assertThat(me.pending.bits()).isZero();
    }

    @Test
    void ignored_sigchld_and_nocldwait_leave_no_zombie_and_a_wait_for_all_fails_at_the_last() {
        ModelProcess first = child();
        ModelProcess second = child();
        Waiter waiter = kernel.waitForWord(me, -1, 0);
        kernel.sigaction(me, Abi.SIGCHLD, Abi.SIG_IGN, 0);
        kernel.exit(first, 1);
        assertThat(waiter.answer()).isEmpty();
        kernel.sigaction(me, Abi.SIGCHLD, HANDLER, Abi.SA_NOCLDWAIT);
        kernel.exit(second, 1);
        assertThat(waiter.answer()).contains(failed(Abi.ECHILD));
        assertThat(me.handlersRun).isEqualTo(1);
        assertThat(me.childrenCpuMicros).isZero();
    }

    @Test
    void nocldstop_silences_stops_but_they_can_be_waited_for() {
        kernel.sigaction(me, Abi.SIGCHLD, HANDLER, Abi.SA_NOCLDSTOP);
        ModelProcess child = child();
        kernel.kill(me, child.pid(), Abi.SIGSTOP);
        assertThat(me.handlersRun).isZero();
        assertThat(word(-1, Abi.WUNTRACED)).isEqualTo(new Answer.Reported(child, Change.stopped(Abi.SIGSTOP)));
    }

    @Test
    void signals_go_where_they_are_sent_and_fail_as_they_should() {
        ModelProcess child = zombie(1);
        assertThat(kernel.kill(me, child.pid(), Abi.SIGKILL)).isZero();
        assertThat(word(child.pid(), 0)).isEqualTo(exited(child, 1));
        assertThat(kernel.kill(me, child.pid(), 0)).isEqualTo(-Abi.ESRCH);
        assertThat(kernel.kill(me, -child.pid(), 0)).isEqualTo(-Abi.ESRCH);
        assertThat(kernel.kill(me, me.pid(), 65)).isEqualTo(-Abi.EINVAL);
        assertThat(kernel.kill(me, 0, 0)).isZero();
        assertThat(kernel.sigaction(me, Abi.SIGKILL, Abi.SIG_IGN, 0)).isEqualTo(-Abi.EINVAL);
        ModelProcess blocking = child();
        kernel.setMask(blocking, -1);
        kernel.kill(me, blocking.pid(), Abi.SIGTERM);
        assertThat(blocking.state()).isEqualTo(State.RUNNING);
        kernel.setMask(blocking, 0);
        assertThat(word(-1, 0)).isEqualTo(new Answer.Reported(blocking, Change.killed(Abi.SIGTERM)));
    }

    @Test
    void a_signal_to_everybody_spares_init_and_the_sender() {
        ModelProcess child = child();
        ModelProcess grandchild = child(child, Abi.SIGCHLD);

        assertThat(kernel.kill(me, -1, 65)).isEqualTo(-Abi.EINVAL);
        assertThat(kernel.kill(me, -1, Abi.SIGKILL)).isZero();

        assertThat(child.change()).isEqualTo(Change.killed(Abi.SIGKILL));
        assertThat(grandchild.state()).isEqualTo(State.GONE);
        assertThat(me.state().lives()).isTrue();
    }

    @Test
    void a_signal_to_everybody_is_ESRCH_if_there_is_nobody_else() {
        assertThat(kernel.kill(me, -1, 0)).isEqualTo(-Abi.ESRCH);
    }

    @Test
    void a_signal_to_pid_0_reaches_the_own_group_only() {
        ModelProcess member = child();
        ModelProcess other = child();
        kernel.setpgid(me, other.pid(), 0);
        kernel.sigaction(me, Abi.SIGTERM, Abi.SIG_IGN, 0);

        assertThat(kernel.kill(me, 0, Abi.SIGTERM)).isZero();

        assertThat(member.change()).isEqualTo(Change.killed(Abi.SIGTERM));
        assertThat(other.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void a_stopped_process_dies_of_what_it_got_meanwhile_when_it_continues() {
        ModelProcess child = child();
        kernel.kill(me, child.pid(), Abi.SIGSTOP);
        kernel.kill(me, child.pid(), Abi.SIGTERM);
        assertThat(child.state()).isEqualTo(State.STOPPED);
        kernel.kill(me, child.pid(), Abi.SIGCONT);
        assertThat(word(-1, 0)).isEqualTo(new Answer.Reported(child, Change.killed(Abi.SIGTERM)));
    }

    @Test
    void a_terminal_stop_has_no_effect_in_an_orphaned_group() {
        ModelProcess orphaned = child();
        ModelProcess job = child();
        kernel.setpgid(me, job.pid(), 0);
        kernel.kill(me, orphaned.pid(), Abi.SIGTSTP);
        kernel.kill(me, job.pid(), Abi.SIGTSTP);
        assertThat(orphaned.state()).isEqualTo(State.RUNNING);
        assertThat(job.state()).isEqualTo(State.STOPPED);
    }

    @Test
    void groups_are_joined_within_the_session_and_before_exec_only() {
        ModelProcess leader = child();
        ModelProcess member = child();
        assertThat(kernel.setpgid(me, member.pid(), leader.pid())).isEqualTo(-Abi.EPERM);
        assertThat(kernel.setpgid(me, leader.pid(), 0)).isZero();
        assertThat(kernel.setpgid(me, member.pid(), leader.pid())).isZero();
        assertThat(kernel.setpgid(me, member.pid(), -2)).isEqualTo(-Abi.EINVAL);
        assertThat(kernel.setpgid(me, 1, 1)).isEqualTo(-Abi.ESRCH);
        assertThat(kernel.setpgid(me, 0, 0)).isEqualTo(-Abi.EPERM);
        assertThat(kernel.setsid(member)).isEqualTo(member.pid());
        assertThat(kernel.setpgid(me, member.pid(), 0)).isEqualTo(-Abi.EPERM);
        assertThat(kernel.setsid(leader)).isEqualTo(-Abi.EPERM);
        kernel.exec(leader);
        assertThat(kernel.setpgid(me, leader.pid(), 0)).isEqualTo(-Abi.EACCES);
    }

    @Test
    void a_pid_is_used_again_only_when_no_process_and_no_group_has_it() {
        ModelProcess leader = child();
        ModelProcess member = child();
        kernel.setpgid(me, leader.pid(), 0);
        kernel.setpgid(me, member.pid(), leader.pid());
        kernel.exit(leader, 0);
        word(leader.pid(), 0);
        for (int i = 0; i < LAST_PID; i++) {
            ModelProcess next = zombie(0);
            assertThat(next.pid()).isNotIn(leader.pid(), member.pid(), me.pid());
            word(next.pid(), 0);
        }
    }

    @Test
    void a_pidfd_means_one_process_for_ever() {
        ModelProcess child = child();
        int fd = kernel.pidfdOpen(child.pid(), 0);
        int nonBlocking = kernel.pidfdOpen(child.pid(), Abi.O_NONBLOCK);
        assertThat(kernel.pidfdPoll(fd)).isZero();
        assertThat(info(Abi.P_PIDFD, nonBlocking, Abi.WEXITED)).isEqualTo(failed(Abi.EAGAIN));
        assertThat(kernel.pidfdSendSignal(fd, Abi.SIGKILL, 8)).isEqualTo(-Abi.EINVAL);
        assertThat(kernel.pidfdSendSignal(fd, Abi.SIGKILL, 0)).isZero();
        assertThat(kernel.pidfdPoll(fd)).isEqualTo(Abi.POLLIN);
        assertThat(info(Abi.P_PIDFD, fd, Abi.WEXITED))
                .isEqualTo(new Answer.Reported(child, Change.killed(Abi.SIGKILL)));
        assertThat(kernel.pidfdPoll(fd)).isEqualTo(Abi.POLLIN | Abi.POLLHUP);
        assertThat(kernel.pidfdSendSignal(fd, 0, 0)).isEqualTo(-Abi.ESRCH);
        assertThat(info(Abi.P_PIDFD, fd, Abi.WEXITED)).isEqualTo(failed(Abi.ECHILD));
        assertThat(kernel.pidfdOpen(child.pid(), 0)).isEqualTo(-Abi.ESRCH);
        assertThat(kernel.pidfdOpen(child.pid(), 1)).isEqualTo(-Abi.EINVAL);
        assertThat(kernel.pidfdOpen(0, 0)).isEqualTo(-Abi.EINVAL);
        int tid = kernel.begin(me, 0).orElseThrow().tid();
        assertThat(kernel.pidfdOpen(tid, 0)).isEqualTo(-Abi.ENOENT);
        assertThat(kernel.close(fd)).isZero();
        assertThat(kernel.close(fd)).isEqualTo(-Abi.EBADF);
    }

    @Test
    void orphans_go_to_the_nearest_subreaper_or_to_init_which_reaps_them() {
        ModelProcess child = child();
        ModelProcess grandchild = child(child, Abi.SIGCHLD);
        kernel.exit(grandchild, 9);
        assertThat(word(grandchild.pid(), 0)).isEqualTo(failed(Abi.ECHILD));
        kernel.setSubreaper(me, true);
        kernel.exit(child, 0);
        assertThat(word(grandchild.pid(), 0)).isEqualTo(exited(grandchild, 9));

        kernel.setSubreaper(me, false);
        ModelProcess parent = child();
        ModelProcess orphan = child(parent, Abi.SIGCHLD);
        kernel.exit(parent, 0);
        kernel.exit(orphan, 0);
        assertThat(kernel.find(orphan.pid())).isEmpty();
    }

    @Test
    void a_group_that_becomes_orphaned_with_a_stopped_member_is_hung_up() {
        ModelProcess parent = child();
        ModelProcess stopped = child(parent, Abi.SIGCHLD);
        kernel.setpgid(parent, stopped.pid(), 0);
        kernel.kill(me, stopped.pid(), Abi.SIGSTOP);
        kernel.exit(parent, 0);
        assertThat(kernel.find(stopped.pid())).isEmpty();
    }

    @Test
    void the_usage_of_a_child_counts_from_the_reap_on() {
        ModelProcess child = child();
        kernel.work(child, 250);
        kernel.exit(child, 0);
        info(Abi.P_ALL, 0, Abi.WEXITED | Abi.WNOWAIT);
        assertThat(me.childrenCpuMicros).isZero();
        word(-1, 0);
        assertThat(me.childrenCpuMicros).isEqualTo(250);
    }

    @Test
    void the_tests_of_this_class_go_every_arrow_and_apply_every_rule() throws ReflectiveOperationException {
        Coverage covered = new Coverage();
        for (Method test : ModelKernelTest.class.getDeclaredMethods()) {
            if (test.isAnnotationPresent(Test.class) && test.getExceptionTypes().length == 0) {
                ModelKernelTest instance = new ModelKernelTest();
                test.invoke(instance);
                covered.add(instance.kernel.coverage());
            }
        }
        assertThat(covered.arrowsLeft()).isEmpty();
        assertThat(covered.rulesLeft()).isEmpty();
    }

    @Test
    void every_arrow_cites_an_assertion_and_every_rule_one_or_a_requirement() {
        Set<String> there = Specification.pages().stream()
                .flatMap(page -> page.assertions().stream())
                .map(Assertion::id)
                .collect(Collectors.toSet());
        assertThat(Stream.of(Transition.values()).map(Transition::assertion)).allMatch(there::contains);
        Set<String> requirements =
                Catalogue.all().stream().map(RequirementInfo::id).collect(Collectors.toSet());
        assertThat(Stream.of(Rule.values()).map(Rule::source))
                .allMatch(source -> there.contains(source) || requirements.contains(source));
    }
}
