package posixwait.conformance.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import posixwait.spi.Abi;

/** What a wait finds, and what obtaining it does. */
final class WaitRules {
    private final Coverage coverage;
    private final Choice choice;

    WaitRules(Coverage coverage, Choice choice) {
        this.coverage = coverage;
        this.choice = choice;
    }

    /** What there is now: those of which one could be reported in the order in which the caller got them. */
    private record Found(List<ModelProcess> reportable, boolean worthWaiting) {}

    /**
     * Answers a wait, if it can be answered now.
     *
     * @return empty if the caller must wait
     */
    Optional<Answer> answer(Waiter waiter) {
        ModelThread caller = waiter.thread();
        WaitRequest request = waiter.request();
        Found found = find(caller, request);
        if (!found.reportable.isEmpty()) {
            if (found.reportable.size() > 1) {
                coverage.applied(Rule.SEVERAL_TO_REPORT);
            }
            return Optional.of(obtain(choice.among(waiter, found.reportable), request));
        } else if (!found.worthWaiting) {
            coverage.applied(Rule.NO_CHILD);
            return Optional.of(new Answer.Failed(Abi.ECHILD));
        } else if (request.byDescriptor()) {
            coverage.applied(Rule.PIDFD_WOULD_BLOCK);
            return Optional.of(new Answer.Failed(Abi.EAGAIN));
        } else if (request.has(Abi.WNOHANG)) {
            coverage.applied(Rule.NOTHING_YET);
            return Optional.of(new Answer.Nothing());
        }
        return Optional.empty();
    }

    private Found find(ModelThread caller, WaitRequest request) {
        List<ModelProcess> reportable = new ArrayList<>();
        boolean worthWaiting = false;
        for (ModelProcess child : caller.process().children) {
            if (!request.selector().selects(child) || !isOfKind(child, request)) {
                continue;
            } else if (request.has(Abi.__WNOTHREAD) && child.maker != caller) {
                coverage.applied(Rule.CHILD_OF_ANOTHER_THREAD_LEFT_OUT);
                continue;
            }
            coverage.applied(request.selector().rule());
            if (canReport(child, request)) {
                reportable.add(child);
            } else if (child.state() == State.ZOMBIE) {
                // It will never stop or continue again: not worth waiting for.
                coverage.applied(Rule.ZOMBIE_DOES_NOT_STOP);
            } else {
                worthWaiting = true;
            }
        }
        return new Found(reportable, worthWaiting);
    }

    private boolean isOfKind(ModelProcess child, WaitRequest request) {
        if (request.has(Abi.__WALL)) {
            coverage.applied(Rule.ALL_KINDS);
            return true;
        } else if (request.has(Abi.__WCLONE)) {
            coverage.applied(Rule.CLONE_CHILDREN_ONLY);
            return child.isCloneChild();
        } else if (child.isCloneChild()) {
            coverage.applied(Rule.CLONE_CHILD_LEFT_OUT);
            return false;
        }
        return true;
    }

    private static boolean canReport(ModelProcess child, WaitRequest request) {
        return switch (child.state()) {
            case ZOMBIE -> request.has(Abi.WEXITED);
            case STOPPED -> request.has(Abi.WSTOPPED);
            case CONTINUED -> request.has(Abi.WCONTINUED);
            case RUNNING, STOP_REPORTED, GONE -> false;
        };
    }

    private static Answer obtain(ModelProcess child, WaitRequest request) {
        boolean peek = request.has(Abi.WNOWAIT);
        Answer.Reported answer = new Answer.Reported(child, child.change());
        switch (child.state()) {
            case ZOMBIE -> child.go(peek ? Transition.PEEK_END : Transition.REAP);
            case STOPPED -> child.go(peek ? Transition.PEEK_STOP : Transition.REPORT_STOP);
            case CONTINUED -> child.go(peek ? Transition.PEEK_CONTINUATION : Transition.REPORT_CONTINUATION);
            case RUNNING, STOP_REPORTED, GONE -> throw new IllegalStateException("nothing to report of " + child);
        }
        return answer;
    }
}
