package posixwait.conformance.model;

import java.util.HashMap;
import java.util.Map;
import posixwait.spi.Abi;
import posixwait.spi.RawLimit;

/**
 * The resource limits of a process. A child begins with those of its parent, and {@code execve} keeps them (getrlimit(2),
 * NOTES). What happens at them: {@link LimitRules}, {@link Descriptors}.
 */
final class ResourceLimits {
    private static final long DESCRIPTORS = 1024;
    private static final long MOST_DESCRIPTORS = 1 << 20;

    private final Map<Integer, Limit> limits = new HashMap<>();

    /** A soft and a hard limit; both count from 0 to {@code RLIM_INFINITY}, which is the highest number without a sign. */
    private record Limit(long soft, long hard) {}

    private Limit of(int resource) {
        Limit unset = resource == Abi.RLIMIT_NOFILE
                ? new Limit(DESCRIPTORS, MOST_DESCRIPTORS)
                : new Limit(Abi.RLIM_INFINITY, Abi.RLIM_INFINITY);
        return limits.getOrDefault(resource, unset);
    }

    /** {@return whether so much is still allowed by the soft limit} */
    boolean allows(int resource, long amount) {
        return Long.compareUnsigned(amount, of(resource).soft) <= 0;
    }

    /** {@return whether the hard limit allows so much} */
    boolean allowsAtMost(int resource, long amount) {
        return Long.compareUnsigned(amount, of(resource).hard) <= 0;
    }

    /** Moves the soft limit on by one. */
    void raise(int resource) {
        Limit limit = of(resource);
        limits.put(resource, new Limit(limit.soft + 1, limit.hard));
    }

    void inherit(ResourceLimits parent) {
        limits.putAll(parent.limits);
    }

    int get(int resource, RawLimit limit) {
        if (resource < 0 || resource >= Abi.RLIM_NLIMITS) {
            return -Abi.EINVAL;
        }
        limit.soft = of(resource).soft;
        limit.hard = of(resource).hard;
        return 0;
    }

    /** Without a privilege: a hard limit may be lowered only (getrlimit(2), DESCRIPTION). */
    int set(int resource, RawLimit limit) {
        if (resource < 0 || resource >= Abi.RLIM_NLIMITS || Long.compareUnsigned(limit.soft, limit.hard) > 0) {
            return -Abi.EINVAL;
        } else if (!allowsAtMost(resource, limit.hard)) {
            return -Abi.EPERM;
        }
        limits.put(resource, new Limit(limit.soft, limit.hard));
        return 0;
    }
}
