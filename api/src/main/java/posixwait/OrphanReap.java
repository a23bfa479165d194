package posixwait;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawUsage;
import posixwait.spi.SystemCalls;

/** Reaps one zombie, that very one and no other: by a pidfd, or by its pid where there are none. */
final class OrphanReap {

    private final SystemCalls calls;
    private final ProcFiles files;
    private final int self;
    private final AdoptionRules rules;

    /** Why pidfds are not to be had, once that is known. */
    private @Nullable PosixException withoutPidfds;

    OrphanReap(SystemCalls calls, ProcFiles files, int self, AdoptionRules rules) {
        this.calls = calls;
        this.files = files;
        this.self = self;
        this.rules = rules;
    }

    /**
     * {@return whether the zombie could be reaped now; takes nothing}
     *
     * <p>It cannot while other threads of it go on without the first one, nor while a tracer has not let go of it:
     * {@code ptrace(2)}. Those who wait for it wait on, so the grace period must not have begun.
     */
    boolean possible(ProcStat zombie) {
        RawChild info = new RawChild();
        int options = Abi.WEXITED | Abi.WNOHANG | Abi.WNOWAIT;
        int result = Outcomes.retry(() -> calls.waitid(Abi.P_PID, zombie.pid(), info, options));
        if (result == -Abi.ECHILD) {
            return false;
        }
        Outcomes.check(result, "waitid", zombie.pid(), "EXITED|NOHANG|NOWAIT");
        return info.pid != 0;
    }

    /**
     * Reaps the zombie; never blocks.
     *
     * @param zombie what was seen
     * @return what became of it; empty if it is gone, not waitable, or waited for by somebody else
     * @throws PosixException {@link Errno#EMFILE} or {@link Errno#ENOMEM} if there is no room for a
     *     pidfd now; {@link Errno#ENOSYS} or {@link Errno#EPERM} if this process may not wait
     */
    Optional<AdoptedChild> attempt(ProcStat zombie) throws IOException {
        if (withoutPidfds != null) {
            return reap(zombie, Pidfd.NONE);
        }
        int pidfd = calls.pidfdOpen(zombie.pid(), 0);
        if (pidfd == -Abi.ESRCH) {
            return Optional.empty();
        }
        if (pidfd == -Abi.ENOSYS || pidfd == -Abi.EPERM || pidfd == -Abi.EINVAL) {
            withoutPidfds = Outcomes.failure(pidfd, "pidfd_open", zombie.pid(), 0);
            return reap(zombie, Pidfd.NONE);
        }
        // Out of descriptors or memory the zombie can wait: the weaker way is for where there is no other.
        Outcomes.check(pidfd, "pidfd_open", zombie.pid(), 0);
        try {
            return reap(zombie, pidfd);
        } finally {
            calls.close(pidfd); // whose result says nothing: the status that may be there by now is worth more
        }
    }

    private Optional<AdoptedChild> reap(ProcStat zombie, int pidfd) throws IOException {
        // Reaped by its owner before the pidfd was opened, the pid may be another child's, and so would the pidfd. The
        // process that is read here after it was opened is the one that was seen before; so it was in between.
        Optional<ProcStat> now = files.stat(zombie.pid())
                .filter(stat -> stat.sameProcess(zombie) && stat.zombie() && stat.parent() == self);
        // Claimed since it was last asked about: a handle was made for it meanwhile.
        if (now.isEmpty() || rules.leave(zombie.pid())) {
            return Optional.empty();
        }
        RawChild info = new RawChild();
        RawUsage usage = new RawUsage();
        // Reaped by its owner since it was read, the pidfd refers to nothing and this is ECHILD. Without a pidfd,
        // another child of ours could have got the pid and ended in these few instructions, and would be taken: only
        // a pidfd closes that.
        int result = pidfd == Pidfd.NONE
                ? waitid(Abi.P_PID, zombie.pid(), info, usage)
                : waitid(Abi.P_PIDFD, pidfd, info, usage);
        if (result == -Abi.EINVAL && pidfd != Pidfd.NONE) {
            // Linux 5.3 opens pidfds and does not wait for them.
            withoutPidfds = Outcomes.failure(result, "waitid", "pidfd " + pidfd, "EXITED|NOHANG");
            return reap(zombie, Pidfd.NONE);
        }
        if (result == -Abi.ECHILD) {
            return Optional.empty();
        }
        Outcomes.check(result, "waitid", zombie.pid(), "EXITED|NOHANG");
        return info.pid == 0 ? Optional.empty() : Optional.of(adopted(zombie, info, usage));
    }

    private int waitid(int idType, int id, RawChild info, RawUsage usage) {
        int options = Abi.WEXITED | Abi.WNOHANG;
        return Outcomes.retry(() -> rules.usageWanted()
                ? calls.waitid(idType, id, info, options, usage)
                : calls.waitid(idType, id, info, options));
    }

    private AdoptedChild adopted(ProcStat zombie, RawChild info, RawUsage usage) {
        return new AdoptedChild(
                zombie.pid(),
                WaitStatus.of(info),
                rules.usageWanted() ? Optional.of(ResourceUsage.of(usage)) : Optional.empty(),
                rules.commandWanted() ? Optional.of(zombie.command()) : Optional.empty());
    }

    /** {@return by what zombies are reaped, and why if it is the weaker way} */
    @Override
    public String toString() {
        return withoutPidfds == null ? "pidfd" : "pid, since " + withoutPidfds.getMessage();
    }
}
