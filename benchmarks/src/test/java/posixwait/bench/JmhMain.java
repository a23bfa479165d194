package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** JMH as its own main class runs it, in one new JVM without forks. */
final class JmhMain {
    private static final long PATIENCE_SECONDS = 120;

    private JmhMain() {}

    /**
     * Runs it to its end.
     *
     * @param output where what it prints goes
     * @param flags of the JVM
     * @param arguments of JMH
     * @return what it printed
     */
    static String run(Path output, List<String> flags, String... arguments) throws IOException, InterruptedException {
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
        Process jvm = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(jvm.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("ended in time")
                    .isTrue();
        } finally {
            jvm.destroyForcibly();
            // It leads a session, whose children outlive it if it did not come to reap them.
            Session.end(jvm.pid());
        }
        String printed = Files.readString(output);
        assertThat(jvm.exitValue()).as(printed).isZero();
        return printed;
    }
}
