package posixwait.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import posixwait.spi.SystemCalls;
import tools.jackson.databind.json.JsonMapper;

/**
 * The session that a measuring JVM leads, so that whatever it leaves behind can be found and ended.
 *
 * <p>{@link BenchMain} learns of it by a file in {@value #DIRECTORY}. When {@link BenchMain} itself is gone, which the end
 * of standard input tells, this JVM ends its children and itself.
 */
final class TrialSession {
    /** The system property with the directory that {@link BenchMain} and the JVMs that measure share. */
    static final String DIRECTORY = "posixwait.bench.directory";

    private static final String MARK = "session";
    private static final String SAMPLES = "samples.json";
    private static final Object MAKING = new Object();

    private TrialSession() {}

    /** Leads a session from here on. */
    static void lead(SystemCalls calls) {
        int session = calls.setsid();
        if (session < 0 && calls.getsid(0) != calls.getpid()) {
            throw new IllegalStateException("setsid: errno " + -session + ", so that children could be left behind");
        }
        Path directory = directory();
        if (directory != null) {
            write(mark(directory), Long.toString(ProcessHandle.current().pid()));
            Thread watcher = new Thread(TrialSession::endWithStarter, "end-with-starter");
            watcher.setDaemon(true);
            watcher.start();
        }
    }

    /** {@return the file by which a JVM says that it leads a session, and its pid} */
    static Path mark(Path directory) {
        return directory.resolve(MARK);
    }

    /** {@return the file with what a JVM measured beside what JMH did} */
    static Path samples(Path directory) {
        return directory.resolve(SAMPLES);
    }

    /** Makes a child, unless this JVM is ending: then a child could be missed, and this blocks for the rest of it. */
    static <T> T make(Supplier<T> child) {
        synchronized (MAKING) {
            return child.get();
        }
    }

    private static void endWithStarter() {
        try {
            while (System.in.read() >= 0) {
                // nobody writes to it
            }
        } catch (IOException e) {
            // An unreadable pipe is one that nobody holds.
        }
        synchronized (MAKING) {
            Session.end(ProcessHandle.current().pid());
            Runtime.getRuntime().halt(1);
        }
    }

    /** Hands samples to {@link BenchMain}, if that started this JVM. */
    static void save(Samples samples) {
        Path directory = directory();
        if (directory != null) {
            write(samples(directory), JsonMapper.shared().writeValueAsString(samples));
        }
    }

    private static @Nullable Path directory() {
        String directory = System.getProperty(DIRECTORY);
        return directory == null ? null : Path.of(directory);
    }

    private static void write(Path file, String text) {
        try {
            // In one step: whoever polls for the file must not read half of it.
            Path unfinished = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(unfinished, text);
            Files.move(unfinished, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
