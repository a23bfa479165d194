package posixwait.conformance.reaping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import posixwait.conformance.interleave.Explorer;
import posixwait.conformance.interleave.Explorer.Explored;
import posixwait.conformance.interleave.Program;
import posixwait.conformance.interleave.ProgramLoader;

/** Deterministic simulation of the reaper: {@code docs/model.md}, "The reaper on the model". */
class ReaperSimulationTest {
    private static final long PLENTY = 200_000;

    private static final ProgramLoader SOUND = new ProgramLoader();
    private static final List<Explored> EXPLORED = new ArrayList<>();

    private static Supplier<Program> scene(ProgramLoader loader, String name) throws ReflectiveOperationException {
        return Optional.ofNullable(scenes(loader).get(name)).orElseThrow(() -> new AssertionError("no scene: " + name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Supplier<Program>> scenes(ProgramLoader loader) throws ReflectiveOperationException {
        return (Map<String, Supplier<Program>>)
                loader.loadClass(Scenes.class.getName()).getMethod("all").invoke(null);
    }

    static Set<String> names() throws ReflectiveOperationException {
        return scenes(SOUND).keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_child_is_told_of_once_and_nothing_is_left_in_every_order(String scene)
            throws ReflectiveOperationException {
        Explored explored = Explorer.explore(scene(SOUND, scene), PLENTY);
        EXPLORED.add(explored);

        assertThat(explored.failure()).isEmpty();
        assertThat(explored.complete()).as("explored completely").isTrue();
    }

    @AfterAll
    static void say() {
        if (!EXPLORED.isEmpty()) {
            System.out.printf(
                    "the reaper on the model: %d scenes, %d interleavings (and %d that were cut off), %d steps%n",
                    EXPLORED.size(),
                    EXPLORED.stream().mapToLong(Explored::interleavings).sum(),
                    EXPLORED.stream().mapToLong(Explored::cut).sum(),
                    EXPLORED.stream().mapToLong(Explored::steps).sum());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_mutant_of_the_reaper_is_found(ReaperMutant mutant) throws ReflectiveOperationException {
        ProgramLoader loader = new ProgramLoader(mutant::mutate);
        Explored explored = Explorer.explore(scene(loader, mutant.scene()), PLENTY);

        assertThat(explored.failure()).as("%s in: %s", mutant, mutant.scene()).isPresent();
        System.out.printf(
                "%s: found in run %d: %s%n",
                mutant,
                explored.interleavings() + explored.cut(),
                explored.failure().get().message());
    }
}
