package posixwait.bench.peers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import posixwait.bench.Ends;
import posixwait.bench.Watching;

/** {@link Process#onExit}: what every JVM has. Nobody reads or writes the pipes, if there are any. */
public final class ProcessWatching implements Watching {
    /** The JDK adds the number of the signal to it. */
    private static final int SIGNALED = 128;

    private final Map<Integer, Process> made = new HashMap<>();
    private final ProcessBuilder program;
    private final Ends ends;

    private ProcessWatching(ProcessBuilder program, Ends ends) {
        this.program = program;
        this.ends = ends;
    }

    /**
     * {@return one whose programs have {@code /dev/null} for all three streams, as those of a {@code Reaper} here}
     *
     * @param program the program of each child, and its arguments
     * @param ends what is told
     */
    public static ProcessWatching withoutPipes(List<String> program, Ends ends) {
        return new ProcessWatching(
                new ProcessBuilder(program)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD),
                ends);
    }

    /**
     * {@return one whose programs are made as a {@link ProcessBuilder} does unless it is told otherwise}
     *
     * @param program the program of each child, and its arguments
     * @param ends what is told
     */
    public static ProcessWatching withPipes(List<String> program, Ends ends) {
        return new ProcessWatching(new ProcessBuilder(program), ends);
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
        var unused = process.onExit().thenAccept(ended -> ends.told(pid, ended.exitValue() > SIGNALED));
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
