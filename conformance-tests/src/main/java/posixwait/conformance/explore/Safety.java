package posixwait.conformance.explore;

import java.util.List;
import posixwait.conformance.explore.Step.By;
import posixwait.conformance.explore.Step.Kind;
import posixwait.conformance.model.ModelProcess;
import posixwait.conformance.model.State;
import posixwait.spi.Abi;

/**
 * Which steps a script leaves out: those that could hit a stranger who got the pid of a reaped child, that would block for
 * ever, and those with more outcomes than the model can follow.
 */
final class Safety {
    private final ModelWorld world;

    Safety(ModelWorld world) {
        this.world = world;
    }

    boolean isSafe(Step step) {
        if (step.by() != By.SCRIPT && world.parked().containsKey(step.by())) {
            return false; // that thread is in a call
        }
        return isAboutWhatIsThere(step) && hasOneOutcome(step) && !wouldBlock(step);
    }

    private boolean isAboutWhatIsThere(Step step) {
        int child = step.child();
        return switch (step.kind()) {
            case PIDFD_POLL, PIDFD_SIGNAL, PIDFD_CLOSE, INFO_PIDFD ->
                child < world.pidfds().size() && world.pidfds().get(child).fd() >= 0;
            case KILL, GETPGID, PIDFD_OPEN -> world.isThere(child);
            case RELEASE -> world.isThere(child) && world.isHeld(child);
            case KILL_GROUP ->
                child < world.children().size()
                        && !membersOf(world.children().get(child).pid()).isEmpty();
            case SETPGID -> world.isThere(child) && world.isThere(step.argument());
            case WAIT_PID, WAIT_GROUP, INFO_PID, INFO_GROUP ->
                child < world.children().size();
            default -> true;
        };
    }

    private boolean hasOneOutcome(Step step) {
        boolean open = world.parked().containsKey(By.OPEN);
        return switch (step.kind()) {
            case RELEASE -> {
                ModelProcess target = world.children().get(step.child());
                // A shell reaps whatever there is before it exits.
                boolean reaps = world.children().stream()
                        .anyMatch(child -> child.state() == State.ZOMBIE && isChildOf(child, target));
                yield !target.state().isStopped() && !reaps && !(open && isParent(target));
            }
            // A thread may be interrupted by the first of two ends, or be told of the second: both are right.
            case KILL -> {
                ModelProcess target = world.children().get(step.child());
                yield !staysPending(step, List.of(target)) && !(open && isParent(target));
            }
            case KILL_GROUP -> {
                List<ModelProcess> members =
                        membersOf(world.children().get(step.child()).pid());
                yield !staysPending(step, members) && !(open && (members.size() > 1 || isParent(members.get(0))));
            }
            case PIDFD_SIGNAL ->
                !isInits(world.pidfds().get(step.child()).process())
                        && !staysPending(step, world.children())
                        && !(open && world.children().stream().anyMatch(this::isParent));
            // A call that is interrupted and restarted takes the descriptor anew, and fails with EBADF.
            case PIDFD_CLOSE ->
                world.parked().values().stream()
                        .noneMatch(parked -> parked.step().kind() == Kind.INFO_PIDFD);
            // Linux does not look again for a thread that waits for a group when a child leaves it.
            case SETPGID ->
                world.parked().values().stream()
                        .noneMatch(parked -> parked.step().kind().isOfGroup());
            default -> true;
        };
    }

    /** {@return whether a process has ended as a child of init, which may take its time to reap it} */
    private boolean isInits(ModelProcess process) {
        return process.state() == State.GONE && world.kernel().getppid(process) == 1;
    }

    /** {@return whether a signal would have its effect together with a continuation that comes later} */
    private static boolean staysPending(Step step, List<ModelProcess> targets) {
        return (step.argument() == Abi.SIGTERM || step.argument() == Abi.SIGTSTP)
                && targets.stream().anyMatch(target -> target.state().isStopped());
    }

    /** {@return whether a process has children that would be given away at its end} */
    private boolean isParent(ModelProcess process) {
        return process.state().lives() && world.children().stream().anyMatch(other -> isChildOf(other, process));
    }

    private boolean isChildOf(ModelProcess child, ModelProcess parent) {
        return child.state() != State.GONE && world.kernel().getppid(child) == parent.pid();
    }

    private boolean wouldBlock(Step step) {
        return step.by() == By.SCRIPT
                && step.kind().isWait()
                && (step.options() & Abi.WNOHANG) == 0
                && !(step.kind() == Kind.INFO_PIDFD
                        && world.pidfds().get(step.child()).nonBlocking());
    }

    /** {@return the children of the script that are in a group, zombies too} */
    List<ModelProcess> membersOf(int group) {
        return world.children().stream()
                .filter(child -> child.state() != State.GONE && world.kernel().getpgid(child) == group)
                .toList();
    }
}
