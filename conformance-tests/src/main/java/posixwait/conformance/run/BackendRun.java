package posixwait.conformance.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One backend on one JDK.
 *
 * @param backend its name
 * @param binding how it binds C symbols
 * @param jdk the version of the JVM that ran the tests, as that JVM said it
 * @param requirements what became of each requirement, in the order of their IDs
 */
@JsonPropertyOrder({"backend", "binding", "jdk", "totals", "requirements"})
public record BackendRun(String backend, String binding, String jdk, List<RequirementResult> requirements) {

    /** {@return how many requirements had each outcome; they add up to all of them, those without a test among the not run} */
    @JsonProperty
    public Map<Outcome, Integer> totals() {
        Map<Outcome, Integer> totals = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            totals.put(outcome, 0);
        }
        requirements.forEach(result -> totals.merge(result.outcome(), 1, Integer::sum));
        return totals;
    }

    /** {@return whether the backend conforms: something passed, and nothing failed in any way} */
    @JsonIgnore
    public boolean conforms() {
        return requirements.stream().allMatch(RequirementResult::conforms)
                && requirements.stream().anyMatch(result -> result.outcome() == Outcome.PASSED);
    }
}
