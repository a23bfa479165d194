package posixwait.conformance.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The processes that this JVM starts to run something, with all that they start, and the temporary directories that they
 * work in: nothing of it has to outlive this JVM, whatever ends it in between.
 *
 * <p>They are known by a mark in their environment, which a process that lost its parent, or leads a session of its own, has
 * too.
 */
public final class Offspring {
    private static final String MARK =
            "POSIXWAIT_OFFSPRING_" + UUID.randomUUID().toString().replace('-', '_');

    /** Fields of {@code /proc/PID/stat}, from the state on: see proc_pid_stat(5). */
    private static final int VSIZE = 20;

    private static final int STARTCODE = 23;
    private static final int ENV_START = 47;
    private static final int ENV_END = 48;

    /** More than an environment has, as a rule. */
    private static final int ENVIRONMENT_BYTES = 256 << 10;

    private static final int ROUNDS = 500;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final Set<Path> DIRECTORIES = ConcurrentHashMap.newKeySet();
    private static final Object LOCK = new Object();
    private static boolean ended;

    private Offspring() {}

    /**
     * Starts a process; never returns once {@link #endAll} was called.
     *
     * @param builder what to start; gets the mark
     * @return the process
     * @throws IOException if it cannot be started
     */
    public static Process start(ProcessBuilder builder) throws IOException {
        builder.environment().put(MARK, "1");
        // One or the other: a process that were started while all are being ended would be missed.
        synchronized (LOCK) {
            stayIfEnded();
            return builder.start();
        }
    }

    /**
     * {@return a new temporary directory}
     *
     * @param prefix the start of its name
     * @throws IOException if it cannot be made
     */
    public static Path temporaryDirectory(String prefix) throws IOException {
        synchronized (LOCK) {
            stayIfEnded();
            Path directory = Files.createTempDirectory(prefix);
            DIRECTORIES.add(directory);
            return directory;
        }
    }

    /**
     * Deletes a directory of {@link #temporaryDirectory} with all that is in it.
     *
     * @throws IOException if it cannot be deleted
     */
    public static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        DIRECTORIES.remove(directory);
    }

    /** Kills every process, deletes every directory, and lets no further one be made: for a JVM that is ending. */
    public static void endAll() {
        synchronized (LOCK) {
            ended = true;
        }
        killMarked(MARK);
        for (Path directory : Set.copyOf(DIRECTORIES)) {
            deleteByForce(directory);
        }
    }

    /** Kills every process with a mark in its environment. */
    public static void killMarked(String mark) {
        killAll(process -> isMarked(process, mark));
    }

    /** Kills every process that is one of those; again until none is left, since they may be starting others. */
    public static void killAll(Predicate<ProcessHandle> those) {
        boolean killed = true;
        for (int round = 0; killed && round < ROUNDS; round++) {
            if (round > 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            // One that ends in between may leave its pid to somebody else: a handle knows when its process began, and
            // signals no other.
            try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
                killed = all.filter(those).map(ProcessHandle::destroyForcibly).reduce(false, Boolean::logicalOr);
            }
        }
    }

    /**
     * {@return whether a process has a mark in its environment; not if it has ended, or is another user's}
     *
     * <p>If it is executing a program at this moment, waits until that has its environment.
     */
    public static boolean isMarked(ProcessHandle process, String mark) {
        Path directory = Path.of("/proc/" + process.pid());
        try {
            String environment = "";
            // In execve() the new memory takes the place of the old one before the environment is copied to it.
            for (int round = 0; environment.isEmpty() && round < ROUNDS && !isBare(directory); round++) {
                environment = environment(directory);
                if (environment.isEmpty()) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
            return environment.contains(mark);
        } catch (IOException e) {
            return false;
        }
    }

    private static String environment(Path directory) throws IOException {
        // In one read: to one that begins after the process has executed a program, the file is at its end.
        byte[] bytes = new byte[ENVIRONMENT_BYTES];
        try (InputStream file = Files.newInputStream(directory.resolve("environ"))) {
            int length = file.readNBytes(bytes, 0, bytes.length);
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1)
                    + new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Whether a process has no memory, as a zombie and a kernel thread, or an environment with nothing in it. */
    private static boolean isBare(Path directory) throws IOException {
        String line = Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1);
        List<String> fields =
                List.of(line.substring(line.lastIndexOf(')') + 2).strip().split(" ", -1));
        // The start of the code is set last, after both ends of the environment. A kernel that says less says nothing
        // of it.
        return fields.size() <= ENV_END
                || fields.get(VSIZE).equals("0")
                || (!fields.get(STARTCODE).equals("0") && fields.get(ENV_START).equals(fields.get(ENV_END)));
    }

    /** Again, if a thread of this JVM still writes to it. */
    private static void deleteByForce(Path directory) {
        for (int round = 0; round < ROUNDS && Files.exists(directory); round++) {
            try {
                delete(directory);
            } catch (IOException e) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static void stayIfEnded() {
        while (ended) {
            LockSupport.park(LOCK);
        }
    }
}
