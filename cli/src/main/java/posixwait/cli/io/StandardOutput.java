package posixwait.cli.io;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The standard output: UTF-8 whatever the locale, and it remembers why it failed. A reader that went away, such as
 * {@code head}, is no failure.
 */
public final class StandardOutput extends PrintStream {
    private final Watched watched;

    /** Opens it. */
    public StandardOutput() {
        this(new Watched(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out))));
    }

    private StandardOutput(Watched watched) {
        super(watched, true, StandardCharsets.UTF_8);
        this.watched = watched;
    }

    /**
     * Writes out what is left.
     *
     * @throws Complaint if something could not be written, and not because the reader went away
     */
    public void finish() {
        flush();
        IOException failure = watched.failure;
        if (failure != null && !String.valueOf(failure.getMessage()).contains("Broken pipe")) {
            throw Complaint.host("standard output", Complaint.reason(failure), "send it somewhere with room")
                    .because(failure);
        }
    }

    /** Keeps the first failure, which a {@link PrintStream} swallows. */
    private static final class Watched extends FilterOutputStream {
        private @Nullable IOException failure;

        Watched(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            keepingFailure(() -> out.write(bytes, offset, length));
        }

        @Override
        public void write(int oneByte) throws IOException {
            keepingFailure(() -> out.write(oneByte));
        }

        @Override
        public void flush() throws IOException {
            keepingFailure(out::flush);
        }

        private void keepingFailure(Writing writing) throws IOException {
            // What has not come to its end has no result.
            Ending.stayIfUnderWay();
            if (failure != null) {
                return;
            }
            try {
                writing.run();
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        private interface Writing {
            void run() throws IOException;
        }
    }
}
