package posixwait.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is found by its mark whatever it does at the moment, and a process without one is left alone. */
class OffspringTest {
    private static final String AGAIN = "exec sh \"$0\"";

    /** So many that it runs until the test is over, and ends by itself if nobody ends it. */
    private static final int PROGRAMS = 200_000;

    private final String mark = "POSIXWAIT_TEST_" + UUID.randomUUID().toString().replace('-', '_');

    @TempDir
    Path directory;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    /** proc_pid_environ(5) does not say it: the file is empty for a moment of each execve(). */
    @Test
    void a_process_that_executes_one_program_after_the_other_is_found_each_time() throws Exception {
        Process process = start(AGAIN + " 0");

        for (int i = 0; i < 3_000; i++) {
            assertThat(Offspring.isMarked(process.toHandle(), mark))
                    .as("look " + i)
                    .isTrue();
        }
    }

    @Test
    void it_is_killed_with_all_that_it_started() throws Exception {
        Process process = start("sleep 60 & " + AGAIN + " 0");

        Offspring.killMarked(mark);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            assertThat(all.filter(each -> Offspring.isMarked(each, mark))).isEmpty();
        }
    }

    @Test
    void a_process_without_any_environment_is_not_found() throws Exception {
        Process process = start("exec env -i sleep 60");
        while (!Files.readString(Path.of("/proc/" + process.pid() + "/comm"))
                .strip()
                .equals("sleep")) {
            Thread.onSpinWait();
        }

        assertThat(Offspring.isMarked(process.toHandle(), mark)).isFalse();
    }

    private Process start(String line) throws IOException {
        Path program = Files.writeString(
                directory.resolve("again"), "[ $1 -eq " + PROGRAMS + " ] || " + AGAIN + " $(($1 + 1))\n");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line, program.toString())
                .redirectErrorStream(true)
                .redirectOutput(Path.of("/dev/null").toFile());
        builder.environment().put(mark, "1");
        Process process = builder.start();
        started.add(process);
        return process;
    }
}
