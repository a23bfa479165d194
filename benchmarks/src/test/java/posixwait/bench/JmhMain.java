package posixwait.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** JMH as its own main class runs it, in one new JVM without forks. */
final class JmhMain {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private JmhMain() {}

    /**
     * Runs it to its end.
     *
     * @param directory where what it prints goes
     * @param flags of the JVM
     * @param arguments of JMH
     * @return what it printed
     */
    static String run(Path directory, List<String> flags, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                // Its figures mean nothing, so another one may run beside it.
                "-Djmh.ignoreLock=true",
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jmh.Main",
                "-f",
                "0",
                "-i",
                "1",
                "-foe",
                "true"));
        command.addAll(List.of(arguments));
        SharedDirectory shared = new SharedDirectory(directory);
        Path output = shared.file(MeasuringProcess.OUTPUT);
        try {
            MeasuringProcess.run(command, PATIENCE, shared);
        } catch (MeasuringProcess.Failed e) {
            throw new AssertionError(Files.readString(output), e);
        }
        return Files.readString(output);
    }
}
