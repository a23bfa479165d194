package posixwait.conformance;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Frees a test that is blocked in the kernel, where neither interruption nor a timeout of JUnit's reaches it: kills the
 * children of the test, so that whatever waits for one of them returns.
 *
 * <p>A test that even this does not free is for the runner: it kills the whole JVM.
 */
final class Watchdog {
    static final Duration LIMIT = Duration.ofSeconds(Integer.getInteger("posixwait.kit.limitSeconds", 10));

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "watchdog");
        thread.setDaemon(true);
        return thread;
    });

    private final ScheduledFuture<?> alarm;
    private volatile boolean fired;

    private Watchdog(Children children) {
        alarm = TIMER.scheduleAtFixedRate(
                () -> {
                    fired = true;
                    // Again every second: a test that is freed once may make another child and block again.
                    children.killAll();
                },
                LIMIT.toMillis(),
                1000,
                TimeUnit.MILLISECONDS);
    }

    static Watchdog over(Children children) {
        return new Watchdog(children);
    }

    /** {@return whether the alarm went off} */
    boolean stop() {
        alarm.cancel(false);
        return fired;
    }
}
