package posixwait.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Marks a class of requirements. Its constructor takes a {@link Kit}; its tests never run in parallel. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(KitExtension.class)
@Execution(ExecutionMode.SAME_THREAD)
public @interface Conformance {
    /** The subject, as the report heads it. */
    String value();
}
