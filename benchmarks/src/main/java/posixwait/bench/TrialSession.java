package posixwait.bench;

import java.io.IOException;
import java.util.function.Supplier;
import posixwait.spi.SystemCalls;

/**
 * The session that a measuring JVM leads, so that whatever it leaves behind can be found and ended.
 *
 * <p>{@link BenchMain} learns of it through the {@link SharedDirectory}. When {@link BenchMain} itself is gone, which the
 * end of standard input tells, this JVM ends its children and itself.
 */
final class TrialSession {
    private static final Object MAKING = new Object();
    private static final long TIME_TO_END_MILLIS = 2_000;
    private static volatile boolean left;

    private TrialSession() {}

    /** Leads a session from here on. */
    static void lead(SystemCalls calls) {
        int session = calls.setsid();
        if (session < 0 && calls.getsid(0) != calls.getpid()) {
            throw new IllegalStateException("setsid: errno " + -session + ", so that children could be left behind");
        }
        SharedDirectory.ofStarter().ifPresent(directory -> {
            directory.writeSession();
            Thread watcher = new Thread(() -> endWithStarter(directory), "end-with-starter");
            watcher.setDaemon(true);
            watcher.start();
            // JMH notices too that nobody listens any more, and must not exit before the watcher is through.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> giveTime(watcher), "give-time"));
        });
    }

    /** Says that this JVM has no children any more and will make no more. */
    static void leave() {
        left = true;
    }

    private static void giveTime(Thread watcher) {
        try {
            if (!left) {
                watcher.join(TIME_TO_END_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes a child, unless this JVM is ending: then a child could be missed, and this blocks for the rest of it. */
    static <T> T make(Supplier<T> child) {
        synchronized (MAKING) {
            return child.get();
        }
    }

    private static void endWithStarter(SharedDirectory directory) {
        try {
            while (System.in.read() >= 0) {
                // nobody writes to it
            }
        } catch (IOException e) {
            // An unreadable pipe is one that nobody holds.
        }
        synchronized (MAKING) {
            Session.end(ProcessHandle.current().pid());
            directory.delete();
            Runtime.getRuntime().halt(1);
        }
    }

    /** Hands samples to {@link BenchMain}, if that started this JVM. */
    static void save(Samples samples) {
        SharedDirectory.ofStarter().ifPresent(directory -> directory.writeSamples(samples));
    }
}
