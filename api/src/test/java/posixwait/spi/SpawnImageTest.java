package posixwait.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Frame#posixSpawn} lays out and calls. */
class SpawnImageTest {
    private static final int PID = 4711;
    private static final long FILL = 0x5a5a_5a5a_5a5a_5a5aL;
    private static final SpawnPlan.Action[] EVERY_ACTION = {
        new SpawnPlan.Open(0, "in", 1, 0640),
        new SpawnPlan.Dup2(9, 1),
        new SpawnPlan.ChangeDirectory("/tmp"),
        new SpawnPlan.Close(4),
        new SpawnPlan.CloseFrom(5)
    };

    private final FakeMemory memory = new FakeMemory();
    private final FakeSymbols c = new FakeSymbols();

    private static SpawnPlan plan(SpawnPlan.Action... actions) {
        return new SpawnPlan(
                "/bin/prog", false, List.of("prog", "ä€😀", ""), List.of("A=1", "B="), List.of(actions), 12, 7, 5, -1);
    }

    private static SpawnPlan searching() {
        return new SpawnPlan("prog", true, List.of(), List.of(), List.of(), 0, 0, 0, 0);
    }

    private int spawn(SpawnPlan plan) {
        return new Frame(memory::addressOf).posixSpawn(plan, c.symbols);
    }

    /** Records the calls, looks at what they get while it is there, and fails those it is told to. */
    private final class FakeSymbols {
        private final List<String> called = new ArrayList<>();
        private final Map<String, Integer> failures = new HashMap<>();
        private final Map<String, Long> sets = new HashMap<>();
        private final List<Long> kept = new ArrayList<>();
        private @Nullable String path;
        private List<String> argv = List.of();
        private List<String> envp = List.of();
        private final SpawnSymbols symbols = (SpawnSymbols) Proxy.newProxyInstance(
                SpawnSymbols.class.getClassLoader(), new Class<?>[] {SpawnSymbols.class}, this::call);

        private Object call(Object proxy, Method symbol, Object[] arguments) {
            String name = symbol.getName();
            int error = failures.getOrDefault(name, 0);
            called.add(name + rest(name, arguments));
            if (name.equals("posix_spawnattr_init")) {
                fill((long) arguments[0], Abi.SPAWN_ATTRIBUTES_SIZE);
            } else if (name.equals("posix_spawn_file_actions_init")) {
                fill((long) arguments[0], Abi.SPAWN_FILE_ACTIONS_SIZE);
            } else if (name.endsWith("_destroy")) {
                kept.add(memory.getLong((long) arguments[0]));
            } else if (name.startsWith("posix_spawnattr_setsig")) {
                sets.put(name, memory.getLong((long) arguments[1]));
            } else if (name.matches("posix_spawnp?")) {
                path = memory.text((long) arguments[1]);
                argv = memory.texts((long) arguments[4]);
                envp = memory.texts((long) arguments[5]);
                if (error == 0) {
                    memory.at((long) arguments[0]).putInt(0, PID);
                }
            }
            return error;
        }

        private void fill(long address, int size) {
            ByteBuffer object = memory.at(address);
            for (int offset = 0; offset + Long.BYTES <= size; offset += Long.BYTES) {
                object.putLong(offset, FILL);
            }
        }

        /** The arguments after the object that is worked on, with text in place of its address. */
        private String rest(String name, Object[] arguments) {
            return switch (name) {
                case "posix_spawnattr_setflags", "posix_spawnattr_setpgroup" -> "(" + arguments[1] + ")";
                case "posix_spawn_file_actions_addclose", "posix_spawn_file_actions_addclosefrom_np" ->
                    "(" + arguments[1] + ")";
                case "posix_spawn_file_actions_adddup2" -> "(" + arguments[1] + ", " + arguments[2] + ")";
                case "posix_spawn_file_actions_addchdir_np" -> "(" + memory.text((long) arguments[1]) + ")";
                case "posix_spawn_file_actions_addopen" ->
                    "(" + arguments[1] + ", " + memory.text((long) arguments[2]) + ", " + arguments[3] + ", "
                            + arguments[4] + ")";
                default -> "";
            };
        }
    }

    @Test
    void the_pid_is_what_posix_spawn_stored() {
        assertThat(spawn(plan())).isEqualTo(PID);
    }

    @Test
    void everything_is_set_before_the_spawn_and_destroyed_after() {
        spawn(plan());

        assertThat(c.called)
                .containsExactly(
                        "posix_spawnattr_init",
                        "posix_spawn_file_actions_init",
                        "posix_spawnattr_setflags(12)",
                        "posix_spawnattr_setpgroup(7)",
                        "posix_spawnattr_setsigmask",
                        "posix_spawnattr_setsigdefault",
                        "posix_spawn",
                        "posix_spawn_file_actions_destroy",
                        "posix_spawnattr_destroy");
    }

    @Test
    void each_set_is_its_own() {
        spawn(plan());

        assertThat(c.sets).isEqualTo(Map.of("posix_spawnattr_setsigmask", 5L, "posix_spawnattr_setsigdefault", -1L));
    }

    @Test
    void the_path_is_a_C_string() {
        spawn(plan());

        assertThat(Objects.requireNonNull(c.path)).isEqualTo("/bin/prog");
    }

    @Test
    void the_arguments_are_UTF_8_up_to_NULL() {
        spawn(plan());

        assertThat(c.argv).containsExactly("prog", "ä€😀", "");
    }

    @Test
    void the_environment_ends_with_NULL() {
        spawn(plan());

        assertThat(c.envp).containsExactly("A=1", "B=");
    }

    @Test
    void an_empty_environment_is_NULL_alone() {
        spawn(searching());

        assertThat(c.envp).isEmpty();
    }

    @Test
    void a_search_is_made_by_posix_spawnp() {
        spawn(searching());

        assertThat(c.called).contains("posix_spawnp").doesNotContain("posix_spawn");
    }

    @Test
    void the_actions_are_added_in_their_order() {
        spawn(plan(EVERY_ACTION));

        assertThat(c.called)
                .containsSubsequence(
                        "posix_spawn_file_actions_addopen(0, in, 1, 416)",
                        "posix_spawn_file_actions_adddup2(9, 1)",
                        "posix_spawn_file_actions_addchdir_np(/tmp)",
                        "posix_spawn_file_actions_addclose(4)",
                        "posix_spawn_file_actions_addclosefrom_np(5)",
                        "posix_spawn");
    }

    @Test
    void there_is_room_for_arguments_of_three_bytes_a_character() {
        // Eight characters and the NUL are 25 bytes: as much as alignment can add.
        String text = "€".repeat(8);

        spawn(new SpawnPlan(
                text,
                false,
                List.of(text, text),
                List.of(text),
                List.of(new SpawnPlan.Open(0, text, 0, 0), new SpawnPlan.ChangeDirectory(text)),
                0,
                0,
                0,
                0));

        assertThat(c.argv).containsExactly(text, text);
        assertThat(c.called).contains("posix_spawn_file_actions_addchdir_np(" + text + ")");
    }

    @Test
    void what_the_C_library_keeps_in_attributes_and_actions_overwrites_nothing() {
        spawn(plan(EVERY_ACTION));

        assertThat(Objects.requireNonNull(c.path)).isEqualTo("/bin/prog");
        assertThat(c.kept).containsExactly(FILL, FILL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "posix_spawnattr_setflags",
                "posix_spawnattr_setpgroup",
                "posix_spawnattr_setsigmask",
                "posix_spawnattr_setsigdefault",
                "posix_spawn_file_actions_addopen",
                "posix_spawn_file_actions_adddup2",
                "posix_spawn_file_actions_addclose",
                "posix_spawn_file_actions_addclosefrom_np",
                "posix_spawn_file_actions_addchdir_np",
                "posix_spawn"
            })
    void a_failure_is_returned_negated(String symbol) {
        c.failures.put(symbol, Abi.ENOMEM);

        assertThat(spawn(plan(EVERY_ACTION))).isEqualTo(-Abi.ENOMEM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "posix_spawnattr_setflags",
                "posix_spawnattr_setpgroup",
                "posix_spawnattr_setsigmask",
                "posix_spawnattr_setsigdefault",
                "posix_spawn_file_actions_addopen",
                "posix_spawn_file_actions_adddup2",
                "posix_spawn_file_actions_addclose",
                "posix_spawn_file_actions_addclosefrom_np",
                "posix_spawn_file_actions_addchdir_np",
                "posix_spawn"
            })
    void whatever_fails_everything_is_destroyed(String symbol) {
        c.failures.put(symbol, Abi.ENOMEM);

        spawn(plan(EVERY_ACTION));

        assertThat(c.called).endsWith("posix_spawn_file_actions_destroy", "posix_spawnattr_destroy");
    }

    @Test
    void an_action_that_fails_is_the_last_that_is_added() {
        c.failures.put("posix_spawn_file_actions_addclosefrom_np", Abi.ENOSYS);

        spawn(plan(new SpawnPlan.CloseFrom(3), new SpawnPlan.Close(4)));

        assertThat(c.called).doesNotContain("posix_spawn_file_actions_addclose(4)", "posix_spawn");
    }

    @Test
    void attributes_that_were_not_made_are_not_destroyed() {
        c.failures.put("posix_spawnattr_init", Abi.ENOMEM);

        int result = spawn(plan());

        assertThat(result).isEqualTo(-Abi.ENOMEM);
        assertThat(c.called).containsExactly("posix_spawnattr_init");
    }

    @Test
    void actions_that_were_not_made_are_not_destroyed() {
        c.failures.put("posix_spawn_file_actions_init", Abi.ENOMEM);

        int result = spawn(plan());

        assertThat(result).isEqualTo(-Abi.ENOMEM);
        assertThat(c.called)
                .containsExactly("posix_spawnattr_init", "posix_spawn_file_actions_init", "posix_spawnattr_destroy");
    }
}
