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
 * @param reference the backend that prepared the tests and looked: itself, or another one where it lacks calls for that
 * @param lacks the calls it lacks for that; empty if it prepared for itself
 * @param requirements what became of each requirement, in the order of their IDs
 */
@JsonPropertyOrder({"backend", "binding", "jdk", "reference", "lacks", "totals", "requirements"})
public record BackendRun(
        String backend,
        String binding,
        String jdk,
        String reference,
        List<String> lacks,
        List<RequirementResult> requirements) {

    /** Takes a run whose file says nothing of a reference for one that prepared for itself. */
    @SuppressWarnings("ConstantValue") // Jackson passes null for what is not there
    public BackendRun {
        reference = reference == null ? backend : reference;
        lacks = lacks == null ? List.of() : List.copyOf(lacks);
    }

    /** A run of a backend that prepared for itself. */
    public BackendRun(String backend, String binding, String jdk, List<RequirementResult> requirements) {
        this(backend, binding, jdk, backend, List.of(), requirements);
    }

    /** {@return the same run with other results} */
    BackendRun with(List<RequirementResult> results) {
        return new BackendRun(backend, binding, jdk, reference, lacks, results);
    }

    /** {@return the same run with its results in the order of a list of the same requirements} */
    public BackendRun inOrderOf(List<RequirementInfo> order) {
        Map<String, RequirementResult> byId =
                requirements.stream().collect(Collectors.toMap(RequirementResult::id, result -> result));
        return with(order.stream()
                .map(info -> Objects.requireNonNull(byId.get(info.id()), info.id()))
                .toList());
    }

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
