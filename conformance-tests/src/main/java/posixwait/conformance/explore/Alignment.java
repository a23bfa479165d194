package posixwait.conformance.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import posixwait.conformance.model.Coverage;

/** Runs scripts in both worlds until they differ. */
final class Alignment {
    private final LiveWorld live;
    private final Coverage coverage = new Coverage();
    private long steps;
    private int unusualChoices;

    Alignment(LiveWorld live) {
        this.live = live;
    }

    /**
     * A step that was done.
     *
     * @param step the step
     * @param kernel what the kernel showed
     * @param model what the model showed
     */
    record Done(Step step, Seen kernel, Seen model) {
        boolean differs() {
            return !kernel.equals(model);
        }
    }

    /**
     * Where the worlds differ.
     *
     * @param steps those that were done, up to that one
     */
    record Difference(List<Done> steps) {
        Difference {
            steps = List.copyOf(steps);
        }

        /** {@return the steps alone} */
        List<Step> script() {
            return steps.stream().map(Done::step).toList();
        }
    }

    /** {@return what the scripts covered of the model} */
    Coverage coverage() {
        return coverage;
    }

    /** {@return how many steps were done} */
    long steps() {
        return steps;
    }

    /** {@return how often the kernel took another child than Linux is known to take, of several that POSIX allows} */
    int unusualChoices() {
        return unusualChoices;
    }

    /** {@return the first difference; empty if there is none} */
    Optional<Difference> run(List<Step> script) {
        ModelWorld model = new ModelWorld();
        List<Done> done = new ArrayList<>();
        try {
            for (Step step : script) {
                if (!model.isSafe(step)) {
                    continue;
                }
                Seen kernel = live.perform(step);
                model.follow(kernel);
                done.add(new Done(step, kernel, model.perform(step)));
                steps++;
                if (done.get(done.size() - 1).differs()) {
                    return Optional.of(new Difference(done));
                }
            }
        } finally {
            live.reset();
            coverage.add(model.kernel().coverage());
            unusualChoices += model.unusualChoices();
        }
        return Optional.empty();
    }
}
