package posixwait.conformance.model.program;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import posixwait.conformance.model.ModelKernel;
import posixwait.conformance.model.ModelProcess;
import posixwait.spi.Abi;
import posixwait.spi.RawLimit;

/**
 * {@code ulimit [-S|-H] -t|-n [NUMBER]} of a shell: seconds of CPU time, or descriptors.
 *
 * @param soft whether it is about the soft limit
 * @param hard whether it is about the hard one
 * @param resource the {@code RLIMIT_} number
 * @param value what it is set to; empty if it is asked for
 */
record Ulimit(boolean soft, boolean hard, int resource, Optional<Long> value) {
    private static final Map<String, Integer> RESOURCES = Map.of("-t", Abi.RLIMIT_CPU, "-n", Abi.RLIMIT_NOFILE);

    /** {@return what these words ask for} */
    static Ulimit of(List<String> words) throws CannotRun {
        int at = 1;
        boolean softOnly = at < words.size() && words.get(at).equals("-S");
        boolean hardOnly = at < words.size() && words.get(at).equals("-H");
        at += softOnly || hardOnly ? 1 : 0;
        Integer resource = at < words.size() ? RESOURCES.get(words.get(at)) : null;
        List<String> rest = words.subList(Math.min(at + 1, words.size()), words.size());
        if (resource == null || rest.size() > 1 || !rest.stream().allMatch(word -> word.matches("\\d{1,9}"))) {
            throw new CannotRun(String.join(" ", words));
        }
        return new Ulimit(
                !hardOnly, !softOnly, resource, rest.stream().map(Long::valueOf).findFirst());
    }

    /** {@return what the limit is, as the shell says it} */
    String shown(ModelKernel kernel, ModelProcess process) {
        RawLimit limit = new RawLimit();
        kernel.getrlimit(process, resource, limit);
        long shown = soft ? limit.soft : limit.hard;
        return shown == Abi.RLIM_INFINITY ? "unlimited" : Long.toUnsignedString(shown);
    }

    /** Sets it; {@return whether that was allowed} */
    boolean set(ModelKernel kernel, ModelProcess process, long number) {
        RawLimit limit = new RawLimit();
        kernel.getrlimit(process, resource, limit);
        limit.soft = soft ? number : limit.soft;
        limit.hard = hard ? number : limit.hard;
        return kernel.setrlimit(process, resource, limit) == 0;
    }
}
