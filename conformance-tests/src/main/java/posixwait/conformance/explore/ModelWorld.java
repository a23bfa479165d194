package posixwait.conformance.explore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import posixwait.Errno;
import posixwait.conformance.explore.Step.By;
import posixwait.conformance.model.Answer;
import posixwait.conformance.model.Choice;
import posixwait.conformance.model.ModelKernel;
import posixwait.conformance.model.ModelProcess;
import posixwait.conformance.model.ModelThread;
import posixwait.conformance.model.SignalInfo;
import posixwait.conformance.model.State;
import posixwait.conformance.model.Waiter;
import posixwait.spi.Abi;
import posixwait.spi.RawSigaction;

/** A script on the model. */
final class ModelWorld implements World {
    private static final int LAST_PID = 32_767;
    private static final long SIGCHLD_BIT = 1L << (Abi.SIGCHLD - 1);
    private static final long SIGUSR1_BIT = 1L << (Abi.SIGUSR1 - 1);
    private static final long HARMLESS_HANDLER = 2;
    private static final long EVERY_SIGNAL = -1;
    static final int CLONE_CHILD_CODE = 7;
    static final int RELEASED_CODE = 3;

    private final ModelKernel kernel;
    private final ModelProcess me;
    private final Safety safety = new Safety(this);
    private final List<ModelProcess> children = new ArrayList<>();
    private final Set<ModelProcess> held = new HashSet<>();
    private final List<Pidfd> pidfds = new ArrayList<>();
    private final Map<By, ModelThread> threads = new EnumMap<>(By.class);
    private final Map<By, Parked> parked = new EnumMap<>(By.class);
    private Seen followed = new Seen("", Map.of());
    private @Nullable By asking;

    /** What a pending {@code SIGCHLD} may tell, if several children changed at once: whose was first is left open. */
    private List<String> firstOfSeveral = List.of();

    private int unusual;

    /** A pidfd: its descriptor, negative if there is none, and the process that it refers to. */
    record Pidfd(int fd, boolean nonBlocking, ModelProcess process) {}

    /** A thread in a call that waits. */
    record Parked(Step step, Waiter waiter) {}

    ModelWorld() {
        kernel = new ModelKernel(new Followed(), LAST_PID);
        me = kernel.caller();
        // The first thread of a JVM runs nothing of Java's; it gets the orphans.
        kernel.setMask(me.firstThread(), EVERY_SIGNAL);
        for (By by : By.values()) {
            threads.put(by, kernel.begin(me, EVERY_SIGNAL).orElseThrow());
        }
    }

    /** Where POSIX leaves it open which child is reported and to which thread, what the live kernel did is right. */
    private final class Followed implements Choice {
        @Override
        public ModelProcess among(List<ModelProcess> reportable) {
            throw new IllegalStateException("every wait is some thread's");
        }

        @Override
        public ModelProcess among(Waiter waiter, List<ModelProcess> reportable) {
            ModelProcess usual = Choice.LINUX.among(reportable);
            String seen = byOf(waiter).map(followed::by).orElse(followed.result());
            String wanted = seen.substring(0, Math.max(0, seen.indexOf(' ')));
            ModelProcess taken = reportable.stream()
                    .filter(child -> name(child).equals(wanted))
                    .findFirst()
                    .orElse(usual);
            unusual += taken == usual ? 0 : 1;
            return taken;
        }

        @Override
        public List<Waiter> order(List<Waiter> waiting) {
            List<Waiter> order = new ArrayList<>(waiting);
            // Those first that got a child: the others may find nothing left. Those that only looked before those that
            // took.
            order.sort(Comparator.comparingInt(this::rank));
            return order;
        }

        private int rank(Waiter waiter) {
            By by = byOf(waiter).orElseThrow();
            if (!followed.by(by).startsWith("c")) {
                return 2;
            }
            Step step = Objects.requireNonNull(parked.get(by)).step();
            return (step.options() & Abi.WNOWAIT) != 0 && step.kind().isInfoWait() ? 0 : 1;
        }
    }

    private Optional<By> byOf(Waiter waiter) {
        return parked.entrySet().stream()
                .filter(entry -> entry.getValue().waiter() == waiter)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** {@return how often the live kernel took another child than Linux is known to take} */
    int unusualChoices() {
        return unusual;
    }

    /** Says what the live kernel showed in the step that comes next. */
    void follow(Seen seen) {
        followed = seen;
    }

    ModelKernel kernel() {
        return kernel;
    }

    List<ModelProcess> children() {
        return children;
    }

    List<Pidfd> pidfds() {
        return pidfds;
    }

    Map<By, Parked> parked() {
        return parked;
    }

    /** {@return whether a step is about what is there, and has one outcome or those that can be followed} */
    boolean isSafe(Step step) {
        return safety.isSafe(step);
    }

    @Override
    public Seen perform(Step step) {
        String result = step.kind().isWait() ? waitBy(step) : other(step);
        Map<By, String> completed = new EnumMap<>(By.class);
        parked.forEach((by, call) -> {
            if (by != asking) {
                call.waiter().answer().ifPresent(answer -> completed.put(by, text(answer, call.step())));
            }
        });
        completed.keySet().forEach(this::returned);
        asking = null;
        return new Seen(result, completed);
    }

    /** A thread is out of its call, and blocks SIGCHLD again. */
    private void returned(By by) {
        parked.remove(by);
        if (by == By.OPEN) {
            kernel.setMask(thread(by), EVERY_SIGNAL);
        }
    }

    private String waitBy(Step step) {
        By by = step.by();
        if (by == By.OPEN) {
            // A SIGCHLD that is pending is delivered before the call.
            kernel.setMask(thread(by), EVERY_SIGNAL & ~SIGCHLD_BIT);
        }
        Waiter waiter = enter(step);
        Optional<Answer> answer = waiter.answer();
        if (answer.isEmpty()) {
            asking = by;
            parked.put(by, new Parked(step, waiter));
            return WAITS;
        } else if (by == By.OPEN) {
            returned(by);
        }
        return text(answer.get(), step);
    }

    private Waiter enter(Step step) {
        ModelThread thread = thread(step.by());
        int pid = step.kind().isAboutChild() ? children.get(step.child()).pid() : 0;
        return switch (step.kind()) {
            case WAIT_ANY -> kernel.waitForWord(thread, -1, step.options());
            case WAIT_OWN_GROUP -> kernel.waitForWord(thread, 0, step.options());
            case WAIT_PID -> kernel.waitForWord(thread, pid, step.options());
            case WAIT_GROUP -> kernel.waitForWord(thread, -pid, step.options());
            case INFO_ALL -> kernel.waitForInfo(thread, Abi.P_ALL, 0, step.options());
            case INFO_PID -> kernel.waitForInfo(thread, Abi.P_PID, pid, step.options());
            case INFO_GROUP -> kernel.waitForInfo(thread, Abi.P_PGID, pid, step.options());
            default ->
                kernel.waitForInfo(thread, Abi.P_PIDFD, pidfds.get(step.child()).fd(), step.options());
        };
    }

    private ModelThread thread(By by) {
        return Objects.requireNonNull(threads.get(by));
    }

    private String other(Step step) {
        int argument = step.argument();
        int pid = step.kind().isAboutChild() ? children.get(step.child()).pid() : 0;
        int fd = step.kind().usesPidfd() ? pidfds.get(step.child()).fd() : -1;
        return switch (step.kind()) {
            case PAUSING, CLONE_PAUSING, EXECUTING, FAMILY, EXITING, CLONE_EXITING -> make(step);
            case RELEASE -> {
                ModelProcess released = children.get(step.child());
                held.remove(released);
                kernel.exit(released, RELEASED_CODE);
                yield "0";
            }
            case KILL -> result(kernel.kill(me, pid, argument));
            case KILL_GROUP -> {
                List<ModelProcess> members = safety.membersOf(pid);
                boolean pendingBefore = isPending(SIGCHLD_BIT);
                int result = kernel.kill(me, -pid, argument);
                if (members.size() > 1 && !pendingBefore && isPending(SIGCHLD_BIT)) {
                    firstOfSeveral = members.stream()
                            .map(child -> told(
                                    child, child.change().code(), child.change().status()))
                            .toList();
                }
                yield result(result);
            }
            case SETPGID ->
                result(kernel.setpgid(me, pid, children.get(argument).pid()));
            case GETPGID -> groupOf(children.get(step.child()));
            case PIDFD_OPEN -> {
                int opened = kernel.pidfdOpen(pid, argument);
                pidfds.add(new Pidfd(opened, argument == Abi.PIDFD_NONBLOCK, children.get(step.child())));
                yield result(Math.min(opened, 0));
            }
            case PIDFD_POLL -> "" + (kernel.pidfdPoll(fd) & ~Abi.POLLHUP);
            case PIDFD_SIGNAL -> result(kernel.pidfdSendSignal(fd, argument, 0));
            case PIDFD_CLOSE -> {
                pidfds.set(
                        step.child(),
                        new Pidfd(-1, false, pidfds.get(step.child()).process()));
                yield result(kernel.close(fd));
            }
            case DISPOSE -> dispose(Action.numbered(argument));
            case PENDING -> pending(isPending(SIGCHLD_BIT), isPending(SIGUSR1_BIT));
            case TAKE -> take(argument);
            case SUBREAPER -> {
                kernel.setSubreaper(me, argument != 0);
                yield "0";
            }
            case USAGE -> "right";
            case MISUSE -> misuse(Misuse.numbered(argument));
            default -> throw new IllegalStateException("a wait: " + step);
        };
    }

    private String make(Step step) {
        switch (step.kind()) {
            case PAUSING -> bare(Abi.SIGCHLD);
            case CLONE_PAUSING -> bare(step.argument());
            case EXITING -> kernel.exit(bare(Abi.SIGCHLD), step.argument());
            case CLONE_EXITING -> kernel.exit(bare(step.argument()), CLONE_CHILD_CODE);
            case EXECUTING -> kernel.exec(made(Abi.SIGCHLD));
            default -> {
                ModelProcess child = made(Abi.SIGCHLD);
                if (step.argument() == 1) {
                    kernel.setpgid(me, child.pid(), child.pid());
                }
                kernel.exec(child);
                held.add(child);
                kernel.exec(added(kernel.fork(child, Abi.SIGCHLD).orElseThrow()));
            }
        }
        return "0";
    }

    private ModelProcess bare(int exitSignal) {
        ModelProcess child = made(exitSignal);
        kernel.setMask(child, EVERY_SIGNAL);
        return child;
    }

    private ModelProcess made(int exitSignal) {
        return added(kernel.fork(thread(By.SCRIPT), exitSignal).orElseThrow());
    }

    private ModelProcess added(ModelProcess child) {
        children.add(child);
        return child;
    }

    private String dispose(Action wanted) {
        return result(sigaction(Abi.SIGCHLD, wanted.handler(HARMLESS_HANDLER), wanted.flags()));
    }

    private int sigaction(int signal, long handler, int flags) {
        RawSigaction raw = new RawSigaction();
        raw.handler = handler;
        raw.flags = flags;
        return kernel.sigaction(me, signal, raw);
    }

    private boolean isPending(long bit) {
        return (kernel.pending(me.firstThread()) & bit) != 0;
    }

    static String pending(boolean sigchld, boolean sigusr1) {
        return "SIGCHLD " + sigchld + " SIGUSR1 " + sigusr1;
    }

    private String take(int signal) {
        Optional<SignalInfo> info = kernel.take(me.firstThread(), 1L << (signal - 1));
        if (info.isEmpty()) {
            return result(-Abi.EAGAIN);
        }
        String usual = children.stream()
                .filter(child -> child.pid() == info.get().pid())
                .reduce((first, last) -> last)
                .map(child -> told(child, info.get().code(), info.get().status()))
                .orElse("of nobody");
        List<String> allowed = signal == Abi.SIGCHLD ? firstOfSeveral : List.of();
        firstOfSeveral = signal == Abi.SIGCHLD ? List.of() : firstOfSeveral;
        return allowed.contains(followed.result()) ? followed.result() : usual;
    }

    private String told(ModelProcess child, int code, int status) {
        return name(child) + " code " + code + " status " + status;
    }

    private String misuse(Misuse misuse) {
        return switch (misuse) {
            case SMALLEST_INT -> refused(kernel.waitForWord(me, Integer.MIN_VALUE, Abi.WNOHANG));
            case NO_SUCH_TYPE -> refused(kernel.waitForInfo(me, Misuse.NO_TYPE, 1, Abi.WEXITED | Abi.WNOHANG));
            case PID_ZERO -> refused(kernel.waitForInfo(me, Abi.P_PID, 0, Abi.WEXITED | Abi.WNOHANG));
            case WAIT_FOR_NO_PIDFD ->
                refused(kernel.waitForInfo(me, Abi.P_PIDFD, Misuse.NO_DESCRIPTOR, Abi.WEXITED | Abi.WNOHANG));
            case KILL_NOBODY -> result(kernel.kill(me, Misuse.NO_PID, 0));
            case KILL_NO_GROUP -> result(kernel.kill(me, -Misuse.NO_PID, 0));
            case OPEN_NOBODY -> result(kernel.pidfdOpen(Misuse.NO_PID, 0));
            case OPEN_ZERO -> result(kernel.pidfdOpen(0, 0));
            case OPEN_THREAD -> result(kernel.pidfdOpen(thread(By.A).tid(), 0));
            case OPEN_WITH_BAD_FLAGS -> result(kernel.pidfdOpen(me.pid(), Misuse.BAD_FLAGS));
            case SIGNAL_NO_PIDFD -> result(kernel.pidfdSendSignal(Misuse.NO_DESCRIPTOR, 0, 0));
            case SIGNAL_WITH_BAD_FLAGS -> result(kernel.pidfdSendSignal(Misuse.NO_DESCRIPTOR, 0, Misuse.BAD_FLAGS));
            case CATCH_KILL -> result(sigaction(Abi.SIGKILL, HARMLESS_HANDLER, 0));
            case CATCH_NO_SIGNAL -> result(sigaction(Abi.SIGRTMAX + 1, HARMLESS_HANDLER, 0));
        };
    }

    private static String refused(Waiter waiter) {
        return waiter.answer().orElseThrow() instanceof Answer.Failed failed ? result(-failed.errno()) : "not refused";
    }

    private String name(ModelProcess child) {
        return "c" + children.indexOf(child);
    }

    private String groupOf(ModelProcess child) {
        int group = kernel.getpgid(child);
        for (ModelProcess other : children) {
            if (other.pid() == group) {
                return name(other);
            }
        }
        return "own";
    }

    private String text(Answer answer, Step step) {
        if (answer instanceof Answer.Reported reported) {
            return name(reported.child())
                    + (step.kind().isWordWait()
                            ? " word 0x" + Integer.toHexString(reported.change().word())
                            : " code " + reported.change().code() + " status "
                                    + reported.change().status());
        } else if (answer instanceof Answer.Failed failed) {
            return result(-failed.errno());
        }
        return "nothing";
    }

    /** {@return whether a child waits for its release} */
    boolean isHeld(int child) {
        return children.get(child).state().lives() && held.contains(children.get(child));
    }

    /** {@return whether a child is there} */
    boolean isThere(int child) {
        return child < children.size() && children.get(child).state() != State.GONE;
    }

    static String result(int result) {
        return result < 0 ? new Errno(-result).toString() : Integer.toString(result);
    }
}
