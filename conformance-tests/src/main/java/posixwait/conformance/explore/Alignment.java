package posixwait.conformance.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import posixwait.conformance.model.Coverage;
import posixwait.spi.SystemCalls;

/** Runs a script in both worlds until they differ. */
final class Alignment {
    private final SystemCalls calls;
    private final Coverage coverage = new Coverage();
    private int unusualChoices;

    Alignment(SystemCalls calls) {
        this.calls = calls;
    }

    /**
     * Where the worlds differ.
     *
     * @param script the steps up to that one
     * @param trace what was seen, a line a step
     */
    record Difference(List<Step> script, List<String> trace) {}

    /** {@return what the scripts covered of the model} */
    Coverage coverage() {
        return coverage;
    }

    /** {@return how often the kernel took another child than Linux is known to take, of several that POSIX allows} */
    int unusualChoices() {
        return unusualChoices;
    }

    /** {@return the first difference; empty if there is none} */
    Optional<Difference> run(List<Step> script) {
        ModelWorld model = new ModelWorld();
        List<String> trace = new ArrayList<>();
        try (LiveWorld live = new LiveWorld(calls)) {
            for (int i = 0; i < script.size(); i++) {
                Step step = script.get(i);
                if (!model.isSafe(step)) {
                    continue;
                }
                String kernel = live.perform(step);
                model.follow(kernel);
                String expected = model.perform(step);
                boolean same = kernel.equals(expected);
                trace.add(step + ": " + kernel + (same ? "" : "  BUT THE MODEL: " + expected));
                if (!same) {
                    return Optional.of(new Difference(List.copyOf(script.subList(0, i + 1)), trace));
                }
            }
        } finally {
            coverage.add(model.kernel().coverage());
            unusualChoices += model.unusualChoices();
        }
        return Optional.empty();
    }

    /** {@return a script that differs still, and of which no step can be left out} */
    Difference shrink(Difference found) {
        Difference smallest = found;
        for (int i = found.script().size() - 1; i >= 0; i--) {
            if (i >= smallest.script().size() || smallest.script().get(i).kind().makesChild()) {
                continue; // children are named by their number
            }
            List<Step> shorter = new ArrayList<>(smallest.script());
            shorter.remove(i);
            smallest = run(shorter).orElse(smallest);
        }
        return smallest;
    }
}
