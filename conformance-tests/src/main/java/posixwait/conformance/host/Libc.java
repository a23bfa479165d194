package posixwait.conformance.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The C library of this process.
 *
 * @param name {@code glibc} or {@code musl}
 * @param version its version, {@code null} if it cannot be told
 * @param file where it was loaded from
 */
public record Libc(String name, @Nullable String version, String file) {
    private static final Pattern MAPPED = Pattern.compile("(/\\S*/(?:libc\\.so\\.6|libc-\\d\\S*\\.so|ld-musl-\\S+))$");
    private static final Pattern GLIBC =
            Pattern.compile("GNU C Library [^\\n\\x00]{0,200}?version (\\d+\\.\\d+[.\\d]*)");
    private static final Pattern MUSL_PACKAGE = Pattern.compile("(?m)^P:musl\\nV:(\\S+)");

    static Optional<Libc> read(FactSources sources) {
        return sources.lines("libc", "/proc/self/maps").stream()
                .map(MAPPED::matcher)
                .filter(Matcher::find)
                .map(mapped -> mapped.group(1))
                .findFirst()
                .map(file -> file.contains("ld-musl")
                        ? new Libc("musl", muslVersion(sources), file)
                        : new Libc("glibc", glibcVersion(sources.at(file)), file));
    }

    /** The banner that the library prints when it is run: it stands in the file as text. */
    private static @Nullable String glibcVersion(Path file) {
        try {
            Matcher banner = GLIBC.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            return banner.find() ? banner.group(1).replaceAll("\\.$", "") : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable String muslVersion(FactSources sources) {
        return sources.textIfThere("/lib/apk/db/installed")
                .map(MUSL_PACKAGE::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .orElse(null);
    }

    @Override
    public String toString() {
        return version == null ? name : name + " " + version;
    }
}
