package posixwait.cli.io;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import posixwait.conformance.run.Jdk;
import posixwait.conformance.run.JnaProperties;
import posixwait.conformance.run.Offspring;

/**
 * A JVM that runs one of our main classes on a JDK of the host. Nothing of it stays behind: its children are found by a mark
 * in their environment, also those that lost their parent, and are killed when it ends, and when this JVM does; what is temporary
 * is in a directory of its own, which goes with it.
 */
public final class ChildJvm {
    private final Jdk jdk;
    private final List<Path> extraClassPath;
    private final List<String> flags;

    /**
     * Plans a JVM.
     *
     * @param jdk what runs it
     * @param extraClassPath what it gets beside the class path of this JVM
     */
    public ChildJvm(Jdk jdk, List<Path> extraClassPath) {
        this(jdk, extraClassPath, List.of());
    }

    private ChildJvm(Jdk jdk, List<Path> extraClassPath, List<String> flags) {
        this.jdk = jdk;
        this.extraClassPath = List.copyOf(extraClassPath);
        this.flags = flags;
    }

    /** {@return the same for what is over in a moment: it compiles quickly and has few threads, so it starts soonest} */
    public ChildJvm brief() {
        return new ChildJvm(jdk, extraClassPath, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    }

    /** {@return the same with further flags} */
    public ChildJvm with(List<String> more) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(more);
        return new ChildJvm(jdk, extraClassPath, List.copyOf(all));
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
        List<String> said = new ArrayList<>();
        Path temporary = temporaryDirectory(what);
        try {
            ProcessBuilder builder = new ProcessBuilder(command(main, arguments, temporary)).redirectErrorStream(true);
            builder.environment().put(mark, "1");
            Process process = Offspring.start(builder);
            Thread reader = new Thread(() -> read(process, said, lines), "read-child-jvm");
            reader.start();
            boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            Offspring.killMarked(mark);
            reader.join();
            if (ended) {
                Ending.stayIfSignalled(process.exitValue());
            }
            // If it was killed because this JVM ends, nobody wants to hear of that as a failure.
            Ending.stayIfUnderWay();
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
            Offspring.killMarked(mark);
            delete(temporary);
        }
    }

    private static Path temporaryDirectory(String what) {
        try {
            return Offspring.temporaryDirectory("posixwait");
        } catch (IOException e) {
            throw Complaint.host(what, "no temporary directory: " + Complaint.reason(e), "set -Djava.io.tmpdir")
                    .because(e);
        }
    }

    /** What cannot be deleted is no reason to lose a result; it is tried again when this JVM ends. */
    private static void delete(Path temporary) {
        try {
            Offspring.delete(temporary);
        } catch (IOException e) {
            temporary.toFile().deleteOnExit();
        }
    }

    private List<String> command(String main, List<String> arguments, Path temporary) {
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.addAll(flags);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(JnaProperties.options());
        if (jdk.feature() >= 24) {
            // Proves that the grant above is all that is needed; and JMH still uses sun.misc.Unsafe.
            command.add("--illegal-native-access=deny");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("-Djava.io.tmpdir=" + temporary);
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
}
