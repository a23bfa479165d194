/** Backends against the conformance kit, on the JDKs of this host. */
@NullMarked
package posixwait.cli.check;

import org.jspecify.annotations.NullMarked;
