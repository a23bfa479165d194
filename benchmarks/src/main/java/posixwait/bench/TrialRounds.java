package posixwait.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What every contender gave for every trial in each round. */
final class TrialRounds {
    /** Keyed by trial, then by the name of the contender, then by the round; absent where it failed or was skipped. */
    private final Map<Trial, Map<String, Map<Integer, Readings>>> all = new LinkedHashMap<>();

    void add(Trial trial, String contender, int round, Readings readings) {
        all.computeIfAbsent(trial, key -> new LinkedHashMap<>())
                .computeIfAbsent(contender, key -> new LinkedHashMap<>())
                .put(round, readings);
    }

    /** {@return those who gave anything for a trial} */
    List<String> contenders(Trial trial) {
        return List.copyOf(all.getOrDefault(trial, Map.of()).keySet());
    }

    /** {@return the readings of a contender, in the order of the rounds} */
    List<Readings> of(Trial trial, String contender) {
        return List.copyOf(all.getOrDefault(trial, Map.of())
                .getOrDefault(contender, Map.of())
                .values());
    }

    /** A figure of one process. */
    interface Figure {
        /** {@return the figure; {@code null} if the process did not give it} */
        @Nullable Double of(Readings readings);
    }

    /** {@return a figure of a contender, once for each round that has it} */
    List<Double> values(Trial trial, String contender, Figure figure) {
        return of(trial, contender).stream()
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
            Trial trial,
            String contender,
            Figure figure,
            Trial otherTrial,
            String other,
            Figure otherFigure) {
        List<Double> values = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        Map<Integer, Readings> theirs = all.getOrDefault(otherTrial, Map.of()).getOrDefault(other, Map.of());
        all.getOrDefault(trial, Map.of()).getOrDefault(contender, Map.of()).forEach((round, readings) -> {
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
