package posixwait.conformance.model;

/** A thread of a process of the model: it has a mask, and signals that were sent to it alone. */
public final class ModelThread {
    private final ModelProcess process;
    private final int tid;

    /** Blocked signals: bit {@code n - 1} for signal {@code n}. */
    long mask;

    /** The signal that it gets when its parent ends; 0 for none. */
    int parentDeathSignal;

    final PendingSignals pending = new PendingSignals();

    ModelThread(ModelProcess process, int tid, long mask) {
        this.process = process;
        this.tid = tid;
        this.mask = mask;
    }

    /** {@return the process} */
    public ModelProcess process() {
        return process;
    }

    /** {@return its number: of the first thread that of the process} */
    public int tid() {
        return tid;
    }

    /** {@return the signals that it blocks: bit {@code n - 1} for signal {@code n}} */
    public long mask() {
        return mask;
    }

    boolean blocks(int signal) {
        return (mask & ModelProcess.bit(signal)) != 0;
    }

    @Override
    public String toString() {
        return "thread " + tid + " of " + process;
    }
}
