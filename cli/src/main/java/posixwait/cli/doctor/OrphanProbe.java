package posixwait.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Tries whether orphans are reaped here: makes one, sees who adopts it, lets it end, and watches how long it stays a zombie. */
final class OrphanProbe {
    private static final String ABOUT = "orphans";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long LATE_MILLIS = 500;
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private OrphanProbe() {}

    /**
     * What became of an orphan.
     *
     * @param adopter the process it was left to; 0 is one outside of the PID namespace
     * @param name what that is called; {@code null} if it cannot be read
     * @param zombieMillis how long it was seen as a zombie; {@code null} if it still was one when patience ended
     */
    record Adopted(
            long adopter, @Nullable String name, @Nullable Long zombieMillis) {}

    static Finding probe() {
        try (Orphan orphan = Orphan.make()) {
            Optional<Orphan.Seen> alive = orphan.look();
            if (alive.isEmpty()) {
                return untried("/proc/" + orphan.pid() + "/stat of a living process of ours cannot be read");
            }
            long adopter = alive.get().parent();
            orphan.letGo();
            return judge(new Adopted(adopter, name(adopter), zombieMillis(orphan, adopter)));
        } catch (IOException e) {
            return untried(String.valueOf(e.getMessage()));
        }
    }

    static Finding judge(Adopted orphan) {
        String adopter = "process " + orphan.adopter() + (orphan.name() == null ? "" : ", " + orphan.name() + ",");
        String evidence = "an orphan of ours was left to process " + orphan.adopter()
                + (orphan.name() == null ? "" : " (" + orphan.name() + ")") + " and watched every 2 ms";
        Long millis = orphan.zombieMillis();
        if (millis == null) {
            return Finding.warn(
                    ABOUT,
                    adopter + " left one a zombie for " + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS)
                            + " s and more",
                    evidence,
                    HostRules.REAPING_PROCESS_ONE);
        }
        return millis < LATE_MILLIS
                ? Finding.ok(
                        ABOUT, adopter + " reaps them after " + (millis < 2 ? "at most 2" : millis) + " ms", evidence)
                : Finding.warn(
                        ABOUT,
                        adopter + " reaps them late, after " + millis + " ms",
                        evidence,
                        HostRules.REAPING_PROCESS_ONE);
    }

    private static Finding untried(String reason) {
        return Finding.unfixable(
                ABOUT,
                "could not be tried",
                reason,
                "it needs a program sh and a /proc that shows the processes of this user; 'check' goes without");
    }

    /** How long it was a zombie; 0 if it was gone before it was seen as one; {@code null} if it stays one. */
    private static @Nullable Long zombieMillis(Orphan orphan, long adopter) {
        long start = System.nanoTime();
        long since = 0;
        while (System.nanoTime() - start < PATIENCE_NANOS) {
            Optional<Orphan.Seen> seen = orphan.look();
            // With another parent it is another process, which got the process ID after this one was reaped.
            if (seen.isEmpty() || seen.get().parent() != adopter) {
                return since == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
            }
            if (since == 0 && seen.get().zombie()) {
                since = System.nanoTime();
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return null;
    }

    private static @Nullable String name(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/comm")).strip();
        } catch (IOException e) {
            return null;
        }
    }
}
