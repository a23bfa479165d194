package posixwait.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import posixwait.spi.BackendProvider;

/** Adopts orphans by one backend in new JVMs: as PID 1 of a PID namespace, and as a subreaper. */
public abstract class AdoptedChildrenSmoke {
    /** The tag of tests that start JVMs: no mutant of PIT is in those. */
    private static final String NEW_JVM = "new-jvm";

    private static final int ORPHANS = 10_000;
    private static final int FEWER_ORPHANS = 1_000;
    private static final int OK = 0;

    private static final List<String> NAMESPACE = List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child");
    private static final List<String> USER_NAMESPACE_TOO = Stream.concat(
                    NAMESPACE.stream(), Stream.of("--user", "--map-root-user"))
            .toList();

    private final String backend;
    private final String path;

    private record Ended(int code, List<String> lines) {}

    /**
     * Says what is on the class path of the new JVMs.
     *
     * @param provider the provider
     * @param libraries a class of each library the backend needs
     */
    protected AdoptedChildrenSmoke(BackendProvider provider, Class<?>... libraries) {
        this.backend = provider.name();
        this.path = Stream.concat(
                        Stream.of(BackendProvider.class, provider.getClass(), AdoptingJvm.class), Stream.of(libraries))
                .map(ProviderSmoke::location)
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    @Tag(NEW_JVM)
    void asPidOneEveryOrphanIsReapedAndEveryProcessHasItsExitCode() throws IOException, InterruptedException {
        List<String> found = adopting(namespace(), ORPHANS);

        assertThat(found).contains("pid: 1");
        assertThat(withoutPidAndWay(found)).isEqualTo(asItShouldBe(ORPHANS));
    }

    @Test
    @Tag(NEW_JVM)
    void asASubreaperEveryOrphanIsReapedAndEveryProcessHasItsExitCode() throws IOException, InterruptedException {
        List<String> found = adopting(List.of(), FEWER_ORPHANS, "subreaper");

        assertThat(withoutPidAndWay(found)).isEqualTo(asItShouldBe(FEWER_ORPHANS));
    }

    @Test
    @Tag(NEW_JVM)
    void whoReapsZombiesAtOnceRobsProcesses() throws IOException, InterruptedException {
        assertThat(java(List.of(), "naive").lines()).contains("robbed: true");
    }

    @Test
    @Tag(NEW_JVM)
    void whoIsNeitherPidOneNorASubreaperIsToldWhatToDo() throws IOException, InterruptedException {
        assertThat(java(List.of(), "orphans", "0").lines())
                .anyMatch(line -> line.contains("adopts nobody: it is neither PID 1 nor a subreaper; call"));
    }

    private static List<String> asItShouldBe(int orphans) {
        return List.of(
                "processes at work: true",
                "orphans: " + orphans,
                "reported just these: true",
                "held: exited with 9",
                "left alone: exited with 4",
                "reported too many: []",
                "children left: ECHILD (No child processes)");
    }

    private static List<String> withoutPidAndWay(List<String> found) {
        return found.stream()
                .filter(line -> !line.startsWith("pid: ") && !line.startsWith("way: "))
                .toList();
    }

    private List<String> adopting(List<String> starter, int orphans, String... more)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("orphans", Integer.toString(orphans)));
        arguments.addAll(List.of(more));
        Ended ended = java(starter, arguments.toArray(new String[0]));
        assertThat(ended.code()).as(ended.lines().toString()).isEqualTo(OK);
        return ended.lines();
    }

    /** {@return what starts a program as PID 1}, if this host lets us */
    private static List<String> namespace() throws IOException, InterruptedException {
        List<String> evidence = new ArrayList<>();
        for (List<String> starter : List.of(NAMESPACE, USER_NAMESPACE_TOO)) {
            Ended ended = run(Stream.concat(starter.stream(), Stream.of("true")).toList());
            if (ended.code() == OK) {
                return starter;
            }
            evidence.add(String.join(" ", starter) + ": " + ended.lines());
        }
        Assumptions.abort("no PID namespace is to be had here: " + evidence);
        throw new AssertionError();
    }

    private Ended java(List<String> starter, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(starter);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Without the file that is named after the pid: a JVM of another PID namespace may hold it, and this one warns
        // of that.
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", path, AdoptingJvm.class.getName(), backend));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static Ended run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
        return new Ended(process.waitFor(), lines);
    }
}
