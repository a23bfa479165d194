package posixwait.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The host does not allow a workload its children. Says after how many, and what limits there are. */
final class HostLimit extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String OPEN_FILES = "Max open files";

    HostLimit(String reason) {
        super(reason);
    }

    HostLimit(String failure, int made, int wanted, Throwable cause) {
        // Of some messages of the JDK the other lines are advice.
        super(
                failure.lines().findFirst().orElse("").strip() + " after " + made + " of " + wanted + " children; "
                        + evidence(),
                cause);
    }

    /** {@return the limits of processes that this process is under, for a note} */
    static String evidence() {
        List<String> limits = new ArrayList<>();
        lines("/proc/self/limits").stream()
                .filter(line -> line.startsWith("Max processes"))
                .map(line -> "RLIMIT_NPROC "
                        + line.substring("Max processes".length()).strip().replaceAll("\\s.*", ""))
                .forEach(limits::add);
        for (String line : lines("/proc/self/cgroup")) {
            String[] parts = line.split(":", 3);
            if (parts[1].isEmpty() || parts[1].equals("pids")) {
                Path root = Path.of("/sys/fs/cgroup", parts[1]);
                Path group = Path.of(root + parts[2]);
                // The limit of every group above holds too.
                for (Path each = group; each != null && each.startsWith(root); each = each.getParent()) {
                    lines(each.resolve("pids.max").toString()).forEach(max -> limits.add("pids.max " + max));
                }
            }
        }
        lines("/proc/sys/kernel/pid_max").forEach(max -> limits.add("pid_max " + max));
        return String.join(", ", limits);
    }

    /**
     * {@return why this host does not allow as many open descriptors, and what to do; {@code null} if it does}
     *
     * @param needed how many; a JVM raises its soft limit to the hard one by itself
     */
    static @Nullable String ofDescriptors(long needed) {
        for (String line : lines("/proc/self/limits")) {
            if (line.startsWith(OPEN_FILES)) {
                String hard = line.substring(OPEN_FILES.length()).strip().split("\\s+", -1)[1];
                return hard.equals("unlimited") || Long.parseLong(hard) >= needed
                        ? null
                        : "RLIMIT_NOFILE is " + hard + " and " + needed
                                + " descriptors are needed; raise the hard limit, for example with ulimit -Hn " + needed
                                + " as root";
            }
        }
        return null;
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            return List.of();
        }
    }
}
