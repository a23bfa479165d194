package posixwait.conformance.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.RawSigaction;

/**
 * A kernel that has nothing but processes: parents and children, groups and sessions, signals, pidfds and the wait calls.
 *
 * <p>For one thread. A result is as in {@link posixwait.spi.SystemCalls}: what the call returns, or the negated error number.
 * Children do what they are told, at once: a signal has had its effect when {@link #kill} returns.
 */
public final class ModelKernel {
    private static final int CALLER = 100;
    private static final long UNBLOCKABLE = ModelProcess.bit(Abi.SIGKILL) | ModelProcess.bit(Abi.SIGSTOP);

    private final Coverage coverage = new Coverage();
    private final Variation variation;
    private final Choice choice;
    private final ProcessTable table;
    private final ModelProcess init;
    private final ModelProcess caller;
    private final LifeRules life;
    private final WaitRules waits;
    private final List<Waiter> waiters = new ArrayList<>();
    private final List<BlockedCall> calls = new ArrayList<>();

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
        this.choice = choice;
        this.variation = variation;
        table = new ProcessTable(CALLER, lastPid, variation);
        init = new ModelProcess(1, null, Abi.SIGCHLD, coverage);
        init.group = 1;
        init.session = 1;
        table.add(init);
        life = new LifeRules(table, coverage, variation, init, this::interrupt);
        waits = new WaitRules(coverage, choice);
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

    /** Makes a child with the group, session, mask and dispositions of its parent; {@return it; empty if no pid is free} */
    public Optional<ModelProcess> fork(ModelProcess parent, int exitSignal) {
        return fork(parent.firstThread(), exitSignal);
    }

    /** Makes a child as {@link #fork(ModelProcess, int)} does; it begins with the mask of the thread that makes it. */
    public Optional<ModelProcess> fork(ModelThread maker, int exitSignal) {
        ModelProcess parent = maker.process();
        return table.freePid().map(pid -> {
            ModelProcess child = new ModelProcess(pid, parent, exitSignal, coverage);
            child.group = parent.group;
            child.session = parent.session;
            child.maker = maker;
            child.firstThread().mask = maker.mask;
            child.residentKib = parent.residentKib;
            child.program = parent.program;
            child.dispositions.putAll(parent.dispositions);
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
        process.firstThread().mask = mask & ~UNBLOCKABLE;
        process.dispositions
                .entrySet()
                .removeIf(entry -> !entry.getValue().isIgnore() || (defaults & ModelProcess.bit(entry.getKey())) != 0);
        process.descriptors.exec();
        answerWaiters();
    }

    /** {@return a signal whose handler ran in a process, each once} */
    public OptionalInt takeHandled(ModelProcess process) {
        Integer signal = process.handled.poll();
        return signal == null ? OptionalInt.empty() : OptionalInt.of(signal);
    }

    /** Ends a process by itself. */
    public void exit(ModelProcess process, int code) {
        life.end(process, Transition.EXIT, Change.exited(code));
        answerWaiters();
    }

    /** Has a process use CPU time. */
    public void work(ModelProcess process, long micros) {
        process.cpuMicros += micros;
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

    /** {@code prctl(PR_SET_PDEATHSIG)}. */
    public int setParentDeathSignal(ModelThread thread, long signal) {
        if (signal < 0 || signal > Abi.SIGRTMAX) {
            return -Abi.EINVAL;
        }
        thread.parentDeathSignal = (int) signal;
        return 0;
    }

    /** {@code prctl(PR_GET_PDEATHSIG)}. */
    public int parentDeathSignal(ModelThread thread) {
        return thread.parentDeathSignal;
    }

    // Signals

    /** {@code kill}. */
    public int kill(ModelProcess sender, int pid, int signal) {
        List<ModelProcess> targets;
        if (pid > 0) {
            targets = table.find(pid).stream().toList();
        } else if (pid == -1 || pid == Integer.MIN_VALUE) {
            return -Abi.ESRCH; // -1 is left out: the model has no strangers to spare
        } else {
            targets = table.inGroup(pid == 0 ? sender.group : -pid);
        }
        return result(() -> sendAll(sender, targets, signal, pid > 0 ? Rule.NO_SUCH_PROCESS : Rule.NO_SUCH_GROUP));
    }

    private int sendAll(ModelProcess sender, List<ModelProcess> targets, int signal, Rule nobody) throws Refused {
        if (targets.isEmpty()) {
            throw new Refused(nobody, Abi.ESRCH);
        } else if (signal < 0 || signal > Abi.SIGRTMAX) {
            throw new Refused(Rule.NO_SUCH_SIGNAL, Abi.EINVAL);
        }
        targets.forEach(target -> life.signals().send(target, SignalInfo.sentBy(sender, signal)));
        answerWaiters();
        return 0;
    }

    /** {@code sigaction}, with nothing blocked while the handler runs. */
    int sigaction(ModelProcess process, int signal, long handler, int flags) {
        RawSigaction action = new RawSigaction();
        action.handler = handler;
        action.flags = flags;
        return sigaction(process, signal, action);
    }

    /** {@code sigaction}. */
    public int sigaction(ModelProcess process, int signal, RawSigaction action) {
        return result(() -> {
            if (signal < 1 || signal > Abi.SIGRTMAX) {
                throw new Refused(Rule.NO_SUCH_SIGNAL, Abi.EINVAL);
            }
            life.signals()
                    .dispose(
                            process, signal, new Disposition(action.handler, action.flags, action.mask & ~UNBLOCKABLE));
            return 0;
        });
    }

    /** {@code sigaction} that only asks. */
    public int disposition(ModelProcess process, int signal, @Nullable RawSigaction old) {
        return result(() -> {
            if (signal < 1 || signal > Abi.SIGRTMAX) {
                throw new Refused(Rule.NO_SUCH_SIGNAL, Abi.EINVAL);
            }
            if (old != null) {
                Disposition disposition = process.disposition(signal);
                old.handler = disposition.handler();
                old.flags = disposition.flags();
                old.mask = disposition.mask();
            }
            return 0;
        });
    }

    /** Sets the mask of a process, and delivers what it does not block any more. */
    public void setMask(ModelProcess process, long mask) {
        setMask(process.firstThread(), mask);
    }

    /** Sets the mask of a thread, and delivers what it does not block any more. */
    public void setMask(ModelThread thread, long mask) {
        thread.mask = mask & ~UNBLOCKABLE;
        life.signals().deliver(thread.process());
        answerWaiters();
    }

    /** {@code tgkill}. */
    public int tgkill(ModelProcess sender, int pid, int tid, int signal) {
        return result(() -> {
            if (pid <= 0 || tid <= 0 || signal < 0 || signal > Abi.SIGRTMAX) {
                throw new Refused(Rule.NO_SUCH_SIGNAL, Abi.EINVAL);
            }
            ModelThread thread = table.find(pid).stream()
                    .flatMap(process -> process.threads.stream())
                    .filter(one -> one.tid() == tid)
                    .findFirst()
                    .orElseThrow(() -> new Refused(Rule.NO_SUCH_PROCESS, Abi.ESRCH));
            life.signals().sendTo(thread, SignalInfo.sentByThread(sender, signal));
            answerWaiters();
            return 0;
        });
    }

    /** {@return the signals that wait for a thread or its process to unblock them: bit {@code n - 1} for signal {@code n}} */
    public long pending(ModelThread thread) {
        return (thread.pending.bits() | thread.process().pending.bits()) & thread.mask;
    }

    /** Takes the lowest pending signal of a set, as {@code sigtimedwait} does; empty if there is none. */
    public Optional<SignalInfo> take(ModelThread thread, long signals) {
        long there = (thread.pending.bits() | thread.process().pending.bits()) & signals;
        if (there == 0) {
            return Optional.empty();
        }
        int signal = variation.among(PendingSignals.nextOf(there));
        PendingSignals from = thread.pending.has(signal) ? thread.pending : thread.process().pending;
        return Optional.ofNullable(from.take(signal));
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

    // Groups

    /** {@code setpgid}. */
    public int setpgid(ModelProcess process, int pid, int group) {
        int target = pid == 0 ? process.pid() : pid;
        int wanted = group == 0 ? target : group;
        if (wanted < 0) {
            return -Abi.EINVAL;
        }
        Optional<ModelProcess> found = table.find(target).filter(p -> p == process || process.children.contains(p));
        if (found.isEmpty()) {
            return -Abi.ESRCH;
        }
        ModelProcess moved = found.get();
        if (moved.session != process.session) {
            return -Abi.EPERM;
        } else if (moved != process && moved.executed) {
            return -Abi.EACCES;
        }
        boolean exists = wanted == target
                || table.inGroup(wanted).stream().anyMatch(member -> member.session == process.session);
        if (moved.session == moved.pid() || !exists) {
            return -Abi.EPERM;
        }
        moved.group = wanted;
        return 0;
    }

    /** {@code getpgid}. */
    public int getpgid(ModelProcess process, int pid) {
        return numberOf(process, pid, found -> found.group);
    }

    /** {@code getsid}. */
    public int getsid(ModelProcess process, int pid) {
        return numberOf(process, pid, found -> found.session);
    }

    private int numberOf(ModelProcess process, int pid, ToIntFunction<ModelProcess> number) {
        return pid == 0
                ? number.applyAsInt(process)
                : table.find(pid).map(number::applyAsInt).orElse(-Abi.ESRCH);
    }

    /** {@code getppid}. */
    public int getppid(ModelProcess process) {
        return process.parent == null ? 0 : process.parent.pid();
    }

    /** {@return the process group of a process, a zombie too} */
    public int getpgid(ModelProcess process) {
        return process.group;
    }

    /** {@code setsid}. */
    public int setsid(ModelProcess process) {
        if (!table.inGroup(process.pid()).isEmpty()) {
            return -Abi.EPERM;
        }
        process.group = process.pid();
        process.session = process.pid();
        return process.pid();
    }

    // Pidfds

    /** {@code pidfd_open} by the caller. */
    public int pidfdOpen(int pid, int flags) {
        return pidfdOpen(caller, pid, flags);
    }

    /** {@code pidfd_open}. */
    public int pidfdOpen(ModelProcess opener, int pid, int flags) {
        return result(() -> {
            if ((flags & ~Abi.PIDFD_NONBLOCK) != 0) {
                throw new Refused(Rule.PIDFD_BAD_FLAGS, Abi.EINVAL);
            } else if (pid <= 0) {
                throw new Refused(Rule.PIDFD_BAD_PID, Abi.EINVAL);
            }
            if (table.all().anyMatch(process -> process.pid() != pid && process.hasThread(pid))) {
                throw new Refused(Rule.PIDFD_OF_THREAD, Abi.ENOENT);
            }
            ModelProcess process = table.find(pid).orElseThrow(() -> new Refused(Rule.PIDFD_OF_NOBODY, Abi.ESRCH));
            coverage.applied(Rule.PIDFD_OF_PROCESS);
            return opener.descriptors.open(new OpenFile.Pidfd(process, flags == Abi.PIDFD_NONBLOCK), true);
        });
    }

    /** {@code pidfd_send_signal} by the caller. */
    public int pidfdSendSignal(int pidfd, int signal, int flags) {
        return pidfdSendSignal(caller, pidfd, signal, flags);
    }

    /** {@code pidfd_send_signal}. */
    public int pidfdSendSignal(ModelProcess sender, int pidfd, int signal, int flags) {
        return result(() -> {
            if (flags != 0) {
                throw new Refused(Rule.PIDFD_SIGNAL_FLAGS, Abi.EINVAL);
            }
            ModelProcess process = sender.descriptors.pidfd(pidfd).process;
            if (process.state() == State.GONE) {
                throw new Refused(Rule.PIDFD_TOO_LATE, Abi.ESRCH);
            }
            coverage.applied(Rule.PIDFD_SIGNALS);
            return sendAll(sender, List.of(process), signal, Rule.NO_SUCH_PROCESS);
        });
    }

    /** {@return the {@code POLL} bits of a pidfd of the caller: readable from the end on, hung up once it was waited for} */
    public int pidfdPoll(int pidfd) {
        return result(() -> {
            OpenFile.Pidfd file = caller.descriptors.pidfd(pidfd);
            coverage.applied(file.process.state().lives() ? Rule.PIDFD_NOT_READY : Rule.PIDFD_READY);
            return file.ready();
        });
    }

    /** {@code close} of a pidfd of the caller. */
    public int close(int pidfd) {
        return result(() -> {
            caller.descriptors.pidfd(pidfd);
            caller.descriptors.close(pidfd);
            return 0;
        });
    }

    /** {@return the calls of a process on descriptors} */
    public FileCalls files(ModelProcess process) {
        return new FileCalls(this, process.descriptors);
    }

    // Other calls that block

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
        BlockedCall call = new BlockedCall(thread, number, restarts, attempt);
        if (!call.tryNow()) {
            calls.add(call);
        }
        return call;
    }

    /** Has the time of a call be over. */
    public void leave(BlockedCall call) {
        calls.remove(call);
    }

    /** Has every call that blocks look again: something was read, written or closed. */
    public void changed() {
        answerWaiters();
    }

    boolean isBlocked(ModelThread thread) {
        return numberOfCall(thread).isPresent();
    }

    /** {@return the number of the call in which a thread blocks; empty if it runs} */
    Optional<Integer> numberOfCall(ModelThread thread) {
        return Stream.concat(
                        waiters.stream()
                                .filter(waiter -> waiter.thread() == thread)
                                .map(waiter -> waiter.isForWord() ? Abi.SYS_WAIT4 : Abi.SYS_WAITID),
                        calls.stream().filter(call -> call.thread() == thread).map(BlockedCall::number))
                .findFirst();
    }

    /** {@return what {@code /proc} would show} */
    public ProcView proc() {
        return new ProcView(this, table);
    }

    // Waiting

    /** {@code waitpid} and its like; {@return the thread in the call, answered already if it does not block} */
    public Waiter waitForWord(ModelProcess process, int pid, int options) {
        return waitForWord(process.firstThread(), pid, options);
    }

    /** {@code waitpid} and its like by one thread. */
    public Waiter waitForWord(ModelThread thread, int pid, int options) {
        return await(thread, true, () -> WaitRequest.forWord(thread.process(), pid, options));
    }

    /** {@code waitid}; {@return the thread in the call, answered already if it does not block} */
    public Waiter waitForInfo(ModelProcess process, int idtype, int id, int options) {
        return waitForInfo(process.firstThread(), idtype, id, options);
    }

    /** {@code waitid} by one thread. */
    public Waiter waitForInfo(ModelThread thread, int idtype, int id, int options) {
        return await(thread, false, () -> WaitRequest.forInfo(thread.process(), idtype, id, options));
    }

    private Waiter await(ModelThread thread, boolean forWord, Call<WaitRequest> parse) {
        try {
            Waiter waiter = new Waiter(thread, forWord, parse.make());
            if (!tryToAnswer(waiter)) {
                coverage.applied(Rule.BLOCKS);
                waiters.add(waiter);
            }
            return waiter;
        } catch (Refused e) {
            coverage.applied(e.rule());
            Waiter refused = new Waiter(thread, forWord, new WaitRequest(new WaitSelector.Any(), 0, false));
            refused.wake(new Answer.Failed(e.errno()));
            return refused;
        }
    }

    /** {@return how what POSIX leaves open is decided} */
    public Variation variation() {
        return variation;
    }

    /** {@return whether no thread of the caller is in a call that blocks} */
    public boolean nobodyBlocks() {
        return waiters.stream().noneMatch(waiter -> waiter.caller() == caller)
                && calls.stream().noneMatch(call -> call.thread().process() == caller);
    }

    /** Looks again for all that wait. */
    private void answerWaiters() {
        List<Waiter> left = new ArrayList<>(choice.order(List.copyOf(waiters)));
        while (!left.isEmpty()) {
            Waiter next = variation.among(left);
            left.remove(next);
            if (waiters.contains(next) && tryToAnswer(next)) {
                waiters.remove(next);
            }
        }
        boolean returned;
        do {
            // What one call read is room for what another one writes.
            returned = calls.removeIf(BlockedCall::tryNow);
        } while (returned);
    }

    private boolean tryToAnswer(Waiter waiter) {
        Optional<Answer> answer = waits.answer(waiter);
        answer.ifPresent(found -> {
            waiter.wake(found);
            if (found instanceof Answer.Reported reported && reported.child().state() == State.GONE) {
                settleAccount(waiter.caller(), reported.child());
            }
        });
        return answer.isPresent();
    }

    private void settleAccount(ModelProcess parent, ModelProcess reaped) {
        coverage.applied(Rule.USAGE_OF_REAPED);
        parent.childrenCpuMicros += reaped.cpuMicros + reaped.childrenCpuMicros;
        parent.childrensMinorFaults += reaped.minorFaults + reaped.childrensMinorFaults;
        parent.largestChildKib = Math.max(parent.largestChildKib, Math.max(reaped.residentKib, reaped.largestChildKib));
        if (variation.queuesSigchld()) {
            parent.pending.dropOf(Abi.SIGCHLD, reaped.pid()); // wait.3posix#59
        }
        life.forget(reaped);
    }

    /** A handler ran in a thread: it leaves its call, unless a status is there or the call is restarted. */
    private void interrupt(ModelThread thread, int signal) {
        boolean restart = thread.process().disposition(signal).has(Abi.SA_RESTART);
        if (thread.process() != caller) {
            thread.process().handled.add(signal);
        }
        // A status that is there is reported whatever signals arrive (wait.2#75).
        answerWaiters();
        waiters.stream().filter(waiter -> waiter.thread() == thread).findFirst().ifPresent(waiter -> {
            coverage.applied(restart ? Rule.RESTARTED : Rule.INTERRUPTED);
            if (!restart) {
                waiter.wake(new Answer.Failed(Abi.EINTR));
                waiters.remove(waiter);
            }
        });
        calls.removeIf(call -> call.thread() == thread && call.interrupt(restart));
    }

    /** A call that may be refused. */
    private interface Call<T> {
        T make() throws Refused;
    }

    private int result(Call<Integer> call) {
        try {
            return call.make();
        } catch (Refused e) {
            coverage.applied(e.rule());
            return -e.errno();
        }
    }
}
