package posixwait.conformance.mutants;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import posixwait.conformance.Proc;

/**
 * A {@link MutantJvm} in a PID namespace and a session of its own.
 *
 * <p>A mutant that has 0 or -1 where a pid should be makes a test signal its process group, or everybody. From within the
 * namespace there is nobody else, and by way of the process group nobody is reached but those of the session. When the
 * namespace's first process is killed, the kernel kills all others: nothing is left, whatever a mutant did.
 */
final class Sandbox implements AutoCloseable {
    private static final long CAP_SYS_ADMIN = 1L << 21;
    private static final Duration PATIENCE_AT_START = Duration.ofSeconds(60);
    /** What no JVM says: it has ended. */
    private static final List<String> END = List.of();

    /** For the day on which whoever watches a mutant is killed: after that nobody else would. */
    private static final String LIMIT_SECONDS = "1800";

    private final Path directory;
    private final Process process;
    private final OutputStream in;
    private final BlockingQueue<List<String>> said = new LinkedBlockingQueue<>();
    private boolean ended;

    /**
     * Starts a JVM and waits until it is ready.
     *
     * @param target what is to be mutated in it
     * @param sigchldBlocked whether it starts with {@code SIGCHLD} and {@code SIGUSR1} blocked in all its threads
     * @throws IOException if there is no such namespace to be had, or the JVM does not start in it
     */
    Sandbox(Target target, boolean sigchldBlocked) throws IOException, InterruptedException {
        directory = Files.createTempDirectory("posixwait-mutants");
        Path output = directory.resolve("stderr");
        process = new ProcessBuilder(command(target, sigchldBlocked, directory))
                .directory(directory.toFile())
                .redirectError(output.toFile())
                .start();
        in = process.getOutputStream();
        Thread reader = new Thread(this::read, "sandbox-output");
        reader.setDaemon(true);
        reader.start();
        Optional<List<String>> ready = receive(PATIENCE_AT_START);
        if (ready.isEmpty()) {
            String why = Files.readString(output).strip();
            close();
            throw new IOException(
                    "no JVM in a PID namespace of its own, without which a mutant could signal every process"
                            + " of this host; unshare(1) must be allowed to make one: " + why);
        }
    }

    private static List<String> command(Target target, boolean sigchldBlocked, Path directory) throws IOException {
        List<String> command = new ArrayList<>(sigchldBlocked ? List.of("env", "--block-signal=CHLD,USR1") : List.of());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:+SuppressFatalErrorMessage",
                "--enable-native-access=ALL-UNNAMED",
                "-Dposixwait.kit.raceMillis=100",
                "-D" + Called.FILE + "=" + directory.resolve("called"),
                "-cp",
                System.getProperty("java.class.path"),
                MutantJvm.class.getName(),
                target.name(),
                MutantJvm.pidNamespace()));
        return inside(command);
    }

    /** {@return what runs a command in a PID namespace and a session of its own; it ends with the first process} */
    static List<String> inside(List<String> command) {
        List<String> all = new ArrayList<>(List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child"));
        if ((Proc.signals("self", "CapEff") & CAP_SYS_ADMIN) == 0) {
            all.addAll(List.of("--user", "--map-root-user"));
        }
        // The shell is the first process, so that the JVM is none: that gets fewer signals and adopts every orphan.
        all.addAll(List.of(
                "/bin/sh",
                "-c",
                "ulimit -S -c 0; timeout -s KILL " + LIMIT_SECONDS + " setsid \"$@\"; exit $?",
                "sandbox"));
        all.addAll(command);
        return all;
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(MutantJvm.MARK)) {
                    said.add(List.of(line.substring(MutantJvm.MARK.length()).split("\t", -1)));
                }
            }
        } catch (IOException e) {
            // as good as the end
        }
        said.add(END);
    }

    /** Gives a command; if the JVM has ended, the next {@link #receive} says so. */
    void send(List<String> words) {
        try {
            in.write((String.join("\t", words) + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            said.add(END);
        }
    }

    /** {@return the next thing that the JVM says; empty if it ended, or says nothing for so long} */
    Optional<List<String>> receive(Duration patience) throws InterruptedException {
        List<String> words = said.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (END.equals(words)) {
            ended = true;
        }
        return Optional.ofNullable(words).filter(some -> !some.equals(END));
    }

    /**
     * {@return whether {@link #receive} came to the end of what the JVM says}
     *
     * <p>Not whether {@code unshare} is alive: it outlives the last writer of the pipe by a moment, in which a JVM that ended
     * would be taken for one that hangs.
     */
    boolean hasEnded() {
        return ended;
    }

    /** Ends the JVM and everything it made. */
    @Override
    public void close() throws IOException {
        // unshare's death is that of the first process of the namespace, and so of all.
        process.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
