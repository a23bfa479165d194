package posixwait.conformance.explore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import posixwait.Backend;
import posixwait.Spawn;
import posixwait.conformance.Unresolved;
import posixwait.spi.Abi;
import posixwait.spi.RawPipe;
import posixwait.spi.SystemCalls;

/**
 * Makes the children of scripts, by trusted calls, on the thread of the script.
 *
 * <p>Bare ones share the memory of this JVM and have a stack each, out of one mapping that every script uses again: the one
 * before has reaped all. The thread blocks every signal but those of its own mistakes, and so do its bare children.
 */
final class Brood {
    /** The most children of a script, grandchildren included. */
    static final int MOST = 10;

    private static final long STACK_SIZE = 16 * 1024;
    private static final String PARENT =
            "sleep 3600 3>&- & echo $! >&3; exec 3>&-; read line; exit " + ModelWorld.RELEASED_CODE;

    private final Backend backend;
    private final SystemCalls calls;
    private final long stacks;
    private final Map<String, Long> functions = new HashMap<>();
    private final List<Integer> pids = new ArrayList<>();

    /** By the number of the child that reads from it. */
    private final Map<Integer, Integer> gates = new HashMap<>();

    private final List<Integer> ending = new ArrayList<>();
    private boolean families;

    Brood(Backend backend) {
        this.backend = backend;
        this.calls = backend.calls();
        this.stacks = calls.mmap(
                MOST * STACK_SIZE,
                Abi.PROT_READ | Abi.PROT_WRITE,
                Abi.MAP_PRIVATE | Abi.MAP_ANONYMOUS | Abi.MAP_STACK | Abi.MAP_NORESERVE);
        if (stacks < 0) {
            throw new Unresolved("mmap: " + ModelWorld.result((int) stacks));
        }
    }

    /** {@return the pids in the order in which the children were made} */
    List<Integer> pids() {
        return pids;
    }

    /** Makes a child that calls one function of the C library; {@return its pid} */
    int bare(String function, int argument, int exitSignal) {
        long entry = functions.computeIfAbsent(function, calls::dlsym);
        long top = stacks + (pids.size() + 1) * STACK_SIZE;
        return added(calls.clone(entry, top, Abi.CLONE_VM | exitSignal, argument, null), "clone");
    }

    /** Makes a child that executes a program. */
    void executing() {
        try {
            pids.add(Spawn.of("sleep", "3600").quiet().start(backend).pid());
        } catch (RuntimeException e) {
            throw new Unresolved("cannot start sleep(1): " + e.getMessage(), e);
        }
    }

    /** Makes a child that executes a shell, which has a child of its own and waits for input. */
    void family(boolean groupOfItsOwn) {
        RawPipe gate = pipe();
        RawPipe report = pipe();
        Spawn spawn =
                Spawn.of("/bin/sh", "-c", PARENT).quiet().pass(gate.readEnd, 0).pass(report.writeEnd, 3);
        try {
            pids.add((groupOfItsOwn ? spawn.processGroup(0) : spawn)
                    .start(backend)
                    .pid());
        } catch (RuntimeException e) {
            throw new Unresolved("cannot start /bin/sh: " + e.getMessage(), e);
        }
        families = true;
        gates.put(pids.size() - 1, gate.writeEnd);
        calls.close(gate.readEnd);
        calls.close(report.writeEnd);
        pids.add(readNumber(report.readEnd));
        calls.close(report.readEnd);
    }

    /** Lets a child exit that has a child of its own. */
    void release(int child) {
        // A line, not the end of the file: bare children hold the gate open, too.
        calls.write(Objects.requireNonNull(gates.get(child)), new byte[] {'\n'}, 0, 1);
        awaitEnd(pids.get(child));
        settle(pids);
    }

    private RawPipe pipe() {
        RawPipe pipe = new RawPipe();
        int result = calls.pipe2(pipe, Abi.O_CLOEXEC);
        if (result < 0) {
            throw new Unresolved("pipe2: " + ModelWorld.result(result));
        }
        return pipe;
    }

    private int readNumber(int fd) {
        StringBuilder text = new StringBuilder();
        byte[] one = new byte[1];
        while (calls.read(fd, one, 0, 1) == 1) {
            text.append(new String(one, StandardCharsets.US_ASCII));
        }
        if (text.toString().isBlank()) {
            throw new Unresolved("a shell did not say the pid of its child");
        }
        return Integer.parseInt(text.toString().strip());
    }

    private int added(int pid, String call) {
        if (pid < 0) {
            throw new Unresolved(call + ": " + ModelWorld.result(pid));
        }
        pids.add(pid);
        return pid;
    }

    /** {@return whether a pid is that of a process of this session, and no stranger's} */
    boolean isMine(int pid) {
        return calls.getsid(pid) == calls.getsid(0);
    }

    /** {@return whether one of the children has children itself} */
    boolean hasFamilies() {
        return families;
    }

    /** Waits until a child of the caller has ended, and its parent was told; it may use its last microseconds still. */
    void awaitEnd(int child) {
        // To block leaves the processor to the child. It fails with ECHILD if the status was discarded or taken.
        calls.waitid(Abi.P_PID, child, null, Abi.WEXITED | Abi.WNOWAIT | Abi.__WALL);
        ending.add(child);
    }

    /** Waits until those that ended use no time any more. */
    void awaitLastMicroseconds() {
        ending.forEach(Asleep::await);
        ending.clear();
    }

    /** Waits until children have done all they had to do. Those that init got and that ended stay until it reaps them. */
    void settle(List<Integer> children) {
        children.forEach(Asleep::await);
    }

    /** Ends and reaps all, and forgets them. */
    void end() {
        // Orphans come here, too.
        calls.prctl(Abi.PR_SET_CHILD_SUBREAPER, 1);
        for (int pid : pids) {
            // A child that ends between the two lines is a zombie until it is reaped below, and keeps its pid. One that
            // init got may be reaped there, but a pid is given again only after all the others.
            if (isMine(pid)) {
                calls.kill(pid, Abi.SIGKILL);
            }
        }
        int reaped;
        do {
            reaped = calls.waitpid(-1, null, Abi.__WALL);
        } while (reaped > 0);
        calls.prctl(Abi.PR_SET_CHILD_SUBREAPER, 0);
        gates.values().forEach(calls::close);
        gates.clear();
        families = false;
        ending.clear();
        pids.clear();
    }
}
