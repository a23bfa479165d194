/**
 * What other libraries say of a child that was killed, stopped, or whose status was stolen, beside what this one says.
 *
 * <p>{@link posixwait.bench.peers.PeersMain} is the way in.
 */
@NullMarked
package posixwait.bench.peers;

import org.jspecify.annotations.NullMarked;
