package posixwait.conformance.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import posixwait.BareChild;
import posixwait.conformance.Proc;
import posixwait.conformance.Unresolved;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawPoll;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/** A script on the kernel, by a backend. */
final class LiveWorld implements World, AutoCloseable {
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final int UNTOUCHED = 0x5a5a5a5a;

    private final SystemCalls calls;
    private final List<Integer> pids = new ArrayList<>();
    private final List<Integer> pidfds = new ArrayList<>();

    LiveWorld(SystemCalls calls) {
        this.calls = calls;
    }

    @Override
    public String perform(Step step) {
        int pid = step.child() >= 0 && !step.kind().usesPidfd() ? pids.get(step.child()) : 0;
        int fd = step.kind().usesPidfd() ? pidfds.get(step.child()) : -1;
        return switch (step.kind()) {
            case PAUSING -> make("pause", 0);
            case EXITING -> {
                String made = make("_exit", step.argument());
                awaitState(pids.get(pids.size() - 1), state -> state == 'Z');
                yield made;
            }
            // Only while it is a child: had a broken backend reaped it, the pid could be a stranger's.
            case KILL ->
                isMine(pid) ? settled(step.argument(), calls.kill(pid, step.argument()), List.of(pid)) : "gone";
            case KILL_GROUP -> {
                List<Integer> members = pids.stream()
                        .filter(child -> isMine(child) && calls.getpgid(child) == pid)
                        .toList();
                yield members.isEmpty() ? "gone" : settled(step.argument(), calls.kill(-pid, step.argument()), members);
            }
            case SETPGID -> ModelWorld.result(calls.setpgid(pid, pids.get(step.argument())));
            case GETPGID -> {
                int group = calls.getpgid(pid);
                yield pids.contains(group) ? name(group) : group < 0 ? ModelWorld.result(group) : "own";
            }
            case WAIT_ANY -> word(-1, step.options());
            case WAIT_OWN_GROUP -> word(0, step.options());
            case WAIT_PID -> word(pid, step.options());
            case WAIT_GROUP -> word(-pid, step.options());
            case INFO_ALL -> info(Abi.P_ALL, 0, step.options());
            case INFO_PID -> info(Abi.P_PID, pid, step.options());
            case INFO_GROUP -> info(Abi.P_PGID, pid, step.options());
            case INFO_PIDFD -> info(Abi.P_PIDFD, fd, step.options());
            case PIDFD_OPEN -> {
                int opened = calls.pidfdOpen(pid, step.argument());
                pidfds.add(opened);
                yield ModelWorld.result(Math.min(opened, 0));
            }
            case PIDFD_POLL -> {
                RawPoll poll = new RawPoll(1);
                poll.fds[0] = fd;
                poll.events[0] = Abi.POLLIN;
                calls.poll(poll, 0);
                // The hang-up of a pidfd came with Linux 6.9.
                yield "" + (poll.revents[0] & ~Abi.POLLHUP);
            }
            case PIDFD_SIGNAL -> {
                int sent = calls.pidfdSendSignal(fd, step.argument(), 0);
                // Whichever child it was: one that is not concerned is in that state already, or never gets there.
                yield settled(step.argument(), sent, List.of(childOf(fd)));
            }
            case PIDFD_CLOSE -> {
                pidfds.set(step.child(), -1);
                yield ModelWorld.result(calls.close(fd));
            }
        };
    }

    private String make(String function, int argument) {
        int pid = BareChild.clone(calls, function, argument, Abi.SIGCHLD, null);
        if (pid < 0) {
            throw new Unresolved("clone: " + ModelWorld.result(pid));
        }
        pids.add(pid);
        return "0";
    }

    /** Waits until the signal has had its effect: there is no other barrier if the stop was reported before. */
    private String settled(int signal, int result, List<Integer> targets) {
        if (result == 0) {
            for (int target : targets) {
                if (signal == Abi.SIGKILL) {
                    awaitState(target, state -> state == 'Z');
                } else if (signal == Abi.SIGSTOP) {
                    awaitState(target, state -> state == 'T' || state == 'Z');
                }
            }
        }
        return ModelWorld.result(result);
    }

    private static void awaitState(int pid, Predicate<Character> wanted) {
        long start = System.nanoTime();
        Optional<Character> state = Proc.state(pid);
        while (state.isPresent() && !wanted.test(state.get())) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new Unresolved("child " + pid + " stays in state " + state.get());
            }
            Thread.onSpinWait();
            state = Proc.state(pid);
        }
    }

    private int childOf(int fd) {
        return Proc.field("self", "fdinfo/" + fd, "Pid").map(Integer::valueOf).orElse(-1);
    }

    private boolean isMine(int pid) {
        return Proc.parent(pid).filter(parent -> parent == calls.getpid()).isPresent();
    }

    private String name(int pid) {
        // The latest, should a pid have been given twice.
        return "c" + pids.lastIndexOf(pid);
    }

    private String word(int pid, int options) {
        RawStatus status = new RawStatus();
        status.value = UNTOUCHED;
        int result = calls.waitpid(pid, status, options);
        if (result > 0) {
            return name(result) + " word 0x" + Integer.toHexString(status.value);
        } else if (status.value != UNTOUCHED) {
            return "a status was stored without a child";
        }
        return result == 0 ? "nothing" : ModelWorld.result(result);
    }

    private String info(int idtype, int id, int options) {
        RawChild child = new RawChild();
        int result = calls.waitid(idtype, id, child, options);
        if (result < 0) {
            return ModelWorld.result(result);
        } else if (child.pid == 0) {
            return "nothing";
        }
        return name(child.pid) + " code " + child.code + " status " + child.status;
    }

    /** Kills and reaps every child that is left, and closes every pidfd. */
    @Override
    public void close() {
        for (int pid : pids) {
            if (isMine(pid)) {
                calls.kill(pid, Abi.SIGKILL);
                calls.waitpid(pid, null, Abi.__WALL);
            }
        }
        for (int fd : pidfds) {
            if (fd >= 0) {
                calls.close(fd);
            }
        }
    }
}
