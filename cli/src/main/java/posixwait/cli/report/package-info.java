/** Results as one HTML file that works offline. */
@NullMarked
package posixwait.cli.report;

import org.jspecify.annotations.NullMarked;
