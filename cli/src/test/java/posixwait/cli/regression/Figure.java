package posixwait.cli.regression;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import posixwait.cli.Samples;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchResult;

/** Makes results, one detail at a time. */
record Figure(
        String question,
        String subject,
        Map<String, Object> params,
        @Nullable Double value,
        @Nullable Double error,
        @Nullable Double toFloor,
        List<BenchResult.Ratio> ratios,
        @Nullable Long samples) {
    /** One call that takes 100 ns, as does C's. */
    static Figure call(String subject) {
        return new Figure("call-echild", subject, Map.of("call", "waitpid"), 100.0, 1.0, 1.0, List.of(), 20L);
    }

    /** A storm by the reaper, as interleaved rounds give it. */
    static Figure rounds(String subject, double ratio, @Nullable Double low, @Nullable Double high) {
        return call(subject)
                .of("reaper-storm")
                .with(List.of(new BenchResult.Ratio(BenchResult.FLOOR, ratio, low, high, 5)));
    }

    Figure of(String other) {
        return new Figure(other, subject, params, value, error, toFloor, ratios, samples);
    }

    Figure with(Map<String, Object> others) {
        return new Figure(question, subject, others, value, error, toFloor, ratios, samples);
    }

    Figure with(List<BenchResult.Ratio> others) {
        return new Figure(question, subject, params, value, error, toFloor, others, samples);
    }

    Figure toFloor(@Nullable Double other) {
        return new Figure(question, subject, params, value, error, other, ratios, samples);
    }

    Figure error(@Nullable Double other) {
        return new Figure(question, subject, params, value, other, toFloor, ratios, samples);
    }

    Figure value(@Nullable Double other) {
        return new Figure(question, subject, params, other, error, toFloor, ratios, samples);
    }

    Figure samples(@Nullable Long other) {
        return new Figure(question, subject, params, value, error, toFloor, ratios, other);
    }

    BenchResult result() {
        return new BenchResult(
                question, null, subject, "25", params, "ns", value, error, Map.of(), toFloor, ratios, null, samples);
    }

    /** {@return a result with these figures} */
    static BenchFile file(Figure... figures) {
        return new BenchFile(
                Samples.bench().host(),
                List.of(figures).stream().map(Figure::result).toList(),
                List.of());
    }
}
