package posixwait.cli.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import posixwait.cli.Samples;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchResult;

/**
 * Results of runs that never took place: values are drawn, and made into figures and errors as the benchmarks make them.
 *
 * <p>A value is what the row is about, times a deviation of the process that measures (a JVM, a C program) from the next one
 * that would do the same, times a deviation of its own. Rounds are a process each.
 */
final class SimulatedRun {
    static final List<String> SUBJECTS = List.of("ffm", "jna-direct", "jna-interface");

    /** How a question makes its figure and its error of the values. */
    private enum Kind {
        /** The median, and half of JMH's interval. */
        CALL,
        /** A ratio to C by rounds, with Student's interval. */
        ROUNDS
    }

    /**
     * A question with one set of parameters.
     *
     * @param values how many each subject gives; C gives twice as many, before and after
     * @param noise the relative deviation of one value
     */
    private record Task(String question, Kind kind, Map<String, Object> params, int values, double noise) {}

    private static final List<String> WAYS = List.of("waitpid", "wait4", "waitid");

    /** Some sets of rows. */
    enum Length {
        QUICK(5, 20, 1, 1),
        FULL(20, 200, 3, 5);

        private final int iterations;
        private final int batches;
        private final int ways;
        private final int rounds;

        Length(int iterations, int batches, int ways, int rounds) {
            this.iterations = iterations;
            this.batches = batches;
            this.ways = ways;
            this.rounds = rounds;
        }

        private List<Task> tasks() {
            List<Task> tasks = new ArrayList<>();
            for (String way : WAYS.subList(0, ways)) {
                Map<String, Object> call = Map.of("call", way);
                tasks.add(new Task("call-echild", Kind.CALL, call, iterations, 0.03));
                tasks.add(new Task("call-wnohang", Kind.CALL, call, iterations, 0.03));
                tasks.add(new Task("reap-zombie", Kind.CALL, call, batches, 0.12));
            }
            for (int n : List.of(100, 1000)) {
                Map<String, Object> storm = Map.of("n", n);
                tasks.add(new Task("reaper-storm", Kind.ROUNDS, storm, rounds, 0.05));
            }
            return tasks;
        }
    }

    private final Random random;
    private final double betweenProcesses;

    /**
     * Prepares runs.
     *
     * @param seed the same for the same runs
     * @param betweenProcesses the relative deviation of one process from the next
     */
    SimulatedRun(long seed, double betweenProcesses) {
        this.random = new Random(seed);
        this.betweenProcesses = betweenProcesses;
    }

    /**
     * {@return a run}
     *
     * @param slowness by how much the time of each subject is multiplied
     */
    BenchFile run(Length length, ToDoubleFunction<String> slowness) {
        List<BenchResult> results = new ArrayList<>();
        for (Task task : length.tasks()) {
            double[] floor = DoubleStream.concat(Arrays.stream(values(task, 1)), Arrays.stream(values(task, 1)))
                    .toArray();
            results.add(figure(task, BenchResult.FLOOR, floor, 1));
            double ofFloor = value(floor);
            for (String subject : SUBJECTS) {
                double[] values = values(task, slowness.applyAsDouble(subject));
                BenchResult figure = figure(task, subject, values, value(values) / ofFloor);
                results.add(task.kind() == Kind.ROUNDS ? interleaved(figure, values, floor) : figure);
            }
        }
        return new BenchFile(Samples.bench().host(), results, List.of());
    }

    private double[] values(Task task, double slowness) {
        double process = task.kind() == Kind.ROUNDS ? 0 : betweenProcesses * random.nextGaussian();
        return IntStream.range(0, task.values())
                .mapToDouble(i -> 1000 * slowness * Math.exp(process + task.noise() * random.nextGaussian()))
                .toArray();
    }

    private static double value(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static BenchResult figure(Task task, String subject, double[] values, double toFloor) {
        Double error = values.length < 2
                ? null
                : task.kind() == Kind.CALL && !subject.equals(BenchResult.FLOOR)
                        ? Double.valueOf(halfInterval(values, 0.999))
                        : Double.valueOf((Collections.max(boxed(values)) - Collections.min(boxed(values))) / 2);
        return new BenchResult(
                task.question(),
                null,
                subject,
                "25",
                task.params(),
                "ns",
                value(values),
                error,
                Map.of(),
                toFloor,
                List.of(),
                null,
                (long) values.length);
    }

    private static BenchResult interleaved(BenchResult figure, double[] values, double[] floor) {
        double[] logarithms = IntStream.range(0, values.length)
                .mapToDouble(i -> Math.log(values[i] / floor[i]))
                .toArray();
        double mean = Arrays.stream(logarithms).average().orElseThrow();
        boolean known = values.length >= 3;
        double error = known ? halfInterval(logarithms, 0.95) : 0;
        BenchResult.Ratio ratio = new BenchResult.Ratio(
                BenchResult.FLOOR,
                Math.exp(mean),
                known ? Math.exp(mean - error) : null,
                known ? Math.exp(mean + error) : null,
                values.length);
        return new BenchResult(
                figure.question(),
                null,
                figure.subject(),
                figure.jdk(),
                figure.params(),
                figure.unit(),
                figure.value(),
                figure.error(),
                Map.of(),
                ratio.value(),
                List.of(ratio),
                null,
                figure.samples());
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    /** Half of Student's interval of the mean. */
    private static double halfInterval(double[] values, double confidence) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double deviation = Math.sqrt(squares / (values.length - 1));
        return Student.quantile((1 + confidence) / 2, values.length - 1) * deviation / Math.sqrt(values.length);
    }

    /** {@return slowness of one subject only} */
    static ToDoubleFunction<String> slow(String subject, double factor) {
        return each -> each.equals(subject) ? factor : 1;
    }

    /** {@return the comparisons of pairs of runs, the second of which has this slowness} */
    static Stream<Comparison> pairs(
            int count, Length length, double betweenProcesses, ToDoubleFunction<String> slowness) {
        return IntStream.range(0, count).mapToObj(seed -> {
            SimulatedRun runs = new SimulatedRun(seed, betweenProcesses);
            BenchFile baseline = runs.run(length, subject -> 1);
            return Comparison.of(baseline, runs.run(length, slowness), 0.1, Set.of());
        });
    }
}
