package posixwait.conformance.interleave;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a program in one order.
 *
 * <p>The clock stands still while anybody can go on; when nobody can, it jumps to the next moment for which somebody waits.
 */
final class Run {
    /** The clock, as an object that steps touch. */
    static final int CLOCK = 1;

    /** Whoever takes more steps than this goes round in circles. */
    private static final int MOST_STEPS = 1500;

    private static final int FIRST_OBJECT = 1 << 16;
    private static final int OBJECTS_OF_A_STRAND = 1 << 10;

    private final List<Strand> strands = new ArrayList<>();
    private final List<Event> trace = new ArrayList<>();
    private @Nullable Strand running;
    private @Nullable Event event;
    private int objectsOfNobody;
    private int epoch;
    private long now = 1_000_000_000;
    private @Nullable Throwable thrown;

    /** How a run ended. */
    enum Outcome {
        COMPLETE,
        /** What would follow is the same as in another run. */
        CUT,
        FAILED
    }

    private Run() {}

    /** Runs a program; {@return the run, with {@link #failure}} */
    static Run of(Program program, Order order) {
        Run run = new Run();
        Steps.current = run;
        try {
            run.outcome = run.play(program, order);
        } finally {
            Steps.current = null;
        }
        return run;
    }

    private Outcome outcome = Outcome.FAILED;
    private String failure = "";

    Outcome outcome() {
        return outcome;
    }

    /** {@return what went wrong; empty if nothing did} */
    Optional<Failure> failure() {
        return outcome == Outcome.FAILED
                ? Optional.of(new Failure(failure, thrown, schedule(), lines()))
                : Optional.empty();
    }

    private Outcome play(Program program, Order order) {
        int last = Order.NOBODY;
        try {
            program.begin();
            while (true) {
                long enabled = enabled();
                if (enabled == 0) {
                    if (!letTimePass()) {
                        break;
                    }
                    continue;
                }
                last = order.next(enabled, last);
                if (last == Order.NOBODY) {
                    return Outcome.CUT;
                }
                order.happened(this, step(strands.get(last)));
                if (trace.size() >= MOST_STEPS) {
                    failure = "goes round in circles: " + MOST_STEPS + " steps";
                    return Outcome.FAILED;
                }
            }
            List<Strand> blocked =
                    strands.stream().filter(s -> s.started && !s.hasEnded()).toList();
            if (!blocked.isEmpty()) {
                failure = "deadlock: ";
                blocked.forEach(strand -> failure += strand.name + " waits in " + strand.next + "; ");
                return Outcome.FAILED;
            }
            program.end();
            return Outcome.COMPLETE;
        } catch (OutOfStep e) {
            throw e;
        } catch (RuntimeException | Error e) {
            thrown = e;
            failure = e.toString();
            return Outcome.FAILED;
        }
    }

    private long enabled() {
        long enabled = 0;
        for (Strand strand : strands) {
            if (strand.canGoOn(now)) {
                enabled |= 1L << strand.id;
            }
        }
        return enabled;
    }

    private boolean letTimePass() {
        long next = nextDeadline();
        if (next == Strand.NEVER) {
            return false;
        }
        now = next;
        epoch = trace.size();
        return true;
    }

    private long nextDeadline() {
        long next = Strand.NEVER;
        for (Strand strand : strands) {
            if (strand.started && !strand.hasEnded()) {
                next = Math.min(next, strand.deadline);
            }
        }
        return next;
    }

    private Event step(Strand strand) {
        Event step = new Event(trace.size(), strand.id, strand.next, strand.argument, epoch);
        if (strand.causedBy >= 0) {
            step.isCausedBy(strand.causedBy);
            strand.causedBy = -1;
        }
        trace.add(step);
        event = step;
        running = strand;
        try {
            strand.goOn();
            if (strand.hasEnded()) {
                touch(strand.end(), true);
            }
        } finally {
            running = null;
        }
        return step;
    }

    // For the code of the program, through Steps

    Strand strand(String name, Runnable code) {
        Strand made = new Strand(strands.size(), name, code);
        if (made.id >= Long.SIZE) {
            throw new IllegalStateException("more than " + Long.SIZE + " strands");
        }
        strands.add(made);
        return made;
    }

    void start(Strand strand) {
        strand.started = true;
        strand.causedBy = here();
    }

    /** {@return the strand that runs; {@code null} while the program begins or ends} */
    @Nullable Strand running() {
        return running;
    }

    /** {@return the step that is being taken; -1 while the program begins} */
    int here() {
        return running == null ? -1 : trace.size() - 1;
    }

    /** Leaves until this is chosen; {@return whether it is ready, or was interrupted or its time is up} */
    boolean await(String what, BooleanSupplier ready, long deadline, boolean interruptible) {
        return await(what, Steps.NONE, ready, deadline, interruptible);
    }

    /** The same of what has an argument, for who reads it. */
    boolean await(String what, long argument, BooleanSupplier ready, long deadline, boolean interruptible) {
        Strand strand = running;
        if (strand == null) {
            if (!ready.getAsBoolean()) {
                throw new IllegalStateException("nobody is there to wait: " + what);
            }
            return true;
        }
        strand.next = what;
        strand.argument = argument;
        strand.ready = ready;
        strand.deadline = deadline;
        strand.interruptible = interruptible;
        if (deadline != Strand.NEVER) {
            touch(CLOCK, false);
        }
        Coroutine.leave();
        strand.deadline = Strand.NEVER;
        if (deadline != Strand.NEVER) {
            touch(CLOCK, false);
        }
        return ready.getAsBoolean();
    }

    void touch(int object, boolean changes) {
        if (running != null && event != null) {
            event.touches(object, changes);
        }
    }

    void returns(int result) {
        if (running != null && event != null) {
            event.returns(result);
        }
    }

    void acquired(int lock, int releasedBy) {
        if (running != null && event != null) {
            event.acquires(lock, releasedBy);
        }
    }

    /** {@return a number that this strand's next object has in every run in which it did the same} */
    int newObject() {
        if (running == null) {
            return FIRST_OBJECT + objectsOfNobody++;
        }
        return FIRST_OBJECT + (running.id + 1) * OBJECTS_OF_A_STRAND + running.objects++;
    }

    long now() {
        touch(CLOCK, false);
        return now;
    }

    /** Goes on to the next moment for which somebody waits, though others could do something before it. */
    void hurryTime() {
        touch(CLOCK, true);
        long next = nextDeadline();
        now = next == Strand.NEVER ? now : Math.max(now, next);
    }

    // Looking back

    List<Event> trace() {
        return trace;
    }

    private List<Integer> schedule() {
        return trace.stream().map(step -> step.strand).toList();
    }

    private List<String> lines() {
        return trace.stream()
                .map(step -> strands.get(step.strand).name + ": " + step)
                .toList();
    }
}
