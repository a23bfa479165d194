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
    /** How long a test may take: more than {@link Waiting#LIMIT}, after which it says itself what it waited for. */
    static final Duration LIMIT = Waiting.LIMIT.multipliedBy(2).plus(Race.TIME);

    /** The same under a fault: such a test may be meant to hang, and the sooner that is noticed, the better. */
    static final Duration LIMIT_OF_BROKEN = Duration.ofSeconds(3);

    /** The limit in so many steps, of which a pause of the whole host takes one. */
    private static final int STEPS = 20;

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "watchdog");
        thread.setDaemon(true);
        return thread;
    });

    private final ScheduledFuture<?> alarm;
    private int steps;
    private volatile boolean fired;

    private Watchdog(Children children, Duration limit) {
        alarm = TIMER.scheduleWithFixedDelay(
                () -> {
                    if (++steps >= STEPS) {
                        fired = true;
                        // Again and again: a test that is freed once may make another child and block again.
                        children.killAll();
                    }
                },
                limit.toMillis() / STEPS,
                limit.toMillis() / STEPS,
                TimeUnit.MILLISECONDS);
    }

    static Watchdog over(Children children, Duration limit) {
        return new Watchdog(children, limit);
    }

    /** {@return whether the alarm went off} */
    boolean stop() {
        alarm.cancel(false);
        return fired;
    }
}
