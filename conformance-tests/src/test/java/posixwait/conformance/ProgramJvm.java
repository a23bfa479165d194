package posixwait.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import posixwait.conformance.run.Jdk;
import posixwait.conformance.run.Offspring;

/**
 * A JVM that runs a program as a user would, with native access enabled.
 *
 * <p>It leads a session of its own, and it and all that descend from it have a mark in their environment. By these two
 * everything it leaves behind is found, a daemon with a session of its own included, and ended. Nobody else's process has
 * either.
 */
public final class ProgramJvm {
    private static final int SESSION_FIELD = 3;

    private final Jdk jdk;
    private final String classPath;
    private final Duration patience;

    /**
     * Prepares it.
     *
     * @param jdk whose JVM
     * @param classPath where the program is
     * @param patience after this time it is ended
     */
    public ProgramJvm(Jdk jdk, String classPath, Duration patience) {
        this.jdk = jdk;
        this.classPath = classPath;
        this.patience = patience;
    }

    /**
     * Runs it to its end.
     *
     * @param className the program
     * @param directory of its own: it works there, and its output goes there
     * @param arguments those of the program
     * @return what was wrong with how it ended; and what it printed, errors included
     */
    public Ended run(String className, Path directory, String... arguments) throws IOException, InterruptedException {
        String mark = "POSIXWAIT_PROGRAM_" + UUID.randomUUID().toString().replace('-', '_');
        Path output = directory.resolve(".printed");
        // setsid need not fork here, since a process that was just made leads no group: the pid is that of the JVM.
        List<String> command = new ArrayList<>(List.of("setsid", jdk.java().toString()));
        command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-XX:+UseSerialGC"));
        command.add("-XX:+SuppressFatalErrorMessage");
        command.add("--enable-native-access=ALL-UNNAMED");
        if (jdk.feature() >= 24) {
            command.add("--illegal-native-access=deny");
        }
        command.addAll(List.of("-cp", classPath, className));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put(mark, "1");
        // What a developer has set would be in the output.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        Process process = builder.start();
        try {
            boolean inTime = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            List<String> left = inTime ? living(mark, process.pid()) : List.of();
            List<String> printed = Files.readAllLines(output, StandardCharsets.UTF_8);
            if (!inTime) {
                return new Ended(Optional.of("did not end in " + patience.toSeconds() + " s"), printed);
            } else if (process.exitValue() != 0) {
                return new Ended(Optional.of("ended with exit code " + process.exitValue()), printed);
            } else if (!left.isEmpty()) {
                return new Ended(Optional.of("left behind: " + left), printed);
            }
            return new Ended(Optional.empty(), printed);
        } finally {
            Offspring.killAll(each -> descends(each, mark, process.pid()));
            process.destroyForcibly().waitFor();
        }
    }

    /**
     * How it ended.
     *
     * @param trouble what was wrong; empty if it ended by itself, with exit code 0 and all of its descendants
     * @param printed its output, in lines
     */
    public record Ended(Optional<String> trouble, List<String> printed) {}

    private static List<String> living(String mark, long session) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> descends(process, mark, session))
                    .map(process ->
                            process.pid() + " " + process.info().commandLine().orElse(""))
                    .toList();
        }
    }

    private static boolean descends(ProcessHandle process, String mark, long session) {
        return inSession(process.pid(), session) || Offspring.isMarked(process, mark);
    }

    private static boolean inSession(long pid, long session) {
        return Proc.stat(Long.toString(pid))
                .filter(fields -> !fields.get(0).equals("Z"))
                .filter(fields -> fields.get(SESSION_FIELD).equals(Long.toString(session)))
                .isPresent();
    }
}
