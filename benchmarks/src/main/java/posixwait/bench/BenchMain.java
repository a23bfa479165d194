package posixwait.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures what waiting costs, and writes the figures as JSON.
 *
 * <pre>
 * java FLAGS -cp posixwait.jar posixwait.bench.BenchMain --quick|--full|--smoke --json FILE [--only QUESTION]...
 *     [--histograms DIR] [--other-jdk VERSION=HOME]...
 * </pre>
 *
 * <p>{@code FLAGS} are {@code --enable-native-access=ALL-UNNAMED}, from Java 23 on also
 * {@code --sun-misc-unsafe-memory-access=allow}. {@code --other-jdk} names a JDK of this host to compare the running one
 * with. Prints a line for each measurement that is finished. Exit code 0 if all
 * was measured that this host can, 2 for a bad command line, 3 with one line on standard error if something failed.
 */
public final class BenchMain {
    private static final int USAGE = 2;
    private static final int HOST = 3;

    private final Effort effort;
    private final Path json;
    private final Set<String> questions;
    private final List<OtherJdk> jdks;
    private final @Nullable Path histograms;

    private BenchMain(Effort effort, Path json, Set<String> questions, List<OtherJdk> jdks, @Nullable Path histograms) {
        this.effort = effort;
        this.json = json;
        this.questions = questions;
        this.jdks = jdks;
        this.histograms = histograms;
    }

    /** Ends the JVM with an exit code. The message is one line. */
    private static final class Exit extends Exception {
        private static final long serialVersionUID = 1L;
        private final int code;

        Exit(int code, String message) {
            super(message);
            this.code = code;
        }
    }

    /**
     * Measures and exits.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        int code = 0;
        try {
            parse(List.of(arguments)).run(System.out::println);
        } catch (Exit e) {
            System.err.println("bench: " + e.getMessage());
            code = e.code;
        }
        System.out.flush();
        // Whatever threads JMH still has.
        System.exit(code);
    }

    private static BenchMain parse(List<String> arguments) throws Exit {
        Effort effort = Effort.QUICK;
        Path json = null;
        Path histograms = null;
        Set<String> questions = new LinkedHashSet<>();
        List<OtherJdk> jdks = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            switch (argument) {
                case "--quick" -> effort = Effort.QUICK;
                case "--full" -> effort = Effort.FULL;
                case "--smoke" -> effort = Effort.SMOKE;
                case "--json", "--only", "--histograms", "--other-jdk" -> {
                    i++;
                    if (i == arguments.size()) {
                        throw new Exit(USAGE, argument + " needs a value");
                    }
                    String value = arguments.get(i);
                    switch (argument) {
                        case "--json" -> json = Path.of(value);
                        case "--histograms" -> histograms = Path.of(value);
                        case "--only" -> questions.add(known(value));
                        default -> jdks.add(jdk(value));
                    }
                }
                default -> throw new Exit(USAGE, "unknown argument '" + argument + "'");
            }
        }
        if (json == null) {
            throw new Exit(USAGE, "--json FILE is missing");
        }
        if (Files.isDirectory(json) || !Files.isWritable(Files.exists(json) ? json : parent(json))) {
            throw new Exit(USAGE, json + " cannot be written");
        }
        if (histograms != null && Files.exists(histograms) && !Files.isDirectory(histograms)) {
            throw new Exit(USAGE, histograms + " is no directory");
        }
        return new BenchMain(
                effort, json, questions.isEmpty() ? Set.copyOf(TrialQuestions.names()) : questions, jdks, histograms);
    }

    private static OtherJdk jdk(String value) throws Exit {
        try {
            return OtherJdk.parse(value);
        } catch (IllegalArgumentException e) {
            throw new Exit(USAGE, "--other-jdk: " + e.getMessage());
        }
    }

    private static String known(String question) throws Exit {
        if (!TrialQuestions.names().contains(question)) {
            throw new Exit(
                    USAGE,
                    "no question is called '" + question + "'; there are " + String.join(", ", TrialQuestions.names()));
        }
        return question;
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }

    private void run(Consumer<String> progress) throws Exit {
        try {
            SharedDirectory directory = SharedDirectory.create();
            Thread hook = new Thread(directory::delete, "delete-at-exit");
            Runtime.getRuntime().addShutdownHook(hook);
            // A lock that somebody else's JMH left here is no reason to stop.
            System.setProperty("jmh.ignoreLock", "true");
            BenchRun run = new BenchRun(
                    effort,
                    questions,
                    jdks,
                    directory,
                    progress,
                    histograms == null ? null : new HistogramLogs(histograms));
            BenchFile file = run.run();
            write(file.toJson());
            if (!run.failures().isEmpty()) {
                throw new Exit(
                        HOST,
                        run.failures().size() + " measurements failed; the first: "
                                + run.failures().get(0));
            }
        } catch (BenchRun.Impossible e) {
            throw new Exit(HOST, String.valueOf(e.getMessage()));
        } catch (IOException | UncheckedIOException e) {
            throw new Exit(HOST, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    /** Whole or not at all, unless the file is a device. */
    private void write(String text) throws IOException {
        if (Files.exists(json) && !Files.isRegularFile(json)) {
            Files.writeString(json, text);
            return;
        }
        Path unfinished = json.resolveSibling(
                json.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            Files.writeString(unfinished, text);
            Files.move(unfinished, json, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(unfinished, json, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
