package posixwait.conformance.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.RawLimit;
import posixwait.spi.RawSigaction;

/**
 * A kernel that has nothing but processes: parents and children, groups and sessions, signals, pidfds and the wait calls.
 *
 * <p>What processes do by themselves is here; the calls are in {@code SignalCalls}, {@code GroupCalls}, {@code PidfdCalls} and
 * {@code Waiting}.
 *
 * <p>For one thread. A result is as in {@link posixwait.spi.SystemCalls}: what the call returns, or the negated error number.
 * Children do what they are told, at once: a signal has had its effect when {@link #kill} returns.
 */
public final class ModelKernel {
    private static final int CALLER = 100;

    private final Coverage coverage = new Coverage();
    private final Variation variation;
    private final ProcessTable table;
    private final ModelProcess init;
    private final ModelProcess caller;
    private long made;
    private final LifeRules life;
    private final Waiting waiting;
    private final SignalCalls signals;
    private final GroupCalls groups;
    private final PidfdCalls pidfds;
    private final LimitRules limits;

    /**
     * Makes a kernel with init, and one process that leads a session.
     *
     * @param choice which of several children a wait reports
     * @param lastPid the highest pid, at least 100; from there on they are given again from 100
     */
    public ModelKernel(Choice choice, int lastPid) {
        this(choice, Variation.LINUX, lastPid);
    }

    /**
     * Makes a kernel in which what POSIX leaves open is decided in a certain way.
     *
     * @param variation the way
     * @param lastPid as for the other one
     */
    public ModelKernel(Variation variation, int lastPid) {
        this(variation::among, variation, lastPid);
    }

    private ModelKernel(Choice choice, Variation variation, int lastPid) {
        this.variation = variation;
        table = new ProcessTable(CALLER, lastPid, variation);
        init = new ModelProcess(1, null, Abi.SIGCHLD, coverage);
        init.group = 1;
        init.session = 1;
        table.add(init);
        life = new LifeRules(table, coverage, variation, init, this::handled);
        waiting = new Waiting(coverage, variation, choice, life::forget);
        signals = new SignalCalls(table, init, coverage, variation, life.signals(), waiting);
        groups = new GroupCalls(table);
        pidfds = new PidfdCalls(table, coverage, signals);
        limits = new LimitRules(table, life.signals());
        for (int standard = 0; standard < 3; standard++) {
            init.descriptors.put(standard, new OpenFile.Nowhere(), false);
        }
        caller = fork(init, Abi.SIGCHLD).orElseThrow();
        caller.group = caller.pid();
        caller.session = caller.pid();
    }

    /** {@return the process that leads the session} */
    public ModelProcess caller() {
        return caller;
    }

    /** {@return what was covered so far} */
    public Coverage coverage() {
        return coverage;
    }

    /** {@return the process with that pid, a zombie too} */
    public Optional<ModelProcess> find(int pid) {
        return table.find(pid);
    }

    // What processes do

    /**
     * Makes a child with the group, session, mask, dispositions and limits of its parent.
     *
     * @return it; empty if no pid is free, or the user may have no more processes
     */
    public Optional<ModelProcess> fork(ModelProcess parent, int exitSignal) {
        return fork(parent.firstThread(), exitSignal);
    }

    /** Makes a child as {@link #fork(ModelProcess, int)} does; it begins with the mask of the thread that makes it. */
    public Optional<ModelProcess> fork(ModelThread maker, int exitSignal) {
        ModelProcess parent = maker.process();
        if (!limits.allowsChild(parent)) {
            return Optional.empty();
        }
        return table.freePid().map(pid -> {
            ModelProcess child = new ModelProcess(pid, parent, exitSignal, coverage);
            child.group = parent.group;
            child.session = parent.session;
            child.maker = maker;
            child.startTime = ++made;
            child.firstThread().mask = maker.mask;
            child.residentKib = parent.residentKib;
            child.program = parent.program;
            child.dispositions.putAll(parent.dispositions);
            child.limits.inherit(parent.limits);
            parent.descriptors.copyTo(child.descriptors);
            parent.children.add(child);
            table.add(child);
            return child;
        });
    }

    /** Executes a program that starts with every signal unblocked and at its default. */
    public void exec(ModelProcess process) {
        process.executed = true;
        process.firstThread().mask = 0;
        process.dispositions.clear();
        process.descriptors.exec();
    }

    /**
     * Executes a program: what is caught is at its default there, what is ignored stays so (execve(2)).
     *
     * @param program the file
     * @param mask what the program starts with blocked
     * @param defaults what it starts with at its default all the same: bit {@code n - 1} for signal {@code n}
     */
    public void exec(ModelProcess process, String program, long mask, long defaults) {
        process.executed = true;
        process.program = program;
        process.residentKib = ModelProcess.PROGRAM_KIB;
        process.minorFaults++;
        process.firstThread().mask = mask & ~SignalCalls.UNBLOCKABLE;
        process.dispositions
                .entrySet()
                .removeIf(entry -> !entry.getValue().isIgnore() || (defaults & ModelProcess.bit(entry.getKey())) != 0);
        process.descriptors.exec();
        waiting.answer();
    }

    /** {@return a signal whose handler ran in a process, each once} */
    public OptionalInt takeHandled(ModelProcess process) {
        Integer signal = process.handled.poll();
        return signal == null ? OptionalInt.empty() : OptionalInt.of(signal);
    }

    /** Ends a process by itself. */
    public void exit(ModelProcess process, int code) {
        life.end(process, Transition.EXIT, Change.exited(code));
        waiting.answer();
    }

    /** Has a process use CPU time, which may be the end of it. */
    public void work(ModelProcess process, long micros) {
        process.cpuMicros += micros;
        if (limits.endsTime(process)) {
            waiting.answer();
        }
    }

    /** {@code getrlimit}. */
    public int getrlimit(ModelProcess process, int resource, RawLimit limit) {
        return process.limits.get(resource, limit);
    }

    /** {@code setrlimit}. */
    public int setrlimit(ModelProcess process, int resource, RawLimit limit) {
        return process.limits.set(resource, limit);
    }

    /** Has a process hold memory; {@code kib} may be negative, and the most that it held stays. */
    public void hold(ModelProcess process, long kib) {
        process.residentKib = Math.max(process.residentKib, process.residentKib + kib);
    }

    /** Makes a process the parent of orphans among its descendants, or no more. */
    public void setSubreaper(ModelProcess process, boolean subreaper) {
        process.subreaper = subreaper;
    }

    /** {@return whether a process is that} */
    public boolean isSubreaper(ModelProcess process) {
        return process.subreaper;
    }

    /** Undoes a fork that could not be completed. */
    public void discard(ModelProcess child) {
        child.descriptors.closeAll();
        life.forget(child);
    }

    /** {@return what a process used} */
    public Usage usage(ModelProcess process) {
        return new Usage(process.cpuMicros, process.residentKib, process.minorFaults);
    }

    /** {@return what its children that were waited for used, and theirs} */
    public Usage childrensUsage(ModelProcess process) {
        return new Usage(process.childrenCpuMicros, process.largestChildKib, process.childrensMinorFaults);
    }

    // Signals: SignalCalls

    /** {@code kill}. */
    public int kill(ModelProcess sender, int pid, int signal) {
        return signals.kill(sender, pid, signal);
    }

    /** {@code tgkill}. */
    public int tgkill(ModelProcess sender, int pid, int tid, int signal) {
        return signals.tgkill(sender, pid, tid, signal);
    }

    /** {@code sigaction}, with nothing blocked while the handler runs. */
    int sigaction(ModelProcess process, int signal, long handler, int flags) {
        return signals.sigaction(process, signal, handler, flags);
    }

    /** {@code sigaction}. */
    public int sigaction(ModelProcess process, int signal, RawSigaction action) {
        return signals.sigaction(process, signal, action);
    }

    /** {@code sigaction} that only asks. */
    public int disposition(ModelProcess process, int signal, @Nullable RawSigaction old) {
        return signals.disposition(process, signal, old);
    }

    /** Sets the mask of a process, and delivers what it does not block any more. */
    public void setMask(ModelProcess process, long mask) {
        signals.setMask(process.firstThread(), mask);
    }

    /** Sets the mask of a thread, and delivers what it does not block any more. */
    public void setMask(ModelThread thread, long mask) {
        signals.setMask(thread, mask);
    }

    /** {@return the signals that wait for a thread or its process to unblock them: bit {@code n - 1} for signal {@code n}} */
    public long pending(ModelThread thread) {
        return signals.pending(thread);
    }

    /** Takes the lowest pending signal of a set, as {@code sigtimedwait} does; empty if there is none. */
    public Optional<SignalInfo> take(ModelThread thread, long wanted) {
        return signals.take(thread, wanted);
    }

    /** {@code prctl(PR_SET_PDEATHSIG)}. */
    public int setParentDeathSignal(ModelThread thread, long signal) {
        return signals.setParentDeathSignal(thread, signal);
    }

    /** {@code prctl(PR_GET_PDEATHSIG)}. */
    public int parentDeathSignal(ModelThread thread) {
        return thread.parentDeathSignal;
    }

    /** A handler ran in a thread, which leaves the call in which it blocks. */
    private void handled(ModelThread thread, int signal) {
        if (thread.process() != caller) {
            thread.process().handled.add(signal);
        }
        waiting.interrupt(thread, signal);
    }

    // Threads

    /** Begins a thread with a mask; {@return it; empty if no number is free} */
    public Optional<ModelThread> begin(ModelProcess process, long mask) {
        return table.freePid().map(tid -> {
            ModelThread thread = new ModelThread(process, tid, mask);
            process.threads.add(thread);
            return thread;
        });
    }

    /** Ends a thread; what was sent to it alone is gone. */
    public void end(ModelThread thread) {
        thread.process().threads.remove(thread);
        thread.process().children.stream()
                .filter(child -> child.maker == thread)
                .forEach(child -> child.maker = thread.process().firstThread());
    }

    // Groups: GroupCalls

    /** {@code setpgid}. */
    public int setpgid(ModelProcess process, int pid, int group) {
        return groups.setpgid(process, pid, group);
    }

    /** {@code getpgid}. */
    public int getpgid(ModelProcess process, int pid) {
        return groups.getpgid(process, pid);
    }

    /** {@code getsid}. */
    public int getsid(ModelProcess process, int pid) {
        return groups.getsid(process, pid);
    }

    /** {@code getppid}. */
    public int getppid(ModelProcess process) {
        return groups.getppid(process);
    }

    /** {@return the process group of a process, a zombie too} */
    public int getpgid(ModelProcess process) {
        return process.group;
    }

    /** {@code setsid}. */
    public int setsid(ModelProcess process) {
        return groups.setsid(process);
    }

    // Descriptors: PidfdCalls, FileCalls

    /** {@code pidfd_open} by the caller. */
    public int pidfdOpen(int pid, int flags) {
        return pidfds.pidfdOpen(caller, pid, flags);
    }

    /** {@code pidfd_open}. */
    public int pidfdOpen(ModelProcess opener, int pid, int flags) {
        return pidfds.pidfdOpen(opener, pid, flags);
    }

    /** {@code pidfd_send_signal} by the caller. */
    public int pidfdSendSignal(int pidfd, int signal, int flags) {
        return pidfds.pidfdSendSignal(caller, pidfd, signal, flags);
    }

    /** {@code pidfd_send_signal}. */
    public int pidfdSendSignal(ModelProcess sender, int pidfd, int signal, int flags) {
        return pidfds.pidfdSendSignal(sender, pidfd, signal, flags);
    }

    /** {@return the {@code POLL} bits of a pidfd of the caller: readable from the end on, hung up once it was waited for} */
    public int pidfdPoll(int pidfd) {
        return pidfds.pidfdPoll(caller, pidfd);
    }

    /** {@code close} of a pidfd of the caller. */
    public int close(int pidfd) {
        return pidfds.close(caller, pidfd);
    }

    /** {@return the calls of a process on descriptors} */
    public FileCalls files(ModelProcess process) {
        return new FileCalls(this, process.descriptors);
    }

    // Waiting: Waiting, WaitRules

    /** {@code waitpid} and its like; {@return the thread in the call, answered already if it does not block} */
    public Waiter waitForWord(ModelProcess process, int pid, int options) {
        return waiting.waitForWord(process.firstThread(), pid, options);
    }

    /** {@code waitpid} and its like by one thread. */
    public Waiter waitForWord(ModelThread thread, int pid, int options) {
        return waiting.waitForWord(thread, pid, options);
    }

    /** {@code waitid}; {@return the thread in the call, answered already if it does not block} */
    public Waiter waitForInfo(ModelProcess process, int idtype, int id, int options) {
        return waiting.waitForInfo(process.firstThread(), idtype, id, options);
    }

    /** {@code waitid} by one thread. */
    public Waiter waitForInfo(ModelThread thread, int idtype, int id, int options) {
        return waiting.waitForInfo(thread, idtype, id, options);
    }

    /**
     * Enters a call that may block.
     *
     * @param thread who calls
     * @param number its {@code SYS_} number
     * @param restarts whether it goes on after a handler with {@code SA_RESTART}: {@code read} does, {@code poll} does not
     *     (signal.7)
     * @param attempt what it would return now; empty while it must block
     * @return the thread in the call, which has returned already if it need not block
     */
    public BlockedCall enter(ModelThread thread, int number, boolean restarts, Supplier<OptionalInt> attempt) {
        return waiting.enter(thread, number, restarts, attempt);
    }

    /** Has the time of a call be over. */
    public void leave(BlockedCall call) {
        waiting.leave(call);
    }

    /** Has every call that blocks look again: something was read, written or closed. */
    public void changed() {
        waiting.answer();
    }

    boolean isBlocked(ModelThread thread) {
        return numberOfCall(thread).isPresent();
    }

    /** {@return the number of the call in which a thread blocks; empty if it runs} */
    Optional<Integer> numberOfCall(ModelThread thread) {
        return waiting.numberOfCall(thread);
    }

    /** {@return whether no thread of the caller is in a call that blocks} */
    public boolean nobodyBlocks() {
        return waiting.nobodyBlocks(caller);
    }

    /** {@return what {@code /proc} would show} */
    public ProcView proc() {
        return new ProcView(this, table);
    }

    /** {@return how what POSIX leaves open is decided} */
    public Variation variation() {
        return variation;
    }
}
