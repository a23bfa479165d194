package posixwait;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code /proc}, as it is mounted. */
final class MountedProc implements ProcFiles {
    private static final int TRIES = 3;

    private final File root;

    MountedProc() {
        this(new File("/proc"));
    }

    /** Reads what is mounted somewhere else. */
    MountedProc(File root) {
        this.root = root;
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        File file = new File(root, path);
        for (int tries = 1; ; tries++) {
            // Not by a channel, which an interrupt of the thread would close.
            try (FileInputStream in = new FileInputStream(file)) {
                return Optional.of(in.readAllBytes());
            } catch (IOException e) {
                // Reaped before the opening, or between that and the reading: "no such process", in the words of some
                // language. With the pid given again at once the file is there, and can be read in the next try.
                if (!file.exists()) {
                    return Optional.empty();
                }
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    @Override
    public List<Integer> pids() throws IOException {
        List<Integer> pids = new ArrayList<>();
        try (DirectoryStream<Path> numbers = Files.newDirectoryStream(root.toPath(), "[0-9]*")) {
            for (Path number : numbers) {
                pids.add(Integer.valueOf(number.getFileName().toString()));
            }
        }
        return pids;
    }

    @Override
    public OptionalInt self() throws IOException {
        try {
            return OptionalInt.of(Integer.parseInt(
                    Files.readSymbolicLink(new File(root, "self").toPath()).toString()));
        } catch (NoSuchFileException e) {
            return OptionalInt.empty();
        }
    }
}
