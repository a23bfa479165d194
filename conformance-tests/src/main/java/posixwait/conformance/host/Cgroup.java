package posixwait.conformance.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The control group of this process and the limits that bear on children. A limit that is not set is {@code null}.
 *
 * @param version {@code v1}, {@code v2} or {@code hybrid}
 * @param path the group of this process, as the kernel names it
 * @param memoryMaxBytes the memory limit
 * @param cpus the processor quota, in processors
 * @param pidsMax how many tasks the group may have
 * @param pidsCurrent how many it has
 * @param pidsLimits the limits of tasks that hold for it, its own first, then those of the groups above it that can be seen;
 *     empty if there is none
 */
public record Cgroup(
        String version,
        String path,
        @Nullable Long memoryMaxBytes,
        @Nullable Double cpus,
        @Nullable Long pidsMax,
        @Nullable Long pidsCurrent,
        List<TaskLimit> pidsLimits) {
    /** From here up the first version of control groups means "no limit": its largest page-aligned number. */
    private static final long UNLIMITED = 1L << 60;

    /** A result of an earlier version does not say what holds above the group. */
    public Cgroup {
        pidsLimits = pidsLimits == null ? List.of() : List.copyOf(pidsLimits);
    }

    /**
     * A limit of tasks, which are processes and threads together.
     *
     * @param group the group it is set for, as the kernel names it
     * @param max how many there may be in it and below it
     * @param current how many there are; {@code null} if that cannot be read
     */
    public record TaskLimit(
            String group, long max, @Nullable Long current) {
        /** {@return for how many more there is room} */
        public long room() {
            return Math.max(0, max - (current == null ? 0 : current));
        }
    }

    /** {@return the limit that leaves the least room; of several alike the nearest; empty if there is none} */
    public Optional<TaskLimit> tightest() {
        // The minimum of a stream is the first of those that are equal, and the nearest is first.
        return pidsLimits.stream().min(Comparator.comparingLong(TaskLimit::room));
    }

    static Optional<Cgroup> read(FactSources sources) {
        List<String[]> memberships = sources.lines("cgroup", "/proc/self/cgroup").stream()
                .map(line -> line.split(":", 3))
                .filter(parts -> parts.length == 3)
                .toList();
        if (memberships.isEmpty()) {
            return Optional.empty();
        }
        boolean unified = sources.exists("/sys/fs/cgroup/cgroup.controllers");
        Groups groups = new Groups(sources, memberships, unified);
        return Optional.of(new Cgroup(
                unified ? "v2" : groups.has("") ? "hybrid" : "v1",
                groups.path(unified ? "" : "memory"),
                groups.number("memory", unified ? "memory.max" : "memory.limit_in_bytes"),
                groups.cpus(),
                groups.number("pids", "pids.max"),
                groups.number("pids", "pids.current"),
                groups.taskLimits()));
    }

    /** Where the files of each controller are. */
    private record Groups(FactSources sources, List<String[]> memberships, boolean unified) {
        boolean has(String controller) {
            return memberships.stream().anyMatch(parts -> controls(parts, controller));
        }

        String path(String controller) {
            return memberships.stream()
                    .filter(parts -> controls(parts, controller))
                    .map(parts -> parts[2])
                    .findFirst()
                    .orElse("/");
        }

        private static boolean controls(String[] parts, String controller) {
            return Arrays.asList(parts[1].split(",", -1)).contains(controller);
        }

        private String mount(String controller) {
            return unified ? "/sys/fs/cgroup" : "/sys/fs/cgroup/" + controller;
        }

        /** A file of the group; in a container the group's own directory is mounted at the top. */
        private Optional<String> file(String controller, String name) {
            String mount = mount(controller);
            String group = path(unified ? "" : controller);
            return sources.textIfThere(mount + (group.equals("/") ? "" : group) + "/" + name)
                    .or(() -> sources.textIfThere(mount + "/" + name));
        }

        @Nullable Long number(String controller, String name) {
            return file(controller, name)
                    .filter(text -> !text.equals("max"))
                    .map(Long::parseLong)
                    .filter(value -> value < UNLIMITED)
                    .orElse(null);
        }

        /** A limit holds for all that is below it, so those above count, too, as far as this mount shows them. */
        List<TaskLimit> taskLimits() {
            List<TaskLimit> limits = new ArrayList<>();
            String mount = mount("pids");
            // A path with ".." is that of a group outside of what this namespace shows.
            String group = path(unified ? "" : "pids");
            for (String at = group.contains("..") ? "/" : group; ; at = parent(at)) {
                String directory = mount + (at.equals("/") ? "" : at);
                String named = at;
                sources.textIfThere(directory + "/pids.max")
                        .filter(text -> !text.equals("max"))
                        .map(Long::parseLong)
                        .ifPresent(max -> limits.add(new TaskLimit(
                                named,
                                max,
                                sources.textIfThere(directory + "/pids.current")
                                        .map(Long::parseLong)
                                        .orElse(null))));
                if (at.equals("/")) {
                    return limits;
                }
            }
        }

        private static String parent(String group) {
            int slash = group.lastIndexOf('/');
            return slash <= 0 ? "/" : group.substring(0, slash);
        }

        @Nullable Double cpus() {
            if (unified) {
                return file("cpu", "cpu.max")
                        .map(text -> text.split(" ", -1))
                        .filter(parts -> parts.length == 2 && !parts[0].equals("max"))
                        .map(parts -> Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]))
                        .orElse(null);
            }
            Long quota = number("cpu", "cpu.cfs_quota_us");
            Long period = number("cpu", "cpu.cfs_period_us");
            return quota == null || period == null || quota < 0 ? null : (double) quota / period;
        }
    }
}
