package posixwait.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/** Marks a test method as the test of one requirement. The method's name is its title: a sentence in snake case. */
@Test
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Requirement {
    /** The ID: group and three digits, such as {@code WID-014}; never reused, never changed. */
    String id();

    /** How binding it is. */
    Level level();

    /** What must hold, in one or two sentences of our own words. */
    String rule();

    /** Where it stands: page and section, such as {@code POSIX.1-2017 waitid(), DESCRIPTION} or {@code wait(2), NOTES}. */
    String[] sources();

    /** Where this kind of host departs from the standard: what the standard says, what the host does, since when. */
    String deviation() default "";
}
