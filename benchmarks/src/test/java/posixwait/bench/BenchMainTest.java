package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posixwait.Backend;
import posixwait.Backends;
import tools.jackson.databind.json.JsonMapper;

/** Runs the command as users do: in a JVM of its own, whose every trace is looked for afterwards. */
class BenchMainTest {
    private static final long PATIENCE_SECONDS = 600;
    private static final int ENOUGH_FOR_A_STORM = 50;
    private static final int PARTS = 3;
    private static final List<String> FOR_EVERY_BACKEND = List.of(
            "call-echild",
            "call-wnohang",
            "call-errno",
            "call-compiled",
            "call-collector",
            "first-call",
            "first-result",
            "reap-zombie",
            "reap-drain");

    /** The mapping of a call shows in single calls, not in storms. */
    private static final List<String> OF_MAPPINGS =
            List.of("call-echild", "call-wnohang", "call-compiled", "first-call", "first-result", "reap-zombie");

    private static final List<String> OF_EVERY_REAPER = List.of(
            "reaper-storm",
            "reaper-bystanders",
            "reaper-drain",
            "reaper-register",
            "reaper-heap",
            "reaper-threads",
            "reaper-service",
            "reaper-sustained",
            "reaper-backlog",
            "reaper-rss",
            "reaper-descriptors",
            "reaper-switches",
            "reaper-allocation");

    private static final List<String> OF_THREADS_THAT_WAIT =
            List.of("waiting-drain", "waiting-threads", "waiting-rss", "waiting-heap", "waiting-further");

    private final String mark = "POSIXWAIT_TEST_" + UUID.randomUUID();

    @TempDir
    private Path directory;

    private record Ended(int code, List<String> lines) {}

    private Path temporary() {
        return directory.resolve("tmp");
    }

    private Process start(String... arguments) throws IOException {
        return start(output(), List.of(arguments));
    }

    private Process start(Path output, List<String> arguments) throws IOException {
        Path temporary = Files.createDirectories(temporary());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(MeasuringJvm.flags(Runtime.version().feature()));
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(BenchMain.class.getName());
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put(mark, "1");
        return builder.start();
    }

    private Path output() {
        return directory.resolve("output");
    }

    private Ended bench(String... arguments) throws IOException, InterruptedException {
        return end(start(arguments));
    }

    private Ended end(Process process) throws IOException, InterruptedException {
        return end(process, output());
    }

    private Ended end(Process process, Path output) throws IOException, InterruptedException {
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readAllLines(output));
    }

    @Test
    void everyQuestionIsAnsweredForEverySubjectAndNothingStaysBehind() throws Exception {
        BenchFile file = smoke();

        List<String> answered = file.results().stream()
                .map(result -> result.question() + " " + result.subject())
                .toList();
        assertThat(answered).containsAll(expected(file));
        assertThat(file.results())
                .filteredOn(result -> result.unit().equals("ns"))
                .allMatch(result -> result.value() > 0)
                // On a busy host C falls behind as well, at every rate that is tried.
                .filteredOn(result -> !result.question().equals("reaper-capacity"))
                .allMatch(result -> result.ratioToFloor() != null || !hasFloor(file));
        assertThat(file.results())
                .filteredOn(result -> result.question().equals("reaper-storm"))
                .allSatisfy(result -> assertThat(result.ratios())
                        .extracting(Ratio::to)
                        .containsExactlyInAnyOrderElementsOf(othersOf(result, file)));
        assertNothingIsLeft();
    }

    /** Every question, three at a time: most of it is the start of JVMs, and waiting for children. */
    private BenchFile smoke() throws IOException, InterruptedException {
        Map<Path, Process> parts = new LinkedHashMap<>();
        List<BenchResult> results = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        try {
            for (int part = 0; part < PARTS; part++) {
                List<String> arguments = new ArrayList<>(
                        List.of("--smoke", "--json", part(part, ".json").toString()));
                for (int i = part; i < TrialQuestions.names().size(); i += PARTS) {
                    arguments.addAll(List.of("--only", TrialQuestions.names().get(i)));
                }
                parts.put(part(part, ".json"), start(part(part, ".out"), arguments));
            }
            for (int part = 0; part < PARTS; part++) {
                Path json = part(part, ".json");
                Ended ended = end(Objects.requireNonNull(parts.get(json)), part(part, ".out"));

                assertThat(ended.lines()).allMatch(line -> line.matches("\\[\\d+/\\d+] .*"), "a line of progress");
                assertThat(ended.lines()).first().asString().matches("\\[0/\\d+] \\d+ processes to measure");
                assertThat(ended.code()).isZero();
                BenchFile file = JsonMapper.shared().readValue(json.toFile(), BenchFile.class);
                results.addAll(file.results());
                notes.addAll(file.notes());
            }
        } finally {
            parts.values().forEach(Process::destroyForcibly);
        }
        return new BenchFile(results, notes, Map.of());
    }

    private Path part(int part, String suffix) {
        return directory.resolve("part" + part + suffix);
    }

    @Test
    void aMeasuringJvmThatDiesIsAFailureAndLeavesNoProcess() throws Exception {
        Process process = start(
                "--quick",
                "--only",
                "reaper-storm",
                "--json",
                directory.resolve("x").toString());
        awaitStorm(process);

        // Again and again: the one that was seen may have ended by itself before it could be killed.
        await(() -> {
            measuringJvms(process).forEach(ProcessHandle::destroyForcibly);
            return read(output()).contains("failed: ");
        });

        process.destroy();
        end(process);
        await(() -> marked().isEmpty());
    }

    @Test
    void killedItselfItLeavesNothing() throws Exception {
        Process process = start(
                "--quick",
                "--only",
                "reaper-storm",
                "--json",
                directory.resolve("x").toString());
        awaitStorm(process);

        process.destroyForcibly();

        end(process);
        await(() -> marked().isEmpty());
        await(() -> files().isEmpty());
    }

    /** Until there are the children of a storm, and of a JVM: the C programs, which come first, have as many. */
    private void awaitStorm(Process process) throws InterruptedException {
        await(() -> measuringJvms(process).findAny().isPresent() && marked().size() > ENOUGH_FOR_A_STORM);
    }

    private void assertNothingIsLeft() throws InterruptedException {
        // What was killed a moment ago may still be on its way out.
        await(() -> marked().isEmpty());
        await(() -> files().isEmpty());
    }

    private List<String> files() {
        return List.of(Objects.requireNonNull(temporary().toFile().list()));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(1);
        }
    }

    private static Stream<ProcessHandle> measuringJvms(Process process) {
        return process.children()
                .filter(child ->
                        read(Path.of("/proc/" + child.pid() + "/cmdline")).contains("TrialMain"));
    }

    private static boolean hasFloor(BenchFile file) {
        return file.notes().stream().noneMatch(note -> note.startsWith("c: no floor"));
    }

    /** Whoever else was measured in the same storm. */
    private static List<String> othersOf(BenchResult result, BenchFile file) {
        return file.results().stream()
                .filter(other -> other.question().equals(result.question())
                        && other.params().equals(result.params())
                        && !other.subject().equals(result.subject()))
                .map(BenchResult::subject)
                .toList();
    }

    private static List<String> expected(BenchFile file) {
        List<String> expected = new ArrayList<>();
        List<String> subjects = new ArrayList<>();
        Backends.available().stream().map(Backend::binding).forEach(subjects::add);
        if (hasFloor(file)) {
            subjects.add(Subject.FLOOR);
        }
        for (String question : FOR_EVERY_BACKEND) {
            subjects.forEach(subject -> expected.add(question + " " + subject));
        }
        for (String question : OF_MAPPINGS) {
            expected.add(question + " " + Subject.JNA_INTERFACE);
            expected.add(question + " " + Subject.JNR_POSIX);
        }
        for (String question : OF_EVERY_REAPER) {
            Backends.available().forEach(backend -> expected.add(question + " " + backend.binding()));
        }
        for (String subject :
                List.of("sweep", "waitpid(-1)", "SIGCHLD", "waitpid(pid) in threads", Subject.JAVA_PROCESS)) {
            expected.add("reaper-bystanders " + subject);
        }
        for (String question : OF_THREADS_THAT_WAIT) {
            expected.add(question + " waitpid(pid) in threads");
            expected.add(question + " Registration.await in threads");
            expected.add(question + " Process.waitFor in threads");
        }
        for (String subject : List.of("waitpid(-1)", "waitpid(pid)", "SIGCHLD", "waitpid(pid) in threads")) {
            expected.add("reaper-storm " + subject);
            expected.add("reaper-drain " + subject);
        }
        expected.add("call-jdk " + Subject.JNA_INTERFACE);
        for (String question : List.of("call-echild", "first-call", "reap-zombie", "reap-drain", "reaper-storm")) {
            expected.add(question + " " + Backends.available().get(0).binding() + Callers.AGAIN);
        }
        expected.add("reaper-storm java.lang.Process");
        expected.add("reaper-storm java.lang.Process(pipes)");
        expected.add("reaper-storm NuProcess");
        expected.add("reaper-storm " + Backends.available().get(0).binding() + Contender.WITH_PIPES);
        expected.add("reaper-heap java.lang.Process");
        if (hasFloor(file)) {
            expected.add("reaper-storm " + Subject.FLOOR + Contender.WITH_PIPES);
            // The program that is started is made by the C compiler.
            List.of("ffm", "jna-direct(clone CLONE_VM)", "c(vfork)", "java.lang.Process(FORK)", "NuProcess")
                    .forEach(subject -> expected.add("creating-pid " + subject));
            List.of("ffm", "c(fork)", "java.lang.Process(POSIX_SPAWN)", "NuProcess")
                    .forEach(subject -> expected.add("creating-runs " + subject));
        }
        return expected;
    }

    /** The processes with the mark in their environment: they inherit it, whoever their parent is now. */
    private List<Long> marked() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.map(ProcessHandle::pid)
                    .filter(pid -> read(Path.of("/proc/" + pid + "/environ")).contains(mark))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void aQuestionThatDoesNotExistIsAnErrorInOneLine() throws Exception {
        Ended ended = bench("--only", "nosuch", "--json", directory.resolve("x").toString());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.lines()).singleElement().asString().contains("'nosuch'", "reaper-storm");
    }

    @Test
    void aDirectoryIsNoFile() throws Exception {
        Ended ended = bench("--json", directory.toString());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.lines()).singleElement().asString().contains("cannot be written");
    }
}
