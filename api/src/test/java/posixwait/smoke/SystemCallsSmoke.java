package posixwait.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import posixwait.spi.Abi;
import posixwait.spi.BackendProvider;
import posixwait.spi.BackendUnavailableException;
import posixwait.spi.RawChild;
import posixwait.spi.RawEvents;
import posixwait.spi.RawLimit;
import posixwait.spi.RawPipe;
import posixwait.spi.RawPoll;
import posixwait.spi.RawSigaction;
import posixwait.spi.RawSignalSet;
import posixwait.spi.RawStatus;
import posixwait.spi.RawTimes;
import posixwait.spi.RawUsage;
import posixwait.spi.SpawnPlan;
import posixwait.spi.SystemCalls;

/**
 * Makes every call of a backend once, to show that each symbol is linked with the right types and each carrier carried.
 *
 * <p>What the calls mean is for the conformance kit to ask. The JVM that runs this has no other children.
 */
public abstract class SystemCallsSmoke {
    /** The tag of tests that make a call hundreds of thousands of times: too slow to be run for each mutant of PIT. */
    private static final String MANY_CALLS = "many-calls";

    /** This process: never a child of itself. */
    private static final int NO_CHILD = ownPid();

    private final SystemCalls calls;
    private final RawStatus status = new RawStatus();
    private final RawChild child = new RawChild();
    private final RawUsage usage = new RawUsage();

    protected SystemCallsSmoke(BackendProvider provider) throws BackendUnavailableException {
        calls = provider.open();
    }

    private static int ownPid() {
        return Math.toIntExact(ProcessHandle.current().pid());
    }

    private static long bit(int signal) {
        return 1L << (signal - 1);
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(calls.waitAny(null)).isEqualTo(-Abi.ECHILD);
    }

    // Waiting

    @Test
    void everyWaitSaysEchildForWhatIsNoChild() {
        assertThat(calls.waitpid(NO_CHILD, status, 0)).isEqualTo(-Abi.ECHILD);
        assertThat(calls.waitid(Abi.P_PID, NO_CHILD, child, Abi.WEXITED)).isEqualTo(-Abi.ECHILD);
        assertThat(calls.waitid(Abi.P_PID, NO_CHILD, child, Abi.WEXITED, usage)).isEqualTo(-Abi.ECHILD);
        assertThat(calls.wait3(status, 0, usage)).isEqualTo(-Abi.ECHILD);
        assertThat(calls.wait4(NO_CHILD, status, 0, usage)).isEqualTo(-Abi.ECHILD);
        assertThat(calls.waitAny(status)).isEqualTo(-Abi.ECHILD);
    }

    @Test
    void nullPassesNull() {
        assertThat(calls.waitpid(spawnShell("exit 1"), null, 0)).isPositive();
        assertThat(calls.wait4(spawnShell("exit 1"), null, 0, null)).isPositive();
        assertThat(calls.waitid(Abi.P_PID, spawnShell("exit 1"), null, Abi.WEXITED))
                .isZero();
        assertThat(calls.waitid(Abi.P_PID, spawnShell("exit 1"), null, Abi.WEXITED, null))
                .isZero();
    }

    @Test
    void whatTheKernelDoesNotStoreStaysAsItWas() {
        status.value = -1;
        child.userTicks = -2;
        usage.maxResident = -3;
        calls.wait4(NO_CHILD, status, 0, usage);
        calls.waitid(Abi.P_PID, NO_CHILD, child, Abi.WEXITED);
        assertThat(status.value).isEqualTo(-1);
        assertThat(child.userTicks).isEqualTo(-2);
        assertThat(usage.maxResident).isEqualTo(-3);
    }

    @Test
    void waitFamilyReportsStatusAndUsage() {
        int pid = spawnShell("exit 7");
        assertThat(calls.waitpid(pid, status, 0)).isEqualTo(pid);
        assertThat(status.value).isEqualTo(7 << 8);

        pid = spawnShell("exit 8");
        assertThat(calls.waitAny(status)).isEqualTo(pid);
        assertThat(status.value).isEqualTo(8 << 8);

        pid = spawnShell("exit 9");
        assertThat(calls.wait3(status, 0, usage)).isEqualTo(pid);
        assertThat(status.value).isEqualTo(9 << 8);
        assertThat(usage.maxResident).isPositive();

        usage.maxResident = 0;
        pid = spawnShell("kill -TERM $$");
        assertThat(calls.wait4(pid, status, 0, usage)).isEqualTo(pid);
        assertThat(status.value).isEqualTo(Abi.SIGTERM);
        assertThat(usage.maxResident).isPositive();
    }

    @Test
    void waitidFillsSiginfo() throws Exception {
        int pid = spawnShell("exit 7");
        assertThat(calls.waitid(Abi.P_PID, pid, child, Abi.WEXITED | Abi.WNOWAIT))
                .isZero();
        assertThat(calls.waitid(Abi.P_PID, pid, null, Abi.WEXITED, usage)).isZero();
        assertThat(child.signo).isEqualTo(Abi.SIGCHLD);
        assertThat(child.code).isEqualTo(Abi.CLD_EXITED);
        assertThat(child.pid).isEqualTo(pid);
        assertThat(child.uid).isEqualTo(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        assertThat(child.status).isEqualTo(7);
        assertThat(usage.maxResident).isPositive();
    }

    @Test
    void waitidOfTheKernelFillsSiginfoToo() {
        int pid = spawnShell("exit 7");
        assertThat(calls.waitid(Abi.P_PID, pid, child, Abi.WEXITED, usage)).isZero();
        assertThat(child.pid).isEqualTo(pid);
        assertThat(child.status).isEqualTo(7);
    }

    // Creating

    private static SpawnPlan shell(String script, SpawnPlan.Action... more) {
        List<SpawnPlan.Action> actions = new ArrayList<>(List.of(
                new SpawnPlan.Open(0, "/dev/null", Abi.O_RDONLY, 0),
                new SpawnPlan.Open(1, "/dev/null", Abi.O_WRONLY, 0),
                new SpawnPlan.Dup2(1, 2)));
        actions.addAll(List.of(more));
        return new SpawnPlan(
                "sh",
                true,
                List.of("sh", "-c", script),
                List.of("NAME=välue"),
                actions,
                Abi.POSIX_SPAWN_SETSIGMASK | Abi.POSIX_SPAWN_SETSIGDEF | Abi.POSIX_SPAWN_SETPGROUP,
                0,
                0,
                bit(Abi.SIGQUIT));
    }

    private int spawnShell(String script, SpawnPlan.Action... more) {
        int pid = calls.posixSpawn(shell(script, more));
        assertThat(pid).isPositive();
        return pid;
    }

    private int exitCode(int pid) {
        assertThat(calls.waitpid(pid, status, 0)).isEqualTo(pid);
        assertThat(status.value & 0x7f).isZero();
        return status.value >> 8;
    }

    @Test
    void spawnPassesArgumentsEnvironmentAndActions() {
        assertThat(exitCode(spawnShell("test \"$NAME\" = välue"))).isZero();
        assertThat(exitCode(spawnShell("! true 3<&0", new SpawnPlan.Close(0)))).isZero();

        int pid = spawnShell("exec sleep 60");
        assertThat(calls.getpgid(pid)).isEqualTo(pid);
        assertThat(calls.kill(-pid, Abi.SIGKILL)).isZero();
        assertThat(calls.waitpid(pid, status, 0)).isEqualTo(pid);
        assertThat(status.value).isEqualTo(Abi.SIGKILL);
    }

    @Test
    void spawnReturnsItsErrorNumber() {
        SpawnPlan plan = shell("exit 0");
        assertThat(calls.posixSpawn(
                        new SpawnPlan("/dev/null", false, plan.arguments(), plan.environment(), List.of(), 0, 0, 0, 0)))
                .isEqualTo(-Abi.EACCES);
        assertThat(calls.posixSpawn(
                        new SpawnPlan("/bin/none", false, plan.arguments(), plan.environment(), List.of(), 0, 0, 0, 0)))
                .isEqualTo(-Abi.ENOENT);
    }

    @Test
    void spawnReturnsTheErrorNumberOfASearch() {
        assertThat(calls.posixSpawn(new SpawnPlan(
                        "posixwait-no-such-program", true, List.of("none"), List.of(), List.of(), 0, 0, 0, 0)))
                // The latter where PATH names a directory that this user may not search.
                .isIn(-Abi.ENOENT, -Abi.EACCES);
    }

    @Test
    void spawnReturnsTheErrorNumberOfAnActionThatCannotBe() {
        assertThat(calls.posixSpawn(shell("exit 0", new SpawnPlan.Open(-1, "/dev/null", Abi.O_RDONLY, 0))))
                .isEqualTo(-Abi.EBADF);
        assertThat(calls.posixSpawn(shell("exit 0", new SpawnPlan.Dup2(-1, 2)))).isEqualTo(-Abi.EBADF);
        assertThat(calls.posixSpawn(shell("exit 0", new SpawnPlan.Close(-1)))).isEqualTo(-Abi.EBADF);
        assertThat(calls.posixSpawn(shell("exit 0", new SpawnPlan.CloseFrom(-1))))
                .isEqualTo(
                        calls.dlsym("posix_spawn_file_actions_addclosefrom_np") == -Abi.ENOENT
                                ? -Abi.ENOSYS
                                : -Abi.EBADF);
    }

    @Test
    void spawnReturnsTheErrorNumberOfFlagsThatCannotBe() {
        assertThat(calls.posixSpawn(new SpawnPlan("sh", true, List.of("sh"), List.of(), List.of(), 0x4000, 0, 0, 0)))
                .isEqualTo(-Abi.EINVAL);
    }

    @Test
    void anActionThatTheCLibraryLacksIsEnosys() {
        int pid = calls.posixSpawn(shell("test \"$PWD\" = /", new SpawnPlan.ChangeDirectory("/")));
        if (calls.dlsym("posix_spawn_file_actions_addchdir_np") == -Abi.ENOENT) {
            assertThat(pid).isEqualTo(-Abi.ENOSYS);
        } else {
            assertThat(exitCode(pid)).isZero();
        }
        pid = calls.posixSpawn(shell("! true >&2", new SpawnPlan.CloseFrom(2)));
        if (calls.dlsym("posix_spawn_file_actions_addclosefrom_np") == -Abi.ENOENT) {
            assertThat(pid).isEqualTo(-Abi.ENOSYS);
        } else {
            assertThat(exitCode(pid)).isZero();
        }
    }

    @Test
    void cloneCallsOneFunctionOfC() {
        long size = 64 * 1024;
        long stack = calls.mmap(
                size,
                Abi.PROT_READ | Abi.PROT_WRITE,
                Abi.MAP_PRIVATE | Abi.MAP_ANONYMOUS | Abi.MAP_STACK | Abi.MAP_NORESERVE);
        assertThat(stack).isPositive();
        RawSignalSet all = new RawSignalSet();
        RawSignalSet old = new RawSignalSet();
        all.bits = RawSignalSet.ALL_BUT_FAULTS;
        long exit = calls.dlsym("_exit");
        int flags = Abi.CLONE_VM | Abi.CLONE_VFORK | Abi.CLONE_PIDFD | Abi.SIGCHLD;
        // A handler of the JVM that ran in the child would run in the memory of the JVM. Its own faults must reach it
        // here.
        assertThat(calls.pthreadSigmask(Abi.SIG_SETMASK, all, old)).isZero();
        int pid = calls.clone(exit, stack + size, flags, 42, status);
        assertThat(calls.pthreadSigmask(Abi.SIG_SETMASK, old, null)).isZero();
        assertThat(pid).isPositive();
        int pidfd = status.value;
        assertThat(calls.fcntl(pidfd, Abi.F_GETFD, 0)).isEqualTo(Abi.FD_CLOEXEC);
        assertThat(calls.waitid(Abi.P_PIDFD, pidfd, child, Abi.WEXITED)).isZero();
        assertThat(child.pid).isEqualTo(pid);
        assertThat(child.status).isEqualTo(42);
        assertThat(calls.close(pidfd)).isZero();
        assertThat(calls.munmap(stack, size)).isZero();
    }

    @Test
    void addressesHaveErrorsToo() {
        assertThat(calls.dlsym("no_such_symbol")).isEqualTo(-Abi.ENOENT);
        assertThat(calls.mmap(0, Abi.PROT_READ, Abi.MAP_PRIVATE | Abi.MAP_ANONYMOUS))
                .isEqualTo(-Abi.EINVAL);
        assertThat(calls.munmap(1, 1)).isEqualTo(-Abi.EINVAL);
    }

    // Signals

    @Test
    void sigactionCarriesEveryField() {
        RawSigaction before = new RawSigaction();
        RawSigaction ignore = new RawSigaction();
        RawSigaction now = new RawSigaction();
        ignore.handler = Abi.SIG_IGN;
        ignore.mask = bit(Abi.SIGCHLD) | bit(Abi.SIGRTMAX);
        ignore.flags = Abi.SA_RESTART;
        assertThat(calls.sigaction(Abi.SIGUSR1, ignore, before)).isZero();
        assertThat(calls.sigaction(Abi.SIGUSR1, before, now)).isZero();
        assertThat(now.handler).isEqualTo(Abi.SIG_IGN);
        assertThat(now.mask).isEqualTo(ignore.mask);
        assertThat(now.flags & Abi.SA_RESTART).isEqualTo(Abi.SA_RESTART);
        assertThat(calls.sigaction(Abi.SIGKILL, ignore, null)).isEqualTo(-Abi.EINVAL);
    }

    @Test
    void aBlockedSignalIsPendingAndCanBeTaken() {
        RawSignalSet usr1 = new RawSignalSet();
        RawSignalSet old = new RawSignalSet();
        RawSignalSet pending = new RawSignalSet();
        usr1.bits = bit(Abi.SIGUSR1);
        assertThat(calls.pthreadSigmask(Abi.SIG_BLOCK, usr1, old)).isZero();
        assertThat(calls.tgkill(NO_CHILD, calls.gettid(), Abi.SIGUSR1)).isZero();
        assertThat(calls.sigpending(pending)).isZero();
        assertThat(pending.bits).isEqualTo(usr1.bits);
        RawSignalSet blocked = new RawSignalSet();
        assertThat(calls.pthreadSigmask(Abi.SIG_BLOCK, null, blocked)).isZero();
        assertThat(blocked.bits).isEqualTo(old.bits | usr1.bits);
        assertThat(calls.sigtimedwait(usr1, child, 0)).isEqualTo(Abi.SIGUSR1);
        assertThat(child.pid).isEqualTo(NO_CHILD);
        assertThat(calls.sigtimedwait(usr1, null, 1_000)).isEqualTo(-Abi.EAGAIN);
        assertThat(calls.pthreadSigmask(Abi.SIG_SETMASK, old, null)).isZero();
        assertThat(calls.pthreadSigmask(99, usr1, null)).isEqualTo(-Abi.EINVAL);
    }

    @Test
    void killReachesAProcess() {
        assertThat(calls.kill(NO_CHILD, 0)).isZero();
        assertThat(calls.kill(NO_CHILD, 999)).isEqualTo(-Abi.EINVAL);
    }

    // Who is who

    @Test
    void idsAreThoseOfThisProcess() {
        assertThat(calls.getpid()).isEqualTo(NO_CHILD);
        assertThat(calls.getppid())
                .isEqualTo(ProcessHandle.current()
                        .parent()
                        .map(ProcessHandle::pid)
                        .map(Math::toIntExact)
                        .orElse(0));
        assertThat(calls.gettid()).isPositive();
        assertThat(calls.getpgid(0)).isEqualTo(calls.getpgid(NO_CHILD)).isNotNegative();
        assertThat(calls.getsid(0)).isEqualTo(calls.getsid(NO_CHILD)).isNotNegative();
        assertThat(calls.getpgid(-1)).isEqualTo(-Abi.ESRCH);
        assertThat(calls.getsid(-1)).isEqualTo(-Abi.ESRCH);
        assertThat(calls.setpgid(0, -1)).isEqualTo(-Abi.EINVAL);
        int pid = spawnShell("exec sleep 60");
        assertThat(calls.setpgid(pid, 0)).isEqualTo(-Abi.EACCES);
        assertThat(calls.kill(pid, Abi.SIGKILL)).isZero();
        assertThat(calls.waitpid(pid, null, 0)).isEqualTo(pid);
    }

    @Test
    void theLeaderOfAGroupCannotLeadASession() {
        int group = calls.getpgid(0);
        boolean leads = group == NO_CHILD;
        if (!leads) {
            assertThat(calls.setpgid(0, 0)).isZero();
        }
        try {
            assertThat(calls.setsid()).isEqualTo(-Abi.EPERM);
        } finally {
            // A group of 0 is outside this PID namespace and has no number to go back to.
            if (!leads && group > 0) {
                calls.setpgid(0, group);
            }
        }
    }

    // Resources

    @Test
    void resourcesOfThisProcess() {
        assertThat(calls.getrusage(Abi.RUSAGE_SELF, usage)).isZero();
        assertThat(usage.maxResident).isPositive();
        assertThat(usage.minorFaults).isPositive();
        assertThat(calls.getrusage(99, usage)).isEqualTo(-Abi.EINVAL);
        RawTimes times = new RawTimes();
        assertThat(calls.times(times)).isPositive();
        assertThat(times.user).isPositive();
        RawLimit limit = new RawLimit();
        assertThat(calls.getrlimit(Abi.RLIMIT_NOFILE, limit)).isZero();
        assertThat(limit.soft).isPositive();
        assertThat(calls.getrlimit(-1, limit)).isEqualTo(-Abi.EINVAL);
        assertThat(calls.setrlimit(Abi.RLIMIT_NOFILE, limit)).isZero();
        assertThat(calls.setrlimit(-1, limit)).isEqualTo(-Abi.EINVAL);
        status.value = -1;
        assertThat(calls.prctl(Abi.PR_GET_CHILD_SUBREAPER, status)).isZero();
        assertThat(status.value).isBetween(0, 1);
        assertThat(calls.prctl(Abi.PR_SET_CHILD_SUBREAPER, status.value)).isZero();
        assertThat(calls.prctl(-1, status)).isEqualTo(-Abi.EINVAL);
        assertThat(calls.prctl(-1, 0)).isEqualTo(-Abi.EINVAL);
    }

    // Pidfds and descriptors

    @Test
    void aPidfdStandsForAProcess() {
        int pidfd = calls.pidfdOpen(NO_CHILD, 0);
        assertThat(pidfd).isPositive();
        assertThat(calls.pidfdSendSignal(pidfd, 0, 0)).isZero();
        assertThat(calls.close(pidfd)).isZero();
        assertThat(calls.pidfdSendSignal(pidfd, 0, 0)).isEqualTo(-Abi.EBADF);
    }

    @Test
    void epollReportsWhatAnEventfdHasToSay() {
        int epoll = calls.epollCreate1(Abi.EPOLL_CLOEXEC);
        int quiet = calls.eventfd(0, Abi.EFD_CLOEXEC | Abi.EFD_NONBLOCK);
        int first = calls.eventfd(1, Abi.EFD_CLOEXEC | Abi.EFD_NONBLOCK);
        int second = calls.eventfd(2, Abi.EFD_CLOEXEC | Abi.EFD_NONBLOCK);
        assertThat(calls.epollCtl(epoll, Abi.EPOLL_CTL_ADD, quiet, Abi.EPOLLIN, 1))
                .isZero();
        assertThat(calls.epollCtl(epoll, Abi.EPOLL_CTL_ADD, first, Abi.EPOLLIN, Long.MIN_VALUE))
                .isZero();
        assertThat(calls.epollCtl(epoll, Abi.EPOLL_CTL_ADD, second, Abi.EPOLLIN, 3))
                .isZero();
        assertThat(calls.epollCtl(epoll, Abi.EPOLL_CTL_ADD, second, Abi.EPOLLIN, 3))
                .isEqualTo(-Abi.EEXIST);
        RawEvents events = new RawEvents(3);
        assertThat(calls.epollWait(epoll, events, 0)).isEqualTo(2);
        assertThat(events.events).containsExactly(Abi.EPOLLIN, Abi.EPOLLIN, 0);
        assertThat(events.data).containsExactlyInAnyOrder(Long.MIN_VALUE, 3, 0);
        List.of(epoll, quiet, first, second)
                .forEach(fd -> assertThat(calls.close(fd)).isZero());
    }

    @Test
    void bytesGoThroughAPipe() {
        RawPipe pipe = new RawPipe();
        assertThat(calls.pipe2(pipe, Abi.O_CLOEXEC | Abi.O_NONBLOCK)).isZero();
        assertThat(calls.pipe2(new RawPipe(), -1)).isEqualTo(-Abi.EINVAL);
        byte[] bytes = "..hello..".getBytes(UTF_8);
        assertThat(calls.read(pipe.readEnd, bytes, 0, 1)).isEqualTo(-Abi.EAGAIN);
        assertThat(calls.write(pipe.writeEnd, bytes, 2, 5)).isEqualTo(5);

        RawPoll poll = new RawPoll(2);
        poll.fds[0] = pipe.readEnd;
        poll.events[0] = Abi.POLLIN;
        poll.fds[1] = -1;
        assertThat(calls.poll(poll, 0)).isEqualTo(1);
        assertThat(poll.revents).containsExactly((short) Abi.POLLIN, (short) 0);

        byte[] room = "12345678".getBytes(UTF_8);
        assertThatThrownBy(() -> calls.read(pipe.readEnd, room, 4, 5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> calls.read(pipe.readEnd, room, 0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(calls.read(pipe.readEnd, room, 2, 6)).isEqualTo(5);
        assertThat(new String(room, UTF_8)).isEqualTo("12hello8");
        assertThat(calls.close(pipe.writeEnd)).isZero();
        assertThat(calls.read(pipe.readEnd, room, 0, 8)).isZero();
        assertThat(calls.close(pipe.readEnd)).isZero();
    }

    @Test
    void whatIsNotOpenCannotBeClosed() {
        assertThat(calls.close(-1)).isEqualTo(-Abi.EBADF);
    }

    @Test
    void syscallIsTheRawDoor() {
        assertThat(calls.syscall(Abi.SYS_GETTID, 0, 0, 0, 0, 0, 0)).isEqualTo(calls.gettid());
        assertThat(calls.syscall(-2, 0, 0, 0, 0, 0, 0)).isEqualTo(-Abi.ENOSYS);
    }

    // What holds of every call

    @Test
    @Tag(MANY_CALLS)
    void errnoIsThatOfTheCallOnThisThread() throws InterruptedException, ExecutionException {
        int rounds = 200_000;
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Integer> badDescriptors = threads.submit(() -> count(rounds, () -> calls.close(-1), -Abi.EBADF));
            Future<Integer> noChildren =
                    threads.submit(() -> count(rounds, () -> calls.waitpid(NO_CHILD, null, 0), -Abi.ECHILD));
            assertThat(badDescriptors.get()).isEqualTo(rounds);
            assertThat(noChildren.get()).isEqualTo(rounds);
        } finally {
            threads.shutdown();
        }
    }

    private static int count(int rounds, IntSupplier call, int expected) {
        int seen = 0;
        for (int i = 0; i < rounds; i++) {
            if (call.getAsInt() == expected) {
                seen++;
            }
        }
        return seen;
    }

    @Test
    @Tag(MANY_CALLS)
    void waitingAllocatesNothing() {
        assertThat(bytesPerCall(() -> calls.waitpid(NO_CHILD, status, Abi.WNOHANG)))
                .isZero();
        assertThat(bytesPerCall(() -> calls.waitid(Abi.P_PID, NO_CHILD, child, Abi.WEXITED | Abi.WNOHANG)))
                .isZero();
    }

    /**
     * The least of several rounds: until the optimizing compiler has had its turn, which on a busy machine takes seconds,
     * calls do allocate.
     */
    private static long bytesPerCall(IntSupplier call) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        int calls = 100_000;
        long least = Long.MAX_VALUE;
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (least >= calls && System.nanoTime() < deadline) {
            long before = threads.getCurrentThreadAllocatedBytes();
            count(calls, call, -Abi.ECHILD);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least / calls;
    }
}
