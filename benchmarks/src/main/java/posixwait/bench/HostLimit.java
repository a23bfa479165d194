package posixwait.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The host does not allow a workload its children. Says after how many, and what limits there are. */
final class HostLimit extends RuntimeException {
    private static final long serialVersionUID = 1L;

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

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            return List.of();
        }
    }
}
