package posixwait.bench.peers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import posixwait.bench.Ends;
import posixwait.bench.Threads;
import posixwait.bench.Watching;

/**
 * {@code java.lang.Process}: what every JVM has.
 *
 * <p>Fair, since nothing stands between the JDK and the caller: {@link Process#onExit} with a callback that runs on the
 * thread which completes it, or {@link Process#waitFor()} where threads that wait are the question. It is measured both
 * without pipes, at its best, and with the three pipes that it makes by default. Nobody reads or writes those.
 */
public final class ProcessWatching implements Watching {
    /** The JDK adds the number of the signal to it. */
    private static final int SIGNALED = 128;

    private final Map<Integer, Process> made = new HashMap<>();
    private final ProcessBuilder program;
    private final @Nullable Threads threads;
    private final Ends ends;

    private ProcessWatching(ProcessBuilder program, @Nullable Threads threads, Ends ends) {
        this.program = program;
        this.threads = threads;
        this.ends = ends;
    }

    /**
     * {@return one whose programs have {@code /dev/null} for all three streams, as those of a {@code Reaper} here}
     *
     * @param program the program of each child, and its arguments
     * @param ends what is told
     */
    public static ProcessWatching withoutPipes(List<String> program, Ends ends) {
        return new ProcessWatching(quiet(program), null, ends);
    }

    /**
     * {@return the same, but with a thread for each child that blocks in {@link Process#waitFor()}}
     *
     * @param program the program of each child, and its arguments
     * @param threads these
     * @param ends what is told
     */
    public static ProcessWatching waiting(List<String> program, Threads threads, Ends ends) {
        return new ProcessWatching(quiet(program), threads, ends);
    }

    private static ProcessBuilder quiet(List<String> program) {
        return new ProcessBuilder(program)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    /**
     * {@return one whose programs are made as a {@link ProcessBuilder} does unless it is told otherwise}
     *
     * @param program the program of each child, and its arguments
     * @param ends what is told
     */
    public static ProcessWatching withPipes(List<String> program, Ends ends) {
        return new ProcessWatching(new ProcessBuilder(program), null, ends);
    }

    @Override
    public int make() {
        try {
            Process process = program.start();
            int pid = (int) process.pid();
            made.put(pid, process);
            return pid;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void watch(int pid) {
        Process process = made.remove(pid);
        if (process == null) {
            throw new IllegalArgumentException(pid + " is none of these, or watched already");
        }
        if (threads == null) {
            var unused = process.onExit().thenAccept(ended -> ends.told(pid, ended.exitValue() > SIGNALED));
        } else {
            threads.start(() -> await(pid, process));
        }
    }

    private void await(int pid, Process process) {
        try {
            ends.told(pid, process.waitFor() > SIGNALED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean runsPrograms() {
        return true;
    }

    @Override
    public boolean makesAnyTime() {
        return true;
    }

    @Override
    public void close() {
        made.clear();
    }
}
