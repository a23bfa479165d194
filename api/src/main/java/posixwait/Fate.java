package posixwait;

/**
 * What became of a child: its status, or the news that its status is lost.
 *
 * <p>A lost status is a type of its own and never looks like success.
 */
public sealed interface Fate permits WaitStatus, StatusLost {}
