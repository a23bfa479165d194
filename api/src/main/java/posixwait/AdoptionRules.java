package posixwait;

import java.time.Duration;
import java.util.Objects;
import java.util.function.IntPredicate;

/**
 * What {@link AdoptedChildren} leaves alone, how long it holds back, and what it reports.
 *
 * <p>Immutable: each method returns changed rules.
 */
public final class AdoptionRules {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration USUAL = Duration.ofSeconds(1);

    private final Duration grace;
    private final boolean withUsage;
    private final boolean withCommand;
    private final IntPredicate left;

    private AdoptionRules(Duration grace, boolean withUsage, boolean withCommand, IntPredicate left) {
        this.grace = grace;
        this.withUsage = withUsage;
        this.withCommand = withCommand;
        this.left = left;
    }

    /** {@return the usual rules: a grace period of one second; the pid and the status of each child are reported} */
    public static AdoptionRules usual() {
        return new AdoptionRules(USUAL, false, false, pid -> false);
    }

    /**
     * {@return rules with another grace period}
     *
     * <p>The shorter it is, the likelier it becomes that a child is taken whose waiting thread has not had its turn yet.
     *
     * @param length for how long a zombie must have been seen before it counts as one that nobody waits for: 1 ms to 1 day
     * @throws IllegalArgumentException if it is shorter or longer
     */
    public AdoptionRules grace(Duration length) {
        if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a grace period of " + length + " is not between 1 ms and 1 day");
        }
        return new AdoptionRules(length, withUsage, withCommand, left);
    }

    /** {@return rules by which the resources are reported, too; needs the kernel's {@code waitid}} */
    public AdoptionRules withUsage() {
        return new AdoptionRules(grace, true, withCommand, left);
    }

    /** {@return rules by which the name of the program is reported, too} */
    public AdoptionRules withCommand() {
        return new AdoptionRules(grace, withUsage, true, left);
    }

    /**
     * {@return rules that leave some more pids alone}
     *
     * <p>For children that other code of this process makes and waits for, but not at once: by {@link BareChildren}, by
     * native code, by another library. No such telling is needed for {@link Process}, {@link Child} and {@link Reaper}.
     *
     * @param pids says {@code true} of a pid to leave alone; asked in each look for every child that may be adopted, and once
     *     more before it is reaped, on the thread that looks
     */
    public AdoptionRules leaving(IntPredicate pids) {
        Objects.requireNonNull(pids);
        return new AdoptionRules(grace, withUsage, withCommand, left.or(pids));
    }

    Duration grace() {
        return grace;
    }

    boolean usageWanted() {
        return withUsage;
    }

    boolean commandWanted() {
        return withCommand;
    }

    /** {@return whether somebody waits for the pid, as far as this library was told} */
    boolean leave(int pid) {
        return OwnPids.contain(pid) || left.test(pid);
    }
}
