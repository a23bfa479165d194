package posixwait.conformance.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One test JVM from its start to its end, read through its journal. */
final class TestJvmProcess {
    private static final int TAIL_LINES = 15;

    private final List<String> command;
    private final Path directory;
    private final Path journal;
    private final Path output;
    private final Duration patience;
    private int read;
    private @Nullable String running;
    private long since = System.nanoTime();

    /**
     * Prepares a JVM.
     *
     * @param patience how long it may be silent before it counts as hung
     */
    TestJvmProcess(List<String> command, Path directory, Path journal, Path output, Duration patience) {
        this.command = command;
        this.directory = directory;
        this.journal = journal;
        this.output = output;
        this.patience = patience;
    }

    /**
     * A line of the journal, or one that the runner adds for a test that never ended.
     *
     * @param kind {@code jvm} or {@code end}
     * @param id the requirement; the binding for {@code jvm}
     * @param outcome the outcome and its milliseconds; the version for {@code jvm}
     * @param detail why
     */
    record Event(String kind, String id, String outcome, String detail) {}

    /**
     * Runs the JVM until it ends or hangs.
     *
     * @param events hears what is known of each test as it happens
     * @return how the JVM ended, in words
     */
    String run(Consumer<Event> events) throws KitException {
        try {
            Files.createFile(journal);
            // Standard input is a pipe that nobody writes to: its end tells the JVM that this one is gone.
            Process process = Offspring.start(new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile()));
            try {
                return follow(process, events);
            } finally {
                process.destroyForcibly().waitFor();
                SessionCleaner.endOthersOf(process.pid());
            }
        } catch (IOException | UncheckedIOException e) {
            throw new KitException("cannot start " + command.get(0) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KitException("interrupted", e);
        }
    }

    private String follow(Process process, Consumer<Event> events) throws IOException, InterruptedException {
        boolean stuck = false;
        while (!stuck && !process.waitFor(50, TimeUnit.MILLISECONDS)) {
            hear(events);
            stuck = running != null && System.nanoTime() - since > patience.toNanos();
        }
        hear(events);
        String end = stuck ? "hung and was killed" : "ended with " + process.exitValue() + tail();
        if (running != null) {
            long millis = (System.nanoTime() - since) / 1_000_000;
            Outcome outcome = stuck ? Outcome.TIMEOUT : Outcome.CRASHED;
            events.accept(new Event("end", running, outcome + " " + millis, "the test JVM " + end));
        }
        return process.isAlive() || process.exitValue() != TestJvm.EXIT_NO_BACKEND
                ? "the test JVM " + end
                : tail().strip();
    }

    private void hear(Consumer<Event> events) throws IOException {
        String all = Files.readString(journal);
        int end = all.lastIndexOf('\n') + 1;
        for (String line : all.substring(Math.min(read, end), end).lines().toList()) {
            String[] parts = line.split("\t", 4);
            since = System.nanoTime();
            if (parts[0].equals("start")) {
                running = parts[1];
            } else {
                running = null;
                events.accept(new Event(parts[0], parts[1], parts[2], TestJvm.Journal.unescape(parts[3])));
            }
        }
        read = end;
    }

    private String tail() {
        try {
            List<String> lines = new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
            return last.isEmpty() ? "" : "\n" + String.join("\n", last);
        } catch (IOException e) {
            return "";
        }
    }
}
