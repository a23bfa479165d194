package posixwait.bench.peers;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import com.zaxxer.nuprocess.NuProcess;
import com.zaxxer.nuprocess.NuProcessBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import posixwait.bench.Maker;

/**
 * NuProcess, with the flags of {@link NuProcessWatching}.
 *
 * <p>It gives each child three pipes, which cannot be turned off: it has no other way to learn of an end.
 */
public final class NuProcessMaker implements Maker {
    /** What its {@code waitFor} takes for no limit. */
    private static final long FOR_EVER = 0;

    private final List<String> program;
    private @Nullable NuProcess last;

    /**
     * Starts nothing yet.
     *
     * @param program the path of the program of each child, and its arguments
     */
    public NuProcessMaker(List<String> program) {
        this.program = List.copyOf(program);
    }

    @Override
    public int make() {
        NuProcessBuilder builder = new NuProcessBuilder(program);
        // It wants one, although nobody is to be told.
        builder.setProcessListener(new NuAbstractProcessHandler() {});
        NuProcess process = builder.start();
        if (process == null) {
            throw new UncheckedIOException(new IOException("NuProcess could not start " + program.get(0)));
        }
        last = process;
        return process.getPID();
    }

    @Override
    public int reap() {
        NuProcess process = last;
        if (process == null) {
            throw new IllegalStateException("no child was made");
        }
        try {
            return process.waitFor(FOR_EVER, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
