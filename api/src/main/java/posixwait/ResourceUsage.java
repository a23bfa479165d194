package posixwait;

import java.time.Duration;
import posixwait.spi.RawUsage;

/**
 * The resources a process used: the fields of {@code struct rusage} that Linux maintains.
 *
 * @param user CPU time in user mode, to the microsecond ({@code ru_utime})
 * @param system CPU time in kernel mode, to the microsecond ({@code ru_stime})
 * @param maxResidentKib largest resident set in kibibytes ({@code ru_maxrss})
 * @param minorFaults page faults served without I/O ({@code ru_minflt})
 * @param majorFaults page faults that needed I/O ({@code ru_majflt})
 * @param blockInputs reads by the file system ({@code ru_inblock})
 * @param blockOutputs writes by the file system ({@code ru_oublock})
 * @param voluntarySwitches context switches while waiting ({@code ru_nvcsw})
 * @param involuntarySwitches context switches at the end of a time slice ({@code ru_nivcsw})
 * @see <a href="https://man7.org/linux/man-pages/man2/getrusage.2.html">getrusage(2)</a>
 */
public record ResourceUsage(
        Duration user,
        Duration system,
        long maxResidentKib,
        long minorFaults,
        long majorFaults,
        long blockInputs,
        long blockOutputs,
        long voluntarySwitches,
        long involuntarySwitches) {

    /**
     * {@return the usage that {@code raw} holds}
     *
     * @param raw what {@code wait3}, {@code wait4} or {@code getrusage} filled
     */
    public static ResourceUsage of(RawUsage raw) {
        return new ResourceUsage(
                time(raw.userSeconds, raw.userMicros),
                time(raw.systemSeconds, raw.systemMicros),
                raw.maxResident,
                raw.minorFaults,
                raw.majorFaults,
                raw.blockInputs,
                raw.blockOutputs,
                raw.voluntarySwitches,
                raw.involuntarySwitches);
    }

    private static Duration time(long seconds, long micros) {
        return Duration.ofSeconds(seconds, micros * 1000);
    }

    /** {@return user and system CPU time together} */
    public Duration cpu() {
        return user.plus(system);
    }
}
