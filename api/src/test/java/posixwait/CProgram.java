package posixwait;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Compiles and runs a C program of {@code src/test/c}, where there is a compiler. */
public final class CProgram {
    private static final Path SOURCES = Path.of(System.getProperty("basedir", "."), "src/test/c");

    private CProgram() {}

    /** {@return whether this host has a {@code cc}} */
    public static boolean canCompile() {
        return Arrays.stream(String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "cc")));
    }

    /**
     * {@return the lines that the program prints}
     *
     * @param source its file in {@code src/test/c}
     * @param scratch a directory for the executable
     */
    public static List<String> run(String source, Path scratch) throws IOException, InterruptedException {
        String executable = scratch.resolve("program").toString();
        String said = output(
                "cc", "-std=gnu11", "-o", executable, SOURCES.resolve(source).toString());
        if (!said.isEmpty()) {
            throw new IOException("cc says: " + said);
        }
        return output(executable).lines().toList();
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " exited with " + code + ": " + text);
        }
        return text;
    }
}
