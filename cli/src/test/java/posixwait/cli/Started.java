package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import posixwait.conformance.run.Jdk;

/** The runnable jar, started as a user would, in a directory of its own. */
final class Started {
    /** Nothing is claimed by it: it ends what hangs, and is long enough for a run of the whole kit on a busy host. */
    private static final long PATIENCE_SECONDS = 600;

    /** What the script {@code posixwait} gives the JVM of the command. */
    static final List<String> FLAGS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /** A directory in that of the command, and hidden as its output is. */
    static final String TEMPORARY = ".tmp";

    /** What a run says now and then of where it is, on a host that is slow. */
    private static final String PROGRESS = "\\S+ on Java \\S+: \\d+ (requirements|of \\d+, .*)|exploring \\S+ .*";

    private final Path directory;
    private final Marked marked = new Marked();
    private final Process process;

    private Started(Path directory, List<String> command) throws IOException {
        this.directory = directory;
        this.process = marked.mark(new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(directory.resolve(".out").toFile())
                        .redirectError(directory.resolve(".err").toFile()))
                .start();
    }

    /** Starts {@code java -jar posixwait.jar} with arguments. What is temporary goes to {@link #TEMPORARY}. */
    static Started jar(Path directory, Jdk jdk, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
        command.addAll(FLAGS);
        Path temporary = Files.createDirectories(directory.resolve(TEMPORARY));
        command.addAll(List.of("-Djava.io.tmpdir=" + temporary, "-jar", System.getProperty("posixwait.jar")));
        command.addAll(List.of(arguments));
        return new Started(directory, command);
    }

    /** Starts a line of shell in which {@code $P} is {@code java -jar posixwait.jar}. */
    static Started shell(Path directory, Jdk jdk, String line) throws IOException {
        String set = "P='" + jdk.java() + " " + String.join(" ", FLAGS) + " -jar " + System.getProperty("posixwait.jar")
                + "'; ";
        return new Started(directory, List.of("sh", "-c", set + line));
    }

    /**
     * Starts {@code java -jar posixwait.jar} as a shell starts what runs in the foreground: in a process group of its own, and
     * with a keyboard that can interrupt it. What is temporary goes to {@link #TEMPORARY}.
     */
    static Started inForeground(Path directory, Jdk jdk, String... arguments) throws IOException {
        Path temporary = Files.createDirectories(directory.resolve(TEMPORARY));
        List<String> command = new ArrayList<>(List.of(
                "env",
                // A build in the background of a shell has SIGINT ignored, one under nohup SIGHUP, and so has all
                // that it starts: a JVM leaves ignored what was ignored when it began.
                "--default-signal=HUP,INT,TERM",
                "setsid",
                jdk.java().toString()));
        command.addAll(FLAGS);
        command.addAll(List.of("-Djava.io.tmpdir=" + temporary, "-jar", System.getProperty("posixwait.jar")));
        command.addAll(List.of(arguments));
        return new Started(directory, command);
    }

    /** Waits until one of its processes runs a program whose command line contains some text; or it ends before. */
    void awaitProcess(String text) throws InterruptedException {
        assertThat(within(
                        Duration.ofSeconds(PATIENCE_SECONDS),
                        () -> !process.isAlive()
                                || marked.living().stream()
                                        .anyMatch(each -> commandLine(each).contains(text))))
                .as("a process that runs " + text)
                .isTrue();
    }

    /** Waits until it has written something to its standard output. */
    void awaitOutput() throws InterruptedException {
        assertThat(within(
                        Duration.ofSeconds(PATIENCE_SECONDS),
                        () -> !read(".out").isEmpty()))
                .as("output")
                .isTrue();
    }

    /** Sends a signal, by name; to its whole group as a terminal does, or only to the process itself. */
    void send(String signal, boolean toGroup) throws IOException, InterruptedException {
        String target = (toGroup ? "-" : "") + process.pid();
        new ProcessBuilder("sh", "-c", "kill -s " + signal + " -- " + target + " 2>/dev/null")
                .start()
                .waitFor();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return new String(
                            Files.readAllBytes(Path.of("/proc/" + process.pid() + "/cmdline")), StandardCharsets.UTF_8)
                    .replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * How it ended.
     *
     * @param exitCode its exit code
     * @param out what it wrote to the standard output
     * @param err what it wrote to the standard error
     */
    record Ended(int exitCode, String out, String err) {
        /** Checks that it complained in one line, as documented. */
        Ended complained(int code, String... words) {
            List<String> complaint =
                    err.lines().filter(line -> !line.matches(PROGRESS)).toList();
            assertThat(complaint).as(() -> "the complaint in\n" + err).hasSize(1);
            assertThat(complaint.get(0)).startsWith("posixwait: ").contains(words);
            return ended(code);
        }

        /** Checks the exit code, and that neither a stack trace nor a warning was shown. */
        Ended ended(int code) {
            assertThat(exitCode).as(() -> "the exit code, with\n" + out + err).isEqualTo(code);
            assertThat(err + out).doesNotContain("\tat ", "Exception in thread", "WARNING");
            return this;
        }
    }

    Ended awaitEnd() throws IOException, InterruptedException {
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("it ended")
                    .isTrue();
            Ended ended = new Ended(process.exitValue(), read(".out"), read(".err"));
            assertThat(marked.living()).as("processes left behind").isEmpty();
            return ended;
        } finally {
            marked.living().forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Waits until it has other JVMs at work, ends it with a signal, and waits until nothing of it lives. */
    void endOnceItWorks(boolean forcibly) throws InterruptedException {
        try {
            assertThat(within(Duration.ofSeconds(60), () -> marked.living().size() > 1))
                    .as("it works")
                    .isTrue();
            if (forcibly) {
                process.destroyForcibly();
            } else {
                process.destroy();
            }
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("it ended")
                    .isTrue();
            assertThat(within(Duration.ofSeconds(20), () -> marked.living().isEmpty()))
                    .as(() -> "processes left behind: " + marked.living())
                    .isTrue();
        } finally {
            marked.living().forEach(ProcessHandle::destroyForcibly);
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static boolean within(Duration patience, Condition condition) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return true;
    }

    private String read(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
