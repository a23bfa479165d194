package posixwait.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a subject gave for a workload.
 *
 * @param subject its name
 * @param nanos the time of one operation, once for each iteration or batch; empty for storms
 * @param error half the width of the confidence interval; {@code null} if unknown
 * @param storms the storms; empty for the other questions
 * @param bytesPerOp what an operation allocated; {@code null} if unknown
 */
record Measured(
        String subject,
        List<Double> nanos,
        @Nullable Double error,
        List<Samples.Storm> storms,
        @Nullable Double bytesPerOp) {

    /** {@return the floor, of what the C program gave before and after the others} */
    static Measured floor(List<Samples> runs) {
        List<Double> nanos = new ArrayList<>();
        List<Samples.Storm> storms = new ArrayList<>();
        for (Samples run : runs) {
            nanos.addAll(run.nanos());
            storms.addAll(run.storms());
        }
        return new Measured(Subject.FLOOR, nanos, Figures.spread(nanos), storms, null);
    }

    /**
     * {@return the results: one, for storms two}
     *
     * @param workload what was measured
     * @param jdk the version of the JDK
     * @param floor what C gave; {@code null} without it
     */
    List<BenchResult> results(Workload workload, String jdk, @Nullable Measured floor) {
        if (!workload.isStorm()) {
            double value = Figures.median(nanos);
            Double floorValue = floor == null ? null : Figures.median(floor.nanos);
            return List.of(new BenchResult(
                    workload.question(),
                    workload.title(),
                    subject,
                    jdk,
                    workload.params(),
                    "ns",
                    value,
                    error,
                    java.util.Map.of(),
                    Figures.ratio(value, floorValue),
                    List.of(),
                    Figures.bytes(bytesPerOp),
                    nanos.size()));
        }
        Distribution all = new Distribution(storms);
        Distribution floorAll = floor == null ? null : new Distribution(floor.storms);
        double drain = Figures.median(all.drains());
        BenchResult latency = new BenchResult(
                Workload.STORM,
                Workload.STORM_TITLE,
                subject,
                jdk,
                workload.params(),
                "ns",
                all.p99(),
                all.p99Spread(),
                all.percentiles(),
                Figures.ratio(all.p99(), floorAll == null ? null : floorAll.p99()),
                List.of(),
                Figures.bytes(bytesPerOp),
                all.count());
        BenchResult throughput = new BenchResult(
                Workload.DRAIN,
                Workload.DRAIN_TITLE,
                subject,
                jdk,
                workload.params(),
                "ns",
                drain,
                Figures.spread(all.drains()),
                java.util.Map.of(),
                Figures.ratio(drain, floorAll == null ? null : Figures.median(floorAll.drains())),
                List.of(),
                null,
                storms.size());
        return List.of(latency, throughput);
    }
}
