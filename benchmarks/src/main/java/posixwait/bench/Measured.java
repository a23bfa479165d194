package posixwait.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a subject gave for a storm.
 *
 * @param subject its name
 * @param storms the storms
 * @param bytesPerOp what a reap allocated; {@code null} if unknown
 */
record Measured(
        String subject,
        List<Samples.Storm> storms,
        @Nullable Double bytesPerOp) {

    /** {@return the floor, of what the C program gave before and after the others} */
    static Measured floor(List<Samples> runs) {
        List<Samples.Storm> storms = new ArrayList<>();
        for (Samples run : runs) {
            storms.addAll(run.storms());
        }
        return new Measured(Subject.FLOOR, storms, null);
    }

    /**
     * {@return the results: the latency, and the drain}
     *
     * @param workload what was measured
     * @param jdk the version of the JDK
     * @param floor what C gave; {@code null} without it
     */
    List<BenchResult> results(Workload workload, String jdk, @Nullable Measured floor) {
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
