package posixwait.conformance.run;

import java.nio.file.Path;

/**
 * A JDK or JRE on this machine.
 *
 * @param home its directory, symbolic links resolved
 * @param version its full version, such as {@code 25.0.3}
 * @param feature the first number of that
 */
public record Jdk(Path home, String version, int feature) {
    /** {@return the launcher} */
    public Path java() {
        return home.resolve("bin").resolve("java");
    }
}
