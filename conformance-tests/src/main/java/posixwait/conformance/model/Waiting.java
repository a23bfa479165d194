package posixwait.conformance.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;
import posixwait.spi.Abi;

/**
 * The threads that are in a call that blocks: when they are let go, by what, and in which order.
 *
 * <p>{@link WaitRules} says what a wait finds.
 */
final class Waiting {
    private final Coverage coverage;
    private final Variation variation;
    private final Choice choice;
    private final WaitRules rules;
    private final Reapings reapings;
    private final List<Waiter> waiters = new ArrayList<>();
    private final List<BlockedCall> calls = new ArrayList<>();

    /** Called when a zombie was reaped. */
    interface Reapings {
        void reaped(ModelProcess zombie);
    }

    Waiting(Coverage coverage, Variation variation, Choice choice, Reapings reapings) {
        this.coverage = coverage;
        this.variation = variation;
        this.choice = choice;
        this.rules = new WaitRules(coverage, choice);
        this.reapings = reapings;
    }

    /** {@code waitpid} and its like. */
    Waiter waitForWord(ModelThread thread, int pid, int options) {
        return await(thread, true, () -> WaitRequest.forWord(thread.process(), pid, options));
    }

    /** {@code waitid}. */
    Waiter waitForInfo(ModelThread thread, int idtype, int id, int options) {
        return await(thread, false, () -> WaitRequest.forInfo(thread.process(), idtype, id, options));
    }

    private Waiter await(ModelThread thread, boolean forWord, Refused.Call<WaitRequest> parse) {
        try {
            Waiter waiter = new Waiter(thread, forWord, parse.make());
            if (!tryToAnswer(waiter)) {
                coverage.applied(Rule.BLOCKS);
                waiters.add(waiter);
            }
            return waiter;
        } catch (Refused e) {
            coverage.applied(e.rule());
            Waiter refused = new Waiter(thread, forWord, new WaitRequest(new WaitSelector.Any(), 0, false));
            refused.wake(new Answer.Failed(e.errno()));
            return refused;
        }
    }

    /**
     * Enters a call that may block.
     *
     * @param thread who calls
     * @param number its {@code SYS_} number
     * @param restarts whether it goes on after a handler with {@code SA_RESTART}: {@code read} does, {@code poll} does not
     *     (signal.7)
     * @param attempt what it would return now; empty while it must block
     * @return the thread in the call, which has returned already if it need not block
     */
    BlockedCall enter(ModelThread thread, int number, boolean restarts, Supplier<OptionalInt> attempt) {
        BlockedCall call = new BlockedCall(thread, number, restarts, attempt);
        if (!call.tryNow()) {
            calls.add(call);
        }
        return call;
    }

    /** Has the time of a call be over. */
    void leave(BlockedCall call) {
        calls.remove(call);
    }

    boolean isBlocked(ModelThread thread) {
        return numberOfCall(thread).isPresent();
    }

    /** {@return the number of the call in which a thread blocks; empty if it runs} */
    Optional<Integer> numberOfCall(ModelThread thread) {
        return Stream.concat(
                        waiters.stream()
                                .filter(waiter -> waiter.thread() == thread)
                                .map(waiter -> waiter.isForWord() ? Abi.SYS_WAIT4 : Abi.SYS_WAITID),
                        calls.stream().filter(call -> call.thread() == thread).map(BlockedCall::number))
                .findFirst();
    }

    /** {@return whether no thread of a process is in a call that blocks} */
    boolean nobodyBlocks(ModelProcess process) {
        return waiters.stream().noneMatch(waiter -> waiter.caller() == process)
                && calls.stream().noneMatch(call -> call.thread().process() == process);
    }

    /** Looks again for all that wait: something changed that may be what they wait for. */
    void answer() {
        List<Waiter> left = new ArrayList<>(choice.order(List.copyOf(waiters)));
        while (!left.isEmpty()) {
            Waiter next = variation.among(left);
            left.remove(next);
            if (waiters.contains(next) && tryToAnswer(next)) {
                waiters.remove(next);
            }
        }
        boolean returned;
        do {
            // What one call read is room for what another one writes.
            returned = calls.removeIf(BlockedCall::tryNow);
        } while (returned);
    }

    private boolean tryToAnswer(Waiter waiter) {
        Optional<Answer> answer = rules.answer(waiter);
        answer.ifPresent(found -> {
            waiter.wake(found);
            if (found instanceof Answer.Reported reported && reported.child().state() == State.GONE) {
                settleAccount(waiter.caller(), reported.child());
            }
        });
        return answer.isPresent();
    }

    private void settleAccount(ModelProcess parent, ModelProcess reaped) {
        coverage.applied(Rule.USAGE_OF_REAPED);
        parent.childrenCpuMicros += reaped.cpuMicros + reaped.childrenCpuMicros;
        parent.childrensMinorFaults += reaped.minorFaults + reaped.childrensMinorFaults;
        parent.largestChildKib = Math.max(parent.largestChildKib, Math.max(reaped.residentKib, reaped.largestChildKib));
        if (variation.queuesSigchld()) {
            parent.pending.dropOf(Abi.SIGCHLD, reaped.pid()); // wait.3posix#59
        }
        reapings.reaped(reaped);
    }

    /** A handler ran in a thread: it leaves its call, unless a status is there or the call is restarted. */
    void interrupt(ModelThread thread, int signal) {
        boolean restart = thread.process().disposition(signal).has(Abi.SA_RESTART);
        // A status that is there is reported whatever signals arrive (wait.2#75).
        answer();
        waiters.stream().filter(waiter -> waiter.thread() == thread).findFirst().ifPresent(waiter -> {
            coverage.applied(restart ? Rule.RESTARTED : Rule.INTERRUPTED);
            if (!restart) {
                waiter.wake(new Answer.Failed(Abi.EINTR));
                waiters.remove(waiter);
            }
        });
        calls.removeIf(call -> call.thread() == thread && call.interrupt(restart));
    }
}
