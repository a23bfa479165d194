package posixwait.conformance.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The mutants that may survive the kit: a line each, with the reason, which {@code docs/mutation.md} has in full.
 *
 * <p>By name, since a line number would change with every line above it: a name that stands there twice explains two.
 */
final class Explained {
    private final Map<String, Integer> names = new TreeMap<>();

    private Explained(List<String> lines) {
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                names.merge(line.split("\t", 2)[1], 1, Integer::sum);
            }
        }
    }

    /** Reads the list, of lines {@code REASON TAB name}; a line that begins with a number sign is for the reader. */
    static Explained read(Path file) throws IOException {
        return new Explained(Files.readAllLines(file));
    }

    static Explained of(List<String> lines) {
        return new Explained(lines);
    }

    /** {@return whether a mutant of this name may survive} */
    boolean contains(Mutant mutant) {
        return names.containsKey(mutant.name());
    }

    /** {@return the survivors beyond those that are explained} */
    List<Mutant> unexplained(List<Mutant> survivors) {
        Map<String, Integer> left = new HashMap<>(names);
        List<Mutant> unexplained = new ArrayList<>();
        for (Mutant survivor : survivors) {
            if (left.merge(survivor.name(), -1, Integer::sum) < 0) {
                unexplained.add(survivor);
            }
        }
        return unexplained;
    }

    /** {@return the names, of classes of which there are mutants, that stand there more often than there are mutants} */
    List<String> idle(List<Mutant> mutants) {
        Map<String, Integer> left = new TreeMap<>(names);
        mutants.forEach(mutant -> left.computeIfPresent(mutant.name(), (name, count) -> count - 1));
        return left.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(Map.Entry::getKey)
                .filter(name -> mutants.stream().anyMatch(mutant -> name.startsWith(mutant.className() + ".")))
                .toList();
    }
}
