package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs each method that JMH measures, those too that only long runs ask for: once, in one JVM, whose figures mean nothing. */
class EveryBenchmarkTest {
    private static final long PATIENCE_SECONDS = 120;
    private static final Pattern NAME = Pattern.compile("(posixwait\\.bench\\.\\w+\\.\\w+)");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({Subject.FFM + ", nothing", Subject.JNA_DIRECT + ", posixwait.bench.ErrnoBenchmark.none"})
    void every_method_runs_to_its_end(String subject, String lacking) throws Exception {
        Path figures = directory.resolve("figures.csv");
        Path output = directory.resolve("output");
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.openjdk.jmh.Main",
                        "posixwait[.]bench[.].*",
                        "-e",
                        Pattern.quote(lacking),
                        "-p",
                        "subject=" + subject,
                        "-p",
                        "n=20",
                        "-f",
                        "0",
                        "-wi",
                        "0",
                        "-i",
                        "1",
                        "-r",
                        "1ms",
                        "-foe",
                        "true",
                        "-rff",
                        figures.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(jvm.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("ended in time")
                    .isTrue();
        } finally {
            jvm.destroyForcibly();
            // It leads a session, whose children outlive it if it did not come to reap them.
            Session.end(jvm.pid());
        }

        assertThat(jvm.exitValue()).as(Files.readString(output)).isZero();
        List<String> expected = all().filter(name -> !name.equals(lacking)).toList();
        assertThat(expected).hasSizeGreaterThan(20);
        assertThat(names(Files.readString(figures))).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** What JMH's own list of them has. */
    private static Stream<String> all() {
        OutputFormat nowhere = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
        return BenchmarkList.defaultList().getAll(nowhere, List.of()).stream().map(BenchmarkListEntry::getUsername);
    }

    private static List<String> names(String figures) {
        return figures.lines()
                .skip(1)
                .map(line -> {
                    var name = NAME.matcher(line);
                    assertThat(name.find()).as(line).isTrue();
                    return name.group(1);
                })
                .toList();
    }
}
