package posixwait.conformance.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * What became of one fault.
 *
 * @param fault its label
 * @param rule what it breaks
 * @param history where that really happened; empty if nowhere that is known
 * @param requirements each requirement that is to notice it
 */
@JsonPropertyOrder({"fault", "rule", "history", "verdict", "millis", "requirements"})
public record FaultResult(String fault, String rule, String history, List<CatchResult> requirements) {

    /** {@return the worst of its requirements: one that misses the fault, then one that this host does not support} */
    @JsonProperty
    public Verdict verdict() {
        List<Verdict> verdicts = requirements.stream().map(CatchResult::verdict).toList();
        if (verdicts.isEmpty() || verdicts.contains(Verdict.MISSED)) {
            return Verdict.MISSED;
        }
        return verdicts.contains(Verdict.NOT_PROVEN) ? Verdict.NOT_PROVEN : Verdict.CAUGHT;
    }

    /** {@return how long its requirements took} */
    @JsonProperty
    public long millis() {
        return requirements.stream().mapToLong(CatchResult::millis).sum();
    }
}
