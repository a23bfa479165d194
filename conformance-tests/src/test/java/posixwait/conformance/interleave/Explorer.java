package posixwait.conformance.interleave;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program in every order of its steps that makes a difference, depth first.
 *
 * <p>Dynamic partial order reduction with source sets and sleep sets: Abdulla, Aronis, Jonsson and Sagonas, "Optimal dynamic
 * partial order reduction", POPL 2014. After each step those before it are looked for that depend on it and did not have to
 * happen before it; from where such a step was taken another one is tried. Orders that differ only in steps that do not depend
 * on each other are one and the same, and are run once, or cut off where that is noticed.
 *
 * <p>For this a step must touch, in the sense of {@link Event}, whatever it looks at or changes and other strands change.
 */
public final class Explorer implements Order {
    private final List<Node> path = new ArrayList<>();

    /** From this step on nothing is known from the run before. */
    private int fresh;

    /** A choice that was made on the way to where the run is now. */
    private static final class Node {
        private final long enabled;
        private final @Nullable Event[] sleeping;
        private long backtrack;
        private long explored;
        private int chosen;
        private @Nullable Event event;

        private Node(long enabled, @Nullable Event[] sleeping) {
            this.enabled = enabled;
            this.sleeping = sleeping;
        }

        private boolean sleeps(int strand) {
            return strand < sleeping.length && sleeping[strand] != null;
        }
    }

    /**
     * What was explored.
     *
     * @param interleavings how many orders there are that make a difference
     * @param cut how many runs were left when they turned out to be one of those
     * @param steps how many steps were taken in all
     * @param complete whether that is all of them
     * @param failure the first that did not do what it should
     */
    public record Explored(long interleavings, long cut, long steps, boolean complete, Optional<Failure> failure) {}

    private Explorer() {}

    /**
     * Explores until a failure is found.
     *
     * @param programs makes the program, the same in each run
     * @param most after so many runs it is given up, incomplete
     * @return what was found
     */
    public static Explored explore(Supplier<? extends Program> programs, long most) {
        Explorer explorer = new Explorer();
        long interleavings = 0;
        long cut = 0;
        long steps = 0;
        do {
            if (interleavings + cut == most) {
                return new Explored(interleavings, cut, steps, false, Optional.empty());
            }
            Run run = Run.of(programs.get(), explorer);
            steps += run.trace().size();
            if (run.outcome() == Run.Outcome.CUT) {
                cut++;
            } else {
                interleavings++;
            }
            if (run.failure().isPresent()) {
                return new Explored(interleavings, cut, steps, false, run.failure());
            }
        } while (explorer.goBack());
        return new Explored(interleavings, cut, steps, true, Optional.empty());
    }

    private int depth;

    @Override
    public int next(long enabled, int last) {
        if (depth < path.size()) {
            Node node = path.get(depth++);
            if (node.enabled != enabled) {
                throw new OutOfStep("step " + depth + ": enabled " + Long.toBinaryString(enabled) + ", and before "
                        + Long.toBinaryString(node.enabled));
            }
            return node.chosen;
        }
        Node node = new Node(enabled, depth == 0 ? new @Nullable Event[0] : stillSleeping(path.get(depth - 1)));
        int chosen = pick(node, enabled, last);
        if (chosen != NOBODY) {
            node.chosen = chosen;
            node.backtrack = 1L << chosen;
            path.add(node);
            depth++;
        }
        return chosen;
    }

    /** The one whose turn it was goes on, if it can: the fewer changes, the easier a failure is to read. */
    private static int pick(Node node, long enabled, int last) {
        if (last != NOBODY && (enabled >> last & 1) != 0 && !node.sleeps(last)) {
            return last;
        }
        for (long rest = enabled; rest != 0; rest &= rest - 1) {
            int strand = Long.numberOfTrailingZeros(rest);
            if (!node.sleeps(strand)) {
                return strand;
            }
        }
        return NOBODY;
    }

    /** Those whose next step was tried before, and is not affected by the step that was taken instead. */
    private static @Nullable Event[] stillSleeping(Node node) {
        @Nullable Event[] sleeping = node.sleeping.clone();
        for (int strand = 0; strand < sleeping.length; strand++) {
            Event asleep = sleeping[strand];
            if (asleep != null && (node.event == null || strand == node.chosen || node.event.dependsOn(asleep))) {
                sleeping[strand] = null;
            }
        }
        return sleeping;
    }

    @Override
    public void happened(Run run, Event event) {
        Node node = path.get(event.index);
        if (event.index < fresh) {
            Event before = node.event;
            if (before == null || !before.repeats(event)) {
                throw new OutOfStep("step " + event.index + " is now " + event + ", and was " + before);
            }
            return;
        }
        node.event = event;
        findRaces(event);
    }

    private Event eventAt(int index) {
        Event event = path.get(index).event;
        if (event == null) {
            throw new IllegalStateException("no step " + index);
        }
        return event;
    }

    private void findRaces(Event event) {
        int[] clock = clockBefore(event);
        // Whoever held the lock before could have had it after; that the lock was free first is no obstacle.
        int contender = Order.NOBODY;
        for (int i = event.index - 1; i >= event.epoch && contender == Order.NOBODY; i--) {
            Event earlier = eventAt(i);
            if (earlier.strand != event.strand && earlier.contendsFor(event)) {
                contender = i;
            }
        }
        boolean contends = contender != Order.NOBODY && !eventAt(contender).isIn(clock);
        if (contender != Order.NOBODY) {
            clock = joined(clock, eventAt(contender).clock);
        }
        if (event.releasedBy() >= event.epoch) {
            clock = joined(clock, eventAt(event.releasedBy()).clock);
        }
        List<Event> races = new ArrayList<>();
        if (contends) {
            races.add(eventAt(contender));
        }
        for (int i = event.index - 1; i >= event.epoch; i--) {
            Event earlier = eventAt(i);
            if (!earlier.isIn(clock) && earlier.strand != event.strand && earlier.dependsOn(event)) {
                races.add(earlier);
                clock = joined(clock, earlier.clock);
            }
        }
        clock = joined(clock, new int[event.strand + 1]);
        clock[event.strand] = event.index + 1;
        event.clock = clock;
        for (Event earlier : races) {
            reverse(earlier, event);
        }
    }

    private int[] clockBefore(Event event) {
        int[] clock = {};
        for (int i = event.index - 1; i >= event.epoch; i--) {
            if (eventAt(i).strand == event.strand) {
                clock = eventAt(i).clock;
                break;
            }
        }
        return event.causedBy() >= event.epoch ? joined(clock, eventAt(event.causedBy()).clock) : clock;
    }

    private static int[] joined(int[] a, int[] b) {
        int[] joined = a.length >= b.length ? a.clone() : b.clone();
        int[] other = a.length >= b.length ? b : a;
        for (int i = 0; i < other.length; i++) {
            joined[i] = Math.max(joined[i], other[i]);
        }
        return joined;
    }

    /** Has one of those strands tried, where the earlier step was taken, that lead to the later one without it. */
    private void reverse(Event earlier, Event later) {
        long initials = 0;
        long seen = 0;
        List<Event> between = new ArrayList<>();
        for (int i = earlier.index + 1; i <= later.index; i++) {
            Event event = eventAt(i);
            if (event != later && earlier.isBefore(event)) {
                continue;
            }
            long bit = 1L << event.strand;
            if ((seen & bit) == 0) {
                seen |= bit;
                if (between.stream().noneMatch(before -> before.isBefore(event))) {
                    initials |= bit;
                }
            }
            between.add(event);
        }
        Node node = path.get(earlier.index);
        // Whom only the earlier step let go on cannot be tried without it.
        long possible = initials & node.enabled;
        if ((node.backtrack & initials) == 0 && possible != 0) {
            long preferred = possible & 1L << later.strand;
            node.backtrack |= preferred != 0 ? preferred : Long.lowestOneBit(possible);
        }
    }

    /** Goes back to the last choice where another one is due; {@return whether there is any} */
    private boolean goBack() {
        while (!path.isEmpty()) {
            Node node = path.get(path.size() - 1);
            node.explored |= 1L << node.chosen;
            Node tired = asleep(node);
            long due = tired.backtrack & ~tired.explored;
            for (long rest = due; rest != 0; rest &= rest - 1) {
                int strand = Long.numberOfTrailingZeros(rest);
                if (!tired.sleeps(strand)) {
                    tired.chosen = strand;
                    tired.event = null;
                    path.set(path.size() - 1, tired);
                    fresh = path.size() - 1;
                    depth = 0;
                    return true;
                }
            }
            path.remove(path.size() - 1);
        }
        return false;
    }

    /** The strand that was chosen is not chosen again from here until something affects its step. */
    private static Node asleep(Node node) {
        @Nullable Event[] sleeping = java.util.Arrays.copyOf(node.sleeping, Math.max(node.sleeping.length, node.chosen + 1));
        sleeping[node.chosen] = node.event;
        Node tired = new Node(node.enabled, sleeping);
        tired.backtrack = node.backtrack;
        tired.explored = node.explored;
        return tired;
    }
}
