package posixwait.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that measures and writes its result in the last line of its output. It leads a session of its own, and nothing
 * of that stays behind.
 */
final class MeasuringProcess {
    /** The file of the directory that holds all of its output. */
    static final String OUTPUT = "measuring.out";

    private MeasuringProcess() {}

    /** A process that gave no result, in one line. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String reason) {
            super(reason);
        }
    }

    /**
     * Runs it.
     *
     * @param command the program and its arguments
     * @param patience after this time it is ended
     * @param directory where its output goes
     * @return the last line of its output
     */
    static String run(List<String> command, Duration patience, SharedDirectory directory) throws Failed {
        Path output = directory.file(OUTPUT);
        Path errors = directory.file("measuring.err");
        try {
            // Its standard input is a pipe that nobody writes to: its end tells the process that this JVM is gone.
            Process process = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            boolean ended;
            try {
                ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                process.destroyForcibly().waitFor();
                Session.end(process.pid());
            }
            if (!ended) {
                throw new Failed("did not end in " + patience.toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                throw new Failed("ended with " + process.exitValue() + ": " + firstLine(errors, output));
            }
            List<String> lines = Files.readAllLines(output);
            if (lines.isEmpty()) {
                throw new Failed("wrote no result");
            }
            return lines.get(lines.size() - 1);
        } catch (IOException e) {
            throw new Failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("interrupted");
        }
    }

    /** What a JVM that cannot start has to say is in its output. */
    private static String firstLine(Path... files) throws IOException {
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    return line.strip();
                }
            }
        }
        return "";
    }
}
