package posixwait.cli.io;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import posixwait.conformance.run.Jdk;
import posixwait.conformance.run.JnaProperties;

/**
 * A JVM that runs one of our main classes on a JDK of the host. Nothing of it stays behind: its children are found by a mark
 * in their environment, also those that lost their parent, and are killed when it ends, and when this JVM does.
 */
public final class ChildJvm {
    private static final int ROUNDS = 100;

    private final Jdk jdk;
    private final List<Path> extraClassPath;

    /**
     * Plans a JVM.
     *
     * @param jdk what runs it
     * @param extraClassPath what it gets beside the class path of this JVM
     */
    public ChildJvm(Jdk jdk, List<Path> extraClassPath) {
        this.jdk = jdk;
        this.extraClassPath = List.copyOf(extraClassPath);
    }

    /**
     * How a JVM ended.
     *
     * @param exitCode its exit code
     * @param said its output, in lines
     */
    public record Ended(int exitCode, List<String> said) {
        /** {@return the line that says most: the first that names an exception or an error, else the last one} */
        public String why() {
            return said.stream()
                    .filter(line -> line.contains("Exception") || line.contains("Error"))
                    .findFirst()
                    .or(() -> said.stream().reduce((first, second) -> second))
                    .map(String::strip)
                    .orElse("it said nothing");
        }
    }

    /**
     * Runs it to its end.
     *
     * @param main the main class
     * @param arguments its arguments
     * @param patience after this time it is killed
     * @param lines gets what it says, line by line
     * @return how it ended
     * @throws Complaint if it cannot be started, or does not end in time
     */
    public Ended run(String main, List<String> arguments, Duration patience, Consumer<String> lines) {
        String what = main.substring(main.lastIndexOf('.') + 1) + " on Java " + jdk.version();
        String mark = "POSIXWAIT_RUN_" + UUID.randomUUID().toString().replace('-', '_');
        AtomicBoolean goingDown = new AtomicBoolean();
        Thread atExit = new Thread(
                () -> {
                    goingDown.set(true);
                    killMarked(mark);
                },
                "kill-child-jvm");
        Runtime.getRuntime().addShutdownHook(atExit);
        List<String> said = new ArrayList<>();
        try {
            ProcessBuilder builder = new ProcessBuilder(command(main, arguments)).redirectErrorStream(true);
            builder.environment().put(mark, "1");
            Process process = builder.start();
            Thread reader = new Thread(() -> read(process, said, lines), "read-child-jvm");
            reader.start();
            boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            killMarked(mark);
            reader.join();
            while (goingDown.get()) {
                // It was killed because this JVM ends: nobody wants to hear of that as a failure.
                LockSupport.park();
            }
            if (!ended) {
                throw Complaint.host(
                        what, "did not end in " + patience.toMinutes() + " min", "is the host overloaded?");
            }
            return new Ended(process.exitValue(), List.copyOf(said));
        } catch (IOException e) {
            throw Complaint.host(what, Complaint.reason(e), "is " + jdk.java() + " a working JVM?")
                    .because(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Complaint.host(what, "was interrupted", "run it again").because(e);
        } finally {
            killMarked(mark);
            forget(atExit);
        }
    }

    private List<String> command(String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(JnaProperties.options());
        if (jdk.feature() >= 24) {
            // Proves that the grant above is all that is needed; and JMH still uses sun.misc.Unsafe.
            command.add("--illegal-native-access=deny");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("-cp");
        StringBuilder classPath = new StringBuilder(System.getProperty("java.class.path"));
        extraClassPath.forEach(path -> classPath.append(File.pathSeparator).append(path.toAbsolutePath()));
        command.add(classPath.toString());
        command.add(Leashed.class.getName());
        command.add(main);
        command.addAll(arguments);
        return command;
    }

    private static void read(Process process, List<String> said, Consumer<String> lines) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                said.add(line);
                lines.accept(line);
            }
        } catch (IOException e) {
            said.add("its output could not be read: " + e.getMessage());
        }
    }

    /** Kills every process with the mark; again until none is left, since they may be starting others. */
    private static void killMarked(String mark) {
        boolean killed = true;
        for (int round = 0; killed && round < ROUNDS; round++) {
            try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
                killed = all.filter(process -> environment(process.pid()).contains(mark))
                        .map(ProcessHandle::destroyForcibly)
                        .reduce(false, Boolean::logicalOr);
            }
        }
    }

    private static String environment(long pid) {
        try {
            return new String(Files.readAllBytes(Path.of("/proc/" + pid + "/environ")), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // gone, or another user's
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is going down, and the hook runs anyway.
            return;
        }
    }
}
