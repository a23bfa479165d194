package posixwait.conformance.reaping;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.interleave.Steps;
import posixwait.conformance.model.Answer;
import posixwait.conformance.model.FileCalls;
import posixwait.conformance.model.ModelKernel;
import posixwait.conformance.model.ModelProcess;
import posixwait.conformance.model.Waiter;
import posixwait.spi.Abi;
import posixwait.spi.ForwardingSystemCalls;
import posixwait.spi.RawChild;
import posixwait.spi.RawEvents;
import posixwait.spi.RawLimit;
import posixwait.spi.RawPoll;
import posixwait.spi.RawSigaction;
import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;
import posixwait.spi.SystemCalls;

/**
 * The calls that a reaper makes, on the model: each is a step of the run, and says what it touches.
 *
 * <p>A call can be made to fail: {@code fail("pidfd_open", ENOSYS)}. What the reaper took is noted.
 */
final class SimulatedCalls extends ForwardingSystemCalls {
    private static final int NUMBERS = Steps.OBJECTS + 8;
    private static final int PROCESSES = NUMBERS + 1024;
    private static final int DESCRIPTORS = Steps.OBJECTS;
    private static final int EPOLL = Steps.OBJECTS + 1;
    private static final int ACTION = Steps.OBJECTS + 2;
    private static final int WAKE = Steps.OBJECTS + 3;
    private static final int PIDS = Steps.OBJECTS + 4;
    private static final int SIGNAL = Steps.OBJECTS + 5;
    private static final SystemCalls NOT_SIMULATED = (SystemCalls) Proxy.newProxyInstance(
            SimulatedCalls.class.getClassLoader(), new Class<?>[] {SystemCalls.class}, (proxy, method, arguments) -> {
                throw new UnsupportedOperationException("not simulated: " + method.getName());
            });

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ModelKernel kernel;
    private final ModelProcess self;
    private final FileCalls files;
    private final Map<String, Integer> failing = new HashMap<>();
    private final Map<Integer, Integer> pidOf = new HashMap<>();

    /** The pids of which an end may make the epoll readable. */
    private final Set<Integer> watched = new HashSet<>();

    /** What was reaped by these calls, in order. */
    final List<ModelProcess> reaped = new ArrayList<>();

    private boolean interrupted;

    /** Counts whatever may have made a descriptor readable. */
    private int changes;

    private int lookedAt = -1;
    private boolean readable;
    private boolean copied;

    SimulatedCalls(ModelKernel kernel) {
        super(NOT_SIMULATED);
        this.kernel = kernel;
        this.self = kernel.caller();
        this.files = kernel.files(self);
    }

    /** Has every call of a name fail: as in C, {@code waitid} with its id type. */
    void fail(String call, int errno) {
        failing.put(call, -errno);
    }

    void limitDescriptors(int limit) {
        RawLimit limits = new RawLimit();
        kernel.getrlimit(self, Abi.RLIMIT_NOFILE, limits);
        limits.soft = limit;
        kernel.setrlimit(self, Abi.RLIMIT_NOFILE, limits);
    }

    /** {@return what is open, in words} */
    Map<Integer, String> open() {
        return files.names();
    }

    private int call(String name, int argument, IntSupplier call) {
        Steps.step(name, argument);
        changes++;
        int result = failing.containsKey(name) ? failing.get(name) : call.getAsInt();
        Steps.returns(result);
        return result;
    }

    // What happens to children, each as a step

    /** A child of the caller that executed a program: it has no copies of descriptors. */
    ModelProcess child() {
        ModelProcess child = fork();
        kernel.exec(child);
        return child;
    }

    /** A child of the caller that goes on with copies of every descriptor there is. */
    ModelProcess copy() {
        copied = true;
        Steps.changes(DESCRIPTORS);
        Steps.changes(EPOLL);
        return fork();
    }

    private ModelProcess fork() {
        Steps.changes(PIDS);
        ModelProcess child = kernel.fork(self, Abi.SIGCHLD).orElseThrow();
        touchProcess(child.pid(), true);
        return child;
    }

    /** A child of a child. */
    ModelProcess grandchild(ModelProcess parent) {
        Steps.changes(PIDS);
        ModelProcess made = kernel.fork(parent, Abi.SIGCHLD).orElseThrow();
        kernel.exec(made);
        touchProcess(made.pid(), true);
        return made;
    }

    void exit(ModelProcess child, int code) {
        Steps.step("exit of", child.pid());
        changes++;
        touchEnd(child);
        if (child.state().lives()) {
            kernel.exit(child, code);
        }
    }

    /** Other code signals a child. */
    void signal(ModelProcess child, int signal) {
        Steps.step("signal to", child.pid());
        changes++;
        touchEnd(child);
        kernel.kill(self, child.pid(), signal);
    }

    private void touchEnd(ModelProcess child) {
        Steps.changes(PROCESSES + 2 * child.pid());
        Steps.reads(ACTION);
        if (discards()) {
            touchPid(child.pid(), true);
        }
        if (copied) {
            Steps.changes(DESCRIPTORS);
            Steps.changes(EPOLL);
        }
    }

    private boolean discards() {
        RawSigaction action = new RawSigaction();
        kernel.disposition(self, Abi.SIGCHLD, action);
        return action.handler == Abi.SIG_IGN || (action.flags & Abi.SA_NOCLDWAIT) != 0;
    }

    /** Other code waits for a pid, without blocking; {@return whom it took} */
    Optional<ModelProcess> steal(int pid) {
        Steps.step("stolen", pid);
        changes++;
        Optional<Answer.Reported> taken = reported(kernel.waitForWord(self, pid, Abi.WNOHANG));
        touchProcess(pid, taken.isPresent());
        return taken.map(Answer.Reported::child);
    }

    void action(long handler, int flags) {
        Steps.step("sigaction");
        Steps.changes(ACTION);
        changes++;
        RawSigaction action = new RawSigaction();
        action.handler = handler;
        action.flags = flags;
        kernel.sigaction(self, Abi.SIGCHLD, action);
    }

    /** A handler runs in the thread that is in {@code epoll_wait}, or will be. */
    void interrupt() {
        Steps.step("signal");
        Steps.changes(SIGNAL);
        interrupted = true;
    }

    private static void touchProcess(int pid, boolean changes) {
        if (changes) {
            Steps.changes(PROCESSES + 2 * pid);
            touchPid(pid, true);
        } else {
            Steps.reads(PROCESSES + 2 * pid);
            touchPid(pid, false);
        }
    }

    /** A process goes on to have its number when it ends: who only refers to it does not care. */
    private static void touchPid(int pid, boolean changes) {
        if (changes) {
            Steps.changes(PROCESSES + 2 * pid + 1);
            // Who is reaped gives a pid free. That matters to who makes a process, not to others who do the same.
            Steps.reads(PIDS);
        } else {
            Steps.reads(PROCESSES + 2 * pid + 1);
        }
    }

    // Waiting

    @Override
    public int waitid(int idtype, int id, @Nullable RawChild child, int options) {
        boolean byPid = idtype == Abi.P_PID;
        boolean peeks = (options & Abi.WNOWAIT) != 0;
        String name = byPid
                ? peeks ? "waitid(P_PID, NOWAIT)" : "waitid(P_PID)"
                : peeks ? "waitid(P_PIDFD, NOWAIT)" : "waitid(P_PIDFD)";
        return call(name, id, () -> {
            Waiter waiter = kernel.waitForInfo(self, idtype, id, options);
            Optional<Answer.Reported> reported = reported(waiter);
            touchProcess(byPid ? id : pidOf.getOrDefault(id, 0), reported.isPresent() && !peeks);
            if (!byPid) {
                touchDescriptor(id, false);
            }
            if (reported.isEmpty()) {
                if (child != null) {
                    child.signo = 0;
                    child.pid = 0;
                }
                return failure(waiter);
            }
            note(reported.get(), options);
            if (child != null) {
                child.signo = Abi.SIGCHLD;
                child.code = reported.get().change().code();
                child.pid = reported.get().child().pid();
                child.status = reported.get().change().status();
            }
            return 0;
        });
    }

    @Override
    public int waitid(int idtype, int id, @Nullable RawChild child, int options, @Nullable RawUsage usage) {
        return waitid(idtype, id, child, options);
    }

    @Override
    public int waitpid(int pid, @Nullable RawStatus status, int options) {
        return call("waitpid", pid, () -> {
            Waiter waiter = kernel.waitForWord(self, pid, options);
            Optional<Answer.Reported> reported = reported(waiter);
            touchProcess(pid, reported.isPresent());
            if (reported.isEmpty()) {
                return failure(waiter);
            }
            note(reported.get(), options);
            if (status != null) {
                status.value = reported.get().change().word();
            }
            return reported.get().child().pid();
        });
    }

    private void note(Answer.Reported reported, int options) {
        if ((options & Abi.WNOWAIT) == 0 && !reported.child().state().lives()) {
            reaped.add(reported.child());
        }
    }

    private static Optional<Answer.Reported> reported(Waiter waiter) {
        return waiter.answer().map(answer -> answer instanceof Answer.Reported reported ? reported : null);
    }

    private static int failure(Waiter waiter) {
        Answer answer = waiter.answer().orElseThrow(() -> new IllegalStateException("a wait that blocks"));
        return answer instanceof Answer.Failed failed ? -failed.errno() : 0;
    }

    // Signals

    @Override
    public int kill(int pid, int signal) {
        return call("kill", pid, () -> {
            kernel.find(pid).ifPresentOrElse(this::touchEnd, () -> touchProcess(pid, false));
            return kernel.kill(self, pid, signal);
        });
    }

    @Override
    public int pidfdSendSignal(int pidfd, int signal, int flags) {
        return call("pidfd_send_signal", pidfd, () -> {
            int pid = pidOf.getOrDefault(pidfd, 0);
            touchDescriptor(pidfd, false);
            kernel.find(pid).ifPresentOrElse(this::touchEnd, () -> touchProcess(pid, false));
            return kernel.pidfdSendSignal(self, pidfd, signal, flags);
        });
    }

    @Override
    public int sigaction(int signal, @Nullable RawSigaction action, @Nullable RawSigaction old) {
        return call("sigaction", signal, () -> {
            Steps.reads(ACTION);
            return kernel.disposition(self, signal, old);
        });
    }

    // Who is who

    @Override
    public int getpid() {
        return self.pid();
    }

    // Descriptors

    private static int opened(int fd) {
        touchDescriptor(Math.max(0, fd), true);
        return fd;
    }

    private static void touchDescriptor(int fd, boolean changes) {
        if (changes) {
            // Which number is the next to be given.
            Steps.changes(DESCRIPTORS);
            Steps.changes(NUMBERS + fd);
        } else {
            Steps.reads(NUMBERS + fd);
        }
    }

    @Override
    public int pidfdOpen(int pid, int flags) {
        return call("pidfd_open", pid, () -> {
            touchPid(pid, false);
            int pidfd = opened(kernel.pidfdOpen(self, pid, flags));
            if (pidfd >= 0) {
                pidOf.put(pidfd, pid);
            }
            return pidfd;
        });
    }

    @Override
    public int epollCreate1(int flags) {
        return call("epoll_create1", flags, () -> {
            return opened(files.epollCreate1(flags));
        });
    }

    @Override
    public int eventfd(int initial, int flags) {
        return call("eventfd", initial, () -> {
            return opened(files.eventfd(initial, flags));
        });
    }

    @Override
    public int epollCtl(int epoll, int operation, int fd, int events, long data) {
        String name = !pidOf.containsKey(fd)
                ? "epoll_ctl"
                : operation == Abi.EPOLL_CTL_ADD ? "epoll_ctl(ADD)" : "epoll_ctl(DEL)";
        return call(name, fd, () -> {
            Steps.changes(EPOLL);
            touchDescriptor(fd, false);
            if (pidOf.containsKey(fd)) {
                watched.add(pidOf.get(fd));
            }
            return files.epollCtl(epoll, operation, fd, events, data);
        });
    }

    @Override
    public int epollWait(int epoll, RawEvents events, int timeoutMillis) {
        if (timeoutMillis == 0) {
            Steps.step("epoll_wait");
        } else {
            long deadline = timeoutMillis < 0 ? Long.MAX_VALUE : Steps.nanoTime() + timeoutMillis * NANOS_PER_MILLI;
            Steps.await("epoll_wait", () -> interrupted || isReadable(epoll), deadline);
        }
        changes++;
        Steps.changes(EPOLL);
        Steps.reads(WAKE);
        Steps.reads(SIGNAL);
        watched.forEach(pid -> touchProcess(pid, false));
        int count = files.epollWait(epoll, events, true).get().orElseThrow();
        if (count == 0 && interrupted) {
            Steps.changes(SIGNAL);
            interrupted = false;
            count = -Abi.EINTR;
        }
        Steps.returns(count);
        return count;
    }

    /** Asked before every step, so only after something happened. */
    private boolean isReadable(int epoll) {
        if (lookedAt != changes) {
            RawPoll poll = new RawPoll(1);
            poll.fds[0] = epoll;
            poll.events[0] = Abi.POLLIN;
            readable = files.poll(poll, true).get().orElseThrow() > 0;
            lookedAt = changes;
        }
        return readable;
    }

    @Override
    public int read(int fd, byte[] bytes, int offset, int count) {
        return call("read", fd, () -> {
            Steps.changes(WAKE);
            return files.read(fd, bytes, offset, count).get().orElseThrow();
        });
    }

    @Override
    public int write(int fd, byte[] bytes, int offset, int count) {
        return call("write", fd, () -> {
            Steps.changes(WAKE);
            return files.write(fd, bytes, offset, count).get().orElseThrow();
        });
    }

    @Override
    public int close(int fd) {
        return call("close", fd, () -> {
            touchDescriptor(fd, true);
            Steps.changes(EPOLL);
            pidOf.remove(fd);
            return files.close(fd);
        });
    }

    @Override
    public int fcntl(int fd, int command, long argument) {
        return call("fcntl", fd, () -> {
            touchDescriptor(fd, false);
            int copy = opened(files.fcntl(fd, command, argument));
            if (copy >= 0 && pidOf.containsKey(fd)) {
                pidOf.put(copy, pidOf.get(fd));
            }
            return copy;
        });
    }
}
