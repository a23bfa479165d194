package posixwait.conformance;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@link Proc} reads: {@code /proc} as it is mounted, or as a model of the kernel would show it. */
public interface ProcTree {
    /** The mounted one. */
    ProcTree MOUNTED = new ProcTree() {
        private final Path root = Path.of("/proc");

        @Override
        public String read(String path) throws IOException {
            return Files.readString(root.resolve(path));
        }

        @Override
        public List<String> names(String directory) throws IOException {
            List<String> names = new ArrayList<>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(directory))) {
                entries.forEach(entry -> names.add(entry.getFileName().toString()));
            }
            return names;
        }

        @Override
        public String link(String path) throws IOException {
            return Files.readSymbolicLink(root.resolve(path)).toString();
        }

        @Override
        public String release() {
            return System.getProperty("os.version");
        }
    };

    /**
     * {@return the content of a file}
     *
     * @param path below {@code /proc}, such as {@code 4711/stat}
     * @throws IOException if there is none, or it cannot be read
     */
    String read(String path) throws IOException;

    /**
     * {@return the names in a directory}
     *
     * @param directory below {@code /proc}; empty for {@code /proc} itself
     * @throws IOException if there is none
     */
    List<String> names(String directory) throws IOException;

    /**
     * {@return what a symbolic link refers to}
     *
     * @param path below {@code /proc}, such as {@code self/fd/3}
     * @throws IOException if there is none
     */
    String link(String path) throws IOException;

    /** {@return the release of the kernel, such as {@code 6.12.1}} */
    String release();
}
