package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import posixwait.cli.doctor.Examination;
import posixwait.cli.io.Json;

/** The command ended at whatever it does: a long one, the main job, one that waits for its reader, one that writes. */
class EndedAnyTimeIT extends EndedEarly {
    @ParameterizedTest
    @CsvSource({
        "check, false",
        "check, true",
        "prove, false",
        "prove, true",
        "bench, false",
        "bench, true",
        "explore, false",
        "explore, true"
    })
    void ended_in_the_middle_it_leaves_neither_process_nor_file(String command, boolean forcibly) throws Exception {
        Started.jar(directory, newest(), command, "--json", "a.json").endOnceItWorks(forcibly);

        assertThat(files()).isEmpty();
        if (!forcibly) {
            assertThat(temporary()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, true, 130", "TERM, false, 143"})
    void the_main_job_keeps_what_it_had_written(String signal, boolean toGroup, int code) throws Exception {
        Started started = Started.inForeground(directory, newest(), "--out", "r");
        started.awaitProcess("posixwait.conformance.run.TestJvm");

        ended(started, signal, toGroup).ended(code);

        try (Stream<Path> files = Files.list(directory.resolve("r"))) {
            assertThat(files).extracting(file -> file.getFileName().toString()).containsExactly("doctor.json");
        }
        assertThat(Json.parse(Files.readString(directory.resolve("r/doctor.json")), Examination.class)
                        .findings())
                .isNotEmpty();
        assertThat(temporary()).isEmpty();
    }

    @Test
    void ended_while_nobody_reads_what_it_writes_it_leaves_no_file() throws Exception {
        assumeTrue(
                new ProcessBuilder("mkfifo", directory.resolve("pipe").toString())
                                .start()
                                .waitFor()
                        == 0,
                "UNSUPPORTED: no mkfifo");
        Started started = Started.inForeground(directory, newest(), "doctor", "--json", "pipe");
        started.awaitOutput();

        ended(started, "TERM", false).ended(143);

        assertThat(files()).containsExactly("pipe");
    }

    @Test
    void a_file_is_whole_or_as_it_was_whenever_the_command_is_ended() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path file = directory.resolve("c.html");
        for (int i = 0; i < 10; i++) {
            Files.writeString(file, EARLIER);
            Started started = Started.inForeground(directory, newest(), "coverage", "--html", "c.html");
            // Somewhere between its start and its end, which a test need not know.
            TimeUnit.MILLISECONDS.sleep(random.nextInt(1500));
            started.send("INT", true);
            Started.Ended ended = started.awaitEnd();

            // A JVM that is interrupted before it runs anything of ours may fail to initialize itself, and then exits
            // with 1.
            boolean began = !(ended.out() + ended.err()).contains("Error occurred during initialization of VM");
            assertThat(ended.exitCode()).as("seed " + seed).isIn(began ? List.of(0, 130) : List.of(1));
            String text = Files.readString(file).strip();
            assertThat(text.equals(EARLIER) || text.endsWith("</html>"))
                    .as("whole or as it was, seed " + seed + ": " + text.length() + " characters")
                    .isTrue();
            assertThat(files()).as("seed " + seed).containsExactly("c.html");
        }
    }
}
