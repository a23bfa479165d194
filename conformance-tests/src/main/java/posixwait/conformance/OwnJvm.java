package posixwait.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks requirements that touch what the whole process shares: every child at once, the disposition of {@code SIGCHLD}, the
 * own process group, limits, the usage of all children. Those of one class run in a JVM of their own.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface OwnJvm {
    /**
     * Whether that JVM is to start with {@code SIGCHLD} blocked in all its threads, so that the signal stays pending; and
     * with {@code SIGUSR1}, for children that end with another signal than {@code SIGCHLD}. All such requirements share one,
     * and take what is pending before they begin.
     */
    boolean sigchldBlocked() default false;
}
