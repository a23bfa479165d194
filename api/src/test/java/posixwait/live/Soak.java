package posixwait.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import posixwait.Backend;
import posixwait.Fate;
import posixwait.OnClose;
import posixwait.Reaper;
import posixwait.Registration;
import posixwait.StatusLost;
import posixwait.WaitStatus;
import posixwait.Watch;
import posixwait.spi.BackendProvider;
import posixwait.spi.BackendUnavailableException;

/**
 * Children made and reaped in batches for as long as is wanted: nothing is lost and nothing grows.
 *
 * <p>The system property {@code posixwait.soak} holds how many children and how many seconds at the most, such as
 * {@code 1000000,600}: the Maven profile {@code soak} sets it.
 */
public abstract class Soak extends LiveReaper {
    private static final String SOAK = "posixwait.soak";
    private static final String SHORT = "100000,10";

    protected Soak(BackendProvider provider) throws BackendUnavailableException {
        super(provider);
    }

    @Test
    @Tag(NEW_JVM)
    void nothingIsLostAndNothingGrows() throws IOException, InterruptedException {
        String[] most = System.getProperty(SOAK, SHORT).split(",", -1);
        // The time is that of the loop; a JVM starts and a last batch ends outside of it.
        Duration patience = Duration.ofSeconds(Long.parseLong(most[1])).plus(PATIENCE);
        String summary = new OwnJvm(provider)
                .optimized()
                .with("-Xmx256m")
                .patience(patience)
                .run(Batches.class, most);
        System.out.println(summary);
    }

    /** What a fault does that is raised while it is blocked is undefined (POSIX.1-2024 sigprocmask()); Linux ends the process. */
    @Test
    @Tag(NEW_JVM)
    void aJvmThatMakesBareChildrenOutlivesItsSafepoints() throws IOException, InterruptedException {
        new OwnJvm(provider).run(Safepoints.class);
    }

    /** One reaper, and one batch of children after the other. */
    static final class Batches implements Scenario {
        private static final int BATCH = 2_000;

        /** How much more the heap may hold in the second half than in the first: 3 bytes for each child of the short run. */
        private static final long MARGIN = 128 * 1024;

        private long children;
        private long lost;
        private long wrong;

        @Override
        public void run(Backend backend, String... arguments) throws InterruptedException {
            long most = Long.parseLong(arguments[0]);
            Duration limit = Duration.ofSeconds(Long.parseLong(arguments[1]));
            long begun = System.nanoTime();
            try (Reaper reaper = Reaper.open(backend, OnClose.KILL)) {
                // What is made once is made: classes, code, the reaper's arrays.
                batch(backend, reaper);
                Leftovers before = Leftovers.look();
                int threads = threads();
                long start = usedAfterCollection();
                long firstHalf = start;
                long secondHalf = start;
                while (children < most && System.nanoTime() - begun < limit.toNanos()) {
                    batch(backend, reaper);
                    if (children / BATCH % 5 == 0) {
                        long used = usedAfterCollection();
                        boolean early = 2 * children <= most && 2 * (System.nanoTime() - begun) <= limit.toNanos();
                        firstHalf = early ? Math.max(firstHalf, used) : firstHalf;
                        secondHalf = early ? secondHalf : Math.max(secondHalf, used);
                    }
                }
                Leftovers after = Leftovers.look();
                assertThat(after.children()).as("children").isEqualTo(before.children());
                assertThat(after.descriptors()).as("descriptors").isEqualTo(before.descriptors());
                assertThat(threads()).as("threads").isLessThanOrEqualTo(threads + 2);
                System.out.println(summary(backend, System.nanoTime() - begun, firstHalf, secondHalf));
                assertThat(lost).as("lost").isZero();
                assertThat(wrong).as("wrong").isZero();
                assertThat(secondHalf).as("bytes of heap after collection").isLessThan(firstHalf + MARGIN);
            }
        }

        private void batch(Backend backend, Reaper reaper) throws InterruptedException {
            Registration[] batch = new Registration[BATCH];
            try (Brood brood = new Brood(backend, BATCH)) {
                for (int i = 0; i < BATCH; i++) {
                    batch[i] = reaper.register(brood.exiting(i), Watch.ends());
                }
                for (int i = 0; i < BATCH; i++) {
                    Fate fate = batch[i].await(PATIENCE).orElseThrow();
                    if (fate instanceof StatusLost) {
                        lost++;
                    } else if (!fate.equals(new WaitStatus.Exited(i & 0xff))) {
                        wrong++;
                    }
                }
            }
            children += BATCH;
        }

        private String summary(Backend backend, long nanos, long firstHalf, long secondHalf) {
            return String.format(
                    Locale.ROOT,
                    "soak on %s, Java %d: %d children made and reaped in %.1f s, %d lost, %d wrong;"
                            + " heap after collection at most %d KiB in the first half, %d KiB in the second",
                    backend,
                    Runtime.version().feature(),
                    children,
                    nanos / 1e9,
                    lost,
                    wrong,
                    firstHalf / 1024,
                    secondHalf / 1024);
        }

        /** Those of the compilers and collectors included, of which the JVM starts and ends some when it likes. */
        private static int threads() {
            return ManagementFactory.getThreadMXBean().getThreadCount();
        }

        private static long usedAfterCollection() {
            System.gc();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }
    }
}
