/** The benchmarks, in a JVM of their own. */
@NullMarked
package posixwait.cli.bench;

import org.jspecify.annotations.NullMarked;
