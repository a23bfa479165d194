package posixwait.bench;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
    private static volatile @Nullable Thread watcher;

    private TrialSession() {}

    /** Leads a session from here on. */
    static void lead(SystemCalls calls) {
        int session = calls.setsid();
        if (session < 0 && calls.getsid(0) != calls.getpid()) {
            throw new IllegalStateException("setsid: errno " + -session + ", so that children could be left behind");
        }
        SharedDirectory.ofStarter().ifPresent(directory -> {
            directory.writeSession();
            Thread watching = new Thread(() -> endWithStarter(directory), "end-with-starter");
            watching.setDaemon(true);
            watching.start();
            watcher = watching;
            // JMH notices too that nobody listens any more, and must not exit before the watcher is through.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> giveTime(watching), "give-time"));
        });
    }

    /** Says that this JVM has no children any more and will make no more. */
    static void leave() {
        left = true;
        Thread watching = watcher;
        if (watching != null) {
            // A JVM that ends waits 0.3 s for threads that are in C, as one is that reads. This ends the read.
            watching.interrupt();
        }
    }

    private static void giveTime(Thread watching) {
        try {
            if (!left) {
                watching.join(TIME_TO_END_MILLIS);
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
        // A channel, whose reader can be interrupted.
        try (FileInputStream input = new FileInputStream(FileDescriptor.in);
                FileChannel pipe = input.getChannel()) {
            ByteBuffer nothing = ByteBuffer.allocate(1);
            while (pipe.read(nothing) >= 0) {
                // nobody writes to it
                nothing.clear();
            }
        } catch (IOException e) {
            // An unreadable pipe is one that nobody holds, or this JVM is done.
        }
        if (left) {
            return;
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
