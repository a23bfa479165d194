package posixwait.cli.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posixwait.cli.Samples;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchResult;
import posixwait.cli.io.Json;
import posixwait.spi.BackendProvider;

/**
 * The gate on measurements of this host, rather than on simulated ones: it is silent where nothing changed, and rings where
 * a backend was slowed.
 *
 * <p>No test of the ordinary build, which has no quiet machine: {@code docs/benchmarking.md} has the command. The system
 * properties {@code gate.runs}, {@code gate.rounds} and {@code gate.questions} change how much is measured.
 */
class LiveGate {
    private static final int RUNS = Integer.getInteger("gate.runs", 10);
    private static final int ROUNDS = Integer.getInteger("gate.rounds", 12);
    private static final List<String> QUESTIONS =
            Arrays.asList(System.getProperty("gate.questions", "call-echild").split(","));
    private static final double ALLOWED = 0.10;

    /** Of as many comparisons one may be a false alarm. */
    private static final int FALSE_ALARM_IN = 20;

    private static final long PATIENCE_MINUTES = 10;

    private static final List<BenchFile> AS_IT_IS = new ArrayList<>();
    private static final List<BenchFile> SLOWED = new ArrayList<>();

    @TempDir
    private static Path directory;

    /** What the benchmarks' JVM writes. */
    private record Measured(List<BenchResult> results, List<String> notes, Map<String, Double> noiseFloor) {}

    /** In turns, so that a host that gets slower in the course of the hour is slower for both. */
    @BeforeAll
    static void measure() throws IOException, InterruptedException {
        Path services = Files.createDirectories(directory.resolve("services/META-INF/services"));
        Files.writeString(services.resolve(BackendProvider.class.getName()), SlowBackendProvider.class.getName());
        long begun = System.nanoTime();
        for (int run = 1; run <= RUNS; run++) {
            AS_IT_IS.add(run("ffm"));
            SLOWED.add(run(SlowBackendProvider.NAME));
            say("run " + run + " of " + RUNS + " after " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun)
                    + " s");
        }
        assumeThat(AS_IT_IS.get(0).results())
                .as("UNSUPPORTED: no C compiler, no floor")
                .anyMatch(result -> result.subject().equals(BenchResult.FLOOR));
    }

    private static BenchFile run(String backend) throws IOException, InterruptedException {
        Path json = directory.resolve("bench.json");
        Path output = directory.resolve("output");
        Files.deleteIfExists(json);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dposixwait.backends=" + backend,
                "-Dposixwait.bench.rounds=" + ROUNDS,
                "-cp",
                directory.resolve("services") + File.pathSeparator + System.getProperty("java.class.path"),
                "posixwait.bench.BenchMain",
                "--quick",
                "--json",
                json.toString()));
        for (String question : QUESTIONS) {
            command.add("--only");
            command.add(question);
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES))
                    .as("ended in time")
                    .isTrue();
        } finally {
            process.destroy();
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        Measured measured = Json.read("gate", json, Measured.class, "bench");
        return new BenchFile(
                Samples.check().host(), measured.results(), measured.notes(), measured.noiseFloor(), null, null);
    }

    private static void say(String line) {
        System.out.println("gate: " + line);
    }

    private static Comparison compare(BenchFile baseline, BenchFile now) {
        Comparison comparison = Comparison.of(baseline, now, ALLOWED, Set.of());
        assertThat(comparison.changes()).as("rows that can be compared").isNotEmpty();
        return comparison;
    }

    /** How often each row rang, and by how much it was slower in the middle. */
    private static String rows(List<Comparison> comparisons) {
        Map<String, Integer> rang = new TreeMap<>();
        Map<String, List<Double>> factors = new TreeMap<>();
        for (Comparison comparison : comparisons) {
            for (Change change : comparison.changes()) {
                String row = change.row().toString();
                rang.merge(row, change.isRegression(ALLOWED) ? 1 : 0, Integer::sum);
                factors.computeIfAbsent(row, key -> new ArrayList<>()).add(1 + change.worse());
            }
        }
        StringBuilder lines = new StringBuilder();
        factors.forEach((row, all) -> lines.append(String.format(
                Locale.ROOT,
                "%n  %s: %d of %d, the middle one by a factor of %.2f",
                row,
                rang.get(row),
                all.size(),
                all.stream().sorted().skip(all.size() / 2).findFirst().orElseThrow())));
        return lines.toString();
    }

    private static long alarms(List<Comparison> comparisons) {
        return comparisons.stream()
                .filter(comparison -> !comparison.regressions().isEmpty())
                .count();
    }

    @Test
    void without_a_change_it_rings_once_in_twenty_at_the_most() {
        List<Comparison> pairs = new ArrayList<>();
        for (int earlier = 0; earlier < RUNS; earlier++) {
            for (int later = earlier + 1; later < RUNS; later++) {
                pairs.add(compare(AS_IT_IS.get(earlier), AS_IT_IS.get(later)));
            }
        }
        long alarms = alarms(pairs);
        say("without a change: " + alarms + " alarms in " + pairs.size() + " pairs of " + RUNS + " runs; by row:"
                + rows(pairs));

        assertThat(alarms).isLessThanOrEqualTo(pairs.size() / FALSE_ALARM_IN);
    }

    @Test
    void a_slowed_backend_makes_it_ring_every_time() {
        List<Comparison> pairs = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            pairs.add(compare(AS_IT_IS.get(run), SLOWED.get(run)));
        }
        long alarms = alarms(pairs);
        say("slowed: " + alarms + " alarms in " + pairs.size() + " runs; by row:" + rows(pairs));

        assertThat(alarms).isEqualTo(RUNS);
    }
}
