package posixwait.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where mutants run: nothing outside can be signalled from there, and nothing of it is left. */
class SandboxTest {
    @BeforeAll
    static void needsANamespace() throws Exception {
        Assumptions.assumeTrue(run(Sandbox.inside(List.of("true"))) == 0, "unshare(1) may make no PID namespace here");
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void a_process_outside_is_none_inside() throws Exception {
        // Signal 0 does no harm if this should fail.
        long outside = ProcessHandle.current().pid();
        assertThat(run(Sandbox.inside(List.of("/bin/sh", "-c", "kill -0 $$ && ! kill -0 " + outside))))
                .isZero();
    }

    @Test
    void the_process_group_holds_nobody_from_outside() throws Exception {
        // The third field after the name: 0 would stand for a group that began outside.
        assertThat(run(Sandbox.inside(
                        List.of("/bin/sh", "-c", "read -r a b c d group rest </proc/$$/stat; test $group = $$"))))
                .isZero();
    }

    @Test
    void what_a_command_leaves_ends_with_the_sandbox() throws Exception {
        Process process = new ProcessBuilder(
                        Sandbox.inside(List.of("/bin/sh", "-c", "setsid sleep 86397 & echo started; exec cat")))
                .start();
        assertThat(new String(process.getInputStream().readNBytes(8), StandardCharsets.UTF_8))
                .isEqualTo("started\n");
        process.toHandle().destroyForcibly(); // which leaves the pipe open, unlike that of the process itself
        // Its standard output is the sleeper's, too: it ends when the last of them has.
        assertThat(process.getInputStream().read()).isNegative();
    }

    @Test
    void a_JVM_of_mutants_refuses_to_run_outside() throws Exception {
        assertThat(run(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MutantJvm.class.getName(),
                        Target.JNA.name(),
                        MutantJvm.pidNamespace())))
                .isEqualTo(MutantJvm.EXIT_NO_SANDBOX);
    }
}
