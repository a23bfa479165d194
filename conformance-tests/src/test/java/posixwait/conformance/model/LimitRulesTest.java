package posixwait.conformance.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import posixwait.spi.Abi;
import posixwait.spi.RawLimit;

/** What a process of the model may have of each resource, and may do to others: getrlimit(2), kill.3posix. */
class LimitRulesTest {
    private static final long A_SECOND = 1_000_000;

    private final ModelKernel kernel = new ModelKernel(Choice.LINUX, 120);
    private final ModelProcess me = kernel.caller();

    private ModelProcess child() {
        return kernel.fork(me, Abi.SIGCHLD).orElseThrow();
    }

    private static RawLimit limit(long soft, long hard) {
        RawLimit limit = new RawLimit();
        limit.soft = soft;
        limit.hard = hard;
        return limit;
    }

    private int set(ModelProcess process, int resource, long soft, long hard) {
        return kernel.setrlimit(process, resource, limit(soft, hard));
    }

    private long soft(ModelProcess process, int resource) {
        RawLimit limit = new RawLimit();
        assertThat(kernel.getrlimit(process, resource, limit)).isZero();
        return limit.soft;
    }

    @Test
    void a_child_has_the_limits_of_its_parent_a_program_too_and_then_its_own() {
        set(me, Abi.RLIMIT_CORE, 3, 7);
        ModelProcess child = child();
        kernel.exec(child);
        set(child, Abi.RLIMIT_CORE, 2, 2);

        assertThat(soft(child(), Abi.RLIMIT_CORE)).isEqualTo(3);
        assertThat(soft(child, Abi.RLIMIT_CORE)).isEqualTo(2);
        assertThat(soft(me, Abi.RLIMIT_CORE)).isEqualTo(3);
    }

    @Test
    void a_soft_limit_is_not_above_the_hard_one_and_a_hard_one_only_falls() {
        assertThat(set(me, Abi.RLIMIT_CORE, 8, 7)).isEqualTo(-Abi.EINVAL);
        assertThat(set(me, Abi.RLIM_NLIMITS, 1, 1)).isEqualTo(-Abi.EINVAL);
        assertThat(kernel.getrlimit(me, -1, new RawLimit())).isEqualTo(-Abi.EINVAL);
        assertThat(set(me, Abi.RLIMIT_CORE, 7, 7)).isZero();
        assertThat(set(me, Abi.RLIMIT_CORE, 7, 8)).isEqualTo(-Abi.EPERM);
        assertThat(set(me, Abi.RLIMIT_CORE, 7, Abi.RLIM_INFINITY)).isEqualTo(-Abi.EPERM);
        assertThat(soft(me, Abi.RLIMIT_CORE)).isEqualTo(7);
    }

    @Test
    void at_the_limit_of_processes_there_is_no_child_until_a_zombie_is_reaped() {
        set(me, Abi.RLIMIT_NPROC, 2, Abi.RLIM_INFINITY);
        ModelProcess zombie = child();
        assertThat(kernel.fork(me, Abi.SIGCHLD)).isEmpty();

        kernel.exit(zombie, 0);
        assertThat(kernel.fork(me, Abi.SIGCHLD)).isEmpty();

        kernel.waitForWord(me, zombie.pid(), 0);
        assertThat(kernel.fork(me, Abi.SIGCHLD)).isPresent();
    }

    @Test
    void a_thread_counts_against_the_limit_of_processes() {
        set(me, Abi.RLIMIT_NPROC, 2, Abi.RLIM_INFINITY);
        ModelThread thread = kernel.begin(me, 0).orElseThrow();
        assertThat(kernel.fork(me, Abi.SIGCHLD)).isEmpty();

        kernel.end(thread);
        assertThat(kernel.fork(me, Abi.SIGCHLD)).isPresent();
    }

    @Test
    void at_the_soft_limit_of_cpu_time_there_is_a_SIGXCPU_each_second_and_at_the_hard_one_a_SIGKILL() {
        ModelProcess child = child();
        kernel.sigaction(child, Abi.SIGXCPU, 4096, 0);
        set(child, Abi.RLIMIT_CPU, 1, 3);

        kernel.work(child, A_SECOND - 1);
        assertThat(kernel.takeHandled(child)).isEmpty();
        kernel.work(child, 1);
        assertThat(kernel.takeHandled(child)).hasValue(Abi.SIGXCPU);
        kernel.work(child, A_SECOND - 1);
        assertThat(kernel.takeHandled(child)).isEmpty();
        assertThat(soft(child, Abi.RLIMIT_CPU)).isEqualTo(2);
        kernel.work(child, 1);
        assertThat(kernel.takeHandled(child)).hasValue(Abi.SIGXCPU);

        kernel.work(child, A_SECOND);
        assertThat(child.state()).isEqualTo(State.ZOMBIE);
        assertThat(child.change()).isEqualTo(Change.killed(Abi.SIGKILL));
    }

    @Test
    void who_waits_learns_of_a_child_that_used_up_its_time() {
        ModelProcess child = child();
        set(child, Abi.RLIMIT_CPU, 0, 1);
        Waiter waiter = kernel.waitForWord(me, child.pid(), 0);
        assertThat(waiter.answer()).isEmpty();

        kernel.work(child, 1);

        assertThat(waiter.answer()).contains(new Answer.Reported(child, Change.killed(Abi.SIGXCPU)));
    }

    @Test
    void at_the_limit_of_descriptors_there_is_no_pidfd() {
        ModelProcess child = child();
        set(me, Abi.RLIMIT_NOFILE, 4, 1024);

        int pidfd = kernel.pidfdOpen(child.pid(), 0);
        assertThat(pidfd).isEqualTo(3);
        assertThat(kernel.pidfdOpen(child.pid(), 0)).isEqualTo(-Abi.EMFILE);
        kernel.close(pidfd);
        assertThat(kernel.pidfdOpen(child.pid(), 0)).isEqualTo(3);
    }

    @Test
    void init_is_of_another_user_who_may_not_be_signalled() {
        assertThat(kernel.kill(me, 1, 0)).isEqualTo(-Abi.EPERM);
        assertThat(kernel.tgkill(me, 1, 1, Abi.SIGTERM)).isEqualTo(-Abi.EPERM);
        assertThat(kernel.kill(me, 1, Abi.SIGRTMAX + 1)).isEqualTo(-Abi.EINVAL);
        int pidfd = kernel.pidfdOpen(1, 0);
        assertThat(kernel.pidfdSendSignal(pidfd, 0, 0)).isEqualTo(-Abi.EPERM);
    }
}
