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
 * @param className the class of its test
 * @param methodName the method of its test
 * @param jvm which JVM it runs in
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
        TestJvmKind jvm) {

    /** {@return the letters of the ID: the group} */
    public String group() {
        return id.substring(0, id.indexOf('-'));
    }

    RequirementResult result(Outcome outcome, String detail, long millis) {
        return new RequirementResult(id, level, title, rule, citations, deviation, outcome, detail, millis);
    }
}
