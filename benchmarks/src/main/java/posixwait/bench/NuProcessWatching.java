package posixwait.bench;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import com.zaxxer.nuprocess.NuProcess;
import com.zaxxer.nuprocess.NuProcessBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * NuProcess. It watches what it starts from then on, and gives each child three pipes: it has no other way to learn of an
 * end.
 */
final class NuProcessWatching implements Watching {
    /**
     * The best that its documentation allows: a thread for each core where it would take half as many, and the least
     * interval at which it asks children whose pipes have closed.
     */
    static final List<String> FLAGS =
            List.of("-Dcom.zaxxer.nuprocess.threads=cores", "-Dcom.zaxxer.nuprocess.deadPoolPollMs=100");

    private final Ends ends;
    private final String program;

    NuProcessWatching(Ends ends) {
        this.ends = ends;
        // It looks nothing up.
        this.program = Stream.of("/bin/", "/usr/bin/")
                .map(directory -> directory + Storm.PROGRAM.get(0))
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElse(Storm.PROGRAM.get(0));
    }

    @Override
    public int make() {
        NuProcessBuilder builder = new NuProcessBuilder(program, Storm.PROGRAM.get(1));
        builder.setProcessListener(new NuAbstractProcessHandler() {
            @Override
            public void onExit(int statusCode) {
                ends.told(statusCode != 0);
            }
        });
        NuProcess process = builder.start();
        if (process == null) {
            throw new UncheckedIOException(new IOException("NuProcess could not start " + program));
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
