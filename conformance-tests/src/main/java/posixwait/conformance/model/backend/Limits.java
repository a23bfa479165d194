package posixwait.conformance.model.backend;

import java.util.HashMap;
import java.util.Map;
import posixwait.conformance.model.FileCalls;
import posixwait.spi.Abi;
import posixwait.spi.RawLimit;

/** The limits of the model's caller. Only that of descriptors has an effect. */
final class Limits {
    private static final long DESCRIPTORS = 1024;

    private final Map<Integer, RawLimit> changed = new HashMap<>();

    int get(int resource, RawLimit limit) {
        if (resource < 0 || resource >= Abi.RLIM_NLIMITS) {
            return -Abi.EINVAL;
        }
        RawLimit current = changed.getOrDefault(resource, initial(resource));
        limit.soft = current.soft;
        limit.hard = current.hard;
        return 0;
    }

    private static RawLimit initial(int resource) {
        RawLimit limit = new RawLimit();
        limit.soft = resource == Abi.RLIMIT_NOFILE ? DESCRIPTORS : Abi.RLIM_INFINITY;
        limit.hard = resource == Abi.RLIMIT_NOFILE ? DESCRIPTORS * DESCRIPTORS : Abi.RLIM_INFINITY;
        return limit;
    }

    int set(int resource, RawLimit limit, FileCalls files) {
        RawLimit current = new RawLimit();
        if (get(resource, current) < 0 || Long.compareUnsigned(limit.soft, limit.hard) > 0) {
            return -Abi.EINVAL;
        } else if (Long.compareUnsigned(limit.hard, current.hard) > 0) {
            return -Abi.EPERM;
        }
        current.soft = limit.soft;
        current.hard = limit.hard;
        changed.put(resource, current);
        if (resource == Abi.RLIMIT_NOFILE) {
            files.limit(limit.soft);
        }
        return 0;
    }
}
