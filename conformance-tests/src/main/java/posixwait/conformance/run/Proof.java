package posixwait.conformance.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the kit says of broken backends: one good backend on one JDK, with each fault in turn.
 *
 * @param backend the good backend
 * @param binding how it binds C symbols
 * @param jdk the version of the JVM that ran the tests, as that JVM said it
 * @param faults what became of each fault
 */
@JsonPropertyOrder({"backend", "binding", "jdk", "totals", "faults"})
public record Proof(String backend, String binding, String jdk, List<FaultResult> faults) {

    /** {@return how many faults had each verdict; they add up to all of them} */
    @JsonProperty
    public Map<Verdict, Integer> totals() {
        Map<Verdict, Integer> totals = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            totals.put(verdict, 0);
        }
        faults.forEach(fault -> totals.merge(fault.verdict(), 1, Integer::sum));
        return totals;
    }
}
