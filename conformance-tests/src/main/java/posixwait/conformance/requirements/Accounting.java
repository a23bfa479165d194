package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import posixwait.ResourceUsage;
import posixwait.conformance.Proc;
import posixwait.conformance.Unresolved;

/**
 * What the kernel counted for a process, as {@code /proc/PID/stat} shows it; times in ticks.
 *
 * @param user CPU time in user mode
 * @param system CPU time in kernel mode
 * @param minorFaults page faults served without I/O
 * @param majorFaults page faults that needed I/O
 * @param childrensMinorFaults those of the children that it waited for
 */
record Accounting(long user, long system, long minorFaults, long majorFaults, long childrensMinorFaults) {
    private static final Duration TICK = Duration.ofMillis(10);

    static Accounting of(int pid) {
        List<Long> fields =
                Proc.stat(pid).orElseThrow(() -> new Unresolved("no /proc/" + pid + "/stat")).subList(7, 15).stream()
                        .map(Long::valueOf)
                        .toList();
        // minflt cminflt majflt cmajflt utime stime cutime cstime
        return new Accounting(
                fields.get(4) + fields.get(6),
                fields.get(5) + fields.get(7),
                fields.get(0) + fields.get(1),
                fields.get(2) + fields.get(3),
                fields.get(1));
    }

    void assertShownIn(ResourceUsage usage) {
        assertTicks(usage.user().dividedBy(TICK), usage.system().dividedBy(TICK));
        assertThat(List.of(usage.minorFaults(), usage.majorFaults())).isEqualTo(List.of(minorFaults, majorFaults));
    }

    /** A zombie's last steps in the kernel may still be counted, and what was cut off may add up to a tick. */
    void assertTicks(long userTicks, long systemTicks) {
        assertThat(userTicks).isBetween(user, user + 1);
        assertThat(systemTicks).isBetween(system, system + 1);
    }
}
