package posixwait.conformance.run;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** Finds the JDKs and JREs of this machine. */
public final class Jdks {
    private static final int OLDEST = 17;

    private Jdks() {}

    /** {@return the JVM that runs this} */
    public static Jdk current() {
        Path home = Path.of(System.getProperty("java.home"));
        return new Jdk(
                real(home).orElse(home),
                System.getProperty("java.version"),
                Runtime.version().feature());
    }

    /**
     * {@return every JDK of Java 17 or later that could be found, the newest first, each once}
     *
     * <p>Looks at the running JVM, {@code JAVA_HOME}, and where distributions and version managers put JDKs.
     */
    public static List<Jdk> find() {
        Map<Path, Jdk> found = new LinkedHashMap<>();
        Jdk current = current();
        found.put(current.home(), current);
        for (Path candidate : candidates()) {
            real(candidate)
                    .filter(home -> !found.containsKey(home))
                    .flatMap(Jdks::read)
                    .filter(jdk -> jdk.feature() >= OLDEST)
                    .ifPresent(jdk -> found.put(jdk.home(), jdk));
        }
        return found.values().stream()
                .sorted(Comparator.comparing((Jdk jdk) -> Runtime.Version.parse(jdk.version()))
                        .reversed())
                .toList();
    }

    private static List<Path> candidates() {
        List<Path> candidates = new ArrayList<>();
        Optional.ofNullable(System.getenv("JAVA_HOME"))
                .filter(home -> !home.isBlank())
                .map(Path::of)
                .ifPresent(candidates::add);
        Path user = Path.of(System.getProperty("user.home", "/"));
        for (Path parent : List.of(
                Path.of("/usr/lib/jvm"),
                Path.of("/usr/java"),
                Path.of("/opt/java"),
                Path.of("/opt/jdk"),
                user.resolve(".sdkman/candidates/java"),
                user.resolve(".jdks"))) {
            candidates.addAll(entries(parent));
        }
        return candidates;
    }

    /** What is in a directory; nothing if it is not there or not ours to read. */
    private static List<Path> entries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<Path> real(Path path) {
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Jdk> read(Path home) {
        if (!Files.isExecutable(home.resolve("bin/java"))) {
            return Optional.empty();
        }
        Properties release = new Properties();
        try {
            release.load(new StringReader(Files.readString(home.resolve("release"))));
            String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
            return Optional.of(
                    new Jdk(home, version, Runtime.Version.parse(version).feature()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
