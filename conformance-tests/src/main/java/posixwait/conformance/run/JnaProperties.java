package posixwait.conformance.run;

import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What this JVM was told of JNA on its command line, such as {@code -Djna.tmpdir=DIR}. The JVMs that it starts are told the
 * same: they are the ones that load it.
 */
public final class JnaProperties {
    private JnaProperties() {}

    /** {@return the options, as they were given; JNA itself sets further properties, which hold for one process only} */
    public static List<String> options() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-Djna."))
                .toList();
    }
}
