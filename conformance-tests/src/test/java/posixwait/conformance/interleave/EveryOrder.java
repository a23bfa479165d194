package posixwait.conformance.interleave;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Every order there is, whether it makes a difference or not: what {@link Explorer} is held against. */
final class EveryOrder implements Order {
    private final List<Long> left = new ArrayList<>();
    private int depth;

    private EveryOrder() {}

    /** Runs a program in every order; {@return how many there are} */
    static long run(Supplier<? extends Program> programs, Consumer<Run> each) {
        EveryOrder order = new EveryOrder();
        long runs = 0;
        do {
            order.depth = 0;
            each.accept(Run.of(programs.get(), order));
            runs++;
        } while (order.goBack());
        return runs;
    }

    @Override
    public int next(long enabled, int last) {
        if (depth == left.size()) {
            left.add(enabled);
        }
        return Long.numberOfTrailingZeros(left.get(depth++));
    }

    private boolean goBack() {
        while (!left.isEmpty()) {
            long rest = left.get(left.size() - 1) & left.get(left.size() - 1) - 1;
            if (rest != 0) {
                left.set(left.size() - 1, rest);
                return true;
            }
            left.remove(left.size() - 1);
        }
        return false;
    }
}
