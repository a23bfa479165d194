package posixwait.cli.merge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Names for the columns: the backend and the JDK, and of the host only what is not the same everywhere. */
final class Labels {
    private static final List<Fact> HOST = List.of(Fact.KERNEL_SERIES, Fact.LIBC_VERSION, Fact.ARCH);

    private Labels() {}

    /** {@return a name for each run, in their order, no two of them the same} */
    static List<String> of(List<Facts> runs) {
        List<String> labels = new ArrayList<>(runs.stream().map(Labels::subject).toList());
        Set<Fact> told = EnumSet.of(Fact.BACKEND, Fact.BINDING, Fact.JDK, Fact.JDK_FEATURE);
        HOST.stream().filter(fact -> varies(fact, runs)).forEach(fact -> tell(fact, runs, labels));
        told.addAll(HOST);
        for (Fact fact : Fact.values()) {
            if (!told.contains(fact) && separatesAlike(fact, runs, labels)) {
                tell(fact, runs, labels);
            }
        }
        return numbered(labels);
    }

    private static String subject(Facts facts) {
        String backend = facts.get(Fact.BACKEND);
        String binding = facts.get(Fact.BINDING);
        String java = value(Fact.JDK, facts);
        if (backend == null) {
            return java;
        }
        return backend + (binding == null || binding.equals(backend) ? "" : " (" + binding + ")") + " on " + java;
    }

    private static void tell(Fact fact, List<Facts> runs, List<String> labels) {
        for (int i = 0; i < labels.size(); i++) {
            labels.set(i, labels.get(i) + ", " + value(fact, runs.get(i)));
        }
    }

    private static String value(Fact fact, Facts facts) {
        String value = facts.get(fact);
        return value == null ? "unknown " + fact.words() : fact.with(value);
    }

    private static boolean varies(Fact fact, List<Facts> runs) {
        return runs.stream().map(run -> value(fact, run)).distinct().count() > 1;
    }

    /** Whether runs that still have the same name differ in this. */
    private static boolean separatesAlike(Fact fact, List<Facts> runs, List<String> labels) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            String value = value(fact, runs.get(i));
            if (!Objects.requireNonNullElse(values.putIfAbsent(labels.get(i), value), value)
                    .equals(value)) {
                return true;
            }
        }
        return false;
    }

    /** Runs that no fact tells apart get numbers. */
    private static List<String> numbered(List<String> labels) {
        Set<String> taken = new HashSet<>();
        List<String> unique = new ArrayList<>();
        for (String label : labels) {
            String name = label;
            for (int number = 2; taken.contains(name) || (number > 2 && labels.contains(name)); number++) {
                name = label + " #" + number;
            }
            taken.add(name);
            unique.add(name);
        }
        return Collections.unmodifiableList(unique);
    }
}
