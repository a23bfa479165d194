package posixwait.conformance.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.RawSigaction;

/** The calls that send signals, say what to do with them, hold them back and take them. {@link SignalRules} has their effect. */
final class SignalCalls {
    static final long UNBLOCKABLE = ModelProcess.bit(Abi.SIGKILL) | ModelProcess.bit(Abi.SIGSTOP);

    private final ProcessTable table;
    private final ModelProcess init;
    private final Coverage coverage;
    private final Variation variation;
    private final SignalRules rules;
    private final Waiting waiting;

    SignalCalls(
            ProcessTable table,
            ModelProcess init,
            Coverage coverage,
            Variation variation,
            SignalRules rules,
            Waiting waiting) {
        this.table = table;
        this.init = init;
        this.coverage = coverage;
        this.variation = variation;
        this.rules = rules;
        this.waiting = waiting;
    }

    /** {@code kill}. */
    int kill(ModelProcess sender, int pid, int signal) {
        List<ModelProcess> targets;
        if (pid > 0) {
            targets = table.find(pid).stream().toList();
        } else if (pid == Integer.MIN_VALUE) {
            return -Abi.ESRCH;
        } else if (pid == -1) {
            // POSIX lets a set of system processes be spared (kill.3posix#9). Linux spares init and who sends (kill.2).
            targets = table.all()
                    .filter(process -> process != init && process != sender)
                    .toList();
        } else {
            targets = table.inGroup(pid == 0 ? sender.group : -pid);
        }
        return coverage.result(
                () -> sendAll(sender, targets, signal, pid > 0 ? Rule.NO_SUCH_PROCESS : Rule.NO_SUCH_GROUP));
    }

    int sendAll(ModelProcess sender, List<ModelProcess> targets, int signal, Rule nobody) throws Refused {
        if (targets.isEmpty()) {
            throw new Refused(nobody, Abi.ESRCH);
        } else if (signal < 0 || signal > Abi.SIGRTMAX) {
            throw new Refused(Rule.NO_SUCH_SIGNAL, Abi.EINVAL);
        }
        List<ModelProcess> permitted = targets.stream()
                .filter(target -> isPermitted(sender, target, signal))
                .toList();
        permitted.forEach(target -> rules.send(target, SignalInfo.sentBy(sender, signal)));
        waiting.answer();
        return permitted.isEmpty() ? -Abi.EPERM : 0;
    }

    /** The same user, the superuser, or within a session to continue (kill.3posix, DESCRIPTION). */
    private static boolean isPermitted(ModelProcess sender, ModelProcess target, int signal) {
        return sender.user() == 0
                || sender.user() == target.user()
                || (signal == Abi.SIGCONT && sender.session == target.session);
    }

    /** {@code sigaction}, with nothing blocked while the handler runs. */
    int sigaction(ModelProcess process, int signal, long handler, int flags) {
        RawSigaction action = new RawSigaction();
        action.handler = handler;
        action.flags = flags;
        return sigaction(process, signal, action);
    }

    /** {@code sigaction}. */
    int sigaction(ModelProcess process, int signal, RawSigaction action) {
        return coverage.result(() -> {
            if (signal < 1 || signal > Abi.SIGRTMAX) {
                throw new Refused(Rule.NO_SUCH_SIGNAL, Abi.EINVAL);
            }
            rules.dispose(process, signal, new Disposition(action.handler, action.flags, action.mask & ~UNBLOCKABLE));
            return 0;
        });
    }

    /** {@code sigaction} that only asks. */
    int disposition(ModelProcess process, int signal, @Nullable RawSigaction old) {
        return coverage.result(() -> {
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
    void setMask(ModelProcess process, long mask) {
        setMask(process.firstThread(), mask);
    }

    /** Sets the mask of a thread, and delivers what it does not block any more. */
    void setMask(ModelThread thread, long mask) {
        thread.mask = mask & ~UNBLOCKABLE;
        rules.deliver(thread.process());
        waiting.answer();
    }

    /** {@code tgkill}. */
    int tgkill(ModelProcess sender, int pid, int tid, int signal) {
        return coverage.result(() -> {
            if (pid <= 0 || tid <= 0 || signal < 0 || signal > Abi.SIGRTMAX) {
                throw new Refused(Rule.NO_SUCH_SIGNAL, Abi.EINVAL);
            }
            ModelThread thread = table.find(pid).stream()
                    .flatMap(process -> process.threads.stream())
                    .filter(one -> one.tid() == tid)
                    .findFirst()
                    .orElseThrow(() -> new Refused(Rule.NO_SUCH_PROCESS, Abi.ESRCH));
            if (!isPermitted(sender, thread.process(), signal)) {
                return -Abi.EPERM;
            }
            rules.sendTo(thread, SignalInfo.sentByThread(sender, signal));
            waiting.answer();
            return 0;
        });
    }

    /** {@return the signals that wait for a thread or its process to unblock them: bit {@code n - 1} for signal {@code n}} */
    long pending(ModelThread thread) {
        return (thread.pending.bits() | thread.process().pending.bits()) & thread.mask;
    }

    /** Takes the lowest pending signal of a set, as {@code sigtimedwait} does; empty if there is none. */
    Optional<SignalInfo> take(ModelThread thread, long signals) {
        long there = (thread.pending.bits() | thread.process().pending.bits()) & signals;
        if (there == 0) {
            return Optional.empty();
        }
        int signal = variation.among(PendingSignals.nextOf(there));
        PendingSignals from = thread.pending.has(signal) ? thread.pending : thread.process().pending;
        return Optional.ofNullable(from.take(signal));
    }

    /** {@code prctl(PR_SET_PDEATHSIG)}. */
    int setParentDeathSignal(ModelThread thread, long signal) {
        if (signal < 0 || signal > Abi.SIGRTMAX) {
            return -Abi.EINVAL;
        }
        thread.parentDeathSignal = (int) signal;
        return 0;
    }

    /** {@code prctl(PR_GET_PDEATHSIG)}. */
    int parentDeathSignal(ModelThread thread) {
        return thread.parentDeathSignal;
    }
}
