package posixwait.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How much memory a process may touch. */
final class MemoryLimit {
    private static final int MEBI_SHIFT = 20;
    private static final int KIBI = 1024;
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s*(\\d+) kB");

    /** What was available when the first question was planned: later the measured processes are in it. */
    private static final long AVAILABLE_BYTES =
            Math.min(available(lines(Path.of("/proc/meminfo"))), group(lines(Path.of("/proc/self/cgroup"))));

    private MemoryLimit() {}

    /**
     * {@return why this host does not allow as much memory, and what to do; {@code null} if it does}
     *
     * @param mebibytes how much
     */
    static @Nullable String of(long mebibytes) {
        return of(mebibytes, AVAILABLE_BYTES);
    }

    static @Nullable String of(long mebibytes, long available) {
        return available >> MEBI_SHIFT >= mebibytes
                ? null
                : "UNSUPPORTED: " + mebibytes + " MiB are needed and " + (available >> MEBI_SHIFT)
                        + " MiB are available; free some, or raise memory.max of the control group";
    }

    /** {@return the bytes that are available; no limit where the kernel does not say} */
    static long available(List<String> meminfo) {
        for (String line : meminfo) {
            Matcher matcher = AVAILABLE.matcher(line);
            if (matcher.matches()) {
                return Long.parseLong(matcher.group(1)) * KIBI;
            }
        }
        return Long.MAX_VALUE;
    }

    /** The limit of every group above holds too. */
    private static long group(List<String> groups) {
        long least = Long.MAX_VALUE;
        for (String line : groups) {
            if (line.startsWith("0::")) {
                Path root = Path.of("/sys/fs/cgroup");
                Path group = Path.of(root + line.substring("0::".length()));
                for (Path each = group; each != null && each.startsWith(root); each = each.getParent()) {
                    for (String max : lines(each.resolve("memory.max"))) {
                        least = max.matches("\\d+") ? Math.min(least, Long.parseLong(max)) : least;
                    }
                }
            }
        }
        return least;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
