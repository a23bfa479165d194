package posixwait.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What this JVM holds at an instant, by its own account and the kernel's.
 *
 * @param heap bytes that are reachable
 * @param rss resident bytes, as {@code smaps_rollup} has them; {@code null} where the kernel has no such file
 * @param descriptors open ones
 * @param threads platform threads of Java, those that carry virtual ones included; the compilers' come and go by themselves
 */
record OwnCost(long heap, @Nullable Long rss, int descriptors, int threads) {
    private static final int COLLECTIONS = 3;
    private static final long KILO = 1024;
    private static final Pattern RSS = Pattern.compile("Rss:\\s+(\\d+) kB");
    private static final Pattern SWITCHES = Pattern.compile("(?:non)?voluntary_ctxt_switches:\\s+(\\d+)");

    /** {@return what it is now, after a garbage collection} */
    static OwnCost now() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return new OwnCost(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                rss(lines(Path.of("/proc/self/smaps_rollup"))),
                entries("/proc/self/fd").size(),
                ManagementFactory.getThreadMXBean().getThreadCount());
    }

    /** {@return the resident bytes that such a file tells; {@code null} if none} */
    static @Nullable Long rss(List<String> lines) {
        return lines.stream()
                .map(RSS::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Long.parseLong(matcher.group(1)) * KILO)
                .findFirst()
                .orElse(null);
    }

    /** {@return the context switches of all threads that live, since each began, whether they gave up the core or lost it} */
    static long switches() {
        return entries("/proc/self/task").stream()
                .mapToLong(task -> switches(lines(task.resolve("status"))))
                .sum();
    }

    /** {@return the context switches that the status of a thread tells} */
    static long switches(List<String> lines) {
        return lines.stream()
                .map(SWITCHES::matcher)
                .filter(Matcher::matches)
                .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
                .sum();
    }

    private static List<Path> entries(String directory) {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(directory))) {
            entries.forEach(all::add);
        } catch (IOException e) {
            return List.of();
        }
        return all;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            // Of a thread that has ended since.
            return List.of();
        }
    }
}
