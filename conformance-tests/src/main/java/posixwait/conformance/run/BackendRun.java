package posixwait.conformance.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

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

    /** {@return the same run with other results} */
    BackendRun with(List<RequirementResult> results) {
        return new BackendRun(backend, binding, jdk, results);
    }

    /** {@return the same run with its results in the order of a list of the same requirements} */
    public BackendRun inOrderOf(List<RequirementInfo> order) {
        Map<String, RequirementResult> byId =
                requirements.stream().collect(Collectors.toMap(RequirementResult::id, result -> result));
        return with(order.stream()
                .map(info -> Objects.requireNonNull(byId.get(info.id()), info.id()))
                .toList());
    }

    /** {@return how many requirements had each outcome; they add up to all of them} */
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
        return requirements.stream().allMatch(result -> result.outcome().conforms())
                && requirements.stream().anyMatch(result -> result.outcome() == Outcome.PASSED);
    }
}
