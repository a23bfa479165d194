package posixwait.spi;

/**
 * A {@code struct rusage}. Owned and reused by the caller; carried in and out like every carrier.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/getrusage.2.html">getrusage(2)</a>
 */
public final class RawUsage {
    /** {@code ru_utime.tv_sec}: user CPU time, whole seconds. */
    public long userSeconds;

    /** {@code ru_utime.tv_usec}: user CPU time, remaining microseconds. */
    public long userMicros;

    /** {@code ru_stime.tv_sec}: system CPU time, whole seconds. */
    public long systemSeconds;

    /** {@code ru_stime.tv_usec}: system CPU time, remaining microseconds. */
    public long systemMicros;

    /** {@code ru_maxrss}: largest resident set, kibibytes on Linux. */
    public long maxResident;

    /** {@code ru_ixrss}: unmaintained on Linux, 0. */
    public long sharedText;

    /** {@code ru_idrss}: unmaintained on Linux, 0. */
    public long unsharedData;

    /** {@code ru_isrss}: unmaintained on Linux, 0. */
    public long unsharedStack;

    /** {@code ru_minflt}: page faults served without I/O. */
    public long minorFaults;

    /** {@code ru_majflt}: page faults that needed I/O. */
    public long majorFaults;

    /** {@code ru_nswap}: unmaintained on Linux, 0. */
    public long swaps;

    /** {@code ru_inblock}: file system inputs. */
    public long blockInputs;

    /** {@code ru_oublock}: file system outputs. */
    public long blockOutputs;

    /** {@code ru_msgsnd}: unmaintained on Linux, 0. */
    public long messagesSent;

    /** {@code ru_msgrcv}: unmaintained on Linux, 0. */
    public long messagesReceived;

    /** {@code ru_nsignals}: unmaintained on Linux, 0. */
    public long signals;

    /** {@code ru_nvcsw}: voluntary context switches. */
    public long voluntarySwitches;

    /** {@code ru_nivcsw}: involuntary context switches. */
    public long involuntarySwitches;

    /** Starts with 0 everywhere. */
    public RawUsage() {}
}
