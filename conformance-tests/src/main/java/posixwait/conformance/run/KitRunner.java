package posixwait.conformance.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.model.backend.ModelBackend;

/**
 * Runs requirements against one backend on one JDK.
 *
 * <p>Requirements run in JVMs of their own, never in this one: a shared one for those that touch only their own children,
 * one for each class of those that touch what the whole process shares. What is done to the model of the kernel touches no
 * process, so there all share one. A test that hangs or takes its JVM down is a row of the result; the requirements after it
 * run in a new JVM.
 */
public final class KitRunner {
    private static final int PARALLEL_JVMS =
            Math.max(1, Math.min(2, Runtime.getRuntime().availableProcessors()));

    /** Longer than the watchdog in a test JVM takes to free a test that can be freed. */
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    private final Jdk jdk;
    private final String backend;
    private final List<String> classPath;
    private final boolean inOrder;
    private final Duration raceTime;
    private final Duration patience;

    /**
     * Prepares a run.
     *
     * @param jdk the JDK to run the tests on
     * @param backend the name of the backend, found there by {@link java.util.ServiceLoader}
     * @param extraClassPath jars with further backends, beside the class path of this JVM
     */
    public KitRunner(Jdk jdk, String backend, List<Path> extraClassPath) {
        this(
                jdk,
                backend,
                Stream.concat(
                                Pattern.compile(File.pathSeparator)
                                        .splitAsStream(System.getProperty("java.class.path"))
                                        .filter(entry -> !entry.isEmpty())
                                        .map(Path::of),
                                extraClassPath.stream())
                        .map(path -> path.toAbsolutePath().toString())
                        .toList(),
                false,
                Duration.ZERO,
                PATIENCE);
    }

    private KitRunner(
            Jdk jdk, String backend, List<String> classPath, boolean inOrder, Duration raceTime, Duration patience) {
        this.jdk = jdk;
        this.backend = backend;
        this.classPath = classPath;
        this.inOrder = inOrder;
        this.raceTime = raceTime;
        this.patience = patience;
    }

    /**
     * {@return a runner that runs the requirements of each test JVM in the order they are given}
     *
     * <p>Otherwise each test JVM has an order of its own, which is the same each time.
     */
    public KitRunner inOrderGiven() {
        return new KitRunner(jdk, backend, classPath, true, raceTime, patience);
    }

    /** {@return a runner that takes a test JVM for hung if it says nothing for this long, beside the time of a race} */
    KitRunner patient(Duration limit) {
        return new KitRunner(jdk, backend, classPath, inOrder, raceTime, limit);
    }

    /**
     * {@return a runner that runs each race and each storm for longer than by default}
     *
     * @param time how long
     */
    public KitRunner thorough(Duration time) {
        return new KitRunner(jdk, backend, classPath, inOrder, time, patience);
    }

    /**
     * Runs requirements, and returns when all that can be known of them is. Those without a test are not run and start
     * nothing.
     *
     * @param selection what to run
     * @param progress hears of each
     * @return what became of each, in the order of {@code selection}
     * @throws KitException if no JVM could be started, or the backend does not open in it
     */
    public BackendRun run(List<RequirementInfo> selection, Progress progress) throws KitException {
        progress.planned(selection.size());
        Map<TestJvmKind, List<Trial>> byJvm = selection.stream()
                .filter(RequirementInfo::isTested)
                .map(info -> new Trial(info, ""))
                .collect(Collectors.groupingBy(
                        trial -> kindOf(trial.requirement()), LinkedHashMap::new, Collectors.toList()));
        Map<String, RequirementResult> results = new ConcurrentHashMap<>();
        for (RequirementInfo info : selection) {
            if (!info.isTested()) {
                RequirementResult listed = info.result(Outcome.NOT_RUN, info.untested(), 0);
                results.put(info.id(), listed);
                progress.finished(listed);
            }
        }
        Said said = run(List.copyOf(byJvm.values()), (trial, result) -> {
            results.put(result.id(), result);
            synchronized (progress) {
                progress.finished(result);
            }
        });
        return new BackendRun(
                backend,
                said.binding(),
                said.jdk(),
                said.reference(),
                said.lacks(),
                selection.stream().map(info -> results.get(info.id())).toList());
    }

    /**
     * Runs trials in JVMs, two at a time, and returns when all that can be known of them is.
     *
     * @param jobs the trials of each JVM, all of one kind
     * @param results hears what became of each; called from several threads
     * @return what the JVMs said of themselves
     * @throws KitException if no JVM could be started, or the backend does not open in it
     */
    Said run(List<List<Trial>> jobs, BiConsumer<Trial, RequirementResult> results) throws KitException {
        AtomicReference<Said> said = new AtomicReference<>(new Said("", jdk.version(), "", List.of()));
        inParallel(jobs.stream()
                .map(trials -> (Job) directory -> new JvmJob(directory, trials, results, said).run())
                .toList());
        return said.get();
    }

    private TestJvmKind kindOf(RequirementInfo requirement) {
        TestJvmKind kind = requirement.jvm();
        // The mask that its process begins with is the model's, too.
        return backend.equals(ModelBackend.NAME) ? new TestJvmKind("", kind.sigchldBlocked()) : kind;
    }

    /** {@return the name of the backend} */
    String backend() {
        return backend;
    }

    /** Something to do in a temporary directory. */
    private interface Job {
        void run(Path directory) throws KitException, IOException;
    }

    private static void inParallel(List<Job> jobs) throws KitException {
        ExecutorService executor = Executors.newFixedThreadPool(PARALLEL_JVMS);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (Job job : jobs) {
                futures.add(executor.submit(() -> {
                    Path directory = Offspring.temporaryDirectory("posixwait-kit");
                    try {
                        job.run(directory);
                    } finally {
                        Offspring.delete(directory);
                    }
                    return null;
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KitException refused) {
                throw refused;
            }
            throw new KitException("a test JVM could not be run: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KitException("interrupted", e);
        } finally {
            executor.shutdownNow();
        }
    }

    /** What a test JVM said of itself. */
    record Said(String binding, String jdk, String reference, List<String> lacks) {}

    /** Trials of one kind of JVM, in as many JVMs as it takes. */
    private final class JvmJob {
        private final Path directory;
        private final TestJvmKind kind;
        private final Map<String, Trial> left = new LinkedHashMap<>();
        private final BiConsumer<Trial, RequirementResult> results;
        private final AtomicReference<Said> said;

        JvmJob(
                Path directory,
                List<Trial> trials,
                BiConsumer<Trial, RequirementResult> results,
                AtomicReference<Said> said) {
            this.directory = directory;
            this.kind = trials.get(0).requirement().jvm();
            trials.forEach(trial -> left.put(trial.key(), trial));
            this.results = results;
            this.said = said;
        }

        void run() throws KitException, IOException {
            for (int round = 0; !left.isEmpty(); round++) {
                int before = left.size();
                Path journal = directory.resolve("journal-" + round);
                Path output = directory.resolve("output-" + round);
                String end = new TestJvmProcess(
                                command(round, journal), directory, journal, output, patience.plus(raceTime))
                        .run(this::hear);
                if (left.size() == before) {
                    throw new KitException(backend + " on Java " + jdk.version() + ": " + end);
                }
            }
        }

        private List<String> command(int round, Path journal) throws IOException {
            Path plan = directory.resolve("plan-" + round);
            Files.write(
                    plan,
                    left.values().stream()
                            .map(TestJvm.Entry::of)
                            .map(TestJvm.Entry::line)
                            .toList());
            List<String> command = new ArrayList<>(List.of(
                    jdk.java().toString(),
                    // Small and quick to start: each is short-lived, and every bare child copies its page tables.
                    "-Xmx256m",
                    "-Xss512k",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:-UsePerfData",
                    "-XX:ErrorFile=" + directory.resolve("hs_err.log"),
                    // What a test leaves that is killed goes with the directory.
                    "-Djava.io.tmpdir=" + directory,
                    "--enable-native-access=ALL-UNNAMED"));
            command.addAll(JnaProperties.options());
            if (jdk.feature() >= 24) {
                command.add("--illegal-native-access=deny");
            }
            if (!raceTime.isZero()) {
                command.add("-Dposixwait.kit.raceMillis=" + raceTime.toMillis());
            }
            if (System.getProperty(ModelBackend.VARIATION) != null) {
                command.add("-D" + ModelBackend.VARIATION + "=" + System.getProperty(ModelBackend.VARIATION));
            }
            if (inOrder) {
                command.add("-D" + TestJvm.IN_ORDER + "=true");
            }
            command.addAll(List.of(
                    "-cp",
                    String.join(File.pathSeparator, classPath),
                    TestJvm.class.getName(),
                    backend,
                    plan.toString(),
                    journal.toString(),
                    Boolean.toString(kind.sigchldBlocked())));
            return command;
        }

        private void hear(TestJvmProcess.Event event) {
            if (event.kind().equals("jvm")) {
                List<String> words = List.of(event.detail().split(" ", -1));
                List<String> lacks =
                        words.stream().skip(1).filter(word -> !word.isEmpty()).toList();
                said.set(new Said(event.id(), event.outcome(), words.get(0), lacks));
                return;
            }
            @Nullable Trial trial = left.remove(event.id());
            if (trial != null) {
                String[] words = event.outcome().split(" ", 2);
                results.accept(
                        trial,
                        trial.requirement()
                                .result(Outcome.valueOf(words[0]), event.detail(), Long.parseLong(words[1])));
            }
        }
    }
}
