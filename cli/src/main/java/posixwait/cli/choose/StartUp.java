package posixwait.cli.choose;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.jspecify.annotations.Nullable;
import posixwait.cli.bench.BenchResult;
import posixwait.cli.check.CheckFile;
import posixwait.cli.io.ChildJvm;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.Console;
import posixwait.cli.regression.Student;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.Jdk;
import posixwait.conformance.run.Jdks;

/**
 * Measures how long a JVM takes from its start until the status of its first child is in hand, for each backend that conforms,
 * in turns, so that a host that gets slower is slower for all. What it takes to start the program of the user is not in it.
 */
public final class StartUp {
    /** What it is called among figures. */
    static final String QUESTION = "start-up";

    private static final int ROUNDS = 5;
    private static final double CONFIDENCE = 0.95;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Console console;
    private final int rounds;

    private StartUp(Console console, int rounds) {
        this.console = console;
        this.rounds = rounds;
    }

    /**
     * {@return the figures, in milliseconds; none of a run whose JDK is not on this host}
     *
     * @param check what conforms
     * @param version the version of the JDK, or its beginning; {@code null} for all
     * @throws Complaint if a JVM does not do what it did in the check
     */
    public static List<BenchResult> measure(Console console, CheckFile check, @Nullable String version) {
        Map<BackendRun, Jdk> runs = new LinkedHashMap<>();
        List<Jdk> here = Jdks.find();
        for (BackendRun run : check.runs()) {
            Optional<Jdk> jdk = here.stream()
                    .filter(each -> each.version().equals(run.jdk()))
                    .findFirst();
            if (run.conforms() && Chooser.isOf(run, version) && jdk.isPresent()) {
                runs.put(run, jdk.get());
            }
        }
        return new StartUp(console, ROUNDS).measure(runs);
    }

    private List<BenchResult> measure(Map<BackendRun, Jdk> runs) {
        Map<BackendRun, List<Double>> millis = new LinkedHashMap<>();
        runs.keySet().forEach(run -> millis.put(run, new ArrayList<>()));
        // The first round brings files into memory, and counts for nobody.
        for (int round = 0; round <= rounds; round++) {
            console.terminal().now("Starting JVMs, round " + round + " of " + rounds);
            for (Map.Entry<BackendRun, Jdk> each : runs.entrySet()) {
                double took = once(each.getKey().backend(), each.getValue());
                if (round > 0) {
                    Objects.requireNonNull(millis.get(each.getKey())).add(took);
                }
            }
        }
        console.terminal().clear();
        return results(millis);
    }

    private static double once(String backend, Jdk jdk) {
        AtomicLong inHand = new AtomicLong();
        long start = System.nanoTime();
        ChildJvm.Ended ended = new ChildJvm(jdk, List.of())
                .run(StartUpProbe.class.getName(), List.of(backend), PATIENCE, line -> {
                    if (line.equals(StartUpProbe.IN_HAND)) {
                        inHand.compareAndSet(0, System.nanoTime());
                    }
                });
        if (inHand.get() == 0) {
            throw Complaint.host(
                    "start-up of " + backend + " on Java " + jdk.version(),
                    "exit code " + ended.exitCode() + ": " + ended.why(),
                    "'posixwait doctor' may say why");
        }
        return (inHand.get() - start) / NANOS_PER_MILLI;
    }

    /** Figures with the ratios of the rounds, as the benchmarks have them. */
    static List<BenchResult> results(Map<BackendRun, List<Double>> millis) {
        List<BenchResult> results = new ArrayList<>();
        millis.forEach((run, own) -> {
            Interval interval = Interval.of(own);
            List<BenchResult.Ratio> ratios = new ArrayList<>();
            millis.forEach((other, theirs) -> {
                if (!other.equals(run) && other.jdk().equals(run.jdk())) {
                    ratios.add(ratio(subject(other), own, theirs));
                }
            });
            results.add(new BenchResult(
                    QUESTION,
                    "How long from the start of a JVM until the status of its first child is in hand?",
                    subject(run),
                    run.jdk(),
                    Map.of(),
                    "ms",
                    interval.mean,
                    interval.half,
                    Map.of(),
                    null,
                    ratios,
                    null,
                    (long) own.size()));
        });
        return results;
    }

    private static String subject(BackendRun run) {
        return run.binding().isEmpty() ? run.backend() : run.binding();
    }

    private static BenchResult.Ratio ratio(String to, List<Double> own, List<Double> theirs) {
        List<Double> logarithms = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            logarithms.add(Math.log(own.get(i) / theirs.get(i)));
        }
        Interval interval = Interval.of(logarithms);
        return new BenchResult.Ratio(
                to,
                Math.exp(interval.mean),
                Math.exp(interval.mean - interval.half),
                Math.exp(interval.mean + interval.half),
                own.size());
    }

    /** Student's 95% interval of a mean. */
    private record Interval(double mean, double half) {
        static Interval of(List<Double> values) {
            SummaryStatistics statistics = new SummaryStatistics();
            values.forEach(statistics::addValue);
            double t = Student.quantile((1 + CONFIDENCE) / 2, values.size() - 1.0);
            return new Interval(statistics.getMean(), t * statistics.getStandardDeviation() / Math.sqrt(values.size()));
        }
    }
}
