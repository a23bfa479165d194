package posixwait.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;
import posixwait.Backend;

/** What does a reap allocate? */
final class AllocationQuestion implements TrialQuestion {
    static final String NAME = "reaper-allocation";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Trial> trials(Effort effort) {
        int reaped = effort.pick(500, 1_000, 20_000);
        int warmups = effort.pick(500, 8_000, 40_000);
        return List.of(Trial.of(NAME, reaped, AllocationTrial.BATCH, warmups));
    }

    @Override
    public int rounds(Effort effort) {
        return effort.pick(1, 1, 5);
    }

    @Override
    public List<Contender> contenders(List<Backend> backends) {
        return backends.stream()
                .map(backend -> Contender.jvm(backend.binding(), Way.REAPER, backend))
                .toList();
    }

    @Override
    public Readings measure(TrialTask task) {
        return new AllocationTrial(task.backend()).measure(task.number(0), task.number(1));
    }

    @Override
    public List<BenchResult> results(TrialResults figures, Trial trial, List<Trial> trials) {
        return figures.of(
                trial,
                TrialResults.Row.amount(
                                NAME,
                                "Heap allocated by one reap beyond the fate it tells",
                                trial,
                                "B",
                                Readings.BEYOND_FATE)
                        .allocating(Readings.ALLOCATED));
    }

    @Override
    public @Nullable Double glance(Readings readings) {
        return null;
    }
}
