package posixwait.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Tries whether orphans are reaped here: makes one, lets it end, and watches how long it stays a zombie. */
final class OrphanProbe {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long LATE_MILLIS = 500;
    private static final String FIX = "docker run --init, or another process 1 that reaps at once";
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private OrphanProbe() {}

    static Finding probe() {
        long orphan;
        try {
            orphan = makeOrphan();
        } catch (IOException | NumberFormatException e) {
            return Finding.warn("orphans", "could not be tried: " + e.getMessage(), "is there a program sh?");
        }
        long start = System.nanoTime();
        Optional<Long> zombieSince = Optional.empty();
        while (System.nanoTime() - start < PATIENCE_NANOS) {
            Optional<String> state = state(orphan);
            if (state.isEmpty()) {
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - zombieSince.orElse(System.nanoTime()));
                String says = "one was reaped about " + millis + " ms after its end";
                return millis < LATE_MILLIS
                        ? Finding.ok("orphans", says)
                        : Finding.warn("orphans", says + ": late", FIX);
            }
            if (state.get().equals("Z") && zombieSince.isEmpty()) {
                zombieSince = Optional.of(System.nanoTime());
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return Finding.warn(
                "orphans",
                "one was still a zombie " + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS) + " s after its end",
                FIX);
    }

    /** {@return the process ID of a sleeper whose parent, a shell, has ended} */
    private static long makeOrphan() throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", "sleep 0.05 >/dev/null 2>&1 & echo $!").start();
        try {
            shell.getOutputStream().close();
            return Long.parseLong(new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
        } finally {
            shell.destroy();
        }
    }

    /** The state letter of a process, after the name in parentheses; empty if it is gone. */
    private static Optional<String> state(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            return Optional.of(stat.substring(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
