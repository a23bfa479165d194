package posixwait.conformance.reaping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import posixwait.conformance.interleave.Failure;
import posixwait.conformance.interleave.Program;
import posixwait.conformance.interleave.ProgramLoader;
import posixwait.conformance.interleave.RandomOrder;

/** Deterministic simulation of the reaper in scenes with too many orders to try all: {@code docs/model.md}, "The reaper on the model". */
class ReaperByChanceTest {
    private static final int RUNS = Integer.getInteger("posixwait.simulation.runs", 10_000);

    /** {@code -Dposixwait.simulation.seed=SEED} makes the run of that seed again, and no other. */
    @Test
    void every_child_is_told_of_once_and_nothing_is_left_in_larger_scenes_by_chance()
            throws ReflectiveOperationException {
        Long only = Long.getLong("posixwait.simulation.seed");
        long first = only == null ? new Random().nextInt(Integer.MAX_VALUE) : only;
        int runs = only == null ? RUNS : 1;
        System.out.printf("the reaper on the model: %d runs by chance, from seed %d on%n", runs, first);
        LongFunction<Program> larger = larger();
        for (long seed = first; seed < first + runs; seed++) {
            Optional<Failure> failure = RandomOrder.run(larger.apply(seed), seed);
            assertThat(failure)
                    .as("to see it again: -Dposixwait.simulation.seed=%d", seed)
                    .isEmpty();
        }
    }

    private static LongFunction<Program> larger() throws ReflectiveOperationException {
        var made = new ProgramLoader().loadClass(RandomScenes.class.getName()).getMethod("of", long.class);
        return seed -> {
            try {
                return (Program) made.invoke(null, seed);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
