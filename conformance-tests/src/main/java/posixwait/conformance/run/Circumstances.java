package posixwait.conformance.run;

import org.jspecify.annotations.Nullable;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.host.Libc;
import posixwait.conformance.host.User;

/**
 * The facts of a host that an expectation may be bound to. A fact that is not known meets no condition.
 *
 * @param kernel the release of the kernel
 * @param libc the name of the C library
 * @param libcVersion its version
 * @param arch the architecture, as Java names it
 * @param root whether the effective user is root
 */
public record Circumstances(
        @Nullable String kernel,
        @Nullable String libc,
        @Nullable String libcVersion,
        String arch,
        @Nullable Boolean root) {

    /** {@return those of a host} */
    public static Circumstances of(HostFacts host) {
        @Nullable Libc libc = host.libc();
        @Nullable User user = host.user();
        return new Circumstances(
                host.kernel(),
                libc == null ? null : libc.name(),
                libc == null ? null : libc.version(),
                host.arch(),
                user == null ? null : Boolean.valueOf(user.effectiveUid() == 0));
    }
}
