package posixwait;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.ForwardingSystemCalls;
import posixwait.spi.RawChild;
import posixwait.spi.RawEvents;
import posixwait.spi.RawSigaction;
import posixwait.spi.RawStatus;
import posixwait.spi.RawUsage;

/**
 * Children that do what a test says, as Linux shows them to their parent, by pid and by pidfd.
 *
 * <p>There is no time: a wait that has nothing to report lets the test go on, {@link #whenIdle}, and fails if that was to be
 * for ever. With {@link #blocking} it waits for another thread instead. Every call can be made to fail, and something can
 * be made to happen just before it. Calls are named as in C; {@code waitid} by its id type, {@code epoll_ctl} by its operation.
 */
final class FakeChildren extends ForwardingSystemCalls {
    final FakeDescriptors descriptors = new FakeDescriptors();

    /** The calls made, and of {@code epoll_wait} the timeouts. */
    final List<String> made = Collections.synchronizedList(new ArrayList<>());

    final List<Integer> timeouts = Collections.synchronizedList(new ArrayList<>());
    private final Map<Integer, FakeProcess> processes = new HashMap<>();
    private final Set<Integer> threads = new HashSet<>();
    private final Map<String, Integer> failing = new HashMap<>();
    private final Map<String, Deque<Runnable>> before = new HashMap<>();
    private final Deque<Runnable> whenIdle = new ArrayDeque<>();
    private final RawSigaction action = new RawSigaction();
    private boolean blocking;
    private boolean leavesSiginfoAlone;

    /** A process, from when it is made until it is forgotten; without a code it runs. */
    private static final class FakeProcess {
        private final int pid;
        private final boolean ours;
        private boolean mayBeKilled = true;
        private boolean traced;
        private boolean reaped;
        private int code;
        private int status;
        private int change;
        private long userMicros;

        private FakeProcess(int pid, boolean ours) {
            this.pid = pid;
            this.ours = ours;
        }

        private boolean hasEnded() {
            return code != 0;
        }
    }

    FakeChildren() {
        super(new ScriptedSystemCalls().calls());
    }

    Backend backend() {
        return new Backend("fake", "fake", this);
    }

    // What happens to children

    /** Makes a child that runs. */
    int child(int pid) {
        return make(new FakeProcess(pid, true));
    }

    /** Makes a process that is no child of ours. */
    int stranger(int pid) {
        return make(new FakeProcess(pid, false));
    }

    private synchronized int make(FakeProcess process) {
        if (processes.putIfAbsent(process.pid, process) != null) {
            throw new AssertionError("pid " + process.pid + " is in use");
        }
        return process.pid;
    }

    /** A thread of some process that is not the first of it: pidfd_open takes none. */
    synchronized int thread(int tid) {
        threads.add(tid);
        return tid;
    }

    synchronized void exit(int pid, int code) {
        end(process(pid), Abi.CLD_EXITED, code);
    }

    private void end(FakeProcess process, int code, int status) {
        process.code = code;
        process.status = status;
        process.reaped = action.handler == Abi.SIG_IGN || (action.flags & Abi.SA_NOCLDWAIT) != 0;
        forgetReaped();
        notifyAll();
    }

    /** Other code waits for a child; it ends, if it has not. */
    synchronized void steal(int pid) {
        FakeProcess process = process(pid);
        process.code = process.hasEnded() ? process.code : Abi.CLD_EXITED;
        process.reaped = true;
        forgetReaped();
        notifyAll();
    }

    /** Another process traces the child: what it ends with is for that one first. */
    synchronized void trace(int pid, boolean traced) {
        process(pid).traced = traced;
    }

    /** The child stops or goes on. */
    synchronized void change(int pid, int code, int status) {
        process(pid).change = code;
        process(pid).status = status;
    }

    /** The child uses processor time. */
    synchronized void use(int pid, long userMicros) {
        process(pid).userMicros = userMicros;
    }

    /** The child runs as another user. */
    synchronized void protect(int pid) {
        process(pid).mayBeKilled = false;
    }

    /** What is installed for {@code SIGCHLD}. */
    synchronized void action(long handler, int flags) {
        action.handler = handler;
        action.flags = flags;
    }

    /** {@return whether the pid is in use: by a process that runs, or a zombie} */
    synchronized boolean exists(int pid) {
        return processes.containsKey(pid);
    }

    private synchronized FakeProcess process(int pid) {
        FakeProcess process = processes.get(pid);
        if (process == null) {
            throw new AssertionError("no process " + pid);
        }
        return process;
    }

    private void forgetReaped() {
        processes.values().removeIf(process -> process.reaped);
    }

    // What happens to calls

    synchronized void fail(String call, int errno) {
        failing.put(call, errno);
    }

    synchronized void works(String call) {
        failing.remove(call);
    }

    /** Just before the next call of that kind, once. */
    synchronized void before(String call, Runnable happens) {
        before.computeIfAbsent(call, key -> new ArrayDeque<>()).add(happens);
    }

    /** When epoll_wait has nothing to report, once. */
    synchronized void whenIdle(Runnable happens) {
        whenIdle.add(happens);
    }

    /** From now on what a wait was given stays as it was if there is nothing to report. */
    synchronized void leavesSiginfoAlone() {
        leavesSiginfoAlone = true;
    }

    /** From now on a wait with nothing to report is one for another thread. */
    synchronized void blocking() {
        blocking = true;
    }

    long made(String call) {
        synchronized (made) {
            return made.stream().filter(call::equals).count();
        }
    }

    private int call(String name, IntSupplier body) {
        Runnable happens;
        synchronized (this) {
            made.add(name);
            happens = before.getOrDefault(name, new ArrayDeque<>()).poll();
        }
        if (happens != null) {
            happens.run();
        }
        synchronized (this) {
            Integer errno = failing.get(name);
            return errno == null ? body.getAsInt() : -errno;
        }
    }

    // The calls

    @Override
    public int waitid(int idtype, int id, @Nullable RawChild child, int options) {
        return call(name(idtype), () -> wait(idtype, id, child, options, null));
    }

    @Override
    public int waitid(int idtype, int id, @Nullable RawChild child, int options, @Nullable RawUsage usage) {
        return call("waitid with usage", () -> wait(idtype, id, child, options, usage));
    }

    private static String name(int idtype) {
        return idtype == Abi.P_PID ? "waitid(P_PID)" : "waitid(P_PIDFD)";
    }

    private int wait(int idtype, int id, @Nullable RawChild child, int options, @Nullable RawUsage usage) {
        FakeProcess process = processes.get(id);
        if (idtype == Abi.P_PIDFD) {
            FakeDescriptors.File file = descriptors.file(id);
            if (file == null || file.process == null) {
                return -Abi.EBADF;
            }
            process = (FakeProcess) file.process;
        }
        if (process == null || !process.ours || process.reaped) {
            return -Abi.ECHILD;
        }
        boolean waitable = process.hasEnded() && !process.traced;
        if (waitable && (options & Abi.WEXITED) == 0) {
            // Which leaves the carrier as it was, as any failure may.
            return -Abi.ECHILD;
        }
        RawChild info = child == null ? new RawChild() : child;
        if (!leavesSiginfoAlone) {
            info.clear();
        }
        if (waitable) {
            report(process, process.code, info, usage);
            process.reaped = (options & Abi.WNOWAIT) == 0;
            forgetReaped();
        } else if ((options & Abi.WSTOPPED) != 0 && process.change != 0) {
            report(process, process.change, info, usage);
            process.change = 0;
        } else if ((options & Abi.WNOHANG) == 0) {
            throw new AssertionError("waitid would block");
        }
        return 0;
    }

    private void report(FakeProcess process, int code, RawChild info, @Nullable RawUsage usage) {
        info.signo = Abi.SIGCHLD;
        info.code = code;
        info.status = process.status;
        info.pid = process.pid;
        if (usage != null) {
            usage.userMicros = process.userMicros;
        }
    }

    @Override
    public int waitpid(int pid, @Nullable RawStatus status, int options) {
        return call("waitpid", () -> waitFor(pid, status, options, null));
    }

    @Override
    public int wait4(int pid, @Nullable RawStatus status, int options, @Nullable RawUsage usage) {
        return call("wait4", () -> waitFor(pid, status, options, usage));
    }

    private int waitFor(int pid, @Nullable RawStatus status, int options, @Nullable RawUsage usage) {
        RawChild info = new RawChild();
        int result = wait(Abi.P_PID, pid, info, options | Abi.WEXITED, usage);
        if (status != null && info.pid != 0) {
            status.value = info.code == Abi.CLD_EXITED ? info.status << 8 : info.status;
        }
        return result < 0 ? result : info.pid;
    }

    @Override
    public int sigaction(int signal, @Nullable RawSigaction set, @Nullable RawSigaction old) {
        if (old != null) {
            old.handler = action.handler;
            old.flags = action.flags;
        }
        return 0;
    }

    @Override
    public int kill(int pid, int signal) {
        return call("kill", () -> signal(processes.get(pid), signal));
    }

    @Override
    public int pidfdSendSignal(int pidfd, int signal, int flags) {
        return call("pidfd_send_signal", () -> {
            FakeDescriptors.File file = descriptors.file(pidfd);
            return file == null ? -Abi.EBADF : signal((FakeProcess) file.process, signal);
        });
    }

    private int signal(@Nullable FakeProcess process, int signal) {
        if (process == null || process.reaped) {
            return -Abi.ESRCH;
        } else if (!process.mayBeKilled) {
            return -Abi.EPERM;
        } else if (signal == Signal.KILL.number() && !process.hasEnded()) {
            end(process, Abi.CLD_KILLED, signal);
        }
        return 0;
    }

    @Override
    public int pidfdOpen(int pid, int flags) {
        return call("pidfd_open", () -> {
            FakeProcess process = processes.get(pid);
            if (process == null) {
                return threads.contains(pid) ? -Abi.EINVAL : -Abi.ESRCH;
            }
            return descriptors.pidfd(process, process::hasEnded);
        });
    }

    @Override
    public int fcntl(int fd, int command, long argument) {
        return call("fcntl", () -> descriptors.copy(fd, Math.toIntExact(argument)));
    }

    @Override
    public int close(int fd) {
        return call("close", () -> {
            int result = descriptors.close(fd);
            if (result < 0) {
                // By then the number may be another thread's descriptor.
                throw new AssertionError("close(" + fd + "), which is not open");
            }
            return result;
        });
    }

    @Override
    public int epollCreate1(int flags) {
        return call("epoll_create1", () -> descriptors.plain(0));
    }

    @Override
    public int eventfd(int initial, int flags) {
        return call("eventfd", () -> descriptors.plain(initial));
    }

    @Override
    public int epollCtl(int epoll, int operation, int fd, int events, long data) {
        return call(
                operation == Abi.EPOLL_CTL_ADD ? "epoll_ctl(ADD)" : "epoll_ctl(DEL)",
                () -> descriptors.control(epoll, operation, fd, events, data));
    }

    @Override
    public int epollWait(int epoll, RawEvents events, int timeoutMillis) {
        timeouts.add(timeoutMillis);
        int count = call(
                "epoll_wait", () -> blocking ? block(epoll, events, timeoutMillis) : descriptors.ready(epoll, events));
        Runnable happens;
        synchronized (this) {
            happens = count == 0 && timeoutMillis != 0 && !blocking ? whenIdle.poll() : null;
        }
        if (happens != null) {
            happens.run();
            return epollWait(epoll, events, timeoutMillis);
        }
        if (count == 0 && timeoutMillis < 0) {
            throw new AssertionError("epoll_wait would block for ever");
        }
        return count;
    }

    private synchronized int block(int epoll, RawEvents events, int timeoutMillis) {
        long end = System.nanoTime() + timeoutMillis * 1_000_000L;
        int count = descriptors.ready(epoll, events);
        long left = timeoutMillis < 0 ? Long.MAX_VALUE : timeoutMillis;
        // Deaf to Thread.interrupt, as native code is; the thread keeps the news.
        boolean interrupted = false;
        while (count == 0 && left > 0) {
            try {
                wait(Math.min(left, Integer.MAX_VALUE));
            } catch (InterruptedException e) {
                interrupted = true;
            }
            count = descriptors.ready(epoll, events);
            left = timeoutMillis < 0 ? Long.MAX_VALUE : (end - System.nanoTime()) / 1_000_000;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return count;
    }

    @Override
    public synchronized int read(int fd, byte[] bytes, int offset, int count) {
        FakeDescriptors.File file = descriptors.file(fd);
        if (file == null) {
            return -Abi.EBADF;
        }
        boolean empty = file.counter == 0;
        file.counter = 0;
        return empty ? -Abi.EAGAIN : count;
    }

    @Override
    public synchronized int write(int fd, byte[] bytes, int offset, int count) {
        FakeDescriptors.File file = descriptors.file(fd);
        if (file == null) {
            return -Abi.EBADF;
        }
        file.counter++;
        notifyAll();
        return count;
    }
}
