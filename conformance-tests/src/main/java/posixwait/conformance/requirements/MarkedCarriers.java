package posixwait.conformance.requirements;

import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;

/** Carriers that hold what no kernel writes, to see what a call leaves alone. */
final class MarkedCarriers {
    private static final int MARK = 0x5a5a5a5a;

    private MarkedCarriers() {}

    /** {@return a status word that no child can have} */
    static RawStatus status() {
        RawStatus status = new RawStatus();
        status.value = MARK;
        return status;
    }

    /** {@return a usage in which each field holds another impossible value} */
    static RawUsage usage() {
        RawUsage usage = new RawUsage();
        long mark = -MARK;
        usage.userSeconds = mark--;
        usage.userMicros = mark--;
        usage.systemSeconds = mark--;
        usage.systemMicros = mark--;
        usage.maxResident = mark--;
        usage.sharedText = mark--;
        usage.unsharedData = mark--;
        usage.unsharedStack = mark--;
        usage.minorFaults = mark--;
        usage.majorFaults = mark--;
        usage.swaps = mark--;
        usage.blockInputs = mark--;
        usage.blockOutputs = mark--;
        usage.messagesSent = mark--;
        usage.messagesReceived = mark--;
        usage.signals = mark--;
        usage.voluntarySwitches = mark--;
        usage.involuntarySwitches = mark;
        return usage;
    }
}
