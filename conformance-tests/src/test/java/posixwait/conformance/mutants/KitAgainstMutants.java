package posixwait.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The kit against every mutant that PIT made of the backends and of what the API says of waiting. Only the profile {@code mutation}
 * runs it, after PIT; {@code docs/mutation.md} tells of it.
 */
class KitAgainstMutants {
    private static final double LEAST_SCORE = 95.0;

    /** The system property with the targets, separated by commas; without it, all of them. */
    private static final String TARGETS = "posixwait.mutants.targets";

    private final Path root = Path.of(System.getProperty("posixwait.mutants.root", ".."));
    private final Path results = root.resolve("conformance-tests/target/kit-mutants");
    private final Map<Mutant, Verdict> noticed = new HashMap<>();
    private final List<Mutant> unreached = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> every_mutant_is_noticed_or_explained() throws IOException, InterruptedException {
        Explained explained = Explained.read(root.resolve("src/mutation/kit-survivors.txt"));
        Map<String, List<Mutant>> byModule = new TreeMap<>();
        for (String name : System.getProperty(TARGETS, "JNA,FFM,API").split(",", -1)) {
            Target target = Target.valueOf(name);
            List<Mutant> mutants =
                    Exported.read(target.module, root.resolve(target.module).resolve("target/pit-reports")).stream()
                            .filter(target::asks)
                            .toList();
            byModule.put(target.module, mutants);
            Hunt hunt = new Hunt(target, explained::contains);
            noticed.putAll(hunt.run(mutants));
            mutants.stream().filter(mutant -> !hunt.reaches(mutant)).forEach(unreached::add);
        }
        write(byModule);
        List<Mutant> all = byModule.values().stream().flatMap(List::stream).toList();
        List<Mutant> survivors =
                all.stream().filter(mutant -> !noticed.containsKey(mutant)).toList();
        return Stream.concat(
                Stream.of(
                        dynamicTest(
                                "every survivor is explained",
                                () -> assertThat(explained.unexplained(survivors))
                                        .extracting(mutant -> mutant.name() + " (line " + mutant.line() + ")")
                                        .isEmpty()),
                        dynamicTest(
                                "every explanation is of a mutant",
                                () -> assertThat(explained.idle(all)).isEmpty())),
                byModule.entrySet().stream()
                        .map(entry -> dynamicTest(
                                entry.getKey() + " has its score",
                                () -> assertThat(together(entry.getValue())).isGreaterThanOrEqualTo(LEAST_SCORE))));
    }

    /** {@return of how many in a hundred either the kit or the unit tests take notice} */
    private double together(List<Mutant> mutants) {
        return percent(
                mutants,
                mutants.stream()
                        .filter(mutant -> mutant.noticedByUnitTests() || noticed.containsKey(mutant))
                        .count());
    }

    private static double percent(List<Mutant> mutants, long count) {
        return 100.0 * count / mutants.size();
    }

    private void write(Map<String, List<Mutant>> byModule) throws IOException {
        Files.createDirectories(results);
        List<String> lines = new ArrayList<>();
        List<String> table = new ArrayList<>(List.of(
                "| module | mutants | called by the kit | noticed by the kit | score of the kit | by the kit or the unit"
                        + " tests |",
                "|---|---|---|---|---|---|"));
        byModule.forEach((module, mutants) -> {
            for (Mutant mutant : mutants) {
                Verdict verdict = noticed.get(mutant);
                lines.add(String.join(
                        "\t",
                        verdict != null ? "NOTICED" : unreached.contains(mutant) ? "NOT_CALLED" : "SURVIVED",
                        mutant.name(),
                        Integer.toString(mutant.line()),
                        mutant.noticedByUnitTests() ? "unit tests notice" : "unit tests do not notice",
                        verdict == null ? "" : verdict.requirement() + " " + verdict.outcome(),
                        verdict == null ? "" : verdict.detail()));
            }
            long called =
                    mutants.stream().filter(each -> !unreached.contains(each)).count();
            long caught = mutants.stream().filter(noticed::containsKey).count();
            table.add(String.format(
                    Locale.ROOT,
                    "| `%s` | %d | %d | %d | %.1f %% | %.1f %% |",
                    module,
                    mutants.size(),
                    called,
                    caught,
                    percent(mutants, caught),
                    together(mutants)));
        });
        Files.write(results.resolve("mutants.tsv"), lines);
        Files.write(results.resolve("summary.md"), table);
        table.forEach(System.out::println);
    }
}
