package posixwait.conformance.explore;

import java.util.ArrayList;
import java.util.List;
import posixwait.Errno;
import posixwait.conformance.model.Answer;
import posixwait.conformance.model.Choice;
import posixwait.conformance.model.ModelKernel;
import posixwait.conformance.model.ModelProcess;
import posixwait.conformance.model.State;
import posixwait.conformance.model.Waiter;
import posixwait.spi.Abi;

/** A script on the model. */
final class ModelWorld implements World {
    private static final int LAST_PID = 32_767;

    private final ModelKernel kernel;
    private final List<ModelProcess> children = new ArrayList<>();
    private final List<Integer> pidfds = new ArrayList<>();
    private String wanted = "";
    private int unusual;

    ModelWorld() {
        kernel = new ModelKernel(this::followed, LAST_PID);
    }

    /** Where several children could be reported, whatever the live kernel took is right. */
    private ModelProcess followed(List<ModelProcess> reportable) {
        ModelProcess usual = Choice.LINUX.among(reportable);
        ModelProcess taken = reportable.stream()
                .filter(child -> name(child).equals(wanted))
                .findFirst()
                .orElse(usual);
        unusual += taken == usual ? 0 : 1;
        return taken;
    }

    /** {@return how often the live kernel took another child than Linux is known to take} */
    int unusualChoices() {
        return unusual;
    }

    /** Says what the live kernel saw in the step that comes next. */
    void follow(String seen) {
        wanted = seen.substring(0, Math.max(0, seen.indexOf(' ')));
    }

    ModelKernel kernel() {
        return kernel;
    }

    /** {@return whether a step is about what is there, and so cannot hit a stranger who got the pid of a reaped child} */
    boolean isSafe(Step step) {
        return switch (step.kind()) {
            case PAUSING, EXITING, WAIT_ANY, WAIT_OWN_GROUP, INFO_ALL -> true;
            case PIDFD_POLL, PIDFD_SIGNAL, PIDFD_CLOSE, INFO_PIDFD ->
                step.child() < pidfds.size() && pidfds.get(step.child()) >= 0;
            case KILL, GETPGID, PIDFD_OPEN -> isThere(step.child());
            case KILL_GROUP -> step.child() < children.size() && leadsGroup(children.get(step.child()));
            case SETPGID -> isThere(step.child()) && isThere(step.argument());
            case WAIT_PID, WAIT_GROUP, INFO_PID, INFO_GROUP -> step.child() < children.size();
        };
    }

    private boolean isThere(int child) {
        return child < children.size() && children.get(child).state() != State.GONE;
    }

    private boolean leadsGroup(ModelProcess leader) {
        return kernel.kill(kernel.caller(), -leader.pid(), 0) == 0;
    }

    @Override
    public String perform(Step step) {
        ModelProcess me = kernel.caller();
        int pid = step.child() >= 0 && !step.kind().usesPidfd()
                ? children.get(step.child()).pid()
                : 0;
        int fd = step.kind().usesPidfd() ? pidfds.get(step.child()) : -1;
        return switch (step.kind()) {
            case PAUSING -> {
                make();
                yield "0";
            }
            case EXITING -> {
                kernel.exit(make(), step.argument());
                yield "0";
            }
            case KILL -> result(kernel.kill(me, pid, step.argument()));
            case KILL_GROUP -> result(kernel.kill(me, -pid, step.argument()));
            case SETPGID ->
                result(kernel.setpgid(me, pid, children.get(step.argument()).pid()));
            case GETPGID -> groupOf(children.get(step.child()));
            case WAIT_ANY -> word(kernel.waitForWord(me, -1, step.options()));
            case WAIT_OWN_GROUP -> word(kernel.waitForWord(me, 0, step.options()));
            case WAIT_PID -> word(kernel.waitForWord(me, pid, step.options()));
            case WAIT_GROUP -> word(kernel.waitForWord(me, -pid, step.options()));
            case INFO_ALL -> info(kernel.waitForInfo(me, Abi.P_ALL, 0, step.options()));
            case INFO_PID -> info(kernel.waitForInfo(me, Abi.P_PID, pid, step.options()));
            case INFO_GROUP -> info(kernel.waitForInfo(me, Abi.P_PGID, pid, step.options()));
            case INFO_PIDFD -> info(kernel.waitForInfo(me, Abi.P_PIDFD, fd, step.options()));
            case PIDFD_OPEN -> {
                int opened = kernel.pidfdOpen(pid, step.argument());
                pidfds.add(opened);
                yield result(Math.min(opened, 0));
            }
            case PIDFD_POLL -> "" + (kernel.pidfdPoll(fd) & ~Abi.POLLHUP);
            case PIDFD_SIGNAL -> result(kernel.pidfdSendSignal(fd, step.argument(), 0));
            case PIDFD_CLOSE -> {
                pidfds.set(step.child(), -1);
                yield result(kernel.close(fd));
            }
        };
    }

    private ModelProcess make() {
        ModelProcess child = kernel.fork(kernel.caller(), Abi.SIGCHLD).orElseThrow();
        kernel.setMask(child, -1);
        children.add(child);
        return child;
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

    private String word(Waiter waiter) {
        return text(waiter, true);
    }

    private String info(Waiter waiter) {
        return text(waiter, false);
    }

    private String text(Waiter waiter, boolean asWord) {
        Answer answer = waiter.answer().orElseThrow(() -> new IllegalStateException("a script does not block"));
        if (answer instanceof Answer.Reported reported) {
            return name(reported.child())
                    + (asWord
                            ? " word 0x" + Integer.toHexString(reported.change().word())
                            : " code " + reported.change().code() + " status "
                                    + reported.change().status());
        } else if (answer instanceof Answer.Failed failed) {
            return result(-failed.errno());
        }
        return "nothing";
    }

    static String result(int result) {
        return result < 0 ? new Errno(-result).toString() : Integer.toString(result);
    }
}
