package posixwait.cli.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is written whole or not at all.
 *
 * <p>{@link #named} finds out that it cannot be written before the work starts whose result it is for. A regular file is
 * written beside its place and renamed into it. What is not a regular file, a device or a pipe, is written straight: a
 * rename would put a file in its place. The name {@code -} is the standard output.
 */
public final class OutputFile {
    private enum Kind {
        REGULAR,
        SPECIAL,
        STANDARD_OUTPUT
    }

    private final String option;
    private final Path path;
    private final Kind kind;

    private OutputFile(String option, Path path, Kind kind) {
        this.option = option;
        this.path = path;
        this.kind = kind;
    }

    /**
     * Checks that the file can be written.
     *
     * @param option the option that named it, for complaints
     * @param path the file
     * @return the file
     * @throws Complaint if it cannot be written
     */
    public static OutputFile named(String option, Path path) {
        if (path.toString().equals("-")) {
            return new OutputFile(option, path, Kind.STANDARD_OUTPUT);
        }
        boolean exists = Files.exists(path);
        if (Files.isDirectory(path)) {
            throw refused(option, path, "is a directory");
        }
        if (exists && !Files.isWritable(path)) {
            throw refused(option, path, "permission denied");
        }
        if (exists && !Files.isRegularFile(path)) {
            return new OutputFile(option, path, Kind.SPECIAL);
        }
        if (!exists && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw refused(option, path, "is a symbolic link to nothing");
        }
        try {
            Path real = exists ? path.toRealPath() : path.toAbsolutePath();
            OutputFile file = new OutputFile(option, real, Kind.REGULAR);
            Files.delete(Files.createFile(file.beside()));
            return file;
        } catch (IOException e) {
            throw refused(option, path, Complaint.reason(e)).because(e);
        }
    }

    private static Complaint refused(String option, Path path, String why) {
        return Complaint.usage(option + " " + path, why, "name a file that can be written");
    }

    /** {@return the file} */
    public Path path() {
        return path;
    }

    /** {@return whether it is the standard output} */
    public boolean isStandardOutput() {
        return kind == Kind.STANDARD_OUTPUT;
    }

    /**
     * Writes the file.
     *
     * @param text all of it
     * @throws Complaint if the host cannot; an earlier file of that name is then still there, untouched
     */
    public void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            switch (kind) {
                case REGULAR -> Ending.uncut(() -> writeAndRename(bytes));
                case SPECIAL -> {
                    try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.WRITE)) {
                        out.write(bytes);
                    }
                }
                case STANDARD_OUTPUT -> {
                    StandardOutput out = new StandardOutput();
                    out.write(bytes);
                    out.finish();
                }
            }
        } catch (IOException e) {
            throw Complaint.host(
                            option + " " + path,
                            Complaint.reason(e),
                            "nothing was written; make room or name another file")
                    .because(e);
        }
    }

    private void writeAndRename(byte[] bytes) throws IOException {
        Path beside = beside();
        try {
            try (FileChannel out = FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(bytes);
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
                out.force(true);
            }
            Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private Path beside() {
        return path.resolveSibling(
                "." + path.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    }
}
