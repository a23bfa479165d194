package posixwait.bench.peers;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import com.zaxxer.nuprocess.NuProcess;
import com.zaxxer.nuprocess.NuProcessBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import posixwait.bench.Ends;
import posixwait.bench.Watching;

/**
 * NuProcess. It watches what it starts from then on, and gives each child three pipes: it has no other way to learn of an
 * end.
 *
 * <p>Fair, since it is set up as its documentation has it for the least delay ({@link #FLAGS}), and the end is taken where
 * it tells of it, in {@code onExit}. Its children write nothing, so none of its time goes into reading.
 */
public final class NuProcessWatching implements Watching {
    /**
     * The best that its documentation allows: a thread for each core where it would take half as many, and the least
     * interval at which it asks children whose pipes have closed.
     */
    public static final List<String> FLAGS =
            List.of("-Dcom.zaxxer.nuprocess.threads=cores", "-Dcom.zaxxer.nuprocess.deadPoolPollMs=100");

    private final Ends ends;
    private final List<String> command;

    /**
     * Starts nothing yet.
     *
     * @param program the program of each child, and its arguments
     * @param ends what is told
     */
    public NuProcessWatching(List<String> program, Ends ends) {
        this.ends = ends;
        this.command = new ArrayList<>(program);
        // It looks nothing up.
        Stream.of("/bin/", "/usr/bin/")
                .map(directory -> directory + program.get(0))
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .ifPresent(path -> command.set(0, path));
    }

    @Override
    public int make() {
        NuProcessBuilder builder = new NuProcessBuilder(command);
        builder.setProcessListener(new NuAbstractProcessHandler() {
            private volatile int pid;

            @Override
            public void onStart(NuProcess started) {
                pid = started.getPID();
            }

            @Override
            public void onExit(int statusCode) {
                ends.told(pid, statusCode != 0);
            }
        });
        NuProcess process = builder.start();
        if (process == null) {
            throw new UncheckedIOException(new IOException("NuProcess could not start " + command));
        }
        return process.getPID();
    }

    @Override
    public void watch(int pid) {
        // It does already.
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
        // Its threads end by themselves when no child is left.
    }
}
