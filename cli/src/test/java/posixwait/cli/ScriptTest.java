package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script {@code posixwait}, in a tree of its own with a JDK and a Maven that do nothing but what a test needs. */
class ScriptTest {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path top;

    private Optional<Process> started = Optional.empty();

    @BeforeEach
    void a_tree() throws IOException {
        Files.copy(Path.of("../posixwait"), top.resolve("posixwait"));
        Files.createDirectories(top.resolve("cli/src/main"));
        Files.createDirectories(top.resolve("cli/target"));
        Files.createDirectories(top.resolve("tmp"));
        Files.writeString(top.resolve("pom.xml"), "");
        Files.writeString(
                Files.createDirectories(top.resolve("jdk/bin")).resolve("../release"), "JAVA_VERSION=\"25\"\n");
        program("jdk/bin/java", "echo java \"$@\"");
        program("jdk/bin/javac", "");
    }

    @AfterEach
    void nothing_is_left() throws InterruptedException {
        if (started.isPresent()) {
            started.get().destroyForcibly().waitFor();
        }
    }

    @Test
    void a_jar_that_is_newer_than_its_sources_is_run_as_it_is() throws Exception {
        Files.writeString(jar(), "");
        program("bin/mvn", "echo must not be run; exit 1");

        assertThat(out(start("check", "a b"))).matches("java .*-jar .*/cli/target/posixwait\\.jar check a b\\R");
    }

    @Test
    void a_jar_that_is_older_than_its_sources_is_built_first() throws Exception {
        Files.writeString(jar(), "old");
        Files.setLastModifiedTime(jar(), FileTime.from(Instant.EPOCH));
        program("bin/mvn", "echo new > '" + jar() + "'");

        assertThat(out(start("--version"))).contains("java ", "--version");
        assertThat(jar()).hasContent("new");
        assertThat(top.resolve("tmp")).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void ended_while_it_builds_it_leaves_neither_the_build_nor_half_a_jar(String signal, int code) throws Exception {
        Path working = top.resolve("working");
        program(
                "bin/mvn",
                "echo half > '" + jar() + "'; echo $$ > '" + working + ".part'; mv '" + working + ".part' '" + working
                        + "'; exec sleep 600");
        Process script = start("--version");
        await(working);

        new ProcessBuilder("sh", "-c", "kill -s " + signal + " " + script.pid())
                .start()
                .waitFor();

        assertThat(script.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(script.exitValue()).isEqualTo(code);
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(working).strip())))
                .isEmpty();
        assertThat(jar()).doesNotExist();
        assertThat(top.resolve("tmp")).isEmptyDirectory();
    }

    private Path jar() {
        return top.resolve("cli/target/posixwait.jar");
    }

    private void program(String name, String text) throws IOException {
        Path file = top.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Process start(String... arguments) throws IOException {
        // A build in the background of a shell has SIGINT ignored, one under nohup SIGHUP, and so has everything that
        // it starts:
        // a shell cannot trap what was ignored when it began.
        ProcessBuilder builder = new ProcessBuilder(
                "env",
                "--default-signal=HUP,INT,TERM",
                "sh",
                top.resolve("posixwait").toString());
        builder.command().addAll(java.util.List.of(arguments));
        builder.environment().put("JAVA_HOME", top.resolve("jdk").toString());
        builder.environment().put("TMPDIR", top.resolve("tmp").toString());
        builder.environment().merge("PATH", top.resolve("bin").toString(), (path, first) -> first + ":" + path);
        Process process = builder.redirectErrorStream(true).start();
        started = Optional.of(process);
        return process;
    }

    private static String out(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    private static void await(Path file) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (Files.notExists(file)) {
            assertThat(System.nanoTime()).as("in time: " + file).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
