package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    private static final Pattern NAME = Pattern.compile("(posixwait\\.bench\\.\\w+\\.\\w+)");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({Subject.FFM + ", nothing", Subject.JNA_DIRECT + ", posixwait.bench.ErrnoBenchmark.none"})
    void every_method_runs_to_its_end(String subject, String lacking) throws Exception {
        Path figures = directory.resolve("figures.csv");
        JmhMain.run(
                directory,
                List.of("-XX:TieredStopAtLevel=1"),
                "posixwait[.]bench[.].*",
                "-e",
                Pattern.quote(lacking),
                "-p",
                "subject=" + subject,
                "-p",
                "n=20",
                "-wi",
                "0",
                "-r",
                "1ms",
                "-rff",
                figures.toString());

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
