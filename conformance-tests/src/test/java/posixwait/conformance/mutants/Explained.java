package posixwait.conformance.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The mutants that may survive the kit: a line each, with the reason, which {@code docs/mutation.md} has in full. */
final class Explained {
    private final Set<String> names = new TreeSet<>();

    private Explained(List<String> lines) {
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#") && !names.add(line.split("\t", 2)[1])) {
                throw new IllegalArgumentException("the list of survivors has a mutant twice: " + line);
            }
        }
    }

    /** Reads the list, of lines {@code REASON TAB name}; a line that begins with a number sign is for the reader. */
    static Explained read(Path file) throws IOException {
        return new Explained(Files.readAllLines(file));
    }

    /** {@return whether this mutant may survive} */
    boolean contains(Mutant mutant) {
        return names.contains(mutant.name());
    }

    /** {@return the survivors that are not explained} */
    List<Mutant> unexplained(List<Mutant> survivors) {
        return survivors.stream().filter(survivor -> !contains(survivor)).toList();
    }

    /** {@return the names that are of no mutant, though there are mutants of their class} */
    List<String> idle(List<Mutant> mutants) {
        Set<String> known = mutants.stream().map(Mutant::name).collect(Collectors.toSet());
        return names.stream()
                .filter(name -> !known.contains(name))
                .filter(name -> mutants.stream().anyMatch(mutant -> name.startsWith(mutant.className() + ".")))
                .toList();
    }
}
