package posixwait.conformance.model;

import static posixwait.conformance.model.State.CONTINUED;
import static posixwait.conformance.model.State.GONE;
import static posixwait.conformance.model.State.RUNNING;
import static posixwait.conformance.model.State.STOPPED;
import static posixwait.conformance.model.State.STOP_REPORTED;
import static posixwait.conformance.model.State.ZOMBIE;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every way from one state of a process to another, and every look that leaves it where it is. */
public enum Transition {
    /** A signal stops it; a continuation that nobody was told of is forgotten. */
    STOP(EnumSet.of(RUNNING, CONTINUED), STOPPED, "wait.3posix#33"),
    /** {@code SIGCONT} continues it; a stop that nobody was told of is forgotten. */
    CONTINUE(EnumSet.of(STOPPED, STOP_REPORTED), CONTINUED, "wait.3posix#35"),
    /** It ends by itself; what nobody was told of is forgotten. */
    EXIT(EnumSet.of(RUNNING, CONTINUED), ZOMBIE, "wait.3posix#36"),
    /** A signal ends it, stopped or not. */
    KILL(EnumSet.of(RUNNING, CONTINUED, STOPPED, STOP_REPORTED), ZOMBIE, "wait.3posix#36"),
    /** A wait tells of the stop. */
    REPORT_STOP(EnumSet.of(STOPPED), STOP_REPORTED, "waitid.3posix#27"),
    /** A wait tells of the continuation. */
    REPORT_CONTINUATION(EnumSet.of(CONTINUED), RUNNING, "wait.3posix#28"),
    /** A wait obtains the status. */
    REAP(EnumSet.of(ZOMBIE), GONE, "_Exit.3posix#25"),
    /** The parent wants no status: it is discarded as the process ends. */
    DISCARD(EnumSet.of(ZOMBIE), GONE, "_Exit.3posix#13"),
    /** A wait with {@code WNOWAIT} tells of the stop. */
    PEEK_STOP(EnumSet.of(STOPPED), STOPPED, "waitid.3posix#26"),
    /** A wait with {@code WNOWAIT} tells of the continuation. */
    PEEK_CONTINUATION(EnumSet.of(CONTINUED), CONTINUED, "waitid.3posix#19"),
    /** A wait with {@code WNOWAIT} tells of the end. */
    PEEK_END(EnumSet.of(ZOMBIE), ZOMBIE, "waitid.3posix#23");

    @SuppressWarnings("ImmutableEnumChecker") // copied and unmodifiable
    private final Set<State> from;

    private final State to;
    private final String assertion;

    Transition(Set<State> from, State to, String assertion) {
        this.from = Set.copyOf(from);
        this.to = to;
        this.assertion = assertion;
    }

    /**
     * One arrow of the diagram.
     *
     * @param transition what happens
     * @param from where
     */
    public record Arrow(Transition transition, State from) {
        @Override
        public String toString() {
            return from + " -" + transition + "-> " + transition.to;
        }
    }

    /** {@return every arrow there is} */
    public static List<Arrow> arrows() {
        return Stream.of(values())
                .flatMap(transition -> transition.from.stream().sorted().map(state -> new Arrow(transition, state)))
                .toList();
    }

    /** {@return the arrow from a state; a mistake of the model if there is none} */
    Arrow arrowFrom(State state) {
        if (!from.contains(state)) {
            throw new IllegalStateException("no " + this + " from " + state);
        }
        return new Arrow(this, state);
    }

    /** {@return where it leads} */
    public State to() {
        return to;
    }

    /** {@return the ID of the assertion that says so, such as {@code wait.3posix#36}} */
    public String assertion() {
        return assertion;
    }
}
