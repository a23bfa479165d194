package posixwait.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/** Keeps what JMH and its JVMs say to itself, until a failure needs a reason. */
final class QuietOutput implements OutputFormat {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    /** {@return the line that says most: one that names an exception, else how the JVM ended, else the last one} */
    String reason() {
        List<String> lines = lines();
        return first(lines, "Exception", "Error")
                .or(() -> first(lines, "VM failed"))
                .or(() -> lines.stream().reduce((first, second) -> second))
                .orElse("JMH said nothing");
    }

    /** {@return the first line that has any of these words} */
    Optional<String> line(List<String> words) {
        return first(lines(), words.toArray(String[]::new));
    }

    private List<String> lines() {
        return said.toString(StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static Optional<String> first(List<String> lines, String... words) {
        return lines.stream()
                .filter(line -> Stream.of(words).anyMatch(line::contains))
                .findFirst();
    }

    @Override
    public synchronized void write(int b) {
        said.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes) {
        said.writeBytes(bytes);
    }

    @Override
    public void print(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void println(String text) {
        print(text + "\n");
    }

    @Override
    public void verbosePrintln(String text) {}

    @Override
    public void iteration(BenchmarkParams benchmark, IterationParams iteration, int number) {}

    @Override
    public void iterationResult(
            BenchmarkParams benchmark, IterationParams iteration, int number, IterationResult result) {}

    @Override
    public void startBenchmark(BenchmarkParams benchmark) {}

    @Override
    public void endBenchmark(BenchmarkResult result) {}

    @Override
    public void startRun() {}

    @Override
    public void endRun(Collection<RunResult> results) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
