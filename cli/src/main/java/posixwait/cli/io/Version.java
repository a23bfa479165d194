package posixwait.cli.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The version of the command. */
public final class Version {
    /** As the runnable jar says it; {@code development} where there is none. */
    public static final String OWN = own();

    /** The same with the commit that the sources were of; {@code changed} if they were not quite. */
    public static final String WITH_COMMIT = withCommit();

    private Version() {}

    private static String own() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static String withCommit() {
        Properties commit = new Properties();
        try (@Nullable InputStream in = Version.class.getResourceAsStream("commit.properties")) {
            if (in != null) {
                commit.load(in);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the command's own jar cannot be read", e);
        }
        String id = commit.getProperty("git.commit.id.abbrev", "");
        String changed = Boolean.parseBoolean(commit.getProperty("git.dirty")) ? ", changed" : "";
        // Sources that were no clone have none.
        return id.isEmpty() ? OWN : OWN + " (" + id + changed + ")";
    }
}
