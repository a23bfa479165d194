/**
 * The reaper on the kernel that runs: tests that each backend runs. What they need of the process they leave as it was; what
 * cannot be left as it was is a {@link posixwait.live.Scenario} for a JVM of its own.
 */
package posixwait.live;
