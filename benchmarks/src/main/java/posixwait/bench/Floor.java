package posixwait.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The C program, compiled on this host. */
final class Floor {
    private static final long COMPILE_SECONDS = 60;

    private final Path program;
    private final SharedDirectory directory;

    private Floor(Path program, SharedDirectory directory) {
        this.program = program;
        this.directory = directory;
    }

    /** There is no floor, or it could not be measured. */
    static final class Missing extends Exception {
        private static final long serialVersionUID = 1L;

        Missing(String reason) {
            super(reason);
        }
    }

    /**
     * Compiles the program.
     *
     * @param directory where to
     * @throws Missing if there is no C compiler, or what it makes does not run
     */
    static Floor compile(SharedDirectory directory) throws Missing {
        Path source = directory.file("floor.c");
        Path program = directory.file("floor");
        Path output = directory.file("cc.out");
        try (InputStream resource = Objects.requireNonNull(Floor.class.getResourceAsStream("floor.c"))) {
            Files.copy(resource, source);
            Process compiler = new ProcessBuilder("cc", "-O2", "-pthread", "-o", program.toString(), source.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!compiler.waitFor(COMPILE_SECONDS, TimeUnit.SECONDS)) {
                compiler.destroyForcibly().waitFor();
                throw new Missing("cc did not end");
            }
            if (compiler.exitValue() != 0) {
                throw new Missing("cc ended with " + compiler.exitValue() + firstError(output));
            }
            return new Floor(program, directory);
        } catch (IOException e) {
            throw new Missing(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Missing("interrupted");
        }
    }

    private static String firstError(Path output) throws IOException {
        try (Stream<String> lines = Files.lines(output)) {
            return lines.filter(line -> line.contains("error"))
                    .findFirst()
                    .map(line -> ": " + line)
                    .orElse("");
        }
    }

    /**
     * Runs a workload.
     *
     * @param workload what
     * @param patience after this time it is ended
     * @return what it gave, or that this host does not allow it
     * @throws Missing if it failed
     */
    Samples run(Workload workload, Duration patience) throws Missing {
        Path output = directory.file("floor.out");
        Path errors = directory.file("floor.err");
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(workload.floor());
        try {
            // Its standard input is a pipe that nobody writes to: its end tells the program that this JVM is gone.
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
                throw new Missing("did not end in " + patience.toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                throw new Missing("ended with " + process.exitValue() + ": "
                        + Files.readString(errors).strip());
            }
            List<String> lines = Files.readAllLines(output);
            return JsonMapper.shared().readValue(lines.get(lines.size() - 1), Samples.class);
        } catch (IOException | JacksonException e) {
            throw new Missing(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Missing("interrupted");
        }
    }
}
