/**
 * What waiting for children costs: one class, one question, every figure beside that of C from the same run.
 *
 * <p>{@link posixwait.bench.BenchMain} is the way in. It runs each measurement in a JVM of its own, by JMH, and the same
 * workload as a C program before and after it.
 */
@NullMarked
package posixwait.bench;

import org.jspecify.annotations.NullMarked;
