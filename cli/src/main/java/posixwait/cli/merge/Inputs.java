package posixwait.cli.merge;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchResult;
import posixwait.cli.check.CheckFile;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.Exit;
import posixwait.cli.io.Json;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.RequirementResult;

/**
 * The results to merge, by the name of their file, in the order in which they were named.
 *
 * @param checks those of {@code check --json}
 * @param benches those of {@code bench --json}
 */
public record Inputs(Map<String, CheckFile> checks, Map<String, BenchFile> benches) {
    private static final Json.Kind<CheckFile> CHECK = new Json.Kind<>("check", "runs", CheckFile.class);
    private static final Json.Kind<BenchFile> BENCH = new Json.Kind<>("bench", "results", BenchFile.class);

    /**
     * Reads them. What kind a file is of is seen from its content.
     *
     * @throws Complaint if one cannot be read or is something else
     */
    public static Inputs read(List<Path> paths) {
        Inputs inputs = new Inputs(new LinkedHashMap<>(), new LinkedHashMap<>());
        Set<Path> read = new HashSet<>();
        for (Path path : paths) {
            if (!read.add(path.toAbsolutePath().normalize())) {
                throw Complaint.usage(path.toString(), "is named twice", "name each result once");
            }
            String name = path.toString();
            Object result = Json.readOneOf(path, List.of(CHECK, BENCH));
            if (result instanceof CheckFile check) {
                refuseEmpty(name, check.runs().isEmpty() && check.notRun().isEmpty());
                refuseTwice(name, check);
                refuseSame(name, check, inputs.checks);
                inputs.checks.put(name, check);
            } else if (result instanceof BenchFile bench) {
                refuseEmpty(name, bench.results().isEmpty());
                refuseTwice(name, bench);
                refuseSame(name, bench, inputs.benches);
                inputs.benches.put(name, bench);
            }
        }
        return inputs;
    }

    /** A copy would stand beside its original as if the run had been repeated. */
    private static <T> void refuseSame(String name, T result, Map<String, T> before) {
        before.forEach((other, earlier) -> {
            if (earlier.equals(result)) {
                throw Complaint.usage(name, "is the same run as " + other, "name each result once");
            }
        });
    }

    private static void refuseEmpty(String name, boolean empty) {
        if (empty) {
            throw Complaint.usage(name, "has no results in it", "leave it out");
        }
    }

    /** A cell has room for one result, and none is to be lost. */
    private static void refuseTwice(String name, CheckFile check) {
        for (BackendRun run : check.runs()) {
            Set<String> ids = new HashSet<>();
            for (RequirementResult result : run.requirements()) {
                if (!ids.add(result.id())) {
                    throw twice(name, result.id(), "check");
                }
            }
        }
    }

    private static void refuseTwice(String name, BenchFile bench) {
        Set<List<Object>> figures = new HashSet<>();
        for (BenchResult result : bench.results()) {
            if (!figures.add(List.of(result.jdk(), FigureMatrix.Key.of(result, result.subject())))) {
                throw twice(name, result.question() + " of " + result.subject(), "bench");
            }
        }
    }

    private static Complaint twice(String name, String what, String maker) {
        return Complaint.usage(name, "has " + what + " twice in one run", "give it as '" + maker + "' wrote it");
    }

    /** {@return the exit code that the checks call for; figures call for none} */
    public int exitCode() {
        return Exit.worst(checks.values().stream().mapToInt(CheckFile::exitCode).toArray());
    }
}
