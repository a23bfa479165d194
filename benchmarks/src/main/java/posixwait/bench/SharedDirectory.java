package posixwait.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The temporary directory of one invocation, by which {@link BenchMain} and the JVMs that measure tell each other what JMH
 * does not carry.
 *
 * @param path where it is
 */
record SharedDirectory(Path path) {
    /** The system property by which a measuring JVM knows it. */
    private static final String PROPERTY = "posixwait.bench.directory";

    static SharedDirectory create() throws IOException {
        return new SharedDirectory(Files.createTempDirectory("posixwait-bench"));
    }

    /** {@return the directory of the {@link BenchMain} that started this JVM; empty if nobody did} */
    static Optional<SharedDirectory> ofStarter() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(path -> new SharedDirectory(Path.of(path)));
    }

    /** {@return the flag by which a measuring JVM finds this directory} */
    String flag() {
        return "-D" + PROPERTY + "=" + path;
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** Says that this JVM leads a session now. */
    void writeSession() {
        write(session(), Long.toString(ProcessHandle.current().pid()));
    }

    /** {@return the session that the measuring JVM leads; empty if it does not yet} */
    Optional<Long> readSession() {
        return read(session()).map(Long::valueOf);
    }

    void writeSamples(Samples values) {
        write(samples(), JsonMapper.shared().writeValueAsString(values));
    }

    /** {@return what the measuring JVM left; empty if it left nothing} */
    Optional<Samples> readSamples() {
        return read(samples()).map(json -> JsonMapper.shared().readValue(json, Samples.class));
    }

    /** Removes what the JVM before left. */
    void forgetJvm() throws IOException {
        Files.deleteIfExists(session());
        Files.deleteIfExists(samples());
    }

    /** Removes the directory, as far as nobody is still writing to it. */
    void delete() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // Whoever is being ended at this moment may have made or removed a file in it.
            return;
        }
    }

    private Path session() {
        return file("session");
    }

    private Path samples() {
        return file("samples.json");
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            // In one step: whoever looks for the file must not read half of it.
            Path unfinished = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(unfinished, text);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
