package posixwait.conformance.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import posixwait.conformance.Level;

/**
 * What became of one requirement.
 *
 * @param id the requirement
 * @param level how binding it is
 * @param title its title, a sentence
 * @param rule what must hold
 * @param citations where it stands
 * @param deviation where this kind of host departs from the standard; empty if nowhere
 * @param outcome what became of it
 * @param detail why, in a line or more; if it passed, what was observed where the host has a choice, or nothing
 * @param millis how long it took
 */
public record RequirementResult(
        String id,
        Level level,
        String title,
        String rule,
        List<String> citations,
        String deviation,
        Outcome outcome,
        String detail,
        long millis) {

    /**
     * {@return whether a gate lets this through}
     *
     * <p>What is listed and has no test was not run, and keeps nobody from conforming; what has one and was not run does.
     */
    public boolean conforms() {
        return isUntested() || outcome.conforms();
    }

    /** {@return whether it is listed without a test: then its outcome is no verdict} */
    @JsonIgnore
    public boolean isUntested() {
        return level == Level.UNTESTED;
    }

    /** {@return the same with another outcome and detail} */
    RequirementResult with(Outcome newOutcome, String newDetail) {
        return new RequirementResult(
                id, level, title, rule, citations, deviation, newOutcome, newDetail.strip(), millis);
    }
}
