package posixwait.conformance.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;

/** A process of the model: what the kernel keeps of it. */
public final class ModelProcess {
    private final int pid;
    private final int exitSignal;
    private final Coverage coverage;
    private State state = State.RUNNING;
    private Change change = Change.continued();

    /** The parent; {@code null} for init. */
    @Nullable ModelProcess parent;

    /** The children in the order in which this process got them. */
    final List<ModelProcess> children = new ArrayList<>();

    int group;
    int session;
    boolean executed;
    boolean subreaper;

    /** Blocked signals, and pending ones: bit {@code n - 1} for signal {@code n}. */
    long mask;

    long pending;

    /** What the pending {@code SIGCHLD} tells: the first that was not merged; {@code null} if {@code kill} sent it. */
    @Nullable Notice notice;

    final Map<Integer, Disposition> dispositions = new HashMap<>();
    long cpuMicros;
    long childrenCpuMicros;
    int handlersRun;

    /**
     * What a {@code SIGCHLD} tells.
     *
     * @param pid the child
     * @param change what happened to it
     */
    record Notice(int pid, Change change) {}

    ModelProcess(int pid, @Nullable ModelProcess parent, int exitSignal, Coverage coverage) {
        this.pid = pid;
        this.parent = parent;
        this.exitSignal = exitSignal;
        this.coverage = coverage;
    }

    /** {@return the pid} */
    public int pid() {
        return pid;
    }

    /** {@return what it is to its parent} */
    public State state() {
        return state;
    }

    /** {@return what last happened to it: the stop, continuation or end that a wait would report} */
    public Change change() {
        return change;
    }

    /** {@return whether it ends with another signal than {@code SIGCHLD}, or none: Linux's "clone" child} */
    boolean isCloneChild() {
        return exitSignal != Abi.SIGCHLD;
    }

    int exitSignal() {
        return exitSignal;
    }

    Disposition disposition(int signal) {
        return dispositions.getOrDefault(signal, Disposition.DEFAULT);
    }

    boolean blocks(int signal) {
        return (mask & bit(signal)) != 0;
    }

    static long bit(int signal) {
        return 1L << (signal - 1);
    }

    void go(Transition transition) {
        coverage.went(transition.arrowFrom(state));
        state = transition.to();
    }

    void go(Transition transition, Change what) {
        go(transition);
        change = what;
    }

    @Override
    public String toString() {
        return "process " + pid + " " + state;
    }
}
