package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.REQUIRED;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.Unsupported;
import posixwait.conformance.Waiting;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawUsage;

/** waitid(): its arguments and result: requirements WID-001 and on, but for those of {@link WaitidReportConformance}. */
@Conformance("waitid()")
public final class WaitidConformance {
    /** Bits that name an option of waitid() on Linux. */
    private static final int OPTIONS = Abi.WNOHANG
            | Abi.WSTOPPED
            | Abi.WEXITED
            | Abi.WCONTINUED
            | Abi.WNOWAIT
            | Abi.__WNOTHREAD
            | Abi.__WALL
            | Abi.__WCLONE;

    private static final int ALL_CHANGES = Abi.WEXITED | Abi.WSTOPPED | Abi.WCONTINUED;
    private static final long BAD_ADDRESS = 8;

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public WaitidConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "WID-001",
            level = REQUIRED,
            rule = "Options that name no change of state are EINVAL, and the zombie stays.",
            sources = {"POSIX.1-2017 waitid(), DESCRIPTION and ERRORS", "wait(2), ERRORS"})
    void without_a_change_to_wait_for_it_is_EINVAL() {
        int pid = kit.children().zombie(1);

        for (int options : new int[] {0, Abi.WNOHANG, Abi.WNOWAIT, Abi.WNOHANG | Abi.WNOWAIT}) {
            int result = kit.calls().waitid(Abi.P_PID, pid, new RawChild(), options);

            assertThat(result).as("options %#x", options).isEqualTo(-Abi.EINVAL);
        }
        assertZombie(pid);
    }

    @Requirement(
            id = "WID-002",
            level = REQUIRED,
            rule = "A bit that is no option of waitid() is EINVAL, and the zombie stays.",
            sources = {"POSIX.1-2017 waitid(), ERRORS", "wait(2), ERRORS"})
    void an_unknown_option_is_EINVAL() {
        int pid = kit.children().zombie(1);
        List<String> wrong = new ArrayList<>();

        for (int bit = 1; bit != 0; bit <<= 1) {
            int result = (bit & OPTIONS) != 0
                    ? -Abi.EINVAL
                    : kit.calls().waitid(Abi.P_PID, pid, new RawChild(), Abi.WEXITED | bit);
            if (result != -Abi.EINVAL) {
                wrong.add(Integer.toHexString(bit) + ": " + result);
            }
        }

        assertThat(wrong).isEmpty();
        assertZombie(pid);
    }

    @Requirement(
            id = "WID-003",
            level = REQUIRED,
            rule = "P_ALL selects every child, whatever the id: it is ignored.",
            sources = {"POSIX.1-2017 waitid(), DESCRIPTION", "wait(2), DESCRIPTION, P_ALL"})
    @OwnJvm
    void the_id_of_P_ALL_is_ignored() {
        for (int id : new int[] {0, -1, 0xdeadbeef, Integer.MAX_VALUE}) {
            int pid = kit.children().pausing();
            kit.children().moveToGroup(pid, 0);
            kit.children().kill(pid);
            RawChild child = new RawChild();

            int result = kit.calls().waitid(Abi.P_ALL, id, child, Abi.WEXITED);

            assertThat(List.of(result, child.pid)).as("id %#x", id).containsExactly(0, pid);
        }
    }

    @Requirement(
            id = "WID-004",
            level = LINUX,
            rule = "P_PID with an id of 0 or less is EINVAL: it can be no pid.",
            sources = {"POSIX.1-2017 waitid(), ERRORS", "Linux, kernel/exit.c, waitid()"})
    void an_id_that_is_no_pid_is_EINVAL() {
        int zombie = kit.children().zombie(1);

        for (int id : new int[] {0, -1, -zombie, Integer.MIN_VALUE}) {
            int result = kit.calls().waitid(Abi.P_PID, id, new RawChild(), Abi.WEXITED);

            assertThat(result).as("id %d", id).isEqualTo(-Abi.EINVAL);
        }
    }

    @Requirement(
            id = "WID-005",
            level = REQUIRED,
            rule = "P_PGID selects the children in that process group; once none is left it is ECHILD.",
            sources = {"POSIX.1-2017 waitid(), DESCRIPTION and ERRORS", "wait(2), DESCRIPTION, P_PGID"})
    void P_PGID_selects_a_process_group() {
        int outside = kit.children().zombie(1);
        int inside = kit.children().pausing();
        kit.children().moveToGroup(inside, 0);
        kit.children().kill(inside);
        RawChild child = new RawChild();

        int first = kit.calls().waitid(Abi.P_PGID, inside, child, Abi.WEXITED);
        int second = kit.calls().waitid(Abi.P_PGID, inside, new RawChild(), Abi.WEXITED);

        assertThat(List.of(first, child.pid, second)).containsExactly(0, inside, -Abi.ECHILD);
        assertZombie(outside);
    }

    @Requirement(
            id = "WID-006",
            level = REQUIRED,
            rule = "An id type that does not exist is EINVAL.",
            sources = {"POSIX.1-2017 waitid(), ERRORS", "wait(2), ERRORS"})
    void an_unknown_id_type_is_EINVAL() {
        int pid = kit.children().zombie(1);

        for (int idtype : new int[] {-1, 99, Integer.MAX_VALUE}) {
            int result = kit.calls().waitid(idtype, pid, new RawChild(), Abi.WEXITED);

            assertThat(result).as("id type %d", idtype).isEqualTo(-Abi.EINVAL);
        }
        assertZombie(pid);
    }

    @Requirement(
            id = "WID-011",
            level = REQUIRED,
            rule = "With WNOHANG and no change to report it returns 0 and sets si_signo and si_pid to 0.",
            sources = {"POSIX.1-2017 waitid(), DESCRIPTION and RETURN VALUE", "wait(2), DESCRIPTION"})
    void nohang_without_a_change_zeroes_signo_and_pid() {
        int pid = kit.children().pausing();
        RawChild child = filled();

        int result = kit.calls().waitid(Abi.P_PID, pid, child, ALL_CHANGES | Abi.WNOHANG);

        assertThat(List.of(result, child.signo, child.pid)).containsExactly(0, 0, 0);
    }

    @Requirement(
            id = "WID-013",
            level = LINUX,
            rule = "With a null pointer for the result it reaps the child and returns 0, not the pid.",
            sources = {"Linux, kernel/exit.c, waitid()", "wait(2), BUGS, which says that it returns the pid"})
    void without_room_for_the_result_it_returns_0() {
        int pid = kit.children().zombie(3);

        int result = kit.calls().waitid(Abi.P_PID, pid, null, Abi.WEXITED);

        assertThat(result).isZero();
        assertThat(Proc.exists(pid)).isFalse();
    }

    @Requirement(
            id = "WID-016",
            level = LINUX,
            rule = "A zombie cannot stop or continue: if nothing else is selected, waiting for that is ECHILD at once.",
            sources = {"Linux, kernel/exit.c, wait_consider_task()", "POSIX.1-2017 waitid(), ERRORS"})
    void a_zombie_has_no_stop_to_wait_for() {
        int pid = kit.children().zombie(3);

        for (int options : new int[] {Abi.WSTOPPED, Abi.WCONTINUED, Abi.WSTOPPED | Abi.WCONTINUED}) {
            int result = kit.calls().waitid(Abi.P_PID, pid, new RawChild(), options);

            assertThat(result).as("options %#x", options).isEqualTo(-Abi.ECHILD);
        }
        assertZombie(pid);
    }

    @Requirement(
            id = "WID-023",
            level = LINUX,
            rule = "The kernel's waitid() stores the child's usage in a fifth argument, as wait4() does.",
            sources = {"wait(2), NOTES, C library/kernel differences"})
    void the_fifth_argument_receives_the_usage() {
        int pid = kit.children().zombie(3);
        // A zombie may have a switch of context before it, which would be counted between the two looks.
        Waiting.until("the child runs no more", () -> !runs(pid));
        RawUsage peeked = new RawUsage();
        RawUsage reaped = new RawUsage();
        kit.require(
                "waitid with usage",
                () -> kit.calls().waitid(Abi.P_PID, pid, new RawChild(), Abi.WEXITED | Abi.WNOWAIT, peeked));

        kit.reference().wait4(pid, null, 0, reaped);

        assertThat(peeked).usingRecursiveComparison().isEqualTo(reaped);
        assertThat(peeked.maxResident).isPositive();
    }

    private static boolean runs(int pid) {
        try {
            return Proc.read(pid + "/syscall").startsWith("running");
        } catch (IOException e) {
            // Not on a kernel that does not say it: CONFIG_HAVE_ARCH_TRACEHOOK.
            return false;
        }
    }

    @Requirement(
            id = "WID-041",
            level = LINUX,
            rule = "The kernel's waitid() reports the child beside its usage, as it does without.",
            sources = {"wait(2), NOTES, C library/kernel differences", "wait(2), DESCRIPTION, waitid()"})
    void the_child_is_reported_beside_the_usage() {
        int pid = kit.children().zombie(3);
        RawChild child = new RawChild();

        kit.require(
                "waitid with usage",
                () -> kit.calls().waitid(Abi.P_PID, pid, child, Abi.WEXITED | Abi.WNOWAIT, new RawUsage()));

        assertThat(List.of(child.signo, child.code, child.pid, child.status))
                .containsExactly(Abi.SIGCHLD, Abi.CLD_EXITED, pid, 3);
    }

    @Requirement(
            id = "WID-042",
            level = LINUX,
            rule = "The kernel's waitid() with a usage fails with ECHILD for a process that is no child.",
            sources = {"wait(2), NOTES, C library/kernel differences", "wait(2), ERRORS"})
    void the_fifth_argument_does_not_hide_the_error() {
        int self = kit.reference().getpid();

        long result = kit.require(
                "waitid with usage",
                () -> kit.calls().waitid(Abi.P_PID, self, new RawChild(), Abi.WEXITED, new RawUsage()));

        assertThat(result).isEqualTo(-Abi.ECHILD);
    }

    @Requirement(
            id = "WID-024",
            level = LINUX,
            rule = "A bad address for the result is EFAULT; the child is reaped before, so its status is lost.",
            sources = {"Linux, kernel/exit.c, waitid()"})
    void a_bad_address_loses_the_status() {
        int pid = kit.children().zombie(5);

        long result = kit.require(
                "waitid", () -> kit.calls().syscall(Abi.SYS_WAITID, Abi.P_PID, pid, BAD_ADDRESS, Abi.WEXITED, 0, 0));

        assertThat(result).isEqualTo(-Abi.EFAULT);
        assertThat(Proc.exists(pid)).isFalse();
    }

    @Requirement(
            id = "WID-030",
            level = LINUX,
            rule = "P_PGID with id 0 selects the children in the caller's process group, since Linux 5.4.",
            sources = {"wait(2), DESCRIPTION, P_PGID"})
    @OwnJvm
    void P_PGID_0_selects_the_own_process_group() {
        int outside = kit.children().pausing();
        kit.children().moveToGroup(outside, 0);
        kit.children().kill(outside);
        int inside = kit.children().zombie(2);
        RawChild child = new RawChild();

        int result = kit.calls().waitid(Abi.P_PGID, 0, child, Abi.WEXITED);

        if (result == -Abi.EINVAL && Proc.kernelIsOlderThan(5, 4)) {
            throw Unsupported.because("waitid(P_PGID, 0): EINVAL on Linux " + System.getProperty("os.version"));
        }
        assertThat(List.of(result, child.pid)).containsExactly(0, inside);
        assertZombie(outside);
    }

    @Requirement(
            id = "WID-031",
            level = LINUX,
            rule = "P_PGID with a negative id is EINVAL: the sign belongs to waitpid().",
            sources = {"POSIX.1-2017 waitid(), ERRORS", "Linux, kernel/exit.c, waitid()"})
    void a_negative_process_group_is_EINVAL() {
        int pid = kit.children().pausing();
        kit.children().moveToGroup(pid, 0);
        kit.children().kill(pid);

        int result = kit.calls().waitid(Abi.P_PGID, -pid, new RawChild(), Abi.WEXITED);

        assertThat(result).isEqualTo(-Abi.EINVAL);
        assertZombie(pid);
    }

    @Requirement(
            id = "WID-032",
            level = LINUX,
            rule = "With WNOHANG and no change to report every field that waitid() fills is set to 0, and no other is"
                    + " touched.",
            sources = {"Linux, kernel/exit.c, waitid()"})
    void nohang_without_a_change_zeroes_six_fields() {
        int pid = kit.children().pausing();
        RawChild child = filled();

        kit.calls().waitid(Abi.P_PID, pid, child, ALL_CHANGES | Abi.WNOHANG);

        RawChild expected = filled();
        expected.signo = 0;
        expected.errno = 0;
        expected.code = 0;
        expected.pid = 0;
        expected.uid = 0;
        expected.status = 0;
        assertThat(child).usingRecursiveComparison().isEqualTo(expected);
    }

    @Requirement(
            id = "WID-033",
            level = LINUX,
            rule = "With WNOHANG and no change to report the usage is not stored.",
            sources = {"Linux, kernel/exit.c, waitid()"})
    void nohang_without_a_change_leaves_the_usage_alone() {
        int pid = kit.children().pausing();
        RawUsage usage = new RawUsage();
        usage.maxResident = 4711;

        long result = kit.require(
                "waitid with usage",
                () -> kit.calls().waitid(Abi.P_PID, pid, new RawChild(), Abi.WEXITED | Abi.WNOHANG, usage));

        assertThat(List.of(result, usage.maxResident)).containsExactly(0L, 4711L);
    }

    @Requirement(
            id = "WID-034",
            level = LINUX,
            rule = "With WNOHANG and no change to report a bad address for the result is EFAULT, since zeros are stored"
                    + " there.",
            sources = {"Linux, kernel/exit.c, waitid()"})
    void nohang_without_a_change_needs_a_good_address() {
        int pid = kit.children().pausing();
        int options = Abi.WEXITED | Abi.WNOHANG;

        long result = kit.require(
                "waitid", () -> kit.calls().syscall(Abi.SYS_WAITID, Abi.P_PID, pid, BAD_ADDRESS, options, 0, 0));

        assertThat(result).isEqualTo(-Abi.EFAULT);
    }

    private static RawChild filled() {
        RawChild child = new RawChild();
        child.signo = 1;
        child.errno = 2;
        child.code = 3;
        child.pid = 4;
        child.uid = 5;
        child.status = 6;
        child.userTicks = 7;
        child.systemTicks = 8;
        return child;
    }

    private static void assertZombie(int pid) {
        assertThat(Proc.state(pid)).as("state of %d", pid).contains('Z');
    }
}
