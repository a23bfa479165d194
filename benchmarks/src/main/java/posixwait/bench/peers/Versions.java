package posixwait.bench.peers;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;

/** The versions that this was built with. */
public final class Versions {
    /** {@return those of the libraries that others than this project make} */
    public static String ofOthers() {
        return "JNA " + of("jna") + ", jnr-posix " + of("jnr-posix") + ", NuProcess " + of("nuprocess");
    }

    private Versions() {}

    static String of(String library) {
        Properties versions = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
            versions.load(Objects.requireNonNull(in, "versions.properties"));
        } catch (IOException e) {
            throw new IllegalStateException("the benchmarks' own jar cannot be read", e);
        }
        return Objects.requireNonNull(versions.getProperty(library), library);
    }
}
