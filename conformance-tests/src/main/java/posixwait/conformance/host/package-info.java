/**
 * The facts about a host that decide what its children and its waits do: read from {@code /proc}, {@code /sys} and the JVM,
 * without native calls. A fact that cannot be read is absent, and the reason is kept.
 */
@NullMarked
package posixwait.conformance.host;

import org.jspecify.annotations.NullMarked;
