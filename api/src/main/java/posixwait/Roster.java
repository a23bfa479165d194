package posixwait;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawUsage;
import posixwait.spi.SystemCalls;

/**
 * The children of a reaper, and the descriptors by which it learns of their end.
 *
 * <p>For whoever holds the reaper's lock. A child is reaped and taken off the roster under one hold of it, so for everybody
 * else the two are one step: nobody cancels a registration whose child is being reaped, and a pid that is free for the next
 * child is free on the roster, too. Nothing here runs code of the caller's.
 */
final class Roster {
    private final SystemCalls calls;
    private final Map<Integer, Registration> byPid = new HashMap<>();
    private final Places places = new Places(0);
    private final SweepList swept = new SweepList();
    private final RawChild info = new RawChild();
    private final RawUsage usage = new RawUsage();
    private @Nullable Epoll epoll;

    /** Why no child goes by pidfd, once that is known to be so for good. */
    private @Nullable Strategy noPidfds;

    private @Nullable Strategy lastFallback;

    Roster(SystemCalls calls) {
        this.calls = calls;
    }

    int count() {
        return byPid.size();
    }

    int sweptCount() {
        return swept.count();
    }

    @Nullable Registration swept(int index) {
        return swept.at(index);
    }

    @Nullable Registration registered(int pid) {
        return byPid.get(pid);
    }

    @Nullable Registration holder(long token) {
        return places.holder(token);
    }

    List<Registration> all() {
        return new ArrayList<>(byPid.values());
    }

    @Nullable Epoll epoll() {
        return epoll;
    }

    @Nullable Strategy lastFallback() {
        return lastFallback;
    }

    // Joining

    /**
     * Puts a child on the roster, unless it is none of ours.
     *
     * @param registration not on it
     * @param source a pidfd of the caller's to copy, or {@link Pidfd#NONE} to open one
     * @return 0; {@code -ECHILD} if this process has no such child
     * @throws PosixException if the child cannot be waited for
     */
    int join(Registration registration, int source) {
        int pid = registration.pid();
        Strategy strategy = Strategy.PIDFD;
        Strategy refused = ready();
        int pidfd = Pidfd.NONE;
        int refusal = 0;
        if (refused != null) {
            strategy = refused;
        } else {
            pidfd = source == Pidfd.NONE ? calls.pidfdOpen(pid, 0) : calls.fcntl(source, Abi.F_DUPFD_CLOEXEC, 0);
            if (pidfd < 0) {
                strategy = Strategy.sweep(source == Pidfd.NONE ? "pidfd_open" : "fcntl", pidfd);
                refusal = source == Pidfd.NONE ? pidfd : 0;
                pidfd = Pidfd.NONE;
            }
        }
        // Opened before it is looked at: what it refers to cannot be exchanged any more. And looked at before it is
        // watched: the end of a stranger would look like a status that somebody took.
        int ours = peek(pid, pidfd, source);
        if (ours == -Abi.EINVAL) {
            // Linux 5.3 opens pidfds and does not wait for them. What was asked by pid says EINVAL again.
            if (pidfd != Pidfd.NONE) {
                calls.close(pidfd);
                pidfd = Pidfd.NONE;
            }
            strategy = Strategy.sweep("waitid(P_PIDFD)", ours);
            refusal = ours;
            ours = peek(pid, pidfd, Pidfd.NONE);
        }
        if (ours < 0) {
            if (pidfd != Pidfd.NONE) {
                calls.close(pidfd);
            }
            return ours == -Abi.ECHILD ? ours : Outcomes.check(ours, "waitid", pid, "EXITED|NOHANG|NOWAIT");
        }
        refuse(refusal, strategy);
        registration.token = places.take(registration);
        if (pidfd != Pidfd.NONE) {
            // A child that has ended already is readable at once, so nothing is missed that happened before this line.
            int added = Objects.requireNonNull(epoll).add(pidfd, registration.token);
            if (added < 0) {
                calls.close(pidfd);
                pidfd = Pidfd.NONE;
                strategy = Strategy.sweep("epoll_ctl", added);
            }
        }
        registration.pidfd = pidfd;
        registration.sharesPidfd = source != Pidfd.NONE;
        byPid.put(registration.key, registration);
        registration.child().lend(pidfd);
        choose(registration, strategy);
        if (pidfd == Pidfd.NONE || registration.watch.stops()) {
            swept.add(registration);
        }
        return 0;
    }

    /** Opens what is needed to watch pidfds; {@return {@code null} if that can be done, else what is done instead} */
    @Nullable Strategy ready() {
        if (noPidfds != null) {
            return noPidfds;
        }
        if (epoll == null) {
            Epoll.Opening opening = Epoll.open(calls);
            if (opening instanceof Epoll.Refused refused) {
                return refused.instead();
            }
            epoll = ((Epoll.Opened) opening).epoll();
        }
        return null;
    }

    // Descriptors may be had again, and ENOMEM may pass; the others are the kernel's last word, but of a child of ours
    // only: the pid of a thread is EINVAL, too, and so is that of a process that is being reaped in this moment.
    private void refuse(int result, Strategy strategy) {
        if (result == -Abi.ENOSYS || result == -Abi.EPERM || result == -Abi.EINVAL) {
            noPidfds = strategy;
        }
    }

    private int peek(int pid, int pidfd, int source) {
        int options = Abi.WEXITED | Abi.WNOHANG | Abi.WNOWAIT;
        int named = pidfd == Pidfd.NONE ? source : pidfd;
        return named == Pidfd.NONE
                ? calls.waitid(Abi.P_PID, pid, null, options)
                : calls.waitid(Abi.P_PIDFD, named, null, options);
    }

    private void choose(Registration registration, Strategy strategy) {
        registration.use(strategy);
        if (strategy.kind() != Strategy.Kind.PIDFD) {
            lastFallback = strategy;
        }
        FlightEvents.strategy(registration.pid(), strategy);
    }

    /** Asks a child from now on whose pidfd is readable though there is nothing to reap: it is traced, say. */
    void demote(Registration registration) {
        if (registration.sweepIndex == Registration.NOT_SWEPT) {
            choose(
                    registration,
                    new Strategy(
                            Strategy.Kind.SWEEP, "the pidfd is readable and the child not waitable: is it traced?"));
            swept.add(registration);
        }
    }

    // Looking, and leaving

    /**
     * Reaps a child that has ended and takes it off the roster.
     *
     * @return whether it is off the roster; then it is told by {@link Registration#tell()}, without the lock
     * @throws PosixException if the child cannot be waited for; it is still on the roster
     */
    boolean settle(Registration registration) {
        boolean measured = registration.watch.usage;
        info.clear();
        Fate fate = registration.child().reap(registration.pidfd, info, measured ? usage : null);
        if (fate == null) {
            return false;
        }
        // Reaped through its handle, were it just now, the child filled neither of the two: what is in usage is
        // another's.
        registration.found(fate, measured && info.pid != 0 ? ResourceUsage.of(usage) : null);
        leave(registration);
        return true;
    }

    @Nullable WaitStatus stoppedOrContinued(Registration registration) {
        WaitStatus change = registration.child().stoppedOrContinued(registration.pidfd, info);
        if (change != null) {
            FlightEvents.changed(registration.pid(), change);
        }
        return change;
    }

    /** Takes a registration off the roster; its child stays as it is. */
    void leave(Registration registration) {
        registration.over = true;
        byPid.remove(registration.key, registration);
        places.giveBack(registration.token);
        swept.remove(registration);
        int pidfd = registration.pidfd;
        if (pidfd != Pidfd.NONE) {
            registration.pidfd = Pidfd.NONE;
            registration.child().takeBack(pidfd);
            // Closing takes a descriptor out of the epoll only if nobody else has a copy: the caller has one of his
            // own,
            // and a child that lives may have those of all that are not reaped.
            if (registration.sharesPidfd || registration.child().known() == null) {
                Objects.requireNonNull(epoll).remove(pidfd);
            }
            calls.close(pidfd);
        }
    }

    /** Closes the descriptors; the roster is empty. */
    void close() {
        if (epoll != null) {
            epoll.close();
            epoll = null;
        }
    }
}
