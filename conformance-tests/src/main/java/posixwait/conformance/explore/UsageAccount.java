package posixwait.conformance.explore;

import java.util.ArrayList;
import java.util.List;
import posixwait.spi.RawUsage;

/**
 * What {@code getrusage(RUSAGE_CHILDREN)} must say: what it said before, and what the children used that were reaped since.
 * What was discarded is not in it (getrusage(2)).
 */
final class UsageAccount {
    private static final long MICROS = 1_000_000;

    private final RawUsage before;
    private final List<RawUsage> reaped = new ArrayList<>();
    private boolean allSeen = true;

    /** Begins with what it said. */
    UsageAccount(RawUsage before) {
        this.before = before;
    }

    /** A child was reaped that used that. */
    void reaped(RawUsage usage) {
        reaped.add(usage);
    }

    /** A child was reaped, nobody knows what it used. */
    void reapedUnseen() {
        allSeen = false;
    }

    /** {@return whether that is right, and if not, why} */
    String verdict(RawUsage now) {
        long user = user(now) - user(before);
        long system = system(now) - system(before);
        long faults = now.minorFaults - before.minorFaults;
        long switches = now.voluntarySwitches - before.voluntarySwitches;
        long userSum = reaped.stream().mapToLong(UsageAccount::user).sum();
        long systemSum = reaped.stream().mapToLong(UsageAccount::system).sum();
        long faultSum = reaped.stream().mapToLong(usage -> usage.minorFaults).sum();
        long switchSum =
                reaped.stream().mapToLong(usage -> usage.voluntarySwitches).sum();
        String seen = "grew by " + user + " and " + system + " us, " + faults + " faults and " + switches + " switches";
        if (user < 0 || system < 0 || faults < 0 || switches < 0) {
            return seen;
        }
        // Each is cut to microseconds: of each child one may be missing, and one of the sum.
        long slack = reaped.size() + 1L;
        boolean enough = user >= userSum && system >= systemSum && faults >= faultSum && switches >= switchSum;
        boolean exact = !allSeen
                || (user <= userSum + slack
                        && system <= systemSum + slack
                        && faults == faultSum
                        && switches == switchSum);
        return enough && exact
                ? "right"
                : seen + ", where the reaped used " + userSum + " and " + systemSum + " us, " + faultSum
                        + " faults and " + switchSum + " switches" + (allSeen ? "" : ", and others were reaped");
    }

    private static long user(RawUsage usage) {
        return usage.userSeconds * MICROS + usage.userMicros;
    }

    private static long system(RawUsage usage) {
        return usage.systemSeconds * MICROS + usage.systemMicros;
    }
}
