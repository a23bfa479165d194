package posixwait.conformance.host;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the files that facts come from, and remembers why a fact is absent. */
final class FactSources {
    private final Path root;
    private final Map<String, String> absent = new TreeMap<>();

    /** Sources below a directory that stands for {@code /}. */
    FactSources(Path root) {
        this.root = root;
    }

    /** A file of the host, by its absolute name. */
    Path at(String path) {
        return root.resolve(path.substring(1));
    }

    boolean exists(String path) {
        return Files.exists(at(path));
    }

    /** The text of a file without the line end, or empty, and then the reason is kept under the fact's name. */
    Optional<String> text(String fact, String path) {
        // In one read: a number in /proc/sys is at its end after the first one, however short, and Files.readAllBytes
        // reads a single byte first where the size is 0.
        try (InputStream file = new BufferedInputStream(Files.newInputStream(at(path)))) {
            // Bytes first: a command line or a mount point need not be valid UTF-8.
            return Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            absent(fact, path + ": " + reason(e));
            return Optional.empty();
        }
    }

    /** The text of a file that a host may well lack; no reason is kept. */
    Optional<String> textIfThere(String path) {
        return Files.isReadable(at(path)) ? new FactSources(root).text("", path) : Optional.empty();
    }

    List<String> lines(String fact, String path) {
        return text(fact, path).map(text -> text.lines().toList()).orElse(List.of());
    }

    /** What stands after {@code name:} in a file of such lines. */
    Optional<String> field(String fact, String path, String name) {
        List<String> lines = lines(fact, path);
        Optional<String> value = lines.stream()
                .filter(line -> line.startsWith(name)
                        && line.substring(name.length()).stripLeading().startsWith(":"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
        if (value.isEmpty() && !lines.isEmpty()) {
            absent(fact, path + ": has no " + name);
        }
        return value;
    }

    /** The value, or {@code null} if it cannot be had in any way; a fact is never worth a crash. */
    <T> @Nullable T orAbsent(String fact, Supplier<Optional<T>> reader) {
        try {
            Optional<T> value = reader.get();
            if (value.isPresent()) {
                absent.remove(fact);
                return value.get();
            }
            absent.putIfAbsent(fact, "not found");
        } catch (RuntimeException e) {
            absent(fact, "not understood: " + e);
        }
        return null;
    }

    void absent(String fact, String reason) {
        absent.put(fact, reason);
    }

    Map<String, String> absences() {
        return Map.copyOf(absent);
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        return e instanceof java.nio.file.AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }
}
