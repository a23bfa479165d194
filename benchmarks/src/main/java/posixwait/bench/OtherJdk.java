package posixwait.bench;

import java.nio.file.Path;

/**
 * A JDK of this host that does not run this.
 *
 * @param version its full version, such as {@code 17.0.15}
 * @param home its directory
 */
record OtherJdk(String version, Path home) {
    /**
     * {@return the JDK of an argument {@code VERSION=HOME}}
     *
     * @throws IllegalArgumentException if it is none
     */
    static OtherJdk parse(String argument) {
        int equals = argument.indexOf('=');
        if (equals < 1 || equals == argument.length() - 1) {
            throw new IllegalArgumentException("'" + argument + "' is not VERSION=HOME");
        }
        OtherJdk jdk = new OtherJdk(argument.substring(0, equals), Path.of(argument.substring(equals + 1)));
        jdk.feature();
        return jdk;
    }

    /** {@return the first number of its version} */
    int feature() {
        return Runtime.Version.parse(version).feature();
    }

    /** {@return the launcher} */
    Path java() {
        return home.resolve("bin").resolve("java");
    }
}
