package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * The runnable jar in one JVM for all tests of a class, on the newest JDK: for what a command says, writes and returns, which
 * is the same as in a JVM of its own. Its working directory is emptied after each test.
 */
abstract class SharedJvm extends OnJdks {
    /** Nothing is claimed by it: it ends what hangs. */
    private static final long PATIENCE_SECONDS = 600;

    @TempDir
    static Path directory;

    @TempDir
    static Path classes;

    private static Marked marked;
    private static Process process;
    private static BufferedReader answers;
    private static BufferedWriter commands;

    @BeforeAll
    static void start() throws IOException {
        // Nothing else of the tests is to be on its class path: they have backends of their own.
        String classFile = CommandLoop.class.getName().replace('.', '/') + ".class";
        // In a jar: JVMs whose class path has a directory cannot share classes.
        Path jar = classes.resolve("loop.jar");
        try (InputStream in = CommandLoop.class.getClassLoader().getResourceAsStream(classFile);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry(classFile));
            in.transferTo(out);
        }
        List<String> command = new ArrayList<>(List.of(newest().java().toString()));
        command.addAll(Started.FLAGS);
        command.addAll(List.of(
                "-cp", System.getProperty("posixwait.jar") + File.pathSeparator + jar, CommandLoop.class.getName()));
        marked = new Marked();
        process = marked.mark(new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(out().toFile())))
                .start();
        answers = process.errorReader(StandardCharsets.UTF_8);
        commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** The end of its standard input is the end of it. */
    @AfterAll
    static void end() throws IOException, InterruptedException {
        try {
            commands.close();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(marked.living()).as("processes left behind").isEmpty();
        } finally {
            marked.living().forEach(ProcessHandle::destroyForcibly);
        }
    }

    @AfterEach
    void empty() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(directory) && !file.equals(out())) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Runs the command to its end. */
    static Started.Ended run(String... arguments) throws Exception {
        Files.write(out(), new byte[0]);
        commands.write(String.join(CommandLoop.SEPARATOR, arguments));
        commands.newLine();
        commands.flush();
        Started.Ended ended = CompletableFuture.supplyAsync(SharedJvm::answer).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(marked.living())
                .as("processes left behind")
                .extracting(ProcessHandle::pid)
                .containsExactly(process.pid());
        return ended;
    }

    /** What comes before the answer is said by the JVM itself, a warning for one, and belongs to the standard error, too. */
    private static Started.Ended answer() {
        try {
            StringBuilder err = new StringBuilder();
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(CommandLoop.ENDED)) {
                    String[] words = line.substring(CommandLoop.ENDED.length()).split(" ", -1);
                    err.append(new String(Base64.getDecoder().decode(words[1]), StandardCharsets.UTF_8));
                    return new Started.Ended(Integer.parseInt(words[0]), Files.readString(out()), err.toString());
                }
                err.append(line).append('\n');
            }
            throw new AssertionError("the JVM of the command ended, and said: " + err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path out() {
        return directory.resolve(".out");
    }

    static List<String> files() throws IOException {
        return filesIn(directory);
    }
}
