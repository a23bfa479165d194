package posixwait.conformance.model;

import java.util.List;
import posixwait.spi.Abi;

/** The calls by which a process is referred to and signalled by descriptor. {@link WaitRules} waits by one. */
final class PidfdCalls {
    private final ProcessTable table;
    private final Coverage coverage;
    private final SignalCalls signals;

    PidfdCalls(ProcessTable table, Coverage coverage, SignalCalls signals) {
        this.table = table;
        this.coverage = coverage;
        this.signals = signals;
    }

    /** {@code pidfd_open}. */
    int pidfdOpen(ModelProcess opener, int pid, int flags) {
        return coverage.result(() -> {
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

    /** {@code pidfd_send_signal}. */
    int pidfdSendSignal(ModelProcess sender, int pidfd, int signal, int flags) {
        return coverage.result(() -> {
            if (flags != 0) {
                throw new Refused(Rule.PIDFD_SIGNAL_FLAGS, Abi.EINVAL);
            }
            ModelProcess process = sender.descriptors.pidfd(pidfd).process;
            if (process.state() == State.GONE) {
                throw new Refused(Rule.PIDFD_TOO_LATE, Abi.ESRCH);
            }
            coverage.applied(Rule.PIDFD_SIGNALS);
            return signals.sendAll(sender, List.of(process), signal, Rule.NO_SUCH_PROCESS);
        });
    }

    /** {@return the {@code POLL} bits of a pidfd: readable from the end on, hung up once it was waited for} */
    int pidfdPoll(ModelProcess owner, int pidfd) {
        return coverage.result(() -> {
            OpenFile.Pidfd file = owner.descriptors.pidfd(pidfd);
            coverage.applied(file.process.state().lives() ? Rule.PIDFD_NOT_READY : Rule.PIDFD_READY);
            return file.ready();
        });
    }

    /** {@code close} of a pidfd. */
    int close(ModelProcess owner, int pidfd) {
        return coverage.result(() -> {
            owner.descriptors.pidfd(pidfd);
            owner.descriptors.close(pidfd);
            return 0;
        });
    }
}
