package posixwait.conformance;

import static posixwait.WaitTarget.pid;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import posixwait.Backend;
import posixwait.BareChild;
import posixwait.BareChildren;
import posixwait.Errno;
import posixwait.PosixException;
import posixwait.PosixWait;
import posixwait.Signal;
import posixwait.Spawn;
import posixwait.WaitIdOptions;
import posixwait.spi.Abi;
import posixwait.spi.RawPipe;
import posixwait.spi.RawPoll;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/**
 * Makes the children of a test, brings them to a known state, and sees to it that none is left.
 *
 * <p>No child inherits a pipe of the JVM: its standard streams are {@code /dev/null}. There are no sleeps: a child that has
 * ended is one of which {@code waitid} with {@code WNOWAIT} says so.
 */
public final class Children {
    private final Backend backend;
    private final SystemCalls calls;
    private final PosixWait posix;
    private final Set<Integer> made = new LinkedHashSet<>();
    private final List<Integer> descriptors = new ArrayList<>();
    private final List<BareChildren> storms = new ArrayList<>();
    private boolean adopting;

    Children(Backend reference) {
        this.backend = reference;
        this.calls = reference.calls();
        this.posix = new PosixWait(reference);
    }

    /** Makes a bare child that ends at once; {@return its pid} */
    public int exiting(int code) {
        return cloned("_exit", code, Abi.SIGCHLD);
    }

    /** Makes a bare child that ends at once and waits until it is a zombie; {@return its pid} */
    public int zombie(int code) {
        int pid = exiting(code);
        awaitEnd(pid);
        return pid;
    }

    /**
     * Makes many zombies, cheaply: while they live they share the memory of this JVM.
     *
     * @param count how many
     * @return their pids; the first exited with 0, the next with 1 and so on
     */
    public List<Integer> zombies(int count) {
        try (BareChildren children = new BareChildren(backend, count)) {
            List<Integer> pids = new ArrayList<>();
            for (int code = 0; code < count; code++) {
                pids.add(register(children.exiting(code)));
            }
            pids.forEach(this::awaitEnd); // dead, they need their stacks no more
            return pids;
        } catch (PosixException e) {
            if (e.errno().equals(Errno.ENOSYS)) {
                throw Unsupported.because(e.getMessage());
            }
            throw new Unresolved("cannot make " + count + " children: " + e.getMessage(), e);
        }
    }

    /** Makes a bare child that blocks until {@code SIGKILL}; every other signal but stop and continue is blocked in it. */
    public int pausing() {
        return cloned("pause", 0, Abi.SIGCHLD);
    }

    /** Makes a bare child that calls {@code abort}; {@return its pid} */
    public int aborting() {
        return cloned("abort", 0, Abi.SIGCHLD);
    }

    /**
     * Makes a bare child.
     *
     * @param function a C function that takes at most one integer and does not return, or returns to end the child
     * @param argument its argument
     * @param flags {@code CLONE_} bits and the exit signal
     * @return its pid
     */
    public int cloned(String function, long argument, int flags) {
        return cloned(function, argument, flags, null);
    }

    /**
     * Makes a bare child.
     *
     * @param function a C function that takes at most one integer and does not return, or returns to end the child
     * @param argument its argument
     * @param flags {@code CLONE_} bits and the exit signal
     * @param parentTid receives what the flags ask for, such as a pidfd
     * @return its pid
     */
    public int cloned(String function, long argument, int flags, @Nullable RawStatus parentTid) {
        int pid = BareChild.clone(calls, function, argument, flags, parentTid);
        if (pid == -Abi.ENOSYS) {
            throw Unsupported.because("clone: ENOSYS");
        } else if (pid < 0) {
            throw new Unresolved("clone(" + function + "): " + new Errno(-pid));
        }
        return register(pid);
    }

    /**
     * Makes many bare children that end at once, as fast as can be: they share this JVM's memory.
     *
     * @param count how many; the codes they end with are 0 to 255, again and again
     * @return their pids in that order
     */
    public List<Integer> storm(int count) {
        List<Integer> pids = new ArrayList<>();
        try {
            BareChildren children = new BareChildren(backend, count);
            storms.add(children);
            for (int i = 0; i < count; i++) {
                pids.add(register(children.exiting(i % 256)));
            }
        } catch (PosixException e) {
            if (e.errno().equals(Errno.ENOSYS)) {
                throw Unsupported.because(e.getMessage());
            }
            throw new Unresolved("cannot make " + count + " children: " + e.getMessage(), e);
        }
        return pids;
    }

    /** Frees what the storms took, when all their children have been reaped, whoever did it. */
    public void endStorms() {
        for (BareChildren storm : storms) {
            storm.close();
        }
        storms.clear();
    }

    /** Starts {@code /bin/sh -c script}, quiet, with default signals; {@return its pid} */
    public int shell(String script) {
        return spawn(Spawn.shell(script).quiet());
    }

    /** Starts a program that ends at once and waits until it is a zombie; {@return its pid} */
    public int zombieShell(String script) {
        int pid = shell(script);
        awaitEnd(pid);
        return pid;
    }

    /**
     * Starts a program that blocks until it is signalled, with an empty mask and default actions; {@return its pid}
     *
     * <p>{@code cat} of a pipe nobody writes to, so that every signal acts on it as the table of defaults says. (A shell
     * does not do: {@code bash} ignores {@code SIGQUIT}.)
     */
    public int blocking() {
        return blockingOn(pipe().readEnd, Spawn.of("cat").quiet());
    }

    /**
     * Starts a program as {@link #blocking} does, in a process group.
     *
     * @param group the group; 0 for one that the child leads
     * @return its pid
     */
    public int blockingInGroup(int group) {
        return blockingOn(pipe().readEnd, Spawn.of("cat").quiet().processGroup(group));
    }

    private int blockingOn(int readEnd, Spawn program) {
        int pid = spawn(program.pass(readEnd, 0));
        close(readEnd);
        return pid;
    }

    /** Starts a program; {@return its pid} */
    public int spawn(Spawn spawn) {
        try {
            return register(spawn.start(backend).pid());
        } catch (PosixException e) {
            if (e.errno().equals(Errno.ENOSYS)) {
                throw Unsupported.because(e.getMessage());
            }
            throw new Unresolved("cannot spawn: " + e.getMessage(), e);
        }
    }

    /**
     * Starts a program that a host may lack; {@return its pid}
     *
     * @param spawn how
     * @throws Unsupported if there is no such program
     */
    public int spawnIfThere(Spawn spawn) {
        try {
            return register(spawn.start(backend).pid());
        } catch (PosixException e) {
            if (e.errno().equals(Errno.ENOSYS) || e.errno().equals(Errno.ENOENT)) {
                throw Unsupported.because(e.getMessage());
            }
            throw new Unresolved("cannot spawn: " + e.getMessage(), e);
        }
    }

    /** Starts a shell that exits with {@code code} when its gate is opened; {@return child and gate} */
    public Gated gated(int code) {
        return gated("exit " + code);
    }

    /** Starts a shell that runs {@code script} when its gate is opened; {@return child and gate} */
    public Gated gated(String script) {
        return gated(":", script, UnaryOperator.identity());
    }

    /**
     * Starts a shell that runs one script at once and another when its gate is opened.
     *
     * @param before what it runs at once
     * @param after what it runs when the gate is opened
     * @param how changes the way it is started, such as its process group
     * @return child and gate
     */
    public Gated gated(String before, String after, UnaryOperator<Spawn> how) {
        RawPipe pipe = pipe();
        String script = before + "; read line; " + after;
        int pid = spawn(how.apply(Spawn.shell(script).quiet().pass(pipe.readEnd, 0)));
        close(pipe.readEnd);
        return new Gated(pid, pipe.writeEnd);
    }

    /** A child that waits for its gate to be opened. */
    public final class Gated {
        private final int pid;
        private final int gate;

        private Gated(int pid, int gate) {
            this.pid = pid;
            this.gate = gate;
        }

        /** {@return the pid} */
        public int pid() {
            return pid;
        }

        /** Opens the gate: the child goes on to its end. */
        public void open() {
            openGate(gate);
        }
    }

    /** Lets the shell go on that reads from the pipe. */
    void openGate(int gate) {
        // A line, since closing alone is no end of file while a bare child has a copy of the descriptor.
        calls.write(gate, new byte[] {'\n'}, 0, 1);
        close(gate);
    }

    /** Starts a child that has a child which runs {@code script} and has a gate as its input; {@return the latter} */
    public Grandchild grandchild(String script) {
        return grandchild(script, UnaryOperator.identity());
    }

    /**
     * Starts a child that has a child of its own.
     *
     * @param script what the grandchild runs; its input is its gate
     * @param how changes the way the child is started, such as its process group
     * @return the grandchild
     */
    public Grandchild grandchild(String script, UnaryOperator<Spawn> how) {
        return Grandchild.start(this, calls, Grandchild.IN_BACKGROUND, script, how);
    }

    /**
     * Starts a child whose child has made another one and is dead already.
     *
     * @param script what that one runs; its input is its gate
     * @return the orphan, with the living child as its {@link Grandchild#ancestor}
     */
    public Grandchild orphanOfAGrandchild(String script) {
        return Grandchild.start(this, calls, "(" + Grandchild.IN_BACKGROUND + ")", script, UnaryOperator.identity());
    }

    /**
     * Starts a child that has a child in a process group of its own, in the background of their terminal.
     *
     * @param script what the grandchild runs; its input is its gate
     * @param how changes the way the child is started, and gives it the controlling terminal that job control needs
     * @return the grandchild
     */
    public Grandchild backgroundJob(String script, UnaryOperator<Spawn> how) {
        return Grandchild.start(this, calls, "set -m; " + Grandchild.IN_BACKGROUND, script, how);
    }

    /** Makes this process the parent of all orphans among its descendants until the end of the test. Needs its own JVM. */
    public void adoptOrphans() {
        int result = calls.prctl(Abi.PR_SET_CHILD_SUBREAPER, 1);
        if (result < 0) {
            throw Unsupported.because("prctl(PR_SET_CHILD_SUBREAPER): " + new Errno(-result));
        }
        adopting = true;
    }

    /** Makes a pipe whose ends are closed on exec, and after the test; {@return both ends} */
    public RawPipe pipe() {
        RawPipe pipe = new RawPipe();
        int result = calls.pipe2(pipe, Abi.O_CLOEXEC);
        if (result < 0) {
            throw new Unresolved("pipe2: " + new Errno(-result));
        }
        descriptor(pipe.readEnd);
        descriptor(pipe.writeEnd);
        return pipe;
    }

    /** {@return what can be read from a descriptor until its end, at most a few lines; blocks until then} */
    public String text(int fd) {
        byte[] bytes = new byte[1024];
        int length = 0;
        int result;
        do {
            result = calls.read(fd, bytes, length, bytes.length - length);
            length += Math.max(0, result);
        } while (result > 0 || result == -Abi.EINTR);
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** {@return whether nobody can write any more to the pipe whose reading end this is} */
    public boolean isHungUp(int fd) {
        RawPoll poll = new RawPoll(1);
        poll.fds[0] = fd;
        int ready = calls.poll(poll, 0);
        return ready == 1 && (poll.revents[0] & Abi.POLLHUP) != 0;
    }

    /** Has a descriptor closed after the test; {@return it} */
    public int descriptor(int fd) {
        if (fd < 0) {
            throw new Unresolved("no descriptor: " + new Errno(-fd));
        }
        synchronized (descriptors) {
            descriptors.add(fd);
        }
        return fd;
    }

    /** Closes a descriptor of {@link #pipe} or {@link #descriptor} now; does nothing the second time. */
    public void close(int fd) {
        boolean open;
        synchronized (descriptors) {
            // Removed first: closed twice, the number could by then be another thread's descriptor.
            open = descriptors.remove(Integer.valueOf(fd));
        }
        if (open) {
            calls.close(fd);
        }
    }

    /**
     * Has a pid killed and reaped after the test, if it is still a child of ours then.
     *
     * @param pid a child that came to be in another way, such as an adopted one
     * @return the pid
     */
    public int register(int pid) {
        synchronized (made) {
            made.add(pid);
        }
        return pid;
    }

    /** Blocks until the child is a zombie; leaves it one. */
    public void awaitEnd(int pid) {
        peek(pid, WaitIdOptions.EXITED);
    }

    /** Blocks until the child is stopped; leaves that to be reported. */
    public void awaitStop(int pid) {
        peek(pid, WaitIdOptions.STOPPED);
    }

    /** Blocks until the child is continued; leaves that to be reported. */
    public void awaitContinue(int pid) {
        peek(pid, WaitIdOptions.CONTINUED);
    }

    private void peek(int pid, WaitIdOptions change) {
        try {
            posix.waitid(pid(pid), change.with(WaitIdOptions.NOWAIT));
        } catch (PosixException e) {
            throw new Unresolved("barrier for child " + pid + " failed: " + e.getMessage(), e);
        }
    }

    /**
     * Moves a bare child to another process group.
     *
     * @param pid the child
     * @param group the group; 0 for one that the child leads
     */
    public void moveToGroup(int pid, int group) {
        int result = calls.setpgid(pid, group);
        if (result < 0) {
            throw new Unresolved("setpgid(" + pid + ", " + group + "): " + new Errno(-result));
        }
    }

    /** Sends a signal by the trusted backend. */
    public void send(int pid, Signal signal) {
        int result = calls.kill(pid, signal.number());
        if (result < 0) {
            throw new Unresolved("kill(" + pid + ", " + signal + "): " + new Errno(-result));
        }
    }

    /** Stops a child and waits until it is stopped; leaves that to be reported. */
    public void stop(int pid) {
        send(pid, Signal.STOP);
        awaitStop(pid);
    }

    /** Kills a child and waits until it is a zombie; leaves it one. */
    public void kill(int pid) {
        send(pid, Signal.KILL);
        awaitEnd(pid);
    }

    /** Kills and reaps a child by the trusted backend, whatever state it is in. */
    public void discard(int pid) {
        calls.kill(pid, Abi.SIGKILL);
        int result;
        do {
            result = calls.waitpid(pid, null, Abi.__WALL);
        } while (result == -Abi.EINTR);
        synchronized (made) {
            made.remove(pid);
        }
    }

    /** Kills every child of the test, without reaping it: what is blocked in a wait for one of them returns. */
    void killAll() {
        List<Integer> pids;
        synchronized (made) {
            pids = List.copyOf(made);
        }
        for (int pid : pids) {
            // Only while it is our child: once reaped, the pid may be anybody's.
            if (Proc.parent(pid).filter(parent -> parent == calls.getpid()).isPresent()) {
                calls.kill(pid, Abi.SIGKILL);
            }
        }
    }

    /** Kills and reaps every child and closes every descriptor of the test. */
    void discardAll() {
        if (adopting) {
            calls.prctl(Abi.PR_SET_CHILD_SUBREAPER, 0);
        }
        List<Integer> pids;
        synchronized (made) {
            pids = List.copyOf(made);
        }
        for (int pid : pids) {
            if (Proc.parent(pid).filter(parent -> parent == calls.getpid()).isPresent()) {
                discard(pid);
            }
        }
        // Only now that none of them can still run on its stack.
        storms.forEach(BareChildren::close);
        List<Integer> fds;
        synchronized (descriptors) {
            fds = List.copyOf(descriptors);
        }
        fds.forEach(this::close);
    }
}
