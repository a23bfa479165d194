package posixwait.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import posixwait.Spawn;

/** A child that ended with a core image, in a directory of its own. */
public final class CoreImage implements AutoCloseable {
    /** {@code exit_code}, field 52, of {@code /proc/PID/stat}, which {@link Proc#stat} gives from field 3 on. */
    private static final int EXIT_CODE = 52 - 3;

    private static final int CORE_FLAG = 0x80;

    private final Path directory;
    private final int pid;

    private CoreImage(Path directory, int pid) {
        this.directory = directory;
        this.pid = pid;
    }

    /**
     * Makes a zombie that {@code SIGABRT} ended with a core image.
     *
     * @param children makes it
     * @return the zombie, and where its image is
     * @throws Unsupported if the host wrote none
     */
    public static CoreImage of(Children children) {
        try {
            Path directory = Files.createTempDirectory("posixwait-core");
            Spawn aborting = Spawn.shell("ulimit -S -c \"$(ulimit -H -c)\" && kill -s ABRT $$");
            int pid = children.spawn(aborting.quiet().directory(directory.toString()));
            CoreImage image = new CoreImage(directory, pid);
            children.awaitEnd(pid);
            if (!image.isWritten()) {
                image.close();
                throw Unsupported.because("no core image: core_pattern is '" + pattern() + "', "
                        + Proc.limit("Max core file size")
                                .map(limit -> limit.replaceAll("\\s+", " "))
                                .orElse("limit unknown"));
            }
            return image;
        } catch (IOException e) {
            throw new Unresolved("cannot make a directory for a core image", e);
        }
    }

    /** Whether a file is there, or the kernel says that it gave an image to the program that its pattern names. */
    private boolean isWritten() throws IOException {
        boolean piped = Proc.stat(pid)
                .map(fields -> Integer.parseInt(fields.get(EXIT_CODE)))
                .filter(word -> (word & CORE_FLAG) != 0)
                .isPresent();
        return piped || !files().isEmpty();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static String pattern() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/core_pattern")).strip();
    }

    /** {@return the pid of the zombie} */
    public int pid() {
        return pid;
    }

    /** Deletes the image. */
    @Override
    public void close() {
        try {
            for (Path file : files()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
