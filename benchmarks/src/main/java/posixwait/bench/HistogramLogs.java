package posixwait.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Keeps distributions as HdrHistogram has them, a file for each row of a result that has one.
 *
 * <p>A file is named after the question, the parameters and the subject, and has a line for each round, tagged
 * {@code round=1} and so on. Values are in the unit of the row, to three digits.
 */
final class HistogramLogs {
    private static final int DIGITS = 3;
    private static final int MILLIS = 1000;

    private final Path directory;

    /**
     * Writes to a directory.
     *
     * @param directory it is made if it is not there
     */
    HistogramLogs(Path directory) {
        this.directory = directory;
    }

    /** {@return such as {@code reaper-storm-children-bare-n-1000-waitpid-1.hlog}} */
    static String name(String question, Map<String, String> params, String subject) {
        StringBuilder name = new StringBuilder(question);
        params.forEach(
                (param, value) -> name.append('-').append(param).append('-').append(value));
        name.append('-').append(subject);
        return name.toString()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9.]+", "-")
                        .replaceAll("-$", "") + ".hlog";
    }

    /**
     * Writes a row.
     *
     * @param title what it is, for a comment
     * @param unit the unit of the values, likewise
     * @param rounds the values of each round
     */
    void write(
            String question,
            String title,
            Map<String, String> params,
            String subject,
            String unit,
            List<double[]> rounds) {
        try {
            Files.createDirectories(directory);
            Path file = directory.resolve(name(question, params, subject));
            try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
                HistogramLogWriter writer = new HistogramLogWriter(out);
                writer.outputComment(
                        "[" + question + " " + params + " " + subject + ": " + title + ", in " + unit + "]");
                writer.outputLogFormatVersion();
                writer.outputLegend();
                for (int round = 0; round < rounds.size(); round++) {
                    writer.outputIntervalHistogram(histogram(round, rounds.get(round)));
                }
                if (out.checkError()) {
                    throw new IOException(file + " could not be written");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Histogram histogram(int round, double... values) {
        Histogram histogram = new Histogram(DIGITS);
        for (double value : values) {
            histogram.recordValue(Math.max(0, Math.round(value)));
        }
        histogram.setTag("round=" + (round + 1));
        // A log wants intervals: the rounds stand one second after the other, whenever they were.
        histogram.setStartTimeStamp((long) round * MILLIS);
        histogram.setEndTimeStamp((round + 1L) * MILLIS);
        return histogram;
    }
}
