package posixwait.conformance.model;

import java.util.List;
import posixwait.spi.Abi;

/** How signals are generated, kept pending and delivered. */
final class SignalRules {
    private static final long STOPS = bits(Abi.SIGSTOP) | bits(Abi.SIGTSTP) | bits(Abi.SIGTTIN) | bits(Abi.SIGTTOU);
    private static final long IGNORED_BY_DEFAULT =
            bits(Abi.SIGCHLD) | bits(Abi.SIGCONT) | bits(Abi.SIGURG) | bits(Abi.SIGWINCH);
    private static final long UNBLOCKABLE = bits(Abi.SIGKILL) | bits(Abi.SIGSTOP);

    private final Coverage coverage;
    private final Variation variation;
    private final Events events;

    /** What signals bring about. */
    interface Events {
        void end(ModelProcess process, Transition how, Change change);

        void stopped(ModelProcess process);

        void continued(ModelProcess process);

        /** {@return whether no member of the group has a parent in its session but outside of it} */
        boolean isOrphaned(int group);

        void handled(ModelThread thread, int signal);
    }

    SignalRules(Coverage coverage, Variation variation, Events events) {
        this.variation = variation;
        this.coverage = coverage;
        this.events = events;
    }

    private static long bits(int signal) {
        return ModelProcess.bit(signal);
    }

    /** Generates a signal for a process; nothing for a zombie. */
    void send(ModelProcess target, SignalInfo info) {
        send(target.firstThread(), target.pending, info);
    }

    /** Generates a signal for one thread. */
    void sendTo(ModelThread thread, SignalInfo info) {
        send(thread, thread.pending, info);
    }

    private void send(ModelThread thread, PendingSignals pending, SignalInfo info) {
        ModelProcess target = thread.process();
        int signal = info.signal();
        if (signal == 0) {
            coverage.applied(Rule.NULL_SIGNAL);
            return;
        } else if (!target.state().lives()) {
            coverage.applied(Rule.SIGNAL_TO_ZOMBIE);
            return;
        }
        long bit = bits(signal);
        if ((bit & STOPS) != 0) {
            dropEverywhere(target, bits(Abi.SIGCONT));
        } else if (signal == Abi.SIGCONT) {
            // It continues as it is sent, even if it is blocked, ignored or caught.
            dropEverywhere(target, STOPS);
            if (target.state().isStopped()) {
                target.go(Transition.CONTINUE, Change.continued());
                events.continued(target);
            }
        }
        // A blocked signal is kept even if it is ignored: its action may change before it is unblocked. Whether one for
        // the
        // process is blocked goes by its first thread.
        if (!thread.blocks(signal) && isIgnored(target, signal)) {
            coverage.applied(Rule.IGNORED_SIGNAL);
        } else if (pending.has(signal) && !isQueued(signal)) {
            if (signal == Abi.SIGCHLD) {
                coverage.applied(Rule.SIGCHLD_MERGED);
            }
        } else {
            pending.add(info);
        }
        deliver(target);
    }

    private boolean isQueued(int signal) {
        return signal >= Abi.KERNEL_SIGRTMIN || (signal == Abi.SIGCHLD && variation.queuesSigchld());
    }

    private static boolean isIgnored(ModelProcess process, int signal) {
        Disposition disposition = process.disposition(signal);
        return (bits(signal) & UNBLOCKABLE) == 0
                && (disposition.isIgnore() || (disposition.isDefault() && (bits(signal) & IGNORED_BY_DEFAULT) != 0));
    }

    /** Delivers what is pending and not blocked, the lowest number first, SIGKILL before all. */
    void deliver(ModelProcess process) {
        if (isKilled(process) && process.state().lives()) {
            events.end(process, Transition.KILL, Change.killed(Abi.SIGKILL));
        }
        while (process.state().lives()) {
            List<ModelThread> takers = process.threads.stream()
                    .filter(thread -> deliverable(thread) != 0)
                    .toList();
            if (takers.isEmpty()) {
                if (process.pending.bits() != 0) {
                    coverage.applied(Rule.BLOCKED_SIGNAL_PENDS);
                }
                return;
            } else if (process.state().isStopped()) {
                coverage.applied(Rule.STOPPED_PROCESS_TAKES_NOTHING);
                return;
            }
            ModelThread taker = variation.among(takers);
            int signal = variation.among(PendingSignals.nextOf(deliverable(taker)));
            (taker.pending.has(signal) ? taker.pending : process.pending).take(signal);
            act(taker, signal);
        }
    }

    private static boolean isKilled(ModelProcess process) {
        return process.pending.has(Abi.SIGKILL)
                || process.threads.stream().anyMatch(thread -> thread.pending.has(Abi.SIGKILL));
    }

    private static long deliverable(ModelThread thread) {
        return (thread.pending.bits() | thread.process().pending.bits()) & (~thread.mask | UNBLOCKABLE);
    }

    private static void dropEverywhere(ModelProcess process, long signals) {
        process.pending.drop(signals);
        process.threads.forEach(thread -> thread.pending.drop(signals));
    }

    private void act(ModelThread thread, int signal) {
        ModelProcess process = thread.process();
        Disposition disposition = process.disposition(signal);
        if (isIgnored(process, signal)) {
            coverage.applied(Rule.IGNORED_SIGNAL);
        } else if (!disposition.isDefault()) {
            coverage.applied(Rule.HANDLER_RUNS);
            process.handlersRun++;
            events.handled(thread, signal);
            if (disposition.has(Abi.SA_RESETHAND)) {
                process.dispositions.remove(signal);
            }
        } else if ((bits(signal) & STOPS) == 0) {
            events.end(process, Transition.KILL, Change.killed(signal));
        } else if (signal != Abi.SIGSTOP && events.isOrphaned(process.group)) {
            // Nobody could continue it.
            coverage.applied(Rule.ORPHANED_GROUP_STOPS_NOT);
        } else {
            process.go(Transition.STOP, Change.stopped(signal));
            events.stopped(process);
        }
    }

    /** Sets a disposition; a pending signal that becomes ignored is discarded, blocked or not. */
    void dispose(ModelProcess process, int signal, Disposition disposition) throws Refused {
        if ((bits(signal) & UNBLOCKABLE) != 0) {
            throw new Refused(Rule.NOT_TO_BE_CAUGHT, Abi.EINVAL);
        }
        process.dispositions.put(signal, disposition);
        if (isIgnored(process, signal)) {
            if (process.pending.has(signal)) {
                coverage.applied(Rule.PENDING_BECOMES_IGNORED);
            }
            dropEverywhere(process, bits(signal));
        }
    }
}
