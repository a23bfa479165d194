package posixwait.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The processes of one session: what a measurement started, and nobody else's.
 *
 * <p>Found in {@code /proc}: a bare child that lost its parent is known to nobody but the kernel.
 */
final class Session {
    private static final int STATE = 0;
    private static final int SESSION = 3;
    private static final int ROUNDS = 100;

    private Session() {}

    /**
     * Kills every process of a session but this one; again until none is found, since they may be starting others.
     *
     * @param session the pid of the process that leads it, or led it
     */
    static void end(long session) {
        boolean found = true;
        for (int round = 0; found && round < ROUNDS; round++) {
            found = false;
            for (long pid : membersOf(session)) {
                found |= kill(session, pid);
            }
        }
    }

    private static boolean kill(long session, long pid) {
        if (pid == ProcessHandle.current().pid()) {
            return false;
        }
        // Looked at again with the handle in hand: its start time guards against a pid that was used again since.
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        return process.isPresent() && isMember(session, pid) && process.get().destroyForcibly();
    }

    /** {@return the processes of a session that run} */
    static List<Long> membersOf(long session) {
        List<Long> members = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (isMember(session, pid)) {
                    members.add(pid);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return members;
    }

    private static boolean isMember(long session, long pid) {
        List<String> fields = stat(pid);
        return fields.size() > SESSION
                && !fields.get(STATE).equals("Z")
                && fields.get(SESSION).equals(Long.toString(session));
    }

    /**
     * Spins until a child sleeps, so that it has nothing left to do before it is killed.
     *
     * @throws IllegalStateException if it has ended: one that slept too long, say, while thousands of others were made; or
     *     if it cannot be looked at, for want of a descriptor
     */
    static void awaitSleep(long pid) {
        for (String state = state(pid); !state.equals("S"); state = state(pid)) {
            if (state.isEmpty() && Files.exists(Path.of("/proc/" + pid))) {
                throw new IllegalStateException("child " + pid + " is there and cannot be looked at");
            } else if (state.isEmpty() || state.equals("Z")) {
                throw new IllegalStateException("child " + pid + " ended before it was to be killed");
            }
            Thread.onSpinWait();
        }
    }

    private static String state(long pid) {
        List<String> fields = stat(pid);
        return fields.isEmpty() ? "" : fields.get(STATE);
    }

    /** The fields of {@code /proc/PID/stat} from the third on; none if there is no such process. */
    private static List<String> stat(long pid) {
        try {
            String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The second field is the name in parentheses, which may hold spaces and parentheses itself.
            return Arrays.asList(line.substring(line.lastIndexOf(')') + 2).split(" ", -1));
        } catch (IOException e) {
            return List.of();
        }
    }
}
