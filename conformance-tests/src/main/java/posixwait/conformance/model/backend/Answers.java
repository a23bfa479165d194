package posixwait.conformance.model.backend;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.model.Answer;
import posixwait.conformance.model.Usage;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawStatus;
import posixwait.spi.RawTimes;
import posixwait.spi.RawUsage;

/** What the model answers, as the seam's carriers have it. */
final class Answers {
    private static final long MICROS_PER_SECOND = TimeUnit.SECONDS.toMicros(1);
    private static final long TICKS_PER_SECOND = 100;

    private Answers() {}

    /** Of {@code wait}, {@code waitpid}, {@code wait3} and {@code wait4}: without a child nothing is stored. */
    static int word(Answer answer, @Nullable RawStatus status, @Nullable RawUsage usage) {
        if (answer instanceof Answer.Reported reported) {
            if (status != null) {
                status.value = reported.change().word();
            }
            if (usage != null) {
                usage(usage, reported.usage());
            }
            return reported.child().pid();
        }
        return answer instanceof Answer.Failed failed ? -failed.errno() : 0;
    }

    /** Of {@code waitid}: without a child, in failure too, Linux stores zeros in what it fills at all. */
    static int info(Answer answer, @Nullable RawChild child, @Nullable RawUsage usage) {
        if (child != null) {
            child.signo = 0;
            child.errno = 0;
            child.code = 0;
            child.pid = 0;
            child.uid = 0;
            child.status = 0;
        }
        if (answer instanceof Answer.Reported reported) {
            if (child != null) {
                child.signo = Abi.SIGCHLD;
                child.code = reported.change().code();
                child.pid = reported.child().pid();
                child.uid = reported.child().user();
                child.status = reported.change().status();
            }
            if (usage != null) {
                usage(usage, reported.usage());
            }
        }
        return answer instanceof Answer.Failed failed ? -failed.errno() : 0;
    }

    /** All in user mode, and nothing but time, memory and page faults. */
    static int usage(RawUsage usage, Usage used) {
        long micros = used.cpuMicros();
        usage.userSeconds = micros / MICROS_PER_SECOND;
        usage.userMicros = micros % MICROS_PER_SECOND;
        usage.systemSeconds = 0;
        usage.systemMicros = 0;
        usage.maxResident = used.residentKib();
        usage.sharedText = 0;
        usage.unsharedData = 0;
        usage.unsharedStack = 0;
        usage.minorFaults = used.minorFaults();
        usage.majorFaults = 0;
        usage.swaps = 0;
        usage.blockInputs = 0;
        usage.blockOutputs = 0;
        usage.messagesSent = 0;
        usage.messagesReceived = 0;
        usage.signals = 0;
        usage.voluntarySwitches = 0;
        usage.involuntarySwitches = 0;
        return 0;
    }

    static long times(RawTimes times, Usage own, Usage children, long nanos) {
        times.user = ticks(TimeUnit.MICROSECONDS.toNanos(own.cpuMicros()));
        times.system = 0;
        times.childUser = ticks(TimeUnit.MICROSECONDS.toNanos(children.cpuMicros()));
        times.childSystem = 0;
        return ticks(nanos);
    }

    private static long ticks(long nanos) {
        return nanos / (TimeUnit.SECONDS.toNanos(1) / TICKS_PER_SECOND);
    }
}
