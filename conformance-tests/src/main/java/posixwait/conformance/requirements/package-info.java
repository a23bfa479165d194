/** The requirements, a class for each group, one semantic a test. */
@NullMarked
package posixwait.conformance.requirements;

import org.jspecify.annotations.NullMarked;
