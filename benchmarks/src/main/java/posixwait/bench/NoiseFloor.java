package posixwait.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * By how much figures of this session differ that are of the same thing.
 *
 * <p>A subject has a second series in some rows, with JVMs of its own in each round, as if it were another. The ratio of the two
 * would be 1 if there were no noise.
 */
final class NoiseFloor {
    private NoiseFloor() {}

    /**
     * {@return for each question with a second series how far a ratio is off one: 0.02 is two percent}
     *
     * <p>The root of the mean square over the rows, of the logarithms of the ratios as they are told: each the mean of its
     * rounds. So it is what a ratio of that question, of as many rounds, is to be expected off by.
     *
     * @param results all figures of a run
     */
    static Map<String, Double> of(List<BenchResult> results) {
        Map<String, List<Double>> squares = new LinkedHashMap<>();
        for (BenchResult result : results) {
            if (!result.subject().endsWith(Callers.AGAIN)) {
                continue;
            }
            String twin = result.subject().substring(0, result.subject().length() - Callers.AGAIN.length());
            for (Ratio ratio : result.ratios()) {
                // Of one round it would be said again that there is no interval.
                if (ratio.to().equals(twin) && ratio.rounds() >= Ratio.FEWEST_ROUNDS) {
                    double off = Math.log(ratio.value());
                    squares.computeIfAbsent(result.question(), question -> new ArrayList<>())
                            .add(off * off);
                }
            }
        }
        Map<String, Double> floors = new LinkedHashMap<>();
        squares.forEach((question, all) -> {
            double mean =
                    all.stream().mapToDouble(Double::doubleValue).average().orElse(0);
            floors.put(question, Math.exp(Math.sqrt(mean)) - 1);
        });
        return floors;
    }
}
