package posixwait.conformance.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import posixwait.conformance.Proc;

/**
 * Ends what a test JVM left behind: the processes of the session it led.
 *
 * <p>Only processes that the JVM or its descendants made can be in that session, so nobody else's is touched.
 */
public final class SessionCleaner {
    private static final int SESSION_FIELD = 3;

    private static final int ROUNDS = 500;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private SessionCleaner() {}

    /** Kills the processes of the session but this one, until none is left; {@return how many} */
    public static int endOthersOf(long session) {
        Set<Long> ended = new HashSet<>();
        // Again: who is killed lives for a moment, and may have just made another one.
        boolean found = true;
        for (int round = 0; found && round < ROUNDS; round++) {
            if (round > 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            found = false;
            for (long pid : membersOf(session)) {
                Optional<ProcessHandle> handle = ProcessHandle.of(pid)
                        .filter(h -> pid != ProcessHandle.current().pid());
                // Looked at again after the handle was taken: its start time guards against a pid that was reused
                // since.
                if (handle.isPresent()
                        && membersOf(session).contains(pid)
                        && handle.get().destroyForcibly()) {
                    found = true;
                    ended.add(pid);
                }
            }
        }
        return ended.size();
    }

    private static List<Long> membersOf(long session) {
        List<Long> members = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                String pid = process.getFileName().toString();
                if (Proc.stat(pid)
                        .filter(fields -> fields.get(SESSION_FIELD).equals(Long.toString(session)))
                        .filter(fields -> !fields.get(0).equals("Z"))
                        .isPresent()) {
                    members.add(Long.valueOf(pid));
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return members;
    }
}
