/**
 * Waiting for child processes as POSIX defines it: the calls in Java types.
 *
 * <p>A <em>child</em> is a process that this one created; only its parent may wait for it. When it ends it becomes a
 * <em>zombie</em>: a pid and a status, kept until the parent <em>reaps</em> it with one of the wait calls. A child is
 * <em>waitable</em> when it has a <em>state change</em> that matches a call's target and options.
 *
 * <p>{@link posixwait.Backends} opens a backend. {@link posixwait.PosixWait} makes the five calls with it.
 * {@link posixwait.Spawn} starts programs; each is a {@link posixwait.Child} whose {@link posixwait.Fate} is its status or
 * the news that somebody else took it.
 */
@NullMarked
package posixwait;

import org.jspecify.annotations.NullMarked;
