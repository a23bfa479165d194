package posixwait.spi;

import java.util.List;
import java.util.Objects;

/**
 * Everything {@code posix_spawn} is told: validated above the seam, carried out below it.
 *
 * @param path the program; looked up in {@code PATH} of this process if {@code search}
 * @param search whether to call {@code posix_spawnp} in place of {@code posix_spawn}
 * @param arguments {@code argv}, the program's own name first
 * @param environment {@code envp}, each {@code NAME=value}
 * @param actions the file actions, carried out in the child in this order
 * @param flags {@code POSIX_SPAWN_} bits; they say which of the following count
 * @param processGroup {@code POSIX_SPAWN_SETPGROUP}: the group to join, 0 for one of the child's own
 * @param signalMask {@code POSIX_SPAWN_SETSIGMASK}: bit {@code n - 1} for signal {@code n}
 * @param signalDefaults {@code POSIX_SPAWN_SETSIGDEF}: bit {@code n - 1} for signal {@code n}
 * @see <a href="https://man7.org/linux/man-pages/man3/posix_spawn.3.html">posix_spawn(3)</a>
 */
public record SpawnPlan(
        String path,
        boolean search,
        List<String> arguments,
        List<String> environment,
        List<Action> actions,
        int flags,
        int processGroup,
        long signalMask,
        long signalDefaults) {

    /** Rejects what C cannot carry: a NUL inside a string would silently cut it short. */
    public SpawnPlan {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
        actions = List.copyOf(actions);
        requireNoNul(path);
        arguments.forEach(SpawnPlan::requireNoNul);
        environment.forEach(SpawnPlan::requireNoNul);
    }

    private static void requireNoNul(String text) {
        if (Objects.requireNonNull(text).indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a NUL character cannot be passed to a child");
        }
    }

    /** What the child does to a descriptor, or to its directory, before the program starts. */
    public sealed interface Action {}

    /**
     * {@code posix_spawn_file_actions_addopen}.
     *
     * @param fd the descriptor to open it as
     * @param path the file
     * @param flags {@code O_} bits
     * @param mode permission bits of a file that is made
     */
    public record Open(int fd, String path, int flags, int mode) implements Action {
        /** Rejects a path that C cannot carry. */
        public Open {
            requireNoNul(path);
        }
    }

    /**
     * {@code posix_spawn_file_actions_adddup2}.
     *
     * @param from the descriptor to copy; equal to {@code to} it only loses its close-on-exec flag
     * @param to the descriptor to make
     */
    public record Dup2(int from, int to) implements Action {}

    /**
     * {@code posix_spawn_file_actions_addclose}.
     *
     * @param fd the descriptor to close
     */
    public record Close(int fd) implements Action {}

    /**
     * {@code posix_spawn_file_actions_addclosefrom_np}, glibc 2.34.
     *
     * @param fd the first descriptor of those to close
     */
    public record CloseFrom(int fd) implements Action {}

    /**
     * {@code posix_spawn_file_actions_addchdir_np}, glibc 2.29.
     *
     * @param path the directory to start in
     */
    public record ChangeDirectory(String path) implements Action {
        /** Rejects a path that C cannot carry. */
        public ChangeDirectory {
            requireNoNul(path);
        }
    }
}
