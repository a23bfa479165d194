package posixwait.conformance;

/**
 * A process that a child of this JVM made, with a gate as its input.
 *
 * <p>The kit ends it if it was adopted; otherwise it is to end when its gate is closed after the test.
 */
public final class Grandchild {
    /** The exit code of the child it descends from. */
    public static final int ANCESTOR_CODE = 3;

    private final Children children;
    private final int ancestor;
    private final int ancestorGate;
    private final int pid;
    private final int gate;

    Grandchild(Children children, int ancestor, int ancestorGate, int pid, int gate) {
        this.children = children;
        this.ancestor = ancestor;
        this.ancestorGate = ancestorGate;
        this.pid = pid;
        this.gate = gate;
    }

    /** {@return its pid} */
    public int pid() {
        return pid;
    }

    /** {@return the pid of the child of this JVM that it descends from} */
    public int ancestor() {
        return ancestor;
    }

    /** Lets the child of this JVM end, and waits until it is a zombie; leaves it one. */
    public void endAncestor() {
        children.openGate(ancestorGate);
        children.awaitEnd(ancestor);
    }

    /** Ends and reaps the child of this JVM. */
    public void orphan() {
        endAncestor();
        children.discard(ancestor);
    }

    /** Opens its gate: it goes on to its end. */
    public void release() {
        children.openGate(gate);
    }
}
