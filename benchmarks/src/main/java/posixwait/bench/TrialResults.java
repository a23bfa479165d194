package posixwait.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes figures of what whole processes measured. */
final class TrialResults {
    private static final String NANOS = "ns";

    private final TrialRounds rounds;
    private final String jdk;
    private final @Nullable HistogramLogs logs;

    /**
     * Makes figures.
     *
     * @param rounds of these
     * @param jdk the version of the JDK that gave them
     * @param logs where distributions are kept; {@code null} if nowhere
     */
    TrialResults(TrialRounds rounds, String jdk, @Nullable HistogramLogs logs) {
        this.rounds = rounds;
        this.jdk = jdk;
        this.logs = logs;
    }

    /**
     * What is to become of the readings of a trial.
     *
     * @param question what it answers
     * @param title the question in words
     * @param params what is varied
     * @param unit the unit of all
     * @param figure the figure of one process
     * @param distribution the values of one process whose percentiles are told; {@code null} if none
     * @param to with which other figure of the same contender it is compared; {@code null} with none
     * @param bytes the name of the reading of what is allocated; {@code null} if none
     */
    record Row(
            String question,
            String title,
            Map<String, String> params,
            String unit,
            TrialRounds.Figure figure,
            @Nullable Values distribution,
            @Nullable Self to,
            @Nullable String bytes) {
        /** {@return a time and its distribution} */
        static Row latency(String question, String title, Trial trial, TrialRounds.Figure figure) {
            return new Row(question, title, trial.params(), NANOS, figure, all(Readings.LATENCY), null, null);
        }

        /** {@return an amount that each process gives once} */
        static Row amount(String question, String title, Trial trial, String unit, String name) {
            return new Row(question, title, trial.params(), unit, named(name, 0), null, null, null);
        }

        Row with(Map<String, String> others) {
            return new Row(question, title, others, unit, figure, distribution, to, bytes);
        }

        /** {@return the same, compared with another figure of the contender as well} */
        Row to(String name, Trial trial, TrialRounds.Figure other) {
            return new Row(question, title, params, unit, figure, distribution, new Self(name, trial, other), bytes);
        }

        Row allocating(String reading) {
            return new Row(question, title, params, unit, figure, distribution, to, reading);
        }
    }

    /**
     * Another figure of a contender.
     *
     * @param name such as {@code n=0}
     * @param trial where it was measured
     * @param figure the figure
     */
    record Self(String name, Trial trial, TrialRounds.Figure figure) {}

    /** Several values of one process. */
    interface Values {
        /** {@return the values; {@code null} if the process did not give them} */
        double @Nullable [] of(Readings readings);
    }

    /** {@return all values of a name} */
    static Values all(String name) {
        return readings -> readings.values().get(name);
    }

    /** {@return the nanoseconds from the release to the last status} */
    static @Nullable Double last(Readings readings) {
        double[] latencies = readings.values().get(Readings.LATENCY);
        return latencies == null ? null : Arrays.stream(latencies).max().orElseThrow();
    }

    /** {@return the nanoseconds to the status in the middle} */
    static @Nullable Double middle(Readings readings) {
        return middleOf(Readings.LATENCY).of(readings);
    }

    /** {@return the figure in the middle of those of a name} */
    static TrialRounds.Figure middleOf(String name) {
        return readings -> {
            double[] values = readings.values().get(name);
            return values == null || values.length == 0
                    ? null
                    : Figures.median(Arrays.stream(values).boxed().toList());
        };
    }

    /** {@return the only figure of a name, or one of several} */
    static TrialRounds.Figure named(String name, int index) {
        return readings -> {
            double[] values = readings.values().get(name);
            return values == null || index >= values.length ? null : values[index];
        };
    }

    /** {@return a row of each contender whose processes gave the figure} */
    List<BenchResult> of(Trial trial, Row row) {
        List<BenchResult> results = new ArrayList<>();
        for (String contender : rounds.contenders(trial)) {
            List<Double> values = rounds.values(trial, contender, row.figure()).stream()
                    .map(value -> row.unit().equals(NANOS) ? value : Figures.bytes(value))
                    .toList();
            if (!values.isEmpty()) {
                results.add(result(trial, contender, row, values));
            }
        }
        return results;
    }

    private BenchResult result(Trial trial, String contender, Row row, List<Double> values) {
        List<Ratio> ratios = toOthers(trial, contender, row.figure());
        Self to = row.to();
        if (to != null) {
            Ratio ratio = rounds.ratio(to.name(), trial, contender, row.figure(), to.trial(), contender, to.figure());
            if (ratio != null) {
                ratios.add(ratio);
            }
        }
        List<double[]> all = distributions(trial, contender, row.distribution());
        Distribution distribution = all.isEmpty() ? null : new Distribution(all);
        if (logs != null && distribution != null) {
            logs.write(row.question(), row.title(), row.params(), contender, row.unit(), all);
        }
        List<Double> allocated =
                row.bytes() == null ? List.of() : rounds.values(trial, contender, named(row.bytes(), 0));
        return new BenchResult(
                row.question(),
                row.title(),
                contender,
                jdk,
                row.params(),
                row.unit(),
                Figures.median(values),
                Figures.spread(values),
                distribution == null ? Map.of() : distribution.percentiles(),
                toFloor(contender, row.unit(), ratios),
                ratios,
                allocated.isEmpty() ? null : Figures.bytes(Figures.median(allocated)),
                distribution == null ? values.size() : distribution.count());
    }

    private List<double[]> distributions(Trial trial, String contender, @Nullable Values source) {
        List<double[]> all = new ArrayList<>();
        if (source != null) {
            for (Readings readings : rounds.of(trial, contender)) {
                double[] values = source.of(readings);
                if (values != null && values.length > 0) {
                    all.add(values);
                }
            }
        }
        return all;
    }

    /** Compares with every other contender. */
    private List<Ratio> toOthers(Trial trial, String contender, TrialRounds.Figure figure) {
        List<Ratio> ratios = new ArrayList<>();
        for (String other : rounds.contenders(trial)) {
            Ratio ratio = other.equals(contender)
                    ? null
                    : rounds.ratio(other, trial, contender, figure, trial, other, figure);
            if (ratio != null) {
                ratios.add(ratio);
            }
        }
        return ratios;
    }

    private static @Nullable Double toFloor(String contender, String unit, List<Ratio> ratios) {
        if (contender.equals(Subject.FLOOR) && unit.equals(NANOS)) {
            return 1.0;
        }
        return ratios.stream()
                .filter(ratio -> ratio.to().equals(Subject.FLOOR))
                .map(Ratio::value)
                .findFirst()
                .orElse(null);
    }
}
