package posixwait.conformance.run;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of an expectation, all of which must hold. A range of versions is a list of comparisons such as
 * {@code >=6.1 <6.9}; a version is compared to as many places as the comparison writes, so that 6.1.5 is {@code =6.1}.
 *
 * @param kernel a range of kernel releases
 * @param libc the C library, {@code "musl"}, alone or with a range: {@code "glibc >=2.28 <2.36"}
 * @param arch the architecture, as Java names it, such as {@code amd64}
 * @param jdk a range of Java versions
 * @param root whether the effective user is root
 */
public record When(
        @Nullable String kernel,
        @Nullable String libc,
        @Nullable String arch,
        @Nullable String jdk,
        @Nullable Boolean root) {
    private static final Pattern LIBC = Pattern.compile("(glibc|musl)(?:\\s+(\\S.*))?");

    /** No condition. */
    static final When ALWAYS = new When(null, null, null, null, null);

    /** Rejects what says no condition. */
    public When {
        check("kernel", kernel);
        check("jdk", jdk);
        if (libc != null) {
            Matcher parts = LIBC.matcher(libc);
            if (!parts.matches()) {
                throw new IllegalArgumentException("\"libc\": \"" + libc
                        + "\" is no C library; write \"glibc\" or \"musl\", alone or with a range: \"glibc <2.36\"");
            }
            check("libc", parts.group(2));
        }
        if (arch != null && !arch.matches("[\\w-]+")) {
            throw new IllegalArgumentException(
                    "\"arch\": \"" + arch + "\" is no architecture; write one such as \"amd64\"");
        }
    }

    /** {@return the condition on a range of Java versions alone} */
    static When onJdk(String range) {
        return new When(null, null, null, range, null);
    }

    /** {@return these conditions, with another range of Java versions} */
    When withJdk(String range) {
        return new When(kernel, libc, arch, range, root);
    }

    /** {@return whether this host is one of those meant} */
    boolean holdsOn(Circumstances host) {
        return contains(kernel, host.kernel())
                && holdsForLibc(host)
                && (arch == null || arch.equals(host.arch()))
                && (root == null || root.equals(host.root()));
    }

    /** {@return whether a Java version is one of those meant} */
    boolean holdsForJdk(String version) {
        return contains(jdk, version);
    }

    private boolean holdsForLibc(Circumstances host) {
        if (libc == null) {
            return true;
        }
        Matcher parts = LIBC.matcher(libc);
        return parts.matches() && parts.group(1).equals(host.libc()) && contains(parts.group(2), host.libcVersion());
    }

    private static boolean contains(@Nullable String range, @Nullable String version) {
        return range == null || (version != null && VersionRange.of(range).contains(version));
    }

    private static void check(String name, @Nullable String range) {
        if (range != null) {
            try {
                VersionRange.of(range);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("\"" + name + "\": " + e.getMessage(), e);
            }
        }
    }
}
