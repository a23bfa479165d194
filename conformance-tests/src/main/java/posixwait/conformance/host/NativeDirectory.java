package posixwait.conformance.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The directory into which JNA unpacks its library. If its mount forbids execution, JNA cannot load.
 *
 * @param path the directory that JNA takes
 * @param chosenBy why that one: {@code jna.tmpdir}, {@code cache} or {@code java.io.tmpdir}
 * @param mount where its file system is mounted
 * @param noexec whether that mount forbids execution
 */
public record NativeDirectory(String path, String chosenBy, String mount, boolean noexec) {

    static Optional<NativeDirectory> read(FactSources sources, Map<String, String> environment) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        @Nullable String chosen = System.getProperty("jna.tmpdir");
        if (chosen != null) {
            return mounted(sources, Path.of(chosen), "jna.tmpdir");
        }
        String cacheHome = environment.getOrDefault("XDG_CACHE_HOME", "").isBlank()
                ? Path.of(System.getProperty("user.home", "/"), ".cache").toString()
                : environment.get("XDG_CACHE_HOME");
        Path cache = Path.of(cacheHome, "JNA", "temp");
        // JNA makes the directory if it can, and falls back if it cannot.
        return Files.isWritable(nearestExisting(cache))
                ? mounted(sources, cache, "cache")
                : mounted(sources, temporary, "java.io.tmpdir");
    }

    private static Optional<NativeDirectory> mounted(FactSources sources, Path directory, String chosenBy) {
        Path real = real(nearestExisting(directory.toAbsolutePath()));
        NativeDirectory found = null;
        Path longest = Path.of("/");
        for (String line : sources.lines("nativeDirectory", "/proc/self/mountinfo")) {
            String[] fields = line.split(" ", -1);
            Path mount = Path.of(fields[4].replace("\\040", " "));
            // A later mount over the same place hides the earlier one.
            if (real.startsWith(mount) && mount.getNameCount() >= longest.getNameCount()) {
                longest = mount;
                boolean noexec = Arrays.asList(fields[5].split(",", -1)).contains("noexec");
                found = new NativeDirectory(directory.toString(), chosenBy, mount.toString(), noexec);
            }
        }
        return Optional.ofNullable(found);
    }

    private static Path nearestExisting(Path path) {
        Path existing = path;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing;
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath();
        }
    }
}
