package posixwait.bench.peers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import posixwait.bench.Maker;

/**
 * {@link ProcessBuilder} in the launch mechanism that its JVM was started with.
 *
 * <p>Its streams are {@code /dev/null}: nobody is to read or write, the others' have none either, and pipes cost.
 */
public final class ProcessMaker implements Maker {
    /** The system property that chooses the launch mechanism, once in each JVM. */
    public static final String MECHANISM = "jdk.lang.Process.launchMechanism";

    private final ProcessBuilder builder;
    private @Nullable Process last;

    /**
     * Starts nothing yet.
     *
     * @param program the program of each child, and its arguments
     */
    public ProcessMaker(List<String> program) {
        this.builder = new ProcessBuilder(program)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    @Override
    public int make() {
        try {
            Process process = builder.start();
            last = process;
            return (int) process.pid();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int reap() {
        Process process = last;
        if (process == null) {
            throw new IllegalStateException("no child was made");
        }
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
