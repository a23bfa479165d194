package posixwait.conformance.model;

import posixwait.spi.Abi;

/** What happens at the limits of a process that are no matter of descriptors. */
final class LimitRules {
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final ProcessTable table;
    private final SignalRules signals;

    LimitRules(ProcessTable table, SignalRules signals) {
        this.table = table;
        this.signals = signals;
    }

    /**
     * {@return whether a process may make one more child} At the limit {@code fork} fails with {@code EAGAIN}. Every thread of
     * the user counts, and a zombie until it is reaped; who is privileged has no such limit (getrlimit(2), RLIMIT_NPROC).
     */
    boolean allowsChild(ModelProcess maker) {
        long all = table.all()
                .filter(one -> one.user() == maker.user())
                .mapToLong(one -> one.state().lives() ? one.threads.size() : 1)
                .sum();
        return maker.user() == 0 || maker.limits.allows(Abi.RLIMIT_NPROC, all + 1);
    }

    /**
     * Looks at the CPU time that a process has used: {@code SIGXCPU} at the soft limit and every second from there on, for
     * which Linux moves that limit on, and {@code SIGKILL} at the hard one (getrlimit(2), RLIMIT_CPU).
     *
     * @return whether it got a signal
     */
    boolean endsTime(ModelProcess process) {
        long next = process.cpuMicros / MICROS_PER_SECOND + 1;
        if (!process.state().lives() || process.limits.allows(Abi.RLIMIT_CPU, next)) {
            return false;
        } else if (!process.limits.allowsAtMost(Abi.RLIMIT_CPU, next)) {
            signals.send(process, SignalInfo.byKernel(Abi.SIGKILL));
            return true;
        }
        while (!process.limits.allows(Abi.RLIMIT_CPU, next)) {
            process.limits.raise(Abi.RLIMIT_CPU);
        }
        signals.send(process, SignalInfo.byKernel(Abi.SIGXCPU));
        return true;
    }
}
