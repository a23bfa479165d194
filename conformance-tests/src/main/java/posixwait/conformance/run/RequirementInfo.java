package posixwait.conformance.run;

import java.util.List;
import posixwait.conformance.Level;

/**
 * A requirement, as the catalogue lists it.
 *
 * @param id the ID, such as {@code WID-014}
 * @param level how binding it is
 * @param title its title, a sentence
 * @param rule what must hold
 * @param citations where it stands
 * @param deviation where this kind of host departs from the standard; empty if nowhere
 * @param className the class of its test; empty without one
 * @param methodName the method of its test; empty without one
 * @param jvm which JVM it runs in
 * @param untested why it has no test; empty if it has one
 */
public record RequirementInfo(
        String id,
        Level level,
        String title,
        String rule,
        List<String> citations,
        String deviation,
        String className,
        String methodName,
        TestJvmKind jvm,
        String untested) {

    /** {@return the letters of the ID: the group} */
    public String group() {
        return id.substring(0, id.indexOf('-'));
    }

    /** {@return whether it has a test; exactly those of level {@code UNTESTED} have none} */
    public boolean isTested() {
        return untested.isEmpty();
    }

    RequirementResult result(Outcome outcome, String detail, long millis) {
        return new RequirementResult(id, level, title, rule, citations, deviation, outcome, detail, millis);
    }
}
