package posixwait.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A C program, compiled on this host. */
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
     * Compiles a program.
     *
     * @param name that of its source, without the suffix
     * @param directory where to
     * @throws Missing if there is no C compiler, or what it makes does not run
     */
    static Floor compile(String name, SharedDirectory directory) throws Missing {
        Path source = directory.file(name + ".c");
        Path program = directory.file(name);
        Path output = directory.file("cc.out");
        try {
            unpack("children.h", directory);
            unpack("reaping.h", directory);
            unpack(name + ".c", directory);
            Process compiler = new ProcessBuilder(
                            "cc", "-O2", "-pthread", "-o", program.toString(), source.toString(), "-lm", "-ldl")
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

    private static void unpack(String name, SharedDirectory directory) throws IOException {
        try (InputStream resource = Objects.requireNonNull(Floor.class.getResourceAsStream(name))) {
            Files.copy(resource, directory.file(name), StandardCopyOption.REPLACE_EXISTING);
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
     * Runs the program.
     *
     * @param arguments its arguments
     * @param patience after this time it is ended
     * @return the last line of its output
     * @throws Missing if it failed
     */
    String run(List<String> arguments, Duration patience) throws Missing {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(arguments);
        try {
            return MeasuringProcess.run(command, patience, directory);
        } catch (MeasuringProcess.Failed e) {
            throw new Missing(String.valueOf(e.getMessage()));
        }
    }
}
