package posixwait.conformance.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.conformance.ProgramJvm;

class ExploreTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"ffm", "jna"})
    void the_model_and_the_kernel_agree_and_everything_in_the_model_happens(String backend) throws Exception {
        ProgramJvm.Ended ended = ExplorerJvm.run(directory, backend, "seed=20261126", "steps=12000");

        assertThat(ended.trouble()).as("%s", ended.printed()).isEmpty();
        assertThat(ExplorerJvm.result(ended).uncovered()).isEmpty();
    }

    @Test
    void a_script_of_a_seed_is_the_same_every_time() {
        assertThat(Scripts.script(7, 60)).isEqualTo(Scripts.script(7, 60)).isNotEqualTo(Scripts.script(7, 61));
    }

    @Test
    void a_script_can_be_written_down_and_read_again() {
        List<Step> script = Scripts.script(7, 60);

        assertThat(Step.parseAll(Step.lines(script))).isEqualTo(script);
    }

    @Test
    void a_script_that_was_written_down_is_run_alone() throws Exception {
        Path script = Files.writeString(directory.resolve("script"), """
                PAUSING -1 0 0x0 SCRIPT
                WAIT_PID 0 0 0x2 A
                KILL 0 19 0x0 SCRIPT
                """);
        ProgramJvm.Ended ended = ExplorerJvm.run(directory, "ffm", "script=" + script);

        assertThat(ended.trouble()).as("%s", ended.printed()).isEmpty();
        assertThat(ExplorerJvm.result(ended).steps()).isEqualTo(3);
    }

    @Test
    void what_is_about_a_child_that_is_left_out_is_left_out_too_and_the_others_get_lower_numbers() {
        List<Step> script = Step.parseAll("""
                PAUSING -1 0 0x0 SCRIPT
                PAUSING -1 0 0x0 SCRIPT
                PIDFD_OPEN 0 0 0x0 SCRIPT
                PIDFD_OPEN 1 0 0x0 SCRIPT
                KILL 0 9 0x0 SCRIPT
                SETPGID 1 0 0x0 SCRIPT
                SETPGID 1 1 0x0 SCRIPT
                PIDFD_POLL 0 0 0x0 SCRIPT
                PIDFD_POLL 1 0 0x0 SCRIPT
                """);

        assertThat(Shrinker.without(script, 0)).isEqualTo(Step.parseAll("""
                PAUSING -1 0 0x0 SCRIPT
                PIDFD_OPEN 0 0 0x0 SCRIPT
                SETPGID 0 0 0x0 SCRIPT
                PIDFD_POLL 0 0 0x0 SCRIPT
                """));
    }
}
