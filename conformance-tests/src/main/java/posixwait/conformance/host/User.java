package posixwait.conformance.host;

import java.util.Optional;

/**
 * Who runs this.
 *
 * @param name the login name the JVM found
 * @param effectiveUid the effective user ID; 0 is root, which limits do not hold back
 */
public record User(String name, long effectiveUid) {
    static Optional<User> read(FactSources sources) {
        return sources.field("user", "/proc/self/status", "Uid")
                .map(ids -> new User(System.getProperty("user.name", "?"), Long.parseLong(ids.split("\\s+", -1)[1])));
    }
}
