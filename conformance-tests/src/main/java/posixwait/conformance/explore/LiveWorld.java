package posixwait.conformance.explore;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import posixwait.Backend;
import posixwait.conformance.Proc;
import posixwait.conformance.Unresolved;
import posixwait.conformance.explore.Step.By;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawPoll;
import posixwait.spi.RawSigaction;
import posixwait.spi.RawSignalSet;
import posixwait.spi.SystemCalls;

/** Scripts on the kernel, by a backend; one after the other, each begun by {@link #reset}. */
final class LiveWorld implements World {
    private static final String HARMLESS_HANDLER = "abs";

    private final SystemCalls calls;
    private final SystemCalls trusted;
    private final Brood brood;
    private final List<Integer> pidfds = new ArrayList<>();
    private final Map<By, WaitingThread> threads = new EnumMap<>(By.class);
    private final Set<By> parked = EnumSet.noneOf(By.class);
    private final long handler;
    private LiveWaits waits;

    /**
     * Prepares this JVM, for good; on the thread that runs the scripts.
     *
     * @param backend what makes and looks
     * @param calls what is compared with the model
     */
    LiveWorld(Backend backend, SystemCalls calls) {
        this.calls = calls;
        this.trusted = backend.calls();
        RawSignalSet blocked = new RawSignalSet();
        blocked.bits = RawSignalSet.ALL_BUT_FAULTS;
        trusted.pthreadSigmask(Abi.SIG_SETMASK, blocked, null);
        brood = new Brood(backend);
        waits = new LiveWaits(calls, trusted, brood);
        handler = trusted.dlsym(HARMLESS_HANDLER);
        for (By by : List.of(By.A, By.B, By.OPEN)) {
            threads.put(by, new WaitingThread(trusted, "waits-" + by, by == By.OPEN));
        }
    }

    private static long bit(int signal) {
        return 1L << (signal - 1);
    }

    /** {@return why scripts cannot be compared here; empty if they can} */
    Optional<String> obstacle() {
        int child = brood.bare("pause", 0, Abi.SIGCHLD);
        Optional<String> obstacle = Asleep.obstacle(child);
        reset();
        long wanted = bit(Abi.SIGCHLD) | bit(Abi.SIGUSR1);
        if ((Proc.signals("self", "SigBlk") & wanted) != wanted) {
            // The first thread of the JVM is not ours: it has the mask that the process began with.
            return Optional.of("SIGCHLD and SIGUSR1 are not blocked in this JVM: it must be started so");
        }
        return obstacle;
    }

    @Override
    public Seen perform(Step step) {
        String result = step.kind().isWait() ? waitBy(step) : other(step);
        Map<By, String> completed = new EnumMap<>(By.class);
        for (By by : List.copyOf(parked)) {
            if (by != step.by()) {
                thread(by).settled().ifPresent(said -> completed.put(by, said));
            }
        }
        parked.removeAll(completed.keySet());
        return new Seen(result, completed);
    }

    private WaitingThread thread(By by) {
        return Objects.requireNonNull(threads.get(by));
    }

    private String waitBy(Step step) {
        int fd = step.kind().usesPidfd() ? pidfds.get(step.child()) : -1;
        Supplier<Supplier<String>> call = waits.call(step, fd);
        if (step.by() == By.SCRIPT) {
            if (step.argument() != Step.PLAIN) {
                brood.awaitLastMicroseconds();
            }
            return call.get().get();
        }
        Optional<String> said = thread(step.by()).call(call);
        if (said.isEmpty()) {
            parked.add(step.by());
        }
        return said.orElse(WAITS);
    }

    private String other(Step step) {
        int argument = step.argument();
        List<Integer> pids = brood.pids();
        int pid = step.kind().isAboutChild() ? pids.get(step.child()) : 0;
        int fd = step.kind().usesPidfd() ? pidfds.get(step.child()) : -1;
        return switch (step.kind()) {
            case PAUSING, CLONE_PAUSING, EXITING, CLONE_EXITING, EXECUTING, FAMILY -> make(step);
            case RELEASE -> {
                brood.release(step.child());
                yield "0";
            }
            // Only while it is there: had a broken backend reaped it, the pid could be a stranger's.
            case KILL -> {
                if (!brood.isMine(pid)) {
                    yield "gone";
                }
                int result = calls.kill(pid, argument);
                if (result == 0 && argument == Abi.SIGKILL && !brood.hasFamilies()) {
                    brood.awaitEnd(pid);
                    yield "0";
                }
                yield settled(result, List.of(pid));
            }
            case KILL_GROUP -> {
                List<Integer> members = pids.stream()
                        .filter(child -> brood.isMine(child) && trusted.getpgid(child) == pid)
                        .toList();
                yield members.isEmpty() ? "gone" : settled(calls.kill(-pid, argument), members);
            }
            case SETPGID -> ModelWorld.result(calls.setpgid(pid, pids.get(argument)));
            case GETPGID -> {
                int group = calls.getpgid(pid);
                yield pids.contains(group) ? waits.name(group) : group < 0 ? ModelWorld.result(group) : "own";
            }
            case PIDFD_OPEN -> {
                int opened = calls.pidfdOpen(pid, argument);
                pidfds.add(opened);
                yield ModelWorld.result(Math.min(opened, 0));
            }
            case PIDFD_POLL -> poll(fd);
            case PIDFD_SIGNAL -> {
                // The child that it refers to is looked for first: afterwards there may be none.
                List<Integer> target = Proc.field("self", "fdinfo/" + fd, "Pid").map(Integer::valueOf).stream()
                        .filter(found -> found > 0)
                        .toList();
                yield settled(calls.pidfdSendSignal(fd, argument, 0), target);
            }
            case PIDFD_CLOSE -> {
                pidfds.set(step.child(), -1);
                yield ModelWorld.result(calls.close(fd));
            }
            case DISPOSE -> dispose(Action.numbered(argument));
            case PENDING -> {
                RawSignalSet set = new RawSignalSet();
                calls.sigpending(set);
                yield ModelWorld.pending((set.bits & bit(Abi.SIGCHLD)) != 0, (set.bits & bit(Abi.SIGUSR1)) != 0);
            }
            case TAKE -> {
                RawSignalSet set = new RawSignalSet();
                set.bits = bit(argument);
                RawChild child = new RawChild();
                int taken = calls.sigtimedwait(set, child, 0);
                yield taken < 0 ? ModelWorld.result(taken) : waits.told(child);
            }
            case SUBREAPER -> ModelWorld.result(calls.prctl(Abi.PR_SET_CHILD_SUBREAPER, argument));
            case USAGE -> waits.usage();
            case MISUSE -> misuse(Misuse.numbered(argument));
            default -> throw new IllegalStateException("a wait: " + step);
        };
    }

    private String make(Step step) {
        switch (step.kind()) {
            case PAUSING -> brood.bare("pause", 0, Abi.SIGCHLD);
            case CLONE_PAUSING -> brood.bare("pause", 0, step.argument());
            case EXITING -> exiting(step.argument(), Abi.SIGCHLD);
            case CLONE_EXITING -> exiting(ModelWorld.CLONE_CHILD_CODE, step.argument());
            case EXECUTING -> brood.executing();
            default -> brood.family(step.argument() == 1);
        }
        return "0";
    }

    private void exiting(int code, int signal) {
        brood.awaitEnd(brood.bare("_exit", code, signal));
    }

    private String settled(int result, List<Integer> targets) {
        if (result == 0) {
            // What they leave behind goes to others, who are told.
            brood.settle(brood.hasFamilies() ? brood.pids() : targets);
        }
        return ModelWorld.result(result);
    }

    private String poll(int fd) {
        RawPoll poll = new RawPoll(1);
        poll.fds[0] = fd;
        poll.events[0] = Abi.POLLIN;
        calls.poll(poll, 0);
        // The hang-up of a pidfd came with Linux 6.9.
        return "" + (poll.revents[0] & ~Abi.POLLHUP);
    }

    private String dispose(Action action) {
        return ModelWorld.result(sigaction(calls, Abi.SIGCHLD, action.handler(handler), action.flags()));
    }

    private static int sigaction(SystemCalls by, int signal, long handler, int flags) {
        RawSigaction raw = new RawSigaction();
        raw.handler = handler;
        raw.flags = flags;
        return by.sigaction(signal, raw, null);
    }

    private String misuse(Misuse misuse) {
        int options = Abi.WEXITED | Abi.WNOHANG;
        return ModelWorld.result(
                switch (misuse) {
                    case SMALLEST_INT -> calls.waitpid(Integer.MIN_VALUE, null, Abi.WNOHANG);
                    case NO_SUCH_TYPE -> calls.waitid(Misuse.NO_TYPE, 1, new RawChild(), options);
                    case PID_ZERO -> calls.waitid(Abi.P_PID, 0, new RawChild(), options);
                    case WAIT_FOR_NO_PIDFD -> calls.waitid(Abi.P_PIDFD, Misuse.NO_DESCRIPTOR, new RawChild(), options);
                    case KILL_NOBODY -> calls.kill(Misuse.NO_PID, 0);
                    case KILL_NO_GROUP -> calls.kill(-Misuse.NO_PID, 0);
                    case OPEN_NOBODY -> calls.pidfdOpen(Misuse.NO_PID, 0);
                    case OPEN_ZERO -> calls.pidfdOpen(0, 0);
                    case OPEN_THREAD -> {
                        int refused = calls.pidfdOpen(thread(By.A).tid(), 0);
                        // Linux before 6.15 says EINVAL.
                        yield refused == -Abi.EINVAL ? -Abi.ENOENT : refused;
                    }
                    case OPEN_WITH_BAD_FLAGS -> calls.pidfdOpen(calls.getpid(), Misuse.BAD_FLAGS);
                    case SIGNAL_NO_PIDFD -> calls.pidfdSendSignal(Misuse.NO_DESCRIPTOR, 0, 0);
                    case SIGNAL_WITH_BAD_FLAGS -> calls.pidfdSendSignal(Misuse.NO_DESCRIPTOR, 0, Misuse.BAD_FLAGS);
                    case CATCH_KILL -> sigaction(calls, Abi.SIGKILL, handler, 0);
                    case CATCH_NO_SIGNAL -> sigaction(calls, Abi.SIGRTMAX + 1, handler, 0);
                });
    }

    /** Puts everything back: no child, no pidfd, no thread in a call, no pending signal, the default disposition. */
    void reset() {
        if (sigaction(trusted, Abi.SIGCHLD, Abi.SIG_DFL, 0) < 0) {
            throw new Unresolved("sigaction");
        }
        brood.end();
        parked.forEach(by -> thread(by).awaitReturn());
        parked.clear();
        pidfds.stream().filter(fd -> fd >= 0).forEach(trusted::close);
        pidfds.clear();
        takeAll();
        waits = new LiveWaits(calls, trusted, brood);
    }

    private void takeAll() {
        RawSignalSet both = new RawSignalSet();
        both.bits = bit(Abi.SIGCHLD) | bit(Abi.SIGUSR1);
        int taken;
        do {
            taken = trusted.sigtimedwait(both, null, 0);
        } while (taken > 0);
    }
}
