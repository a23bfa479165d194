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
    private static final List<String> HEADERS = List.of("children.h", "reaping.h");

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

    /** A compiler that runs. */
    static final class Compilation {
        private final Process compiler;
        private final Path program;
        private final Path output;
        private final SharedDirectory directory;

        private Compilation(Process compiler, Path program, Path output, SharedDirectory directory) {
            this.compiler = compiler;
            this.program = program;
            this.output = output;
            this.directory = directory;
        }

        /**
         * Blocks until it has ended.
         *
         * @return the program
         * @throws Missing if it made none
         */
        Floor await() throws Missing {
            try {
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
    }

    /**
     * Begins to compile a program.
     *
     * @param name that of its source, without the suffix
     * @param directory where to; no other compilation is begun at this moment
     * @throws Missing if there is no C compiler
     */
    static Compilation compile(String name, SharedDirectory directory) throws Missing {
        Path source = directory.file(name + ".c");
        Path program = directory.file(name);
        Path output = directory.file(name + ".out");
        try {
            for (String header : HEADERS) {
                // Once: another compiler may be reading it.
                if (Files.notExists(directory.file(header))) {
                    unpack(header, directory);
                }
            }
            unpack(name + ".c", directory);
            ProcessBuilder compiler = new ProcessBuilder(
                            "cc", "-O2", "-pthread", "-o", program.toString(), source.toString(), "-lm", "-ldl")
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            // If it is killed, what it leaves goes with the directory.
            compiler.environment().put("TMPDIR", directory.path().toString());
            return new Compilation(compiler.start(), program, output, directory);
        } catch (IOException e) {
            throw new Missing(String.valueOf(e.getMessage()));
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
