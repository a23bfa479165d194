package posixwait.conformance.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;

/** A process of the model: what the kernel keeps of it. */
public final class ModelProcess {
    static final long PROGRAM_KIB = 1024;

    static final int USER = 1000;

    private final int pid;
    private final int exitSignal;
    private final Coverage coverage;
    private State state = State.RUNNING;
    private Change change = Change.continued();

    /** The parent; {@code null} for init. */
    @Nullable ModelProcess parent;

    /** The thread of the parent that made it, or got it with the parent; {@code null} for init. */
    @Nullable ModelThread maker;

    /** The children in the order in which this process got them. */
    final List<ModelProcess> children = new ArrayList<>();

    int group;
    int session;
    boolean executed;
    boolean subreaper;

    /** The threads, the one that the process began with first: it does not end before the process. */
    final List<ModelThread> threads = new ArrayList<>();

    /** Signals for the process as a whole: one of the threads that do not block them takes each. */
    final PendingSignals pending = new PendingSignals();

    final ResourceLimits limits = new ResourceLimits();

    final Descriptors descriptors = new Descriptors(limits);

    final Map<Integer, Disposition> dispositions = new HashMap<>();

    /** What tells it from another process with its pid: how many were made before it, where a kernel has ticks of a clock. */
    long startTime;

    long cpuMicros;
    long childrenCpuMicros;

    /** Kibibytes: the most that it had at a time, and the most of its children that were waited for, and of theirs. */
    long residentKib = PROGRAM_KIB;

    long largestChildKib;
    long minorFaults = 1;
    long childrensMinorFaults;

    /** The file that it executed last. */
    String program = "/usr/bin/java";

    int handlersRun;

    /** Signals whose handlers ran since its program last looked. */
    final Deque<Integer> handled = new ArrayDeque<>();

    ModelProcess(int pid, @Nullable ModelProcess parent, int exitSignal, Coverage coverage) {
        this.pid = pid;
        this.parent = parent;
        this.exitSignal = exitSignal;
        this.coverage = coverage;
        threads.add(new ModelThread(this, pid, 0));
    }

    /** {@return the pid} */
    public int pid() {
        return pid;
    }

    /** {@return its user: init is the superuser's, all others are of one user without privileges} */
    public int user() {
        return pid == 1 ? 0 : USER;
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

    /** {@return the thread that it began with} */
    public ModelThread firstThread() {
        return threads.get(0);
    }

    boolean hasThread(int tid) {
        return threads.stream().anyMatch(thread -> thread.tid() == tid);
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
