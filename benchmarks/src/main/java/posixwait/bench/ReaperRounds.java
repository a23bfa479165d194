package posixwait.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What every contender gave for every workload in each round. */
final class ReaperRounds {
    /** Keyed by workload, then by the name of the contender, then by the round; absent where it failed or was skipped. */
    private final Map<ReaperWorkload, Map<String, Map<Integer, Readings>>> all = new LinkedHashMap<>();

    void add(ReaperWorkload workload, String contender, int round, Readings readings) {
        all.computeIfAbsent(workload, key -> new LinkedHashMap<>())
                .computeIfAbsent(contender, key -> new LinkedHashMap<>())
                .put(round, readings);
    }

    /** {@return those who gave anything for a workload} */
    List<String> contenders(ReaperWorkload workload) {
        return List.copyOf(all.getOrDefault(workload, Map.of()).keySet());
    }

    /** {@return the readings of a contender, in the order of the rounds} */
    List<Readings> of(ReaperWorkload workload, String contender) {
        return List.copyOf(all.getOrDefault(workload, Map.of())
                .getOrDefault(contender, Map.of())
                .values());
    }

    /** A figure of one process. */
    interface Figure {
        /** {@return the figure; {@code null} if the process did not give it} */
        @Nullable Double of(Readings readings);
    }

    /** {@return a figure of a contender, once for each round that has it} */
    List<Double> values(ReaperWorkload workload, String contender, Figure figure) {
        return of(workload, contender).stream()
                .map(figure::of)
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * Compares two figures round by round.
     *
     * @return the ratio; {@code null} if no round has both
     */
    @Nullable Ratio ratio(
            String to,
            ReaperWorkload workload,
            String contender,
            Figure figure,
            ReaperWorkload otherWorkload,
            String other,
            Figure otherFigure) {
        List<Double> values = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        Map<Integer, Readings> theirs =
                all.getOrDefault(otherWorkload, Map.of()).getOrDefault(other, Map.of());
        all.getOrDefault(workload, Map.of()).getOrDefault(contender, Map.of()).forEach((round, readings) -> {
            Double value = figure.of(readings);
            Double opposite = theirs.containsKey(round) ? otherFigure.of(theirs.get(round)) : null;
            if (value != null && opposite != null && value > 0 && opposite > 0) {
                values.add(value);
                others.add(opposite);
            }
        });
        return values.isEmpty() ? null : Ratio.of(to, values, others);
    }
}
