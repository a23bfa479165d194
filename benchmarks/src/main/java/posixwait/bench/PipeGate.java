package posixwait.bench;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import posixwait.Errno;
import posixwait.PosixException;
import posixwait.spi.Abi;
import posixwait.spi.RawPipe;
import posixwait.spi.SystemCalls;

/**
 * A pipe that children read from, whoever started them: its one writer closes it, and all of them end at that.
 *
 * <p>The children open it by the name that {@code /proc} has for it, so nothing is left to what their standard input is.
 * The writer is closed in every program that this process starts; bare children would hold copies of it.
 */
final class PipeGate implements AutoCloseable {
    private final SystemCalls calls;
    private final RawPipe pipe = new RawPipe();
    private final String path;

    PipeGate(SystemCalls calls) {
        this.calls = calls;
        int result = calls.pipe2(pipe, Abi.O_CLOEXEC);
        if (result < 0) {
            throw new PosixException("pipe2", "O_CLOEXEC", new Errno(-result));
        }
        this.path = "/proc/" + calls.getpid() + "/fd/" + pipe.readEnd;
        calls.close(pipe.writeEnd);
    }

    /** {@return programs that end with exit code 0 when the writer closes the pipe} */
    Kind kind() {
        return new Kind(0, List.of("cat", path));
    }

    /** {@return the writer: children that are made from here on wait for its end} */
    FileOutputStream writer() {
        try {
            return new FileOutputStream(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return what closes a writer} */
    static Release release(FileOutputStream writer) {
        return new Release(
                () -> {
                    try {
                        writer.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return 0;
                },
                "close");
    }

    @Override
    public void close() {
        calls.close(pipe.readEnd);
    }
}
