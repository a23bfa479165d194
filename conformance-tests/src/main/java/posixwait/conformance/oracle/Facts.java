package posixwait.conformance.oracle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a scenario showed, fact by fact, beside what the specification says. */
public final class Facts {
    /** The specification leaves it open. */
    public static final String OPEN = "";

    private final Map<String, String> specified = new LinkedHashMap<>();
    private final Map<String, String> shown = new LinkedHashMap<>();

    Facts() {}

    /**
     * Adds a fact.
     *
     * @param name its name, as the C program has it
     * @param specification what the specification says; {@link #OPEN} if nothing
     * @param value what the backend showed
     */
    void add(String name, String specification, String value) {
        specified.put(name, specification);
        shown.put(name, value);
    }

    /** {@return where the backend shows something else than the program saw; none if it is right} */
    public List<String> differencesFrom(Map<String, String> oracle) {
        return Stream.concat(shown.keySet().stream(), oracle.keySet().stream())
                .distinct()
                .filter(name -> !Objects.equals(shown.get(name), oracle.get(name)))
                .map(name -> name + ": the backend shows " + told(shown, name) + ", C sees " + told(oracle, name))
                .toList();
    }

    /** {@return where the host departs from the specification} */
    public List<String> deviations(Map<String, String> oracle) {
        return new TreeSet<>(specified.keySet())
                .stream()
                        .filter(name -> !Objects.equals(specified.get(name), OPEN))
                        .filter(name -> !Objects.equals(specified.get(name), oracle.get(name)))
                        .map(name -> name + ": specified is " + specified.get(name) + ", the kernel does "
                                + told(oracle, name))
                        .toList();
    }

    private static String told(Map<String, String> facts, String name) {
        return facts.getOrDefault(name, "nothing");
    }
}
