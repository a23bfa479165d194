package posixwait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import posixwait.spi.Abi;
import posixwait.spi.SpawnPlan;
import posixwait.spi.SpawnPlan.ChangeDirectory;
import posixwait.spi.SpawnPlan.Close;
import posixwait.spi.SpawnPlan.CloseFrom;
import posixwait.spi.SpawnPlan.Dup2;
import posixwait.spi.SpawnPlan.Open;

class SpawnTest {
    private static final int MASK_AND_DEFAULTS = Abi.POSIX_SPAWN_SETSIGMASK | Abi.POSIX_SPAWN_SETSIGDEF;

    @RegisterExtension
    final ScriptedSystemCalls calls = new ScriptedSystemCalls();

    private SpawnPlan plan(Spawn spawn) {
        SpawnPlan[] plan = new SpawnPlan[1];
        calls.answer("posixSpawn", arguments -> {
            plan[0] = arguments.the(SpawnPlan.class);
            return 4711;
        });
        spawn.start(calls.backend());
        return plan[0];
    }

    private static Spawn program() {
        return Spawn.of("/bin/true");
    }

    @Test
    void the_child_has_the_pid_that_was_returned() {
        calls.answer("posixSpawn", 4711);

        assertThat(program().start(calls.backend()).pid()).isEqualTo(4711);
    }

    @ParameterizedTest
    @CsvSource({"/bin/true, false", "./true, false", "bin/true, false", "true, true"})
    void only_a_name_without_a_slash_is_looked_up_in_PATH(String name, boolean search) {
        assertThat(plan(Spawn.of(name)).search()).isEqualTo(search);
    }

    @Test
    void the_name_of_the_program_is_its_first_argument() {
        assertThat(plan(Spawn.of("true", "a", "b")).arguments()).containsExactly("true", "a", "b");
    }

    @Test
    void a_line_of_shell_is_run_by_sh() {
        assertThat(plan(Spawn.shell("exit 7")).arguments()).containsExactly("/bin/sh", "-c", "exit 7");
    }

    @Test
    void the_environment_is_that_of_this_process() {
        assertThat(plan(program()).environment())
                .containsExactlyInAnyOrderElementsOf(System.getenv().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList());
    }

    @Test
    void another_environment_replaces_the_whole() {
        assertThat(plan(program().environment(Map.of("NAME", "a=b"))).environment())
                .containsExactly("NAME=a=b");
    }

    @Test
    void the_signal_mask_is_emptied() {
        SpawnPlan plan = plan(program());

        assertThat(plan.flags()).isEqualTo(MASK_AND_DEFAULTS);
        assertThat(plan.signalMask()).isZero();
    }

    @Test
    void every_signal_but_KILL_and_STOP_gets_its_default_action() {
        assertThat(plan(program()).signalDefaults()).isEqualTo(~(1L << 8 | 1L << 18));
    }

    @Test
    void signals_can_be_blocked() {
        assertThat(plan(program().blocking(Signal.HUP, new Signal(64))).signalMask())
                .isEqualTo(Long.MIN_VALUE | 1);
    }

    @Test
    void the_last_word_on_blocked_signals_counts() {
        assertThat(plan(program().blocking(Signal.HUP).blocking(Signal.INT)).signalMask())
                .isEqualTo(2);
    }

    @Test
    void blocking_needs_the_mask_to_be_set() {
        assertThat(plan(program().inheritSignals().blocking(Signal.HUP)).flags())
                .isEqualTo(Abi.POSIX_SPAWN_SETSIGMASK);
    }

    @Test
    void signals_can_be_inherited() {
        assertThat(plan(program().inheritSignals()).flags()).isZero();
    }

    @Test
    void ignored_signals_can_be_inherited_without_the_mask() {
        assertThat(plan(program().inheritIgnored()).flags()).isEqualTo(Abi.POSIX_SPAWN_SETSIGMASK);
    }

    @Test
    void a_process_group_can_be_joined() {
        SpawnPlan plan = plan(program().processGroup(4711));

        assertThat(plan.flags()).isEqualTo(MASK_AND_DEFAULTS | Abi.POSIX_SPAWN_SETPGROUP);
        assertThat(plan.processGroup()).isEqualTo(4711);
    }

    @Test
    void a_session_can_be_started() {
        assertThat(plan(program().newSession()).flags()).isEqualTo(MASK_AND_DEFAULTS | Abi.POSIX_SPAWN_SETSID);
    }

    @Test
    void every_descriptor_but_the_standard_streams_is_closed() {
        assertThat(plan(program()).actions()).containsExactly(new CloseFrom(3));
    }

    @Test
    void descriptors_can_be_inherited() {
        assertThat(plan(program().inheritDescriptors()).actions()).isEmpty();
    }

    @Test
    void a_quiet_child_has_no_stream_of_ours() {
        assertThat(plan(program().quiet()).actions())
                .containsExactly(
                        new Open(0, "/dev/null", Abi.O_RDONLY, 0),
                        new Open(1, "/dev/null", Abi.O_WRONLY, 0),
                        new Open(2, "/dev/null", Abi.O_WRONLY, 0),
                        new CloseFrom(3));
    }

    @Test
    void a_file_is_opened_as_it_was_said() {
        assertThat(plan(program().open(1, "out", Abi.O_WRONLY | Abi.O_CREAT, 0640))
                        .actions())
                .startsWith(new Open(1, "out", Abi.O_WRONLY | Abi.O_CREAT, 0640));
    }

    @Test
    void actions_are_carried_out_in_the_order_they_were_said() {
        assertThat(plan(program()
                                .pass(9, 1)
                                .directory("/tmp")
                                .open(0, "in", Abi.O_RDONLY, 0)
                                .pass(1, 2))
                        .actions())
                .containsExactly(
                        new Dup2(9, 1),
                        new ChangeDirectory("/tmp"),
                        new Open(0, "in", Abi.O_RDONLY, 0),
                        new Dup2(1, 2),
                        new CloseFrom(3));
    }

    @Test
    void closing_starts_after_the_highest_descriptor_that_was_passed() {
        assertThat(plan(program().pass(9, 4).open(3, "in", Abi.O_RDONLY, 0)).actions())
                .endsWith(new CloseFrom(5));
    }

    @Test
    void a_descriptor_between_those_that_were_passed_is_closed() {
        assertThat(plan(program().pass(9, 6).pass(8, 4)).actions())
                .containsExactly(new Dup2(9, 6), new Dup2(8, 4), new Close(3), new Close(5), new CloseFrom(7));
    }

    @Test
    void a_builder_can_be_used_again() {
        Spawn spawn = program().pass(9, 3);

        assertThat(plan(spawn)).isEqualTo(plan(spawn));
    }

    @Test
    void a_failure_names_the_program_and_its_arguments() {
        calls.answer("posixSpawn", -Abi.ENOENT);

        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> Spawn.of("/no/such", "x").start(calls.backend()))
                .withMessage("posix_spawn(/no/such x): ENOENT (No such file or directory)");
    }

    @Test
    void a_failure_of_a_search_is_that_of_posix_spawnp() {
        calls.answer("posixSpawn", -Abi.ENOENT);

        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> Spawn.of("no-such").start(calls.backend()))
                .withMessage("posix_spawnp(no-such): ENOENT (No such file or directory)");
    }

    @Test
    void a_descriptor_to_open_is_not_negative() {
        assertThatIllegalArgumentException().isThrownBy(() -> program().open(-1, "in", Abi.O_RDONLY, 0));
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, -1"})
    void a_descriptor_to_pass_is_not_negative(int from, int to) {
        assertThatIllegalArgumentException().isThrownBy(() -> program().pass(from, to));
    }

    @Test
    void an_argument_with_a_NUL_is_rejected_before_the_call() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Spawn.of("/bin/echo", "a\0b").start(calls.backend()));
    }

    @Test
    void a_variable_with_a_NUL_is_rejected_before_the_call() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> program().environment(Map.of("A", "a\0b")).start(calls.backend()));
    }

    @Test
    void a_path_with_a_NUL_is_rejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> program().directory("a\0b"));
    }

    @Test
    void a_plan_does_not_change_with_the_lists_it_was_made_of() {
        List<String> arguments = new ArrayList<>(List.of("true"));
        SpawnPlan plan = new SpawnPlan("true", true, arguments, List.of(), List.of(), 0, 0, 0, 0);
        arguments.add("more");

        assertThat(plan.arguments()).containsExactly("true");
    }

    @Test
    void a_recording_has_the_spawn(@TempDir Path directory) throws IOException {
        calls.answer("posixSpawn", 4711);

        assertThat(Recordings.of(directory, "posixwait.Spawn", () -> program().start(calls.backend())))
                .extracting(event -> event.getInt("pid"))
                .containsExactly(4711);
    }
}
