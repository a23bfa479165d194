package posixwait.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes figures of what whole processes measured. */
final class ReaperResults {
    /** The drain of bare children that were watched all at once. */
    static final String DRAIN = "reaper-drain";

    /** Registering one more. */
    static final String REGISTER = "reaper-register";

    /** The heap of a living child. */
    static final String HEAP = "reaper-heap";

    /** The threads of all of them. */
    static final String THREADS = "reaper-threads";

    private final ReaperRounds rounds;
    private final String jdk;

    ReaperResults(ReaperRounds rounds, String jdk) {
        this.rounds = rounds;
        this.jdk = jdk;
    }

    /** {@return the nanoseconds from the release to the last status} */
    static @Nullable Double last(Readings readings) {
        double[] latencies = readings.values().get(Readings.LATENCY);
        return latencies == null ? null : Arrays.stream(latencies).max().orElseThrow();
    }

    /** {@return the nanoseconds to the status in the middle} */
    static @Nullable Double middle(Readings readings) {
        double[] latencies = readings.values().get(Readings.LATENCY);
        return latencies == null
                ? null
                : Figures.median(Arrays.stream(latencies).boxed().toList());
    }

    /** {@return the only figure of a name, or one of several} */
    static ReaperRounds.Figure named(String name, int index) {
        return readings -> {
            double[] values = readings.values().get(name);
            return values == null || index >= values.length ? null : values[index];
        };
    }

    /**
     * {@return the figures of all contenders}
     *
     * @param workload what was measured
     * @param least the same workload with the fewest children: what {@code n} makes of a figure is compared with that
     */
    List<BenchResult> of(ReaperWorkload workload, ReaperWorkload least) {
        List<BenchResult> results = new ArrayList<>();
        switch (workload.question()) {
            case ReaperWorkload.STORM ->
                results.addAll(latencies(
                        workload,
                        workload,
                        workload.question(),
                        "From the instant all die to the last status in hand",
                        ReaperResults::last));
            case ReaperWorkload.BYSTANDERS ->
                results.addAll(latencies(
                        workload,
                        least,
                        workload.question(),
                        "From one death among n that live on to its status in hand",
                        ReaperResults::middle));
            case ReaperWorkload.FOOTPRINT -> {
                results.addAll(latencies(
                        workload,
                        workload,
                        DRAIN,
                        "From the instant all watched children die to the last status in hand",
                        ReaperResults::last));
                results.addAll(registrations(workload));
                results.addAll(amounts(
                        workload, HEAP, "Heap of one living child after garbage collection", "B", Readings.HEAP));
                results.addAll(amounts(
                        workload,
                        THREADS,
                        "Threads there are more of with n living children",
                        "threads",
                        Readings.THREADS));
            }
            default ->
                results.addAll(amounts(
                        workload,
                        workload.question(),
                        "Heap allocated by one reap beyond the fate it tells",
                        "B",
                        Readings.BEYOND_FATE));
        }
        return results;
    }

    private List<BenchResult> latencies(
            ReaperWorkload workload, ReaperWorkload least, String question, String title, ReaperRounds.Figure figure) {
        List<BenchResult> results = new ArrayList<>();
        for (String contender : rounds.contenders(workload)) {
            List<Samples.Storm> storms = rounds.of(workload, contender).stream()
                    .map(readings -> new Samples.Storm(
                            Arrays.stream(readings.values().getOrDefault(Readings.LATENCY, new double[0]))
                                    .mapToLong(Math::round)
                                    .toArray()))
                    .toList();
            Distribution all = new Distribution(storms);
            List<Ratio> ratios = toOthers(workload, contender, figure);
            if (!least.equals(workload)) {
                Ratio toLeast = rounds.ratio("n=" + least.n(), workload, contender, figure, least, contender, figure);
                if (toLeast != null) {
                    ratios.add(toLeast);
                }
            }
            results.add(result(
                    question,
                    title,
                    contender,
                    workload.params(),
                    "ns",
                    rounds.values(workload, contender, figure),
                    all.percentiles(),
                    ratios,
                    null,
                    all.count()));
        }
        return results;
    }

    private List<BenchResult> registrations(ReaperWorkload workload) {
        List<BenchResult> results = new ArrayList<>();
        int slice = Integer.parseInt(workload.arguments().get(0));
        for (String contender : rounds.contenders(workload)) {
            // Its children are watched from their start, so there is nothing to time.
            boolean registers = !contender.equals(Subject.JAVA_PROCESS);
            for (int from = 0; registers && from < workload.n(); from += slice) {
                ReaperRounds.Figure figure = named(Readings.REGISTRATION, from / slice);
                List<Double> values = rounds.values(workload, contender, figure);
                List<Ratio> ratios = toOthers(workload, contender, figure);
                Ratio toFirst = from == 0
                        ? null
                        : rounds.ratio(
                                "after=0",
                                workload,
                                contender,
                                figure,
                                workload,
                                contender,
                                named(Readings.REGISTRATION, 0));
                if (toFirst != null) {
                    ratios.add(toFirst);
                }
                Map<String, String> params = new LinkedHashMap<>(workload.params());
                params.put("after", "" + from);
                results.add(result(
                        REGISTER,
                        "Time to register one child after as many others",
                        contender,
                        params,
                        "ns",
                        values,
                        Map.of(),
                        ratios,
                        null,
                        values.size()));
            }
        }
        return results;
    }

    private List<BenchResult> amounts(
            ReaperWorkload workload, String question, String title, String unit, String name) {
        List<BenchResult> results = new ArrayList<>();
        ReaperRounds.Figure figure = named(name, 0);
        for (String contender : rounds.contenders(workload)) {
            List<Double> values = rounds.values(workload, contender, figure).stream()
                    .map(Figures::bytes)
                    .toList();
            if (!values.isEmpty()) {
                List<Double> allocated = rounds.values(workload, contender, named(Readings.ALLOCATED, 0));
                results.add(result(
                        question,
                        title,
                        contender,
                        workload.params(),
                        unit,
                        values,
                        Map.of(),
                        toOthers(workload, contender, figure),
                        allocated.isEmpty() ? null : Figures.bytes(Figures.median(allocated)),
                        values.size()));
            }
        }
        return results;
    }

    /** Compares with every other contender. */
    private List<Ratio> toOthers(ReaperWorkload workload, String contender, ReaperRounds.Figure figure) {
        List<Ratio> ratios = new ArrayList<>();
        for (String other : rounds.contenders(workload)) {
            Ratio ratio = other.equals(contender)
                    ? null
                    : rounds.ratio(other, workload, contender, figure, workload, other, figure);
            if (ratio != null) {
                ratios.add(ratio);
            }
        }
        return ratios;
    }

    private BenchResult result(
            String question,
            String title,
            String contender,
            Map<String, String> params,
            String unit,
            List<Double> values,
            Map<String, Double> percentiles,
            List<Ratio> ratios,
            @Nullable Double bytesPerOp,
            long samples) {
        Double toFloor = contender.equals(Subject.FLOOR) && !values.isEmpty() && unit.equals("ns")
                ? Double.valueOf(1)
                : ratios.stream()
                        .filter(ratio -> ratio.to().equals(Subject.FLOOR))
                        .map(Ratio::value)
                        .findFirst()
                        .orElse(null);
        return new BenchResult(
                question,
                title,
                contender,
                jdk,
                params,
                unit,
                Figures.median(values),
                Figures.spread(values),
                percentiles,
                toFloor,
                ratios,
                bytesPerOp,
                samples);
    }
}
