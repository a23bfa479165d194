package posixwait.conformance;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import posixwait.Spawn;
import posixwait.spi.Abi;
import posixwait.spi.RawPipe;
import posixwait.spi.SystemCalls;

/**
 * A process that a child of this JVM made, with a gate as its input.
 *
 * <p>The kit ends it if it was adopted; otherwise it is to end when its gate is closed after the test.
 */
public final class Grandchild {
    /** The exit code of the child it descends from. */
    public static final int ANCESTOR_CODE = 3;

    /** What a shell runs to start its first argument in the background; descriptor 3 gets the pid, 4 is the input. */
    static final String IN_BACKGROUND = "/bin/sh -c \"$1\" 3>&- <&4 4<&- & echo $! >&3";

    private final Children children;
    private final int ancestor;
    private final int ancestorGate;
    private final int pid;
    private final int gate;

    private Grandchild(Children children, int ancestor, int ancestorGate, int pid, int gate) {
        this.children = children;
        this.ancestor = ancestor;
        this.ancestorGate = ancestorGate;
        this.pid = pid;
        this.gate = gate;
    }

    /**
     * Starts a child and has it start the grandchild.
     *
     * @param children makes the child
     * @param calls the trusted calls
     * @param start what the child runs to start the grandchild, made of {@link #IN_BACKGROUND}
     * @param script what the grandchild runs
     * @param how changes the way the child is started
     * @return the grandchild
     */
    static Grandchild start(
            Children children, SystemCalls calls, String start, String script, UnaryOperator<Spawn> how) {
        RawPipe ancestorGate = children.pipe();
        RawPipe gate = children.pipe();
        RawPipe report = children.pipe();
        String line = start + "; echo . >&3; exec 3>&- 4<&-; read line; exit " + ANCESTOR_CODE;
        int ancestor = children.spawn(how.apply(Spawn.of("/bin/sh", "-c", line, "sh", script)
                .quiet()
                .pass(ancestorGate.readEnd, 0)
                .pass(report.writeEnd, 3)
                .pass(gate.readEnd, 4)));
        children.close(ancestorGate.readEnd);
        children.close(gate.readEnd);
        children.close(report.writeEnd);
        int pid = children.register(readPid(calls, report.readEnd));
        children.close(report.readEnd);
        return new Grandchild(children, ancestor, ancestorGate.writeEnd, pid, gate.writeEnd);
    }

    /** Reads a number, ended by a full stop. */
    private static int readPid(SystemCalls calls, int fd) {
        byte[] bytes = new byte[64];
        int length = 0;
        while (length < 2 || bytes[length - 2] != '.') {
            int result = calls.read(fd, bytes, length, bytes.length - length);
            if (result == 0 || (result < 0 && result != -Abi.EINTR)) {
                throw new Unresolved("no pid of a grandchild: read returned " + result);
            }
            length += Math.max(result, 0);
        }
        return Integer.parseInt(new String(bytes, 0, length - 2, StandardCharsets.US_ASCII).strip());
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
