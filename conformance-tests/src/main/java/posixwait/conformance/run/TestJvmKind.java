package posixwait.conformance.run;

/**
 * Which JVM a requirement runs in: requirements of equal kind share one.
 *
 * @param owner the class that has it to itself; empty for one that classes share
 * @param sigchldBlocked whether it starts with {@code SIGCHLD} blocked in all its threads
 */
public record TestJvmKind(String owner, boolean sigchldBlocked) {}
