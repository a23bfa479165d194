package posixwait.conformance.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.broken.Fault;

/**
 * Runs requirements against one backend on one JDK.
 *
 * <p>Requirements run in JVMs of their own, never in this one: a shared one for those that touch only their own children,
 * one for each class of those that touch what the whole process shares. A test that hangs or takes its JVM down is a row of
 * the result; the requirements after it run in a new JVM.
 */
public final class KitRunner {
    private static final int PARALLEL_JVMS =
            Math.max(1, Math.min(2, Runtime.getRuntime().availableProcessors()));

    private final Jdk jdk;
    private final String backend;
    private final List<String> classPath;

    /**
     * Prepares a run.
     *
     * @param jdk the JDK to run the tests on
     * @param backend the name of the backend, found there by {@link java.util.ServiceLoader}
     * @param extraClassPath jars with further backends, beside the class path of this JVM
     */
    public KitRunner(Jdk jdk, String backend, List<Path> extraClassPath) {
        this.jdk = jdk;
        this.backend = backend;
        this.classPath = Stream.concat(
                        Pattern.compile(File.pathSeparator)
                                .splitAsStream(System.getProperty("java.class.path"))
                                .filter(entry -> !entry.isEmpty())
                                .map(Path::of),
                        extraClassPath.stream())
                .map(path -> path.toAbsolutePath().toString())
                .toList();
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
        Map<TestJvmKind, List<RequirementInfo>> byJvm = selection.stream()
                .filter(RequirementInfo::isTested)
                .collect(Collectors.groupingBy(RequirementInfo::jvm, LinkedHashMap::new, Collectors.toList()));
        Map<String, RequirementResult> results = new ConcurrentHashMap<>();
        for (RequirementInfo info : selection) {
            if (!info.isTested()) {
                RequirementResult listed = info.result(Outcome.NOT_RUN, info.untested(), 0);
                results.put(info.id(), listed);
                progress.finished(listed);
            }
        }
        Said said = new Said(jdk);
        inParallel(byJvm.entrySet().stream()
                .map(group -> (Job) directory -> new JvmJob(
                                directory,
                                group.getKey(),
                                group.getValue(),
                                "",
                                result -> {
                                    results.put(result.id(), result);
                                    synchronized (progress) {
                                        progress.finished(result);
                                    }
                                },
                                said)
                        .run())
                .toList());
        return new BackendRun(
                backend,
                said.binding,
                said.jdk,
                selection.stream().map(info -> results.get(info.id())).toList());
    }

    /**
     * Runs the requirements that must catch a fault against the backend with that fault.
     *
     * @param fault what to break
     * @return what became of each of them
     * @throws KitException if no JVM could be started, or the backend does not open in it
     */
    public List<RequirementResult> runBroken(Fault fault) throws KitException {
        List<RequirementInfo> selection = Catalogue.matching(fault.caughtBy());
        List<RequirementResult> results = new ArrayList<>();
        Map<TestJvmKind, List<RequirementInfo>> byJvm =
                selection.stream().collect(Collectors.groupingBy(RequirementInfo::jvm));
        inParallel(byJvm.entrySet().stream()
                .map(group -> (Job) directory -> new JvmJob(
                                directory,
                                group.getKey(),
                                group.getValue(),
                                fault.label(),
                                result -> {
                                    synchronized (results) {
                                        results.add(result);
                                    }
                                },
                                new Said(jdk))
                        .run())
                .toList());
        return List.copyOf(results);
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
                    Path directory = Files.createTempDirectory("posixwait-kit");
                    try {
                        job.run(directory);
                    } finally {
                        delete(directory);
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

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** What the test JVMs said of themselves. */
    private static final class Said {
        private volatile String binding = "";
        private volatile String jdk;

        Said(Jdk jdk) {
            this.jdk = jdk.version();
        }
    }

    /** The requirements of one kind of JVM, in as many JVMs as it takes. */
    private final class JvmJob {
        private final Path directory;
        private final TestJvmKind kind;
        private final Map<String, RequirementInfo> left = new LinkedHashMap<>();
        private final String fault;
        private final java.util.function.Consumer<RequirementResult> results;
        private final Said said;

        JvmJob(
                Path directory,
                TestJvmKind kind,
                List<RequirementInfo> requirements,
                String fault,
                java.util.function.Consumer<RequirementResult> results,
                Said said) {
            this.directory = directory;
            this.kind = kind;
            requirements.forEach(info -> left.put(info.id(), info));
            this.fault = fault;
            this.results = results;
            this.said = said;
        }

        void run() throws KitException, IOException {
            for (int round = 0; !left.isEmpty(); round++) {
                int before = left.size();
                Path journal = directory.resolve("journal-" + round);
                Path output = directory.resolve("output-" + round);
                String end = new TestJvmProcess(command(round, journal), directory, journal, output).run(this::hear);
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
                            .map(info ->
                                    new TestJvm.Entry(info.id(), info.className(), info.methodName(), fault).line())
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
                    "--enable-native-access=ALL-UNNAMED"));
            if (jdk.feature() >= 24) {
                command.add("--illegal-native-access=deny");
            }
            if (!fault.isEmpty()) {
                // A broken backend is meant to hang: the sooner that is noticed, the better.
                command.add("-Dposixwait.kit.limitSeconds=3");
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
                said.binding = event.id();
                said.jdk = event.outcome();
                return;
            }
            @Nullable RequirementInfo info = left.remove(event.id());
            if (info != null) {
                String[] words = event.outcome().split(" ", 2);
                results.accept(info.result(Outcome.valueOf(words[0]), event.detail(), Long.parseLong(words[1])));
            }
        }
    }
}
