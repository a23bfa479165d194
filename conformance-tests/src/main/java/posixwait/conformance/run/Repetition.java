package posixwait.conformance.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import posixwait.conformance.Level;

/**
 * The same run made several times.
 *
 * @param times how often
 * @param differing the requirements whose outcome was not the same each time
 */
public record Repetition(int times, List<Differing> differing) {
    /** The first counts most. */
    private static final List<Outcome> WORST_FIRST = List.of(
            Outcome.CRASHED,
            Outcome.TIMEOUT,
            Outcome.FAILED,
            Outcome.UNRESOLVED,
            Outcome.NOT_RUN,
            Outcome.UNSUPPORTED,
            Outcome.PASSED);

    /**
     * A requirement with several outcomes.
     *
     * @param backend the backend
     * @param jdk the version of the JVM
     * @param id the requirement
     * @param level how binding it is
     * @param outcomes how often it had each
     */
    public record Differing(String backend, String jdk, String id, Level level, Map<Outcome, Integer> outcomes) {
        /** {@return whether a gate lets it through: a hunt for a race may find it once and not twice} */
        public boolean conforms() {
            return level == Level.STOCHASTIC;
        }
    }

    /**
     * Makes one run of several: of each requirement, what was worst.
     *
     * @param runs the runs of one backend on one JDK, all of the same requirements in the same order
     * @param differing receives the requirements whose outcome was not the same each time
     * @return the run
     */
    public static BackendRun worst(List<BackendRun> runs, List<Differing> differing) {
        BackendRun first = runs.get(0);
        List<RequirementResult> results = new ArrayList<>();
        for (int i = 0; i < first.requirements().size(); i++) {
            int row = i;
            List<RequirementResult> each =
                    runs.stream().map(run -> run.requirements().get(row)).toList();
            Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
            each.forEach(result -> outcomes.merge(result.outcome(), 1, Integer::sum));
            RequirementResult worst = each.stream()
                    .min(Comparator.comparingInt(result -> WORST_FIRST.indexOf(result.outcome())))
                    .orElseThrow();
            if (outcomes.size() > 1) {
                differing.add(new Differing(first.backend(), first.jdk(), worst.id(), worst.level(), outcomes));
            }
            results.add(worst);
        }
        return first.with(results);
    }
}
