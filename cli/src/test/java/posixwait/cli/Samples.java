package posixwait.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import posixwait.bench.peers.Asked;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.check.CheckFile;
import posixwait.cli.explore.ExploreFile;
import posixwait.cli.io.Json;
import posixwait.cli.peers.PeersFile;
import posixwait.cli.prove.ProveFile;
import posixwait.conformance.Level;
import posixwait.conformance.explore.Explored;
import posixwait.conformance.model.Rule;
import posixwait.conformance.model.Transition;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.CatchResult;
import posixwait.conformance.run.FaultResult;
import posixwait.conformance.run.Outcome;
import posixwait.conformance.run.Proof;
import posixwait.conformance.run.RequirementResult;
import posixwait.conformance.run.Verdict;

/** Results to test with: those of the committed samples, and made-up ones. */
public final class Samples {
    private Samples() {}

    /** Three runs, one of which fails a requirement whose detail has markup in it. */
    public static CheckFile check() {
        return Json.parse(text("sample-check.json"), CheckFile.class);
    }

    /** Every question, with made-up figures. */
    public static BenchFile bench() {
        return Json.parse(text("sample-bench.json"), BenchFile.class);
    }

    /** What two libraries said, one of which was faster than the thief once; made up. */
    public static PeersFile peers() {
        return new PeersFile(
                check().host(),
                "25.0.3",
                List.of(
                        new Asked("ours", "1", "STOLEN", "was stolen", 2, 2, Map.of("lost", 2)),
                        new Asked("<theirs>", "2", "STOLEN", "was stolen", 2, 1, Map.of("exit 0", 1))));
    }

    /**
     * What two backends saw of the model, made up: {@code ffm} applied every rule and took every arrow but {@code PEEK_STOP},
     * {@code jna} no more than one arrow, and found a difference with markup in it.
     */
    public static ExploreFile exploration() {
        Map<String, Integer> arrows = new TreeMap<>();
        Transition.arrows().forEach(arrow -> arrows.put(arrow.toString(), 1_234_567));
        arrows.put("STOPPED -PEEK_STOP-> STOPPED", 0);
        Map<String, Integer> rules = new TreeMap<>();
        Stream.of(Rule.values()).forEach(rule -> rules.put(rule.name(), 5));
        Explored.Difference difference =
                new Explored.Difference(3, List.of("c0=$(child <b>pause</b>)  # 0"), "class <i>FoundTest {}");
        return new ExploreFile(
                check().host(),
                7,
                List.of(
                        new Explored("ffm", "25.0.3", 40_000, 1_400, 5.04, 1, arrows, rules, null),
                        new Explored(
                                "jna",
                                "25.0.3",
                                10,
                                1,
                                0.5,
                                0,
                                Map.of("ZOMBIE -REAP-> GONE", 1),
                                Map.of("BLOCKS", 0),
                                difference)));
    }

    /** The file of a sample. */
    public static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(Samples.class.getResource(name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A run whose requirements had these outcomes. */
    public static BackendRun run(String backend, String binding, String jdk, Outcome... outcomes) {
        List<RequirementResult> results = new java.util.ArrayList<>();
        for (int i = 0; i < outcomes.length; i++) {
            String id = String.format(java.util.Locale.ROOT, "WID-%03d", i + 1);
            String detail = outcomes[i] == Outcome.PASSED ? "" : "why <" + outcomes[i] + ">\u0001\nmore";
            results.add(new RequirementResult(
                    id, Level.REQUIRED, "a title", "a rule", List.of("a source"), "", outcomes[i], detail, 1500));
        }
        return new BackendRun(backend, binding, jdk, results);
    }

    /** A proof with one requirement for each of these verdicts, on the host of the sample. */
    public static ProveFile proof(Verdict... verdicts) {
        List<FaultResult> faults = new java.util.ArrayList<>();
        for (int i = 0; i < verdicts.length; i++) {
            Outcome sound = verdicts[i] == Verdict.NOT_PROVEN ? Outcome.UNSUPPORTED : Outcome.PASSED;
            Outcome broken = verdicts[i] == Verdict.CAUGHT ? Outcome.FAILED : sound;
            CatchResult requirement =
                    new CatchResult("WID-001", "a title", sound, broken, "why <" + broken + ">", 12, 15);
            faults.add(
                    new FaultResult("fault-" + i, "a rule | broken", i == 0 ? "seen/it#1" : "", List.of(requirement)));
        }
        return new ProveFile(
                new CheckFile.Kit("1"),
                check().host(),
                List.of(new Proof("jna", "jna-direct", "25", faults)),
                List.of());
    }

    /** The same run with one requirement more, which has no test. */
    public static BackendRun withUntested(BackendRun run) {
        List<RequirementResult> results = new java.util.ArrayList<>(run.requirements());
        results.add(new RequirementResult(
                "WID-999", Level.UNTESTED, "a title", "a rule", List.of("a source"), "", Outcome.NOT_RUN, "no way", 0));
        return new BackendRun(run.backend(), run.binding(), run.jdk(), results);
    }

    /** A result with so many requirements, in as many runs, each with texts as long as those of real ones. */
    public static CheckFile large(int requirements, int runs) {
        Outcome[] outcomes = new Outcome[requirements];
        for (int i = 0; i < requirements; i++) {
            outcomes[i] = i % 50 == 0 ? Outcome.FAILED : i % 20 == 0 ? Outcome.UNSUPPORTED : Outcome.PASSED;
        }
        String words = "With WNOWAIT the child stays waitable: the wait that follows reports the same. ".repeat(3);
        List<BackendRun> made = new java.util.ArrayList<>();
        for (int i = 0; i < runs; i++) {
            BackendRun run = run("backend-" + i, "binding", "25.0.3", outcomes);
            List<RequirementResult> results = run.requirements().stream()
                    .map(one -> new RequirementResult(
                            one.id(),
                            one.level(),
                            "nowait leaves the child waitable",
                            words,
                            List.of("POSIX.1-2017 waitid(), DESCRIPTION", "waitid(2), DESCRIPTION"),
                            "",
                            one.outcome(),
                            words,
                            15))
                    .toList();
            made.add(new BackendRun(run.backend(), run.binding(), run.jdk(), results));
        }
        return checkOf(made.toArray(BackendRun[]::new));
    }

    /** A result with these runs, on the host of the sample. */
    public static CheckFile checkOf(BackendRun... runs) {
        return new CheckFile(new CheckFile.Kit("1"), check().host(), List.of(runs), List.of());
    }

    private static String text(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
