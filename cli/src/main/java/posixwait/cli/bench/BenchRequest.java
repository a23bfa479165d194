package posixwait.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import posixwait.cli.check.JdkChoice;
import posixwait.cli.io.ChildJvm;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.Console;
import posixwait.cli.io.Exit;
import posixwait.cli.io.Json;
import posixwait.cli.io.Version;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.run.Jdk;
import posixwait.conformance.run.Jdks;

/**
 * What to measure.
 *
 * @param effort how long
 * @param questions the questions; empty for all
 * @param jdks the version of the JDK; empty for the newest
 * @param extent how much, where that is not the effort's to say
 * @param histograms where the distributions are kept; {@code null} if nowhere
 */
public record BenchRequest(
        Effort effort,
        List<String> questions,
        List<String> jdks,
        Extent extent,
        @Nullable Path histograms) {
    /** How long to measure. */
    public enum Effort {
        /** Long enough to see that it works. */
        SMOKE,

        /** Long enough to choose by. */
        QUICK,

        /** Long enough to publish. */
        FULL;

        private String flag() {
            return "--" + name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a choice rests on, quickly, on the newest JDK. */
    public static final BenchRequest QUICK = new BenchRequest(
            Effort.QUICK,
            List.of("call-echild", "call-wnohang", "reap-zombie", "reap-drain", "reaper-storm"),
            List.of(),
            Extent.USUAL,
            null);

    private static final String MAIN = "posixwait.bench.BenchMain";
    private static final Duration QUICK_PATIENCE = Duration.ofMinutes(10);
    private static final Duration FULL_PATIENCE = Duration.ofHours(3);

    /** What the benchmarks' JVM writes. */
    private record Measured(List<BenchResult> results, List<String> notes, Map<String, Double> noiseFloor) {}

    /**
     * Measures.
     *
     * @param host the facts of the host, for the result
     * @return the figures
     * @throws Complaint if the host cannot measure anything, or there is no such question
     */
    public BenchOutcome run(Console console, HostFacts host) {
        List<Jdk> found = Jdks.find();
        Jdk jdk = jdks.isEmpty()
                ? found.stream()
                        .findFirst()
                        .orElseThrow(() -> Complaint.host(
                                "bench", "no JDK 17 or later was found", "install one, best 25 or later"))
                : JdkChoice.one(found, jdks.get(0));
        Path file = temporary();
        try {
            ChildJvm jvm = new ChildJvm(jdk, List.of());
            // It starts those that measure, and is not to compete with them.
            ChildJvm.Ended ended = (effort == Effort.FULL ? jvm : jvm.brief())
                    .with(extent.flags())
                    .run(
                            MAIN,
                            arguments(file, others(found, jdk)),
                            effort == Effort.FULL ? FULL_PATIENCE : QUICK_PATIENCE,
                            line -> show(console, "Java " + jdk.version() + ": " + line.strip()));
            console.terminal().clear();
            if (ended.exitCode() == Exit.USAGE) {
                throw Complaint.usage(
                        "bench", ended.why().replaceFirst("^bench: ", ""), "see 'posixwait bench --help'");
            }
            Complaint failure = ended.exitCode() == 0
                    ? null
                    : Complaint.host("bench on Java " + jdk.version(), ended.why(), "'posixwait doctor' may say why");
            if (failure != null && file.toFile().length() == 0) {
                throw failure;
            }
            return new BenchOutcome(read(file, host), failure);
        } finally {
            delete(file);
        }
    }

    /** Progress; but how much there is to do stays in sight. */
    private static void show(Console console, String line) {
        if (line.contains(": [0/") && !console.terminal().isQuiet()) {
            console.terminal().line(line.replaceFirst("\\[0/[0-9]+] ", ""));
        } else {
            console.terminal().now(line);
        }
    }

    private BenchFile read(Path file, HostFacts host) {
        Measured measured = Json.read("the benchmarks' result", file, Measured.class, "bench");
        List<BenchResult> results = Objects.requireNonNullElse(measured.results(), List.of());
        List<String> notes = Objects.requireNonNullElse(measured.notes(), List.of());
        if (results.isEmpty()) {
            throw Complaint.host("bench", "no figure was measured", String.join("; ", notes));
        }
        Map<String, Double> floors = new LinkedHashMap<>();
        List<String> remarks = new ArrayList<>(notes);
        Objects.requireNonNullElse(measured.noiseFloor(), Map.<String, Double>of())
                .forEach((question, floor) -> {
                    if (Sound.isShare(floor)) {
                        floors.put(question, floor);
                    } else {
                        remarks.add("noise of " + question + ": two equal series differ by " + floor
                                + " times, so this run says nothing of it");
                    }
                });
        return new BenchFile(host, results, remarks, floors, command(), Version.WITH_COMMIT);
    }

    /** The command line that asks for the same. */
    private String command() {
        StringBuilder line = new StringBuilder("./posixwait bench ").append(effort.flag());
        questions.forEach(question -> line.append(" --only ").append(question));
        jdks.forEach(version -> line.append(" --jdk ").append(version));
        return line.append(extent.words()).toString();
    }

    /**
     * {@return the newest JDK of each other version, for questions that compare JDKs}
     *
     * @param found the newest first
     * @param measuring the one that runs the benchmarks
     */
    static List<Jdk> others(List<Jdk> found, Jdk measuring) {
        Map<Integer, Jdk> newest = new LinkedHashMap<>();
        found.stream()
                .filter(jdk -> jdk.feature() != measuring.feature())
                .forEach(jdk -> newest.putIfAbsent(jdk.feature(), jdk));
        return List.copyOf(newest.values());
    }

    private List<String> arguments(Path file, List<Jdk> others) {
        List<String> arguments = new ArrayList<>();
        arguments.add(effort.flag());
        arguments.add("--json");
        arguments.add(file.toString());
        for (String question : questions) {
            arguments.add("--only");
            arguments.add(question);
        }
        for (Jdk other : others) {
            arguments.add("--other-jdk");
            arguments.add(other.version() + "=" + other.home());
        }
        if (histograms != null) {
            arguments.add("--histograms");
            arguments.add(histograms.toAbsolutePath().toString());
        }
        return arguments;
    }

    private static Path temporary() {
        try {
            Path file = Files.createTempFile("posixwait-bench", ".json");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw Complaint.host("bench", "no temporary file: " + Complaint.reason(e), "set -Djava.io.tmpdir")
                    .because(e);
        }
    }

    private static void delete(Path file) {
        if (!file.toFile().delete()) {
            file.toFile().deleteOnExit();
        }
    }
}
