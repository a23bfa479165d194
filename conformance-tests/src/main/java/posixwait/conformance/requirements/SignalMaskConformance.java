package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.OPTIONAL;
import static posixwait.conformance.Level.REQUIRED;

import java.util.ArrayList;
import java.util.List;
import posixwait.Signal;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.NativeMemory;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Requirement;
import posixwait.conformance.Signals;
import posixwait.conformance.Threads;
import posixwait.spi.Abi;
import posixwait.spi.RawLimit;
import posixwait.spi.RawSignalSet;
import posixwait.spi.SystemCalls;

/** Masks and pending signals: requirements SIG-009 and on. */
@Conformance("Masks and pending signals")
public final class SignalMaskConformance {
    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public SignalMaskConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "SIG-009",
            level = REQUIRED,
            rule = "Each thread has a signal mask of its own.",
            sources = {"POSIX.1-2017 pthread_sigmask(), DESCRIPTION", "signal(7), Signal mask and pending signals"})
    void each_thread_has_its_own_mask() {
        long usr1 = Signals.bits(Signal.USR1);

        long theirs = kit.threads()
                .start(() -> {
                    kit.calls().pthreadSigmask(Abi.SIG_BLOCK, Signals.set(Signal.USR1), null);
                    return mask();
                })
                .join();
        long ours = mask();

        assertThat(List.of(theirs & usr1, ours & usr1)).containsExactly(usr1, 0L);
    }

    @Requirement(
            id = "SIG-016",
            level = REQUIRED,
            rule = "SIG_BLOCK adds signals to the mask, SIG_UNBLOCK takes them out, SIG_SETMASK replaces the mask.",
            sources = {"POSIX.1-2017 pthread_sigmask(), DESCRIPTION", "POSIX.1-2017 signal.h, DESCRIPTION"})
    void the_mask_is_added_to_taken_from_and_replaced() {
        RawSignalSet first = Signals.set(Signal.USR1, Signal.TERM);
        RawSignalSet second = Signals.set(Signal.TERM, Signal.HUP);

        List<Long> masks = kit.threads()
                .start(() -> List.of(
                        after(Abi.SIG_SETMASK, first),
                        after(Abi.SIG_BLOCK, second),
                        after(Abi.SIG_UNBLOCK, first),
                        after(Abi.SIG_SETMASK, first)))
                .join();

        assertThat(masks).containsExactly(first.bits, first.bits | second.bits, Signals.bits(Signal.HUP), first.bits);
    }

    private long after(int how, RawSignalSet set) {
        assertThat(kit.calls().pthreadSigmask(how, set, null)).isZero();
        return mask();
    }

    @Requirement(
            id = "SIG-027",
            level = REQUIRED,
            rule = "A change of the mask that is none of the three fails with EINVAL.",
            sources = {"POSIX.1-2017 pthread_sigmask(), ERRORS", "pthread_sigmask(3), ERRORS"})
    void an_unknown_change_of_the_mask_is_refused() {
        int unknown = Abi.SIG_BLOCK + Abi.SIG_UNBLOCK + Abi.SIG_SETMASK + 1;

        assertThat(kit.calls().pthreadSigmask(unknown, new RawSignalSet(), null))
                .isEqualTo(-Abi.EINVAL);
    }

    @Requirement(
            id = "SIG-017",
            level = REQUIRED,
            rule = "When a handler returns the thread has the mask that it had before.",
            sources = {"POSIX.1-2017 sigaction(), DESCRIPTION", "signal(7), Execution of signal handlers"})
    void the_mask_is_put_back_after_a_handler() {
        kit.signals().handle(Signal.USR1, 0);
        long before = mask();

        sendToOurselves(Signal.USR1);

        assertThat(mask()).isEqualTo(before);
    }

    @Requirement(
            id = "SIG-014",
            level = REQUIRED,
            rule = "A blocked signal stays pending and is not delivered; unblocked, it is delivered before "
                    + "pthread_sigmask() returns, and is pending no more.",
            sources = {"POSIX.1-2017 pthread_sigmask(), DESCRIPTION", "signal(7), Signal mask and pending signals"})
    void unblocking_delivers_what_is_pending() {
        // The action shows the delivery: it is the default again once the handler was called.
        kit.signals().handle(Signal.USR1, Abi.SA_RESETHAND);
        kit.signals().block(Signal.USR1);
        sendToOurselves(Signal.USR1);
        List<Boolean> pendingAndDelivered = new ArrayList<>(List.of(isPending(Signal.USR1), isDelivered()));

        kit.calls().pthreadSigmask(Abi.SIG_UNBLOCK, Signals.set(Signal.USR1), null);
        pendingAndDelivered.addAll(List.of(isPending(Signal.USR1), isDelivered()));

        assertThat(pendingAndDelivered).containsExactly(true, false, false, true);
    }

    private boolean isDelivered() {
        return kit.signals().disposition(Signal.USR1).handler == Abi.SIG_DFL;
    }

    @Requirement(
            id = "SIG-011",
            level = OPTIONAL,
            rule =
                    "A real-time signal that is sent several times while it is blocked is taken as often; a standard one once.",
            sources = {"signal(7), Real-time signals", "signal(7), Queueing and delivery semantics for standard signals"
            })
    void realtime_signals_queue_and_standard_signals_do_not() {
        Signal realtime = Signal.realtime(5);
        kit.signals().block(realtime, Signal.USR1);
        for (int i = 0; i < 3; i++) {
            sendToOurselves(realtime);
            sendToOurselves(Signal.USR1);
        }

        assertThat(takeAll(Signals.set(realtime, Signal.USR1)))
                .containsExactlyInAnyOrder(realtime, realtime, realtime, Signal.USR1);
    }

    @Requirement(
            id = "SIG-012",
            level = OPTIONAL,
            rule = "Of several real-time signals that are pending the one with the lowest number is taken first.",
            sources = {"signal(7), Real-time signals", "POSIX.1-2017 sigtimedwait(), DESCRIPTION"})
    void the_lowest_realtime_signal_comes_first() {
        Signal low = Signal.realtime(3);
        Signal high = Signal.realtime(7);
        kit.signals().block(low, high);

        sendToOurselves(high);
        sendToOurselves(low);

        assertThat(takeAll(Signals.set(low, high))).containsExactly(low, high);
    }

    @Requirement(
            id = "SIG-013",
            level = LINUX,
            rule = "Of a standard and a real-time signal that are pending the standard one is taken first.",
            sources = {"signal(7), Real-time signals"})
    void standard_signals_come_before_realtime_signals() {
        Signal realtime = Signal.realtime(3);
        kit.signals().block(realtime, Signal.USR1);

        sendToOurselves(realtime);
        sendToOurselves(Signal.USR1);

        assertThat(takeAll(Signals.set(realtime, Signal.USR1))).containsExactly(Signal.USR1, realtime);
    }

    @Requirement(
            id = "SIG-026",
            level = LINUX,
            rule = "Not more signals than RLIMIT_SIGPENDING can be queued: one more is EAGAIN, and is not sent.",
            sources = {"signal(7), Real-time signals", "getrlimit(2), RLIMIT_SIGPENDING"})
    @OwnJvm
    void queued_signals_are_limited() {
        Signal realtime = Signal.realtime(5);
        kit.signals().block(realtime);
        RawLimit before = new RawLimit();
        kit.reference().getrlimit(Abi.RLIMIT_SIGPENDING, before);
        RawLimit none = new RawLimit();
        none.hard = before.hard;

        long refused;
        int set = kit.reference().setrlimit(Abi.RLIMIT_SIGPENDING, none);
        try {
            refused = queueForOurselves(realtime);
        } finally {
            kit.reference().setrlimit(Abi.RLIMIT_SIGPENDING, before);
        }
        long queued = queueForOurselves(realtime);

        assertThat(List.of((long) set, refused, queued)).containsExactly(0L, (long) -Abi.EAGAIN, 0L);
        assertThat(takeAll(Signals.set(realtime))).containsExactly(realtime);
    }

    /** Queues a signal as {@code pthread_sigqueue} does; {@return the result of the call} */
    private long queueForOurselves(Signal signal) {
        SystemCalls trusted = kit.reference();
        try (NativeMemory info = new NativeMemory(trusted)) {
            info.putLong(Abi.SIGINFO_CODE, Integer.toUnsignedLong(Abi.SI_QUEUE));
            return kit.require(
                    "rt_tgsigqueueinfo",
                    () -> kit.calls()
                            .syscall(
                                    Abi.SYS_RT_TGSIGQUEUEINFO,
                                    trusted.getpid(),
                                    trusted.gettid(),
                                    signal.number(),
                                    info.address(0),
                                    0,
                                    0));
        }
    }

    @Requirement(
            id = "SIG-015",
            level = LINUX,
            rule = "sigtimedwait() that a handler interrupts fails with EINTR even if the handler has SA_RESTART.",
            sources = {"signal(7), Interruption of system calls and library functions by signal handlers"})
    void sigtimedwait_is_never_restarted() {
        Signal awaited = Signal.realtime(6);
        kit.signals().handle(Signal.USR1, Abi.SA_RESTART);
        Threads.Running<Integer> waiter = kit.threads().startBlocked(() -> {
            kit.reference().pthreadSigmask(Abi.SIG_BLOCK, Signals.set(awaited), null);
            return kit.calls().sigtimedwait(Signals.set(awaited), null, -1);
        });

        waiter.signal(Signal.USR1);
        waiter.awaitTaken(Signal.USR1);
        waiter.awaitBlocked();
        if (waiter.isRunning()) {
            waiter.signal(awaited); // so that it ends
        }

        assertThat(waiter.join()).isEqualTo(-Abi.EINTR);
    }

    /** Sends a signal to the calling thread alone. */
    private void sendToOurselves(Signal signal) {
        SystemCalls calls = kit.reference();
        long result = kit.require("tgkill", () -> calls.tgkill(calls.getpid(), calls.gettid(), signal.number()));
        assertThat(result).isZero();
    }

    /** Takes what is pending; {@return it in its order} */
    private List<Signal> takeAll(RawSignalSet set) {
        List<Signal> signals = new ArrayList<>();
        int taken = kit.calls().sigtimedwait(set, null, 0);
        while (taken > 0 && signals.size() < 10) {
            signals.add(new Signal(taken));
            taken = kit.calls().sigtimedwait(set, null, 0);
        }
        return signals;
    }

    private boolean isPending(Signal signal) {
        return (pending() & Signals.bits(signal)) != 0;
    }

    private long pending() {
        RawSignalSet pending = new RawSignalSet();
        kit.calls().sigpending(pending);
        return pending.bits;
    }

    private long mask() {
        RawSignalSet mask = new RawSignalSet();
        assertThat(kit.calls().pthreadSigmask(Abi.SIG_BLOCK, null, mask)).isZero();
        return mask.bits;
    }
}
