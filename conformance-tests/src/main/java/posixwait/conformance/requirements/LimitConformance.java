package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.REQUIRED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import posixwait.BareChild;
import posixwait.PosixException;
import posixwait.Signal;
import posixwait.Spawn;
import posixwait.StateChange;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.PidsCgroup;
import posixwait.conformance.Proc;
import posixwait.conformance.ReapingCall;
import posixwait.conformance.Requirement;
import posixwait.conformance.Unresolved;
import posixwait.conformance.Unsupported;
import posixwait.conformance.Waiting;
import posixwait.spi.Abi;
import posixwait.spi.RawLimit;
import posixwait.spi.RawPipe;

/** Limits: requirements LIM-001 and on. */
@Conformance("Limits")
@OwnJvm
public final class LimitConformance {
    private static final long CAP_SYS_ADMIN = 1L << 21;
    private static final long CAP_SYS_RESOURCE = 1L << 24;
    private static final long MOST_PROCESSES = 1 << 16;
    private static final int NO_SUCH_LIMIT = 99;

    /** Descriptors below it are in use: no further one can be had. */
    private static final int NO_MORE_DESCRIPTORS = 3;

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public LimitConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "LIM-001",
            level = REQUIRED,
            rule = "At the limit of processes of a user no child is made: clone() fails with EAGAIN.",
            sources = {"POSIX.1-2017 fork(), ERRORS", "getrlimit(2), RLIMIT_NPROC"})
    void clone_at_the_limit_of_processes_is_EAGAIN() {
        requireNotExempt();

        int result = with(Abi.RLIMIT_NPROC, 1, this::cloned);

        assertThat(result).isEqualTo(-Abi.EAGAIN);
    }

    @Requirement(
            id = "LIM-010",
            level = REQUIRED,
            rule = "At the limit of processes of a user posix_spawn() returns EAGAIN, and there is no child.",
            sources = {"POSIX.1-2017 posix_spawn(), ERRORS", "POSIX.1-2017 fork(), ERRORS", "getrlimit(2), RLIMIT_NPROC"
            })
    void posix_spawn_at_the_limit_of_processes_is_EAGAIN() {
        requireNotExempt();

        int result = with(Abi.RLIMIT_NPROC, 1, this::spawned);

        assertThat(result).isEqualTo(-Abi.EAGAIN);
        assertThat(kit.calls().waitAny(null)).isEqualTo(-Abi.ECHILD);
    }

    @Requirement(
            id = "LIM-002",
            level = LINUX,
            rule =
                    "User 0, and who has CAP_SYS_RESOURCE or CAP_SYS_ADMIN, is exempt from the limit of processes of a user.",
            sources = {"getrlimit(2), RLIMIT_NPROC"})
    void who_is_privileged_has_no_limit_of_processes() {
        if (!isExempt()) {
            throw Unsupported.because("this user has no exemption from RLIMIT_NPROC");
        }

        int result = with(Abi.RLIMIT_NPROC, 1, this::cloned);

        assertThat(result).isPositive();
    }

    @Requirement(
            id = "LIM-014",
            level = LINUX,
            rule =
                    "A zombie counts against the limit of processes of its user until it is reaped: then another child can be "
                            + "made.",
            sources = {"getrlimit(2), RLIMIT_NPROC", "wait(2), NOTES"})
    void a_zombie_counts_against_the_limit_until_it_is_reaped() {
        requireNotExempt();

        // Other processes of the user come and go, as do threads of this JVM: then it is tried again.
        assertThat(Waiting.holdsWithin(Waiting.LIMIT, this::zombieCounts)).isTrue();
    }

    private boolean zombieCounts() {
        int least = leastLimitForOneMore();
        List<Integer> made = with(Abi.RLIMIT_NPROC, least, () -> {
            int zombie = cloned();
            int besideTheZombie = cloned();
            if (zombie > 0) {
                kit.calls().waitpid(zombie, null, 0);
            }
            return List.of(zombie, besideTheZombie, cloned());
        });
        made.stream().filter(pid -> pid > 0).skip(1).forEach(kit.children()::discard);
        return made.get(0) > 0 && made.get(1) == -Abi.EAGAIN && made.get(2) > 0;
    }

    /** The lowest limit at which one more child can be made. */
    private int leastLimitForOneMore() {
        int fails = 1;
        long hard = limit(Abi.RLIMIT_NPROC).hard;
        int works = (int) (hard == Abi.RLIM_INFINITY ? MOST_PROCESSES : Math.min(MOST_PROCESSES, hard));
        while (works - fails > 1) {
            int middle = (fails + works) / 2;
            int pid = with(Abi.RLIMIT_NPROC, middle, this::cloned);
            if (pid > 0) {
                kit.children().discard(pid);
                works = middle;
            } else {
                fails = middle;
            }
        }
        return works;
    }

    @Requirement(
            id = "LIM-003",
            level = LINUX,
            rule =
                    "At pids.max of a control group no child is made, EAGAIN, and a zombie counts: when it is reaped another "
                            + "child can be made.",
            sources = {"Linux, Documentation/admin-guide/cgroup-v1/pids.rst", "fork(2), ERRORS"})
    void at_the_limit_of_a_control_group_a_reap_makes_room() {
        List<Integer> made = kit.threads().start(this::cloneInAFullGroup).join();

        assertThat(made.get(0)).isPositive();
        assertThat(made.get(1)).isEqualTo(-Abi.EAGAIN);
        assertThat(made.get(2)).isPositive();
    }

    /** In a thread of its own, which alone is in the group, with its children. */
    private List<Integer> cloneInAFullGroup() {
        try (PidsCgroup group = PidsCgroup.make()) {
            int self = kit.reference().gettid();
            group.limit(2);
            group.join(self);
            try {
                int zombie = kit.children().zombie(0);
                int besideTheZombie = cloned();
                kit.calls().waitpid(zombie, null, 0);
                int afterTheReap = cloned();
                if (afterTheReap > 0) {
                    kit.children().discard(afterTheReap);
                }
                return List.of(zombie, besideTheZombie, afterTheReap);
            } finally {
                group.leave(self);
            }
        }
    }

    @Requirement(
            id = "ZOM-013",
            level = LINUX,
            rule = "A zombie is counted as a process of its control group until it is reaped.",
            sources = {"Linux, Documentation/admin-guide/cgroup-v2.rst, PID", "wait(2), NOTES"})
    void a_zombie_is_counted_by_its_control_group_until_it_is_reaped() {
        try (PidsCgroup group = PidsCgroup.make()) {
            int pid = kit.children()
                    .spawn(Spawn.of(
                                    "/bin/sh",
                                    "-c",
                                    "echo $$ >\"$1\"",
                                    "sh",
                                    group.joinedBy().toString())
                            .quiet());
            kit.children().awaitEnd(pid);
            int asZombie = group.count();

            kit.calls().waitpid(pid, null, 0);

            assertThat(List.of(asZombie, group.count())).containsExactly(1, 0);
        }
    }

    @Requirement(
            id = "LIM-004",
            level = REQUIRED,
            rule = "A child that has used the CPU time it may use is ended by SIGXCPU, and its parent told so.",
            sources = {"POSIX.1-2017 getrlimit(), DESCRIPTION", "getrlimit(2), RLIMIT_CPU"})
    void a_child_at_its_limit_of_CPU_time_is_ended_by_SIGXCPU() {
        int pid = kit.children().shell("ulimit -S -t 0 || exit " + NO_SUCH_LIMIT + "; while :; do :; done");

        assertThat(kit.posix().waitpid(pid(pid), NONE).map(LimitConformance::killer))
                .contains(new Signal(Abi.SIGXCPU));
    }

    @Requirement(
            id = "LIM-011",
            level = REQUIRED,
            rule = "A child that writes beyond the size a file may have is ended by SIGXFSZ, and its parent told so.",
            sources = {"POSIX.1-2017 getrlimit(), DESCRIPTION", "POSIX.1-2017 ulimit, OPTIONS"})
    void a_child_at_its_limit_of_file_size_is_ended_by_SIGXFSZ() throws IOException {
        Path file = Files.createTempFile("posixwait", ".tmp");
        try {
            int pid = kit.children()
                    .spawn(Spawn.of(
                                    "/bin/sh",
                                    "-c",
                                    "ulimit -f 0 || exit " + NO_SUCH_LIMIT + "; echo text >\"$1\"",
                                    "sh",
                                    file.toString())
                            .quiet());

            assertThat(kit.posix().waitpid(pid(pid), NONE).map(LimitConformance::killer))
                    .contains(new Signal(Abi.SIGXFSZ));
        } finally {
            Files.delete(file);
        }
    }

    @Requirement(
            id = "LIM-005",
            level = REQUIRED,
            rule = "A child has the limits of its parent, and what it changes there the parent does not see.",
            sources = {"POSIX.1-2017 fork(), DESCRIPTION", "getrlimit(2), NOTES"})
    void limits_are_inherited_and_then_the_childs_own() {
        RawLimit before = shown(Abi.RLIMIT_NOFILE);
        RawPipe out = kit.children().pipe();
        kit.children()
                .spawn(Spawn.shell("ulimit -S -n; ulimit -S -n 17; ulimit -S -n")
                        .quiet()
                        .pass(out.writeEnd, 1));
        kit.children().close(out.writeEnd);

        List<String> lines = kit.children().text(out.readEnd).lines().toList();
        if (lines.isEmpty()) {
            throw Unsupported.because("ulimit of this shell does not tell the limit of descriptors");
        }

        assertThat(lines)
                .containsExactly(
                        before.soft == Abi.RLIM_INFINITY ? "unlimited" : Long.toUnsignedString(before.soft), "17");
        assertThat(shown(Abi.RLIMIT_NOFILE).soft).isEqualTo(before.soft);
    }

    /** By the backend under test. */
    private RawLimit shown(int resource) {
        RawLimit limit = new RawLimit();
        assertThat(kit.calls().getrlimit(resource, limit)).isZero();
        return limit;
    }

    @Requirement(
            id = "LIM-006",
            level = LINUX,
            rule = "pidfd_open() fails with EMFILE at the limit of descriptors.",
            sources = {"pidfd_open(2), ERRORS", "getrlimit(2), RLIMIT_NOFILE"})
    void pidfd_open_at_the_limit_of_descriptors_is_EMFILE() {
        int pid = kit.children().pausing();
        kit.children().descriptor((int)
                kit.require("pidfd_open", () -> kit.calls().pidfdOpen(pid, 0)));

        int result =
                with(Abi.RLIMIT_NOFILE, NO_MORE_DESCRIPTORS, () -> kit.calls().pidfdOpen(pid, 0));

        assertThat(result).isEqualTo(-Abi.EMFILE);
    }

    @Requirement(
            id = "LIM-012",
            level = REQUIRED,
            rule =
                    "wait(), waitpid() and waitid() need nothing that is limited: they reap at the limits of descriptors and "
                            + "of processes.",
            sources = {"POSIX.1-2017 wait(), ERRORS", "POSIX.1-2017 waitid(), ERRORS"})
    void a_wait_needs_neither_descriptor_nor_process() {
        assertReapsAtTheLimits(ReapingCall.POSIX);
    }

    @Requirement(
            id = "LIM-013",
            level = LINUX,
            rule =
                    "wait3() and wait4() need nothing that is limited: they reap at the limits of descriptors and of processes.",
            sources = {"wait4(2), ERRORS"})
    void a_wait3_and_a_wait4_need_neither_descriptor_nor_process() {
        assertReapsAtTheLimits(ReapingCall.BSD);
    }

    private void assertReapsAtTheLimits(List<ReapingCall> waits) {
        for (ReapingCall call : waits) {
            // Once without the limits: the JVM opens files to load what the call needs.
            call.reap(kit, kit.children().zombie(0));
            int pid = kit.children().zombie(0);

            int reaped = with(
                    Abi.RLIMIT_NPROC, 1, () -> with(Abi.RLIMIT_NOFILE, NO_MORE_DESCRIPTORS, () -> call.reap(kit, pid)));

            assertThat(reaped).as(call.name()).isEqualTo(pid);
        }
    }

    /** The signal that ended a child; whether it left a core image is the host's affair. */
    private static Signal killer(StateChange change) {
        if (change.status() instanceof Signaled signaled) {
            return signaled.signal();
        } else if (change.status().equals(new Exited(NO_SUCH_LIMIT))) {
            throw Unsupported.because("ulimit of this shell does not set that limit");
        }
        throw new AssertionError("not ended by a signal: " + change);
    }

    /** A bare child that ends at once, by the backend under test; its pid or the negated error number. */
    private int cloned() {
        int pid = (int) kit.require("clone", () -> BareChild.clone(kit.calls(), "_exit", 0, Abi.SIGCHLD, null));
        return pid < 0 ? pid : kit.children().register(pid);
    }

    private int spawned() {
        try {
            return kit.children()
                    .register(Spawn.shell(":").quiet().start(kit.backend()).pid());
        } catch (PosixException e) {
            return -e.errno().number();
        }
    }

    private static boolean isExempt() {
        String uids = Proc.status("self", "Uid").orElseThrow(() -> new Unresolved("no Uid in /proc/self/status"));
        return uids.startsWith("0\t") || (Proc.signals("self", "CapEff") & (CAP_SYS_ADMIN | CAP_SYS_RESOURCE)) != 0;
    }

    private static void requireNotExempt() {
        if (isExempt()) {
            throw Unsupported.because(
                    "this user is exempt from RLIMIT_NPROC: user 0, CAP_SYS_ADMIN or CAP_SYS_RESOURCE");
        }
    }

    /** Does something under a lower soft limit, which it puts back. */
    private <T> T with(int resource, int soft, Supplier<T> body) {
        RawLimit before = limit(resource);
        RawLimit lower = new RawLimit();
        lower.soft = soft;
        lower.hard = before.hard;
        int result = kit.reference().setrlimit(resource, lower);
        if (result < 0) {
            throw new Unresolved("setrlimit: " + result);
        }
        try {
            return body.get();
        } finally {
            kit.reference().setrlimit(resource, before);
        }
    }

    private RawLimit limit(int resource) {
        RawLimit limit = new RawLimit();
        int result = kit.reference().getrlimit(resource, limit);
        if (result < 0) {
            throw new Unresolved("getrlimit: " + result);
        }
        return limit;
    }
}
