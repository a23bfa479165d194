package posixwait.cli.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;
import posixwait.conformance.explore.Explored;

/**
 * How often arrows were taken and rules applied in some explorations together. What none of them counted, since it is of an
 * older model or there is none, is not known, which is not never.
 */
record Times(List<Explored> explored) {
    OptionalLong of(String name) {
        List<Integer> counts = explored.stream()
                .flatMap(one -> Stream.of(one.arrows(), one.rules()))
                .map((Map<String, Integer> counted) -> counted.get(name))
                .filter(Objects::nonNull)
                .toList();
        return counts.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(counts.stream().mapToLong(Integer::longValue).sum());
    }

    boolean isKnown(String name) {
        return of(name).isPresent();
    }

    boolean isNever(String name) {
        return of(name).equals(OptionalLong.of(0));
    }

    /** {@return the count for a label or a cell} */
    String briefly(String name) {
        OptionalLong times = of(name);
        return times.isEmpty()
                ? "not counted"
                : times.getAsLong() == 0 ? "never" : String.format(Locale.ROOT, "%,d", times.getAsLong());
    }

    /** {@return the count for a sentence} */
    String inWords(String name) {
        String briefly = briefly(name);
        return briefly.equals("1") ? "once" : isKnown(name) && !isNever(name) ? briefly + " times" : briefly;
    }
}
