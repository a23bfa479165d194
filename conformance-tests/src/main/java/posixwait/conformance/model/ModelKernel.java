package posixwait.conformance.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import posixwait.spi.Abi;

/**
 * A kernel that has nothing but processes: parents and children, groups and sessions, signals, pidfds and the wait calls.
 *
 * <p>For one thread. A result is as in {@link posixwait.spi.SystemCalls}: what the call returns, or the negated error number.
 * Children do what they are told, at once: a signal has had its effect when {@link #kill} returns.
 */
public final class ModelKernel {
    private static final int CALLER = 100;

    private final Coverage coverage = new Coverage();
    private final ProcessTable table;
    private final PidfdTable pidfds = new PidfdTable();
    private final ModelProcess init;
    private final ModelProcess caller;
    private final LifeRules life;
    private final WaitRules waits;
    private final List<Waiter> waiters = new ArrayList<>();

    /**
     * Makes a kernel with init, and one process that leads a session.
     *
     * @param choice which of several children a wait reports
     * @param lastPid the highest pid, at least 100; from there on they are given again from 100
     */
    public ModelKernel(Choice choice, int lastPid) {
        table = new ProcessTable(CALLER, lastPid);
        init = new ModelProcess(1, null, Abi.SIGCHLD, coverage);
        init.group = 1;
        init.session = 1;
        table.add(init);
        life = new LifeRules(table, coverage, init, this::interrupt);
        waits = new WaitRules(coverage, choice);
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
        return table.freePid().map(pid -> {
            ModelProcess child = new ModelProcess(pid, parent, exitSignal, coverage);
            child.group = parent.group;
            child.session = parent.session;
            child.mask = parent.mask;
            child.dispositions.putAll(parent.dispositions);
            parent.children.add(child);
            table.add(child);
            return child;
        });
    }

    /** Executes a program that starts with every signal unblocked and at its default. */
    public void exec(ModelProcess process) {
        process.executed = true;
        process.mask = 0;
        process.dispositions.clear();
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

    /** Makes a process the parent of orphans among its descendants, or no more. */
    public void setSubreaper(ModelProcess process, boolean subreaper) {
        process.subreaper = subreaper;
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
        return result(() -> sendAll(targets, signal, pid > 0 ? Rule.NO_SUCH_PROCESS : Rule.NO_SUCH_GROUP));
    }

    private int sendAll(List<ModelProcess> targets, int signal, Rule nobody) throws Refused {
        if (targets.isEmpty()) {
            throw new Refused(nobody, Abi.ESRCH);
        } else if (signal < 0 || signal > Abi.SIGRTMAX) {
            throw new Refused(Rule.NO_SUCH_SIGNAL, Abi.EINVAL);
        }
        targets.forEach(target -> life.signals().send(target, signal, null));
        answerWaiters();
        return 0;
    }

    /** {@code sigaction}. */
    int sigaction(ModelProcess process, int signal, long handler, int flags) {
        return result(() -> {
            if (signal < 1 || signal > Abi.SIGRTMAX) {
                throw new Refused(Rule.NO_SUCH_SIGNAL, Abi.EINVAL);
            }
            life.signals().dispose(process, signal, new Disposition(handler, flags));
            return 0;
        });
    }

    /** Sets the mask of a process, and delivers what it does not block any more. */
    public void setMask(ModelProcess process, long mask) {
        process.mask = mask & ~(ModelProcess.bit(Abi.SIGKILL) | ModelProcess.bit(Abi.SIGSTOP));
        life.signals().deliver(process);
        answerWaiters();
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

    /** {@code pidfd_open}. */
    public int pidfdOpen(int pid, int flags) {
        return result(() -> {
            if ((flags & ~Abi.PIDFD_NONBLOCK) != 0) {
                throw new Refused(Rule.PIDFD_BAD_FLAGS, Abi.EINVAL);
            } else if (pid <= 0) {
                throw new Refused(Rule.PIDFD_BAD_PID, Abi.EINVAL);
            }
            ModelProcess process = table.find(pid).orElseThrow(() -> new Refused(Rule.PIDFD_OF_NOBODY, Abi.ESRCH));
            coverage.applied(Rule.PIDFD_OF_PROCESS);
            return pidfds.open(process, flags == Abi.PIDFD_NONBLOCK);
        });
    }

    /** {@code pidfd_send_signal}. */
    public int pidfdSendSignal(int pidfd, int signal, int flags) {
        return result(() -> {
            if (flags != 0) {
                throw new Refused(Rule.PIDFD_SIGNAL_FLAGS, Abi.EINVAL);
            }
            ModelProcess process = pidfds.process(pidfd);
            if (process.state() == State.GONE) {
                throw new Refused(Rule.PIDFD_TOO_LATE, Abi.ESRCH);
            }
            coverage.applied(Rule.PIDFD_SIGNALS);
            return sendAll(List.of(process), signal, Rule.NO_SUCH_PROCESS);
        });
    }

    /** {@return the {@code POLL} bits of a pidfd: readable from the end on, hung up once the process was waited for} */
    public int pidfdPoll(int pidfd) {
        return result(() -> {
            State state = pidfds.process(pidfd).state();
            coverage.applied(state.lives() ? Rule.PIDFD_NOT_READY : Rule.PIDFD_READY);
            // The hang-up is Linux's since 6.9 only.
            return state.lives() ? 0 : state == State.GONE ? Abi.POLLIN | Abi.POLLHUP : Abi.POLLIN;
        });
    }

    /** {@code close}. */
    public int close(int pidfd) {
        return result(() -> {
            pidfds.close(pidfd);
            return 0;
        });
    }

    // Waiting

    /** {@code waitpid} and its like; {@return the thread in the call, answered already if it does not block} */
    public Waiter waitForWord(ModelProcess process, int pid, int options) {
        return await(process, () -> WaitRequest.forWord(process, pid, options));
    }

    /** {@code waitid}; {@return the thread in the call, answered already if it does not block} */
    public Waiter waitForInfo(ModelProcess process, int idtype, int id, int options) {
        return await(process, () -> WaitRequest.forInfo(process, pidfds, idtype, id, options));
    }

    private Waiter await(ModelProcess process, Call<WaitRequest> parse) {
        try {
            Waiter waiter = new Waiter(process, parse.make());
            if (!tryToAnswer(waiter)) {
                coverage.applied(Rule.BLOCKS);
                waiters.add(waiter);
            }
            return waiter;
        } catch (Refused e) {
            coverage.applied(e.rule());
            Waiter refused = new Waiter(process, new WaitRequest(new WaitSelector.Any(), 0, false));
            refused.wake(new Answer.Failed(e.errno()));
            return refused;
        }
    }

    /** Looks again for all that wait, in the order in which they came. */
    private void answerWaiters() {
        waiters.removeIf(this::tryToAnswer);
    }

    private boolean tryToAnswer(Waiter waiter) {
        Optional<Answer> answer = waits.answer(waiter.caller(), waiter.request());
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
        life.forget(reaped);
    }

    /** A handler ran: one thread that waits leaves its call, unless a status is there or the call is restarted. */
    private void interrupt(ModelProcess process, int signal) {
        boolean restart = process.disposition(signal).has(Abi.SA_RESTART);
        // A status that is there is reported whatever signals arrive (wait.2#75).
        answerWaiters();
        waiters.stream()
                .filter(waiter -> waiter.caller() == process)
                .findFirst()
                .ifPresent(waiter -> {
                    coverage.applied(restart ? Rule.RESTARTED : Rule.INTERRUPTED);
                    if (!restart) {
                        waiter.wake(new Answer.Failed(Abi.EINTR));
                        waiters.remove(waiter);
                    }
                });
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
