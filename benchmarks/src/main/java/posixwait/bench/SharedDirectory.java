package posixwait.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The temporary directory of one invocation, by which {@link BenchMain} and the JVMs that measure tell each other what JMH
 * does not carry.
 *
 * @param path where it is
 */
record SharedDirectory(Path path) {
    private static final int ROUNDS = 50;
    private static final long PAUSE_NANOS = 20_000_000;

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
        write(samples(), values.toJson());
    }

    /** {@return what the measuring JVM left; empty if it left nothing} */
    Optional<Samples> readSamples() {
        return read(samples()).map(Samples::parse);
    }

    /** Removes what the JVM before left. */
    void forgetJvm() throws IOException {
        Files.deleteIfExists(session());
        Files.deleteIfExists(samples());
    }

    /** Removes the directory; again, if whoever is being ended meanwhile still writes to it. */
    void delete() {
        boolean left = true;
        for (int round = 0; left && round < ROUNDS; round++) {
            if (round > 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            left = !deleteOnce();
        }
    }

    private boolean deleteOnce() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            return Files.notExists(path);
        }
        return true;
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
