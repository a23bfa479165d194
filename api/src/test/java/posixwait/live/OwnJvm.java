package posixwait.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import posixwait.Backend;
import posixwait.spi.BackendProvider;

/**
 * A JVM for one scenario, in a session of its own: when it has ended, whatever is left of that session is killed.
 *
 * <p>Bare children keep the memory of a whole JVM alive, so this must not depend on how the JVM ended.
 */
final class OwnJvm {
    static final int PASSED = 0;
    static final int FAILED = 1;
    static final int NOT_HERE = 77;
    private static final int SESSION = 3;

    private final BackendProvider provider;
    private final List<String> options = new ArrayList<>();
    private boolean optimized;
    private Duration patience = LiveReaper.PATIENCE;

    OwnJvm(BackendProvider provider) {
        this.provider = provider;
    }

    OwnJvm with(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** With the compiler and the collector of a long-lived JVM, for what is measured. */
    OwnJvm optimized() {
        optimized = true;
        return this;
    }

    OwnJvm patience(Duration longer) {
        patience = longer;
        return this;
    }

    /** Runs a scenario; {@return what it printed}; fails if it failed, and is not run if the host lacks what it needs. */
    String run(Class<? extends Scenario> scenario, String... arguments) throws IOException, InterruptedException {
        // It ends without cleaning up: what it leaves goes with the directory.
        Path directory = Files.createTempDirectory("posixwait-live");
        Path output = directory.resolve("output.txt");
        try {
            int code = run(command(directory, scenario, arguments), output);
            String printed = Files.readString(output, StandardCharsets.UTF_8).strip();
            Assumptions.assumeFalse(code == NOT_HERE, printed);
            assertThat(code).as(printed).isEqualTo(PASSED);
            return printed;
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private int run(List<String> command, Path output) throws IOException, InterruptedException {
        // Standard input is a pipe that nobody writes to: its end tells the JVM that this one is gone. Output goes to a
        // file: a pipe would stay open for as long as any child of that JVM lives.
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(patience.toSeconds(), TimeUnit.SECONDS);
            assertThat(ended)
                    .as("still runs after %s: %s", patience, Files.readString(output))
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly().waitFor();
            endSession(process.pid());
        }
    }

    private List<String> command(Path temporary, Class<? extends Scenario> scenario, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-Djava.io.tmpdir=" + temporary));
        if (!optimized) {
            command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        }
        command.addAll(options);
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", classPath(), ScenarioMain.class.getName()));
        command.addAll(List.of(provider.getClass().getName(), scenario.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private String classPath() {
        List<String> places = new ArrayList<>();
        for (Class<?> type : List.of(Backend.class, provider.getClass(), OwnJvm.class, Assertions.class)) {
            places.add(place(type));
        }
        // Only one of the backends needs a library.
        libraryOf(provider).map(OwnJvm::place).ifPresent(places::add);
        return String.join(File.pathSeparator, places);
    }

    private static Optional<Class<?>> libraryOf(BackendProvider provider) {
        try {
            return Optional.of(Class.forName(
                    "com.sun.jna.Native", false, provider.getClass().getClassLoader()));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Only what the JVM or its descendants made can be in the session it led. */
    private static void endSession(long session) {
        List<ProcessHandle> members = membersOf(session).stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .toList();
        // Looked at again after the handles were taken: their start times guard against a pid that was reused since.
        Set<Long> still = Set.copyOf(membersOf(session));
        members.stream().filter(member -> still.contains(member.pid())).forEach(ProcessHandle::destroyForcibly);
    }

    private static List<Long> membersOf(long session) {
        List<Long> members = new ArrayList<>();
        for (String process : Leftovers.names(Path.of("/proc"), "[0-9]*")) {
            String[] fields = Leftovers.stat(process);
            if (fields.length > SESSION && fields[SESSION].equals(Long.toString(session)) && !fields[0].equals("Z")) {
                members.add(Long.valueOf(process));
            }
        }
        return members;
    }
}
