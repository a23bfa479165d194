package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.OPTIONAL;
import static posixwait.conformance.Level.REQUIRED;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import posixwait.Signal;
import posixwait.conformance.Children;
import posixwait.conformance.Conformance;
import posixwait.conformance.Grandchild;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.Signals;
import posixwait.conformance.Threads;
import posixwait.conformance.Unresolved;
import posixwait.conformance.Waiting;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawSignalSet;

/** SIGCHLD as a signal, seen while every thread blocks it: requirements of group CHLD that need to take it. */
@Conformance("SIGCHLD as a signal")
@OwnJvm(sigchldBlocked = true)
public final class SigchldSignalConformance {

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public SigchldSignalConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "CHLD-012",
            level = REQUIRED,
            rule =
                    "The SIGCHLD of a child that exited carries CLD_EXITED, its pid, its real user id and its exit code.",
            sources = {"POSIX.1-2017 signal.h, DESCRIPTION", "sigaction(2), The siginfo_t argument"})
    void an_exit_raises_CLD_EXITED() {
        startQuietly();
        int pid = kit.children().exiting(42);

        Optional<Notice> notice = take();

        assertThat(notice).contains(sigchld(Abi.CLD_EXITED, pid, 42));
    }

    @Requirement(
            id = "CHLD-061",
            level = LINUX,
            rule = "si_status of the SIGCHLD of a child that exited holds the low 8 bits of what it passed to _exit().",
            sources = {"POSIX.1-2017 signal.h, DESCRIPTION", "POSIX.1-2017 _Exit(), DESCRIPTION"},
            deviation =
                    "POSIX.1-2017 _Exit(), DESCRIPTION: the siginfo of SIGCHLD is to hold the whole exit value. Linux has always "
                            + "cut it to 8 bits, in the signal as in the status word.")
    void the_signal_has_8_bits_of_the_exit_code() {
        startQuietly();
        int pid = kit.children().exiting(0x5a5a5a5a);

        Optional<Notice> notice = take();

        assertThat(notice).contains(sigchld(Abi.CLD_EXITED, pid, 0x5a));
    }

    @Requirement(
            id = "CHLD-036",
            level = REQUIRED,
            rule = "The SIGCHLD of a child that a signal killed carries CLD_KILLED and the signal.",
            sources = {"POSIX.1-2017 signal.h, DESCRIPTION", "sigaction(2), The siginfo_t argument"})
    void a_death_by_signal_raises_CLD_KILLED() {
        startQuietly();
        int pid = kit.children().pausing();
        kit.children().send(pid, Signal.KILL);

        Optional<Notice> notice = take();

        assertThat(notice).contains(sigchld(Abi.CLD_KILLED, pid, Abi.SIGKILL));
    }

    @Requirement(
            id = "CHLD-037",
            level = REQUIRED,
            rule =
                    "Without SA_NOCLDSTOP a child that stops raises SIGCHLD, with CLD_STOPPED and the signal that stopped it.",
            sources = {
                "POSIX.1-2017 sigaction(), DESCRIPTION, SA_NOCLDSTOP",
                "POSIX.1-2017 signal.h, DESCRIPTION",
                "sigaction(2), The siginfo_t argument"
            })
    void a_stop_raises_CLD_STOPPED() {
        startQuietly();
        int pid = kit.children().pausing();
        kit.children().send(pid, Signal.STOP);

        Optional<Notice> notice = take();

        assertThat(notice).contains(sigchld(Abi.CLD_STOPPED, pid, Abi.SIGSTOP));
    }

    @Requirement(
            id = "CHLD-038",
            level = OPTIONAL,
            rule = "Without SA_NOCLDSTOP a child that is continued raises SIGCHLD, with CLD_CONTINUED and SIGCONT.",
            sources = {
                "POSIX.1-2017 sigaction(), DESCRIPTION, SA_NOCLDSTOP",
                "POSIX.1-2017 signal.h, DESCRIPTION",
                "sigaction(2), SA_NOCLDSTOP"
            })
    void a_continuation_raises_CLD_CONTINUED() {
        startQuietly();
        int pid = kit.children().pausing();
        kit.children().send(pid, Signal.STOP);
        take();
        kit.children().send(pid, Signal.CONT);

        Optional<Notice> notice = take();

        assertThat(notice).contains(sigchld(Abi.CLD_CONTINUED, pid, Abi.SIGCONT));
    }

    @Requirement(
            id = "CHLD-013",
            level = REQUIRED,
            rule =
                    "With SA_NOCLDSTOP neither a stop nor a continuation raises SIGCHLD; both are still reported by waits, and"
                            + " the end still raises it.",
            sources = {"POSIX.1-2017 sigaction(), DESCRIPTION, SA_NOCLDSTOP", "sigaction(2), SA_NOCLDSTOP"})
    void SA_NOCLDSTOP_leaves_only_the_end() {
        startQuietly();
        kit.signals().handle(Signal.CHLD, Abi.SA_NOCLDSTOP);
        int pid = kit.children().pausing();
        kit.children().stop(pid);
        kit.children().send(pid, Signal.CONT);
        kit.children().awaitContinue(pid);
        kit.children().kill(pid);

        // A signal of the stop would be the pending one, and that of the end be merged into it.
        Optional<Notice> notice = take();

        assertThat(notice).contains(sigchld(Abi.CLD_KILLED, pid, Abi.SIGKILL));
    }

    @Requirement(
            id = "CHLD-009",
            level = LINUX,
            rule =
                    "SIGCHLDs that come while one is pending are merged into it: it tells of the first child, the zombies all"
                            + " stay.",
            sources = {
                "POSIX.1-2017 wait(), DESCRIPTION",
                "signal(7), Queueing and delivery semantics for standard signals"
            })
    void pending_sigchlds_are_merged() {
        startQuietly();
        List<Integer> pids = zombies(5);

        List<Optional<Notice>> notices = List.of(take(), takeNow());

        assertThat(notices).isEqualTo(List.of(Optional.of(sigchld(Abi.CLD_EXITED, pids.get(0), 0)), Optional.empty()));
        assertThat(pids).allSatisfy(pid -> assertThat(Proc.state(pid)).contains('Z'));
    }

    @Requirement(
            id = "CHLD-010",
            level = LINUX,
            rule = "One reap for each SIGCHLD leaves zombies behind, since signals are merged.",
            sources = {"signal(7), Queueing and delivery semantics for standard signals", "wait(2), NOTES"})
    void one_reap_a_signal_is_too_few() {
        startQuietly();
        List<Integer> pids = zombies(5);
        List<Integer> reaped = new ArrayList<>();

        while (takeNow().isPresent()) {
            reaped.add(kit.calls().waitpid(-1, null, Abi.WNOHANG));
        }

        assertThat(reaped).hasSize(1).isSubsetOf(pids);
        assertThat(pids.stream().filter(Proc::exists)).hasSize(4);
    }

    @Requirement(
            id = "CHLD-011",
            level = REQUIRED,
            rule =
                    "waitpid() with WNOHANG, repeated until it has nothing to report, takes every zombie there is after one"
                            + " SIGCHLD.",
            sources = {"POSIX.1-2017 waitpid(), DESCRIPTION", "POSIX.1-2017 waitpid(), RETURN VALUE"})
    void a_loop_of_reaps_takes_all() {
        startQuietly();
        List<Integer> pids = zombies(5);
        kit.children().pausing();
        List<Integer> reaped = new ArrayList<>();
        take();

        int result = kit.calls().waitpid(-1, null, Abi.WNOHANG);
        while (result > 0 && reaped.size() <= pids.size()) {
            reaped.add(result);
            result = kit.calls().waitpid(-1, null, Abi.WNOHANG);
        }

        assertThat(reaped).containsExactlyInAnyOrderElementsOf(pids);
        assertThat(result).isZero();
    }

    @Requirement(
            id = "CHLD-014",
            level = LINUX,
            rule =
                    "When a SIGCHLD is taken, the status of the child it names can be waited for, where POSIX leaves that open.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "signal(7), Standard signals"})
    void the_status_is_there_when_the_signal_is_taken() {
        startQuietly();
        List<Integer> results = new ArrayList<>();
        List<Integer> pids = new ArrayList<>();

        for (int i = 0; i < 10; i++) {
            pids.add(kit.children().exiting(1));
            int named = take().map(Notice::pid).orElse(-1);
            results.add(kit.calls().waitpid(named, null, Abi.WNOHANG));
        }

        assertThat(results).isEqualTo(pids);
    }

    @Requirement(
            id = "CHLD-039",
            level = LINUX,
            rule = "A SIGCHLD that is pending stays pending when the child is waited for.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "signal(7), Standard signals"},
            deviation =
                    "POSIX.1-2017 wait(), DESCRIPTION: if SIGCHLD is blocked, a wait that returns a status clears a pending"
                            + " SIGCHLD unless another status is available. Linux leaves it pending (seen on 6.18; since"
                            + " when is not known).")
    void a_pending_sigchld_survives_the_wait() {
        startQuietly();
        int pid = kit.children().zombie(42);

        kit.calls().waitpid(pid, null, 0);

        assertThat(pending()).isTrue();
    }

    @Requirement(
            id = "CHLD-040",
            level = REQUIRED,
            rule = "Setting SIGCHLD to be ignored, or to its default action, discards one that is pending.",
            sources = {"POSIX.1-2017 XSH 2.4.3, Signal Actions", "signal(7), Signal dispositions"})
    void ignoring_sigchld_discards_a_pending_one() {
        startQuietly();
        List<Boolean> pending = new ArrayList<>();
        kit.signals().handle(Signal.CHLD, 0);

        kit.children().zombie(0);
        pending.add(pending());
        kit.signals().byDefault(Signal.CHLD, 0);
        pending.add(pending());
        kit.children().zombie(0);
        pending.add(pending());
        kit.signals().ignore(Signal.CHLD);
        pending.add(pending());

        assertThat(pending).isEqualTo(List.of(true, false, true, false));
    }

    @Requirement(
            id = "CHLD-005",
            level = LINUX,
            rule = "With SA_NOCLDWAIT a child that ends raises SIGCHLD all the same, where POSIX leaves that open.",
            sources = {"POSIX.1-2017 _Exit(), Consequences of Process Termination", "sigaction(2), SA_NOCLDWAIT"})
    void SA_NOCLDWAIT_keeps_the_signal() {
        startQuietly();
        kit.signals().handle(Signal.CHLD, Abi.SA_NOCLDWAIT);
        int pid = kit.children().exiting(42);

        Optional<Notice> notice = take();

        assertThat(notice).contains(sigchld(Abi.CLD_EXITED, pid, 42));
    }

    @Requirement(
            id = "CHLD-017",
            level = LINUX,
            rule = "A handler for SIGCHLD, installed while zombies exist, is not called for them.",
            sources = {"sigaction(2), DESCRIPTION", "wait(2), NOTES"})
    void a_new_handler_is_not_called_for_old_zombies() {
        startQuietly();
        int pid = kit.children().zombie(0);
        Optional<Notice> ofItsEnd = take();

        kit.signals().handle(Signal.CHLD, 0);

        assertThat(ofItsEnd).contains(sigchld(Abi.CLD_EXITED, pid, 0));
        assertThat(pending()).isFalse();
    }

    @Requirement(
            id = "CHLD-018",
            level = REQUIRED,
            rule = "A SIGCHLD sent by kill() carries SI_USER and the sender; no child has changed state.",
            sources = {"POSIX.1-2017 signal.h, DESCRIPTION", "POSIX.1-2017 kill(), DESCRIPTION"})
    void a_sigchld_can_be_sent_without_a_child() {
        startQuietly();
        int child = kit.children().pausing();
        int self = kit.reference().getpid();

        int sent = kit.calls().kill(self, Abi.SIGCHLD);
        Optional<Notice> notice = take();
        int changed = kit.calls().waitpid(child, null, Abi.WNOHANG);

        assertThat(List.of(sent, changed)).containsOnly(0);
        assertThat(notice.map(Notice::signo)).contains(Abi.SIGCHLD);
        assertThat(notice.map(Notice::code)).contains(Abi.SI_USER);
        assertThat(notice.map(Notice::pid)).contains(self);
    }

    @Requirement(
            id = "CHLD-020",
            level = LINUX,
            rule = "A child of clone() ends with the signal it was made with: SIGUSR1 in place of SIGCHLD, or none.",
            sources = {"clone(2), The child termination signal"})
    void a_cloned_child_ends_with_its_own_signal() {
        startQuietly();
        int silent = kit.children().cloned("_exit", 6, 0);
        kit.reference().waitid(Abi.P_PID, silent, null, Abi.WEXITED | Abi.WNOWAIT | Abi.__WALL);
        Optional<Notice> none = takeNow();
        int other = kit.children().cloned("_exit", 7, Abi.SIGUSR1);
        kit.reference().waitid(Abi.P_PID, other, null, Abi.WEXITED | Abi.WNOWAIT | Abi.__WALL);

        List<Optional<Notice>> notices = List.of(none, take(), takeNow());

        Notice expected = new Notice(Abi.SIGUSR1, Abi.CLD_EXITED, other, uid(), 7);
        assertThat(notices).isEqualTo(List.of(Optional.empty(), Optional.of(expected), Optional.empty()));
    }

    @Requirement(
            id = "CHLD-022",
            level = REQUIRED,
            rule = "A child raises SIGCHLD when it changes state, not when it is made or executes a program.",
            sources = {"POSIX.1-2017 signal.h, DESCRIPTION", "POSIX.1-2017 _Exit(), Consequences of Process Termination"
            })
    void an_exec_raises_nothing() {
        startQuietly();
        // posix_spawn returns when the child has executed its program.
        Children.Gated child = kit.children().gated("exec /bin/sh -c 'exit 5'");
        boolean early = pending();
        child.open();

        List<Optional<Notice>> notices = List.of(take(), takeNow());

        assertThat(early).isFalse();
        assertThat(notices).isEqualTo(List.of(Optional.of(sigchld(Abi.CLD_EXITED, child.pid(), 5)), Optional.empty()));
    }

    @Requirement(
            id = "CHLD-025",
            level = LINUX,
            rule = "The end of an adopted child raises SIGCHLD at the process that adopted it.",
            sources = {"prctl(2), PR_SET_CHILD_SUBREAPER"})
    void an_adopted_child_raises_sigchld_at_its_new_parent() {
        startQuietly();
        kit.children().adoptOrphans();
        Grandchild grandchild = kit.children().grandchild("read line; exit 7");
        grandchild.orphan();
        take();
        grandchild.release();

        Optional<Notice> notice = take();

        assertThat(notice).contains(sigchld(Abi.CLD_EXITED, grandchild.pid(), 7));
    }

    @Requirement(
            id = "CHLD-041",
            level = REQUIRED,
            rule = "A SIGCHLD that is caught without SA_RESTART interrupts a wait for another child with EINTR.",
            sources = {"POSIX.1-2017 waitpid(), ERRORS", "POSIX.1-2017 sigaction(), DESCRIPTION, SA_RESTART"})
    void the_sigchld_of_one_child_interrupts_the_wait_for_another() {
        startQuietly();
        kit.signals().handle(Signal.CHLD, 0);
        int awaited = kit.children().pausing();
        Threads.Running<Integer> waiter = kit.threads().startBlocked(() -> {
            // The only thread that takes it.
            kit.reference().pthreadSigmask(Abi.SIG_UNBLOCK, Signals.set(Signal.CHLD), null);
            return kit.calls().waitpid(awaited, null, 0);
        });

        kit.children().exiting(0);

        assertThat(waiter.join()).isEqualTo(-Abi.EINTR);
    }

    /** What a signal says of itself. */
    private record Notice(int signo, int code, int pid, int uid, int status) {
        static Notice of(RawChild child) {
            return new Notice(child.signo, child.code, child.pid, child.uid, child.status);
        }
    }

    private static Notice sigchld(int code, int pid, int status) {
        return new Notice(Abi.SIGCHLD, code, pid, uid(), status);
    }

    private static int uid() {
        String ids = Proc.status("self", "Uid").orElseThrow(() -> new Unresolved("no Uid in /proc/self/status"));
        return Integer.parseInt(ids.substring(0, ids.indexOf('\t')));
    }

    /** Gives SIGCHLD its plain default action, and takes what earlier tests left pending. */
    private void startQuietly() {
        RawSignalSet both = Signals.set(Signal.CHLD, Signal.USR1);
        if ((Proc.signals("self", "SigBlk") & both.bits) != both.bits) {
            throw new Unresolved("this JVM did not start with SIGCHLD and SIGUSR1 blocked");
        }
        // The JDK gives it its default action with SA_NOCLDSTOP.
        kit.signals().byDefault(Signal.CHLD, 0);
        int taken;
        do {
            taken = kit.reference().sigtimedwait(both, null, 0);
        } while (taken > 0);
    }

    private List<Integer> zombies(int count) {
        List<Integer> pids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pids.add(kit.children().zombie(0));
        }
        return pids;
    }

    private Optional<Notice> take() {
        return take(Waiting.LIMIT.toNanos());
    }

    private Optional<Notice> takeNow() {
        return take(0);
    }

    private Optional<Notice> take(long timeoutNanos) {
        RawChild child = new RawChild();
        int result = kit.calls().sigtimedwait(Signals.set(Signal.CHLD, Signal.USR1), child, timeoutNanos);
        return result < 0 ? Optional.empty() : Optional.of(Notice.of(child));
    }

    private boolean pending() {
        RawSignalSet pending = new RawSignalSet();
        assertThat(kit.calls().sigpending(pending)).isZero();
        return (pending.bits & Signals.bits(Signal.CHLD)) != 0;
    }
}
