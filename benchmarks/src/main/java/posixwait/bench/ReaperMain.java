package posixwait.bench;

import java.util.List;
import posixwait.Backend;

/**
 * The JVM that measures one workload with one subject, and nothing else before or after.
 *
 * <pre>
 * reaper-storm      BINDING WAY CHILDREN WARMUPS WARMUP_CHILDREN
 * reaper-bystanders BINDING WAY CHILDREN DEATHS WARMUPS
 * reaper-footprint  BINDING WAY CHILDREN SLICE
 * reaper-allocation BINDING WAY CHILDREN WARMUP_CHILDREN
 * </pre>
 *
 * <p>{@code BINDING} is that of a backend, {@code WAY} one of {@link Way}. The last line of the output is {@link Readings}.
 */
public final class ReaperMain {
    private ReaperMain() {}

    /**
     * Measures and exits: 0 with a result, 1 with a line on standard error.
     *
     * @param arguments as above
     */
    public static void main(String[] arguments) {
        int code = 0;
        try {
            System.out.println(measure(List.of(arguments)).toJson());
        } catch (HostLimit e) {
            System.out.println(Readings.skipped(String.valueOf(e.getMessage())).toJson());
        } catch (RuntimeException e) {
            System.err.println(String.valueOf(e).lines().findFirst().orElse(""));
            code = 1;
        }
        TrialSession.leave();
        System.out.flush();
        // Whatever threads are left of the subject.
        System.exit(code);
    }

    private static Readings measure(List<String> arguments) {
        Backend backend = Subject.open(arguments.get(1));
        Way way = Way.valueOf(arguments.get(2));
        int n = Integer.parseInt(arguments.get(3));
        int second = Integer.parseInt(arguments.get(4));
        int third = arguments.size() > 5 ? Integer.parseInt(arguments.get(5)) : 0;
        TrialSession.lead(backend.calls());
        Ends ends = new Ends();
        switch (arguments.get(0)) {
            case ReaperWorkload.STORM -> {
                try (Watching watching = way.open(backend, 0, ends)) {
                    return new ReaperStorm(backend.calls(), watching, ends).measure(n, second, third);
                }
            }
            case ReaperWorkload.BYSTANDERS -> {
                try (Watching watching = way.open(backend, n + second + third, ends)) {
                    return new ReaperBystanders(backend.calls(), watching, ends).measure(n, second, third);
                }
            }
            case ReaperWorkload.FOOTPRINT -> {
                try (Watching watching = way.open(backend, ReaperFootprint.children(n), ends)) {
                    return new ReaperFootprint(backend.calls(), watching, ends).measure(n, second);
                }
            }
            case ReaperWorkload.ALLOCATION -> {
                return new ReaperAllocation(backend).measure(n, second);
            }
            default -> throw new IllegalArgumentException("no workload is named " + arguments.get(0));
        }
    }
}
