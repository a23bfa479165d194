package posixwait.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What this library wants of its calls, held against the figures of a run. */
final class CallTargets {
    /** As many times C's, with a second thread alive there. */
    private static final Map<String, Double> MOST_FOR_A_CALL = Map.of(Subject.FFM, 1.3, Subject.JNA_DIRECT, 2.0);

    private static final double MOST_FOR_A_DRAIN = 1.1;

    private static final Set<String> CALLS = Set.of(CallQuestion.ECHILD, CallQuestion.WNOHANG);

    /** {@return a line for each target that these figures say something about} */
    List<String> verdicts(List<BenchResult> results) {
        List<String> lines = new ArrayList<>();
        for (BenchResult result : results) {
            Double most = MOST_FOR_A_CALL.get(result.subject());
            if (most == null) {
                continue;
            }
            if (CALLS.contains(result.question())) {
                ReaperTargets.atMost(result, Subject.FLOOR, most, lines);
                allocates(result, lines);
            } else if (result.question().equals(DrainQuestion.NAME)) {
                ReaperTargets.atMost(result, Subject.FLOOR, MOST_FOR_A_DRAIN, lines);
            }
        }
        return lines;
    }

    private static void allocates(BenchResult result, List<String> lines) {
        Double bytes = result.bytesPerOp();
        if (bytes != null) {
            lines.add(ReaperTargets.line(
                    result, bytes + " B for each call, wanted 0: " + (bytes == 0 ? "met" : "MISSED")));
        }
    }
}
