/** What a JVM does that is the child of a test: for what needs a process with threads, or a JVM in another state. */
@NullMarked
package posixwait.conformance.roles;

import org.jspecify.annotations.NullMarked;
