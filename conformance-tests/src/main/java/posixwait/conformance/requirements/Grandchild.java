package posixwait.conformance.requirements;

import static java.nio.charset.StandardCharsets.US_ASCII;

import posixwait.Errno;
import posixwait.Spawn;
import posixwait.conformance.Children;
import posixwait.conformance.Kit;
import posixwait.conformance.Unresolved;
import posixwait.spi.RawPipe;

/** A child of a child of ours: the shell between us blocks until it is signalled, the grandchild until it is let go. */
final class Grandchild {
    private final Children children;
    private final int parent;
    private final int pid;
    private final int gate;

    private Grandchild(Children children, int parent, int pid, int gate) {
        this.children = children;
        this.parent = parent;
        this.pid = pid;
        this.gate = gate;
    }

    /** {@return a grandchild that exits with {@code code} when it is let go} */
    static Grandchild exiting(Kit kit, int code) {
        Children children = kit.children();
        RawPipe hold = children.pipe();
        RawPipe gate = children.pipe();
        RawPipe told = children.pipe();
        int parent = children.spawn(
                Spawn.shell("(read line; exit " + code + ") <&3 >/dev/null 4>&- & echo $! >&4; read line")
                        .quiet()
                        .pass(hold.readEnd, 0)
                        .pass(gate.readEnd, 3)
                        .pass(told.writeEnd, 4));
        children.close(hold.readEnd);
        children.close(gate.readEnd);
        children.close(told.writeEnd);
        int pid = children.register(readNumber(kit, told.readEnd));
        return new Grandchild(children, parent, pid, gate.writeEnd);
    }

    private static int readNumber(Kit kit, int fd) {
        byte[] bytes = new byte[32];
        int length = 0;
        while (length == 0 || bytes[length - 1] != '\n') {
            int count = kit.reference().read(fd, bytes, length, bytes.length - length);
            if (count <= 0) {
                throw new Unresolved(
                        "the shell did not tell the pid of its child" + (count < 0 ? ": " + new Errno(-count) : ""));
            }
            length += count;
        }
        return Integer.parseInt(new String(bytes, 0, length, US_ASCII).strip());
    }

    /** {@return the shell, our child} */
    int parent() {
        return parent;
    }

    /** {@return its pid} */
    int pid() {
        return pid;
    }

    /** Lets it exit. */
    void letGo() {
        children.close(gate);
    }
}
