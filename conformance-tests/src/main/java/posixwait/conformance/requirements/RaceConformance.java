package posixwait.conformance.requirements;

import static posixwait.conformance.Level.STOCHASTIC;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import posixwait.Errno;
import posixwait.Signal;
import posixwait.WaitStatus;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.conformance.Conformance;
import posixwait.conformance.Contest;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Requirement;
import posixwait.conformance.Threads;
import posixwait.conformance.WaitForm;
import posixwait.conformance.WaitForm.Answer;
import posixwait.spi.Abi;
import posixwait.spi.RawChild;
import posixwait.spi.RawPoll;

/** Races for one child, with graded outcomes: requirements RACE-001 and on. */
@Conformance("Races")
public final class RaceConformance {
    private static final WaitStatus KILLED = new Signaled(Signal.KILL, false);
    private static final int CODE = 7;
    private static final int STORM = 3_000;
    private static final String[] THREADS = {"thread 1", "thread 2", "thread 3", "thread 4"};

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public RaceConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "RACE-001",
            level = STOCHASTIC,
            rule =
                    "Of two threads that wait for a child while it dies, one obtains its status and the other fails with "
                            + "ECHILD, whichever was first to wait.",
            sources = {"POSIX.1-2017 _Exit(), Consequences of Process Termination", "POSIX.1-2017 waitpid(), ERRORS"})
    void two_waiters_and_one_death_make_one_winner() {
        try (Contest<Answer> contest = new Contest<>(kit, 3)) {
            kit.race().allowing("the first", "the second").run(() -> {
                int pid = kit.children().pausing();
                List<Answer> answers = contest.round(() -> waitpid(pid, 0), () -> waitpid(pid, 0), () -> kill(pid));
                return winner(pid, KILLED, answers.get(0), answers.get(1));
            });
        }
    }

    @Requirement(
            id = "RACE-002",
            level = STOCHASTIC,
            rule =
                    "Of a thread that waits for a child and one that polls for it with WNOHANG while it dies, one obtains its "
                            + "status and the other fails with ECHILD.",
            sources = {"POSIX.1-2017 waitpid(), DESCRIPTION, WNOHANG", "POSIX.1-2017 waitpid(), ERRORS"})
    void a_waiter_and_a_poller_make_one_winner() {
        try (Contest<Answer> contest = new Contest<>(kit, 3)) {
            kit.race().allowing("the first", "the second").run(() -> {
                int pid = kit.children().pausing();
                List<Answer> answers =
                        contest.round(() -> waitpid(pid, 0), () -> poll(pid, Abi.WNOHANG), () -> kill(pid));
                return winner(pid, KILLED, answers.get(0), answers.get(1));
            });
        }
    }

    @Requirement(
            id = "RACE-003",
            level = STOCHASTIC,
            rule =
                    "A signal to a child that is about to end is sent without an error, since the child can be signalled until "
                            + "it is waited for; the status says which of the two came first.",
            sources = {"POSIX.1-2017 kill(), RATIONALE", "POSIX.1-2017 _Exit(), DESCRIPTION"})
    void killing_a_child_that_ends_is_never_an_error() {
        try (Contest<Answer> contest = new Contest<>(kit, 1)) {
            kit.race().allowing("the end", "the signal").run(() -> {
                int pid = kit.children().exiting(CODE);
                Answer sent = contest.round(() -> kill(pid)).get(0);
                return sent.result() == 0 ? whichEnd(pid, waitpid(pid, 0)) : "kill failed with " + sent;
            });
        }
    }

    @Requirement(
            id = "RACE-004",
            level = STOCHASTIC,
            rule =
                    "A signal through a pidfd races with the wait for its process: it is sent, or fails with ESRCH since the "
                            + "process was waited for; and only one that was sent can have killed.",
            sources = {"pidfd_send_signal(2), ERRORS", "POSIX.1-2017 kill(), ERRORS"})
    void a_signal_through_a_pidfd_races_with_the_wait_and_never_hits_another() {
        try (Contest<Answer> contest = new Contest<>(kit, 2)) {
            kit.race()
                    .allowing("the end, the signal sent", "the end, the signal too late", "the signal")
                    .run(() -> {
                        int pid = kit.children().exiting(CODE);
                        int fd = pidfd(pid);
                        List<Answer> answers = contest.round(
                                () -> waitpid(pid, 0),
                                () -> new Answer(kit.calls().pidfdSendSignal(fd, Abi.SIGKILL, 0), null));
                        kit.children().close(fd);
                        return endAndSignal(pid, answers.get(0), answers.get(1).result());
                    });
        }
    }

    private static String endAndSignal(int pid, Answer waited, int sent) {
        String end = whichEnd(pid, waited);
        if (end.equals("the end") && sent == 0) {
            return "the end, the signal sent";
        } else if (end.equals("the end") && sent == -Abi.ESRCH) {
            return "the end, the signal too late";
        } else if (end.equals("the signal") && sent == 0) {
            return end;
        }
        return end + ", pidfd_send_signal: " + (sent < 0 ? new Errno(-sent).name() : sent);
    }

    @Requirement(
            id = "RACE-005",
            level = STOCHASTIC,
            rule =
                    "A thread that peeks at a zombie with WNOWAIT while another waits for it sees the same status or ECHILD; "
                            + "the other always obtains the status.",
            sources = {"POSIX.1-2017 waitid(), WNOWAIT", "POSIX.1-2017 waitid(), ERRORS"})
    void a_peek_never_takes_the_status_from_a_wait() {
        try (Contest<Answer> contest = new Contest<>(kit, 2)) {
            kit.race().allowing("the peek saw it", "the peek came too late").run(() -> {
                int pid = kit.children().zombie(CODE);
                List<Answer> answers = contest.round(() -> peek(pid), () -> waitpid(pid, 0));
                if (!answers.get(1).equals(Answer.of(pid, new Exited(CODE)))) {
                    return "the wait: " + answers.get(1) + " after a peek: " + answers.get(0);
                } else if (answers.get(0).equals(Answer.error(Abi.ECHILD))) {
                    return "the peek came too late";
                }
                return answers.get(0).equals(answers.get(1)) ? "the peek saw it" : "the peek: " + answers.get(0);
            });
        }
    }

    @Requirement(
            id = "RACE-006",
            level = STOCHASTIC,
            rule =
                    "Of a thread that waits for a child by its pid and one that waits by a pidfd while it dies, one obtains its "
                            + "status and the other fails with ECHILD.",
            sources = {"wait(2), waitid(), P_PIDFD", "POSIX.1-2017 waitid(), ERRORS"})
    void a_pid_and_a_pidfd_make_one_winner() {
        try (Contest<Answer> contest = new Contest<>(kit, 3)) {
            kit.race().allowing("the first", "the second").run(() -> {
                int pid = kit.children().pausing();
                int fd = pidfd(pid);
                List<Answer> answers = contest.round(() -> waitpid(pid, 0), () -> waitidPidfd(fd, 0), () -> kill(pid));
                kit.children().close(fd);
                return winner(pid, KILLED, answers.get(0), answers.get(1));
            });
        }
    }

    @Requirement(
            id = "RACE-007",
            level = STOCHASTIC,
            rule =
                    "If SIGCHLD becomes ignored while a thread waits for a child that dies, the wait ends: with the status of "
                            + "the child, or with ECHILD if the child ended after that.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION, SA_NOCLDWAIT", "wait(2), NOTES"})
    @OwnJvm
    void a_disposition_that_changes_during_a_wait_loses_a_status_but_never_the_wait() {
        kit.signals().byDefault(Signal.CHLD, 0);
        try (Contest<Answer> contest = new Contest<>(kit, 3)) {
            kit.race().allowing("the status", "ECHILD").run(() -> {
                int pid = kit.children().pausing();
                List<Answer> answers = contest.round(() -> waitpid(pid, 0), this::ignoreSigchld, () -> kill(pid));
                kit.signals().byDefault(Signal.CHLD, 0);
                return answers.get(0).equals(Answer.of(pid, KILLED)) ? "the status" : String.valueOf(answers.get(0));
            });
        }
    }

    private Answer ignoreSigchld() {
        kit.signals().ignore(Signal.CHLD);
        return Answer.nothing();
    }

    @Requirement(
            id = "RACE-008",
            level = STOCHASTIC,
            rule =
                    "A wait that is interrupted by a signal while the child dies returns the status or fails with EINTR; after "
                            + "EINTR the status is still there.",
            sources = {"POSIX.1-2017 wait(), ERRORS, EINTR", "POSIX.1-2017 wait(), RETURN VALUE"})
    @OwnJvm
    void an_interrupted_wait_never_loses_the_status() {
        kit.signals().handle(Signal.USR1, 0);
        try (Contest<Answer> contest = new Contest<>(kit, 3)) {
            kit.race().allowing("the status", "EINTR, then the status").run(() -> {
                int pid = kit.children().pausing();
                List<Answer> answers =
                        contest.round(() -> waitpid(pid, 0), () -> interrupt(contest.tid(0)), () -> kill(pid));
                boolean interrupted = answers.get(0).equals(Answer.error(Abi.EINTR));
                Answer last = interrupted ? waitpid(pid, 0) : answers.get(0);
                String how = last.equals(Answer.of(pid, KILLED)) ? "the status" : String.valueOf(last);
                return interrupted ? "EINTR, then " + how : how;
            });
        }
    }

    private Answer interrupt(int tid) {
        int self = kit.reference().getpid();
        return new Answer(kit.reference().tgkill(self, tid, Signal.USR1.number()), null);
    }

    @Requirement(
            id = "RACE-009",
            level = STOCHASTIC,
            rule = "Of two threads that ask for a stop of a child at once, one is told; the other finds nothing.",
            sources = {"POSIX.1-2017 waitpid(), WUNTRACED", "POSIX.1-2017 waitid(), WSTOPPED"})
    void a_stop_is_told_to_one_thread_only() {
        int pid = kit.children().pausing();
        WaitStatus stopped = new WaitStatus.Stopped(Signal.STOP);
        try (Contest<Answer> contest = new Contest<>(kit, 2)) {
            kit.race().allowing("the first", "the second").run(() -> {
                kit.children().stop(pid);
                List<Answer> answers = contest.round(
                        () -> waitpid(pid, Abi.WNOHANG | Abi.WUNTRACED),
                        () -> waitpid(pid, Abi.WNOHANG | Abi.WUNTRACED));
                kit.children().send(pid, Signal.CONT);
                return winner(pid, stopped, Answer.nothing(), answers.get(0), answers.get(1));
            });
        }
    }

    @Requirement(
            id = "RACE-010",
            level = STOCHASTIC,
            rule =
                    "A stop and the resumption right after it are reported in that order, or as the resumption alone, or, if "
                            + "the stop had not taken effect yet, not at all.",
            sources = {"POSIX.1-2017 waitid(), DESCRIPTION", "POSIX.1-2017 2.4.3 Signal Actions"})
    void a_stop_is_never_reported_without_its_resumption() {
        int pid = kit.children().pausing();
        try (Contest<Answer> contest = new Contest<>(kit, 2)) {
            kit.race()
                    .allowing("stopped, continued", "continued")
                    .noting("nothing")
                    .run(() -> {
                        Answer seen = contest.round(
                                        () -> waitpid(pid, Abi.WNOHANG | Abi.WUNTRACED | Abi.WCONTINUED),
                                        () -> stopAndContinue(pid))
                                .get(0);
                        return reports(pid, seen);
                    });
        }
    }

    private Answer stopAndContinue(int pid) {
        kit.children().send(pid, Signal.STOP);
        kit.children().send(pid, Signal.CONT);
        return Answer.nothing();
    }

    /** What was reported, in its order: both signals have been sent, so what is not there now will not come. */
    private String reports(int pid, Answer first) {
        StringBuilder reports = new StringBuilder();
        Answer next = first.result() == 0 ? waitpid(pid, Abi.WNOHANG | Abi.WUNTRACED | Abi.WCONTINUED) : first;
        while (next.result() > 0) {
            reports.append(reports.length() == 0 ? "" : ", ")
                    .append(next.status() instanceof WaitStatus.Continued ? "continued" : "stopped");
            next = waitpid(pid, Abi.WNOHANG | Abi.WUNTRACED | Abi.WCONTINUED);
        }
        if (next.result() < 0) {
            reports.append(next);
        }
        return reports.length() == 0 ? "nothing" : reports.toString();
    }

    @Requirement(
            id = "RACE-011",
            level = STOCHASTIC,
            rule = "When poll() says that a pidfd is readable, a wait for it with WNOHANG finds the status there.",
            sources = {"pidfd_open(2), DESCRIPTION", "wait(2), waitid(), P_PIDFD"})
    void a_readable_pidfd_never_promises_a_status_that_is_not_there() {
        try (Contest<Answer> contest = new Contest<>(kit, 2)) {
            kit.race().allowing("there").run(() -> {
                int pid = kit.children().pausing();
                int fd = pidfd(pid);
                Answer answer =
                        contest.round(() -> pollAndWait(fd), () -> kill(pid)).get(0);
                kit.children().close(fd);
                return answer.equals(Answer.of(pid, KILLED)) ? "there" : String.valueOf(answer);
            });
        }
    }

    private Answer pollAndWait(int fd) {
        RawPoll poll = new RawPoll(1);
        poll.fds[0] = fd;
        poll.events[0] = Abi.POLLIN;
        int ready = kit.calls().poll(poll, -1);
        return ready == 1 ? waitidPidfd(fd, Abi.WNOHANG) : new Answer(ready, null);
    }

    @Requirement(
            id = "RACE-012",
            level = STOCHASTIC,
            rule =
                    "Of a thread that waits for any child and one that waits for one of them while it dies, one obtains its "
                            + "status; the other fails with ECHILD.",
            sources = {"POSIX.1-2017 waitpid(), DESCRIPTION", "POSIX.1-2017 wait(), APPLICATION USAGE"})
    @OwnJvm
    void a_wait_for_any_child_and_a_wait_for_this_one_make_one_winner() {
        try (Contest<Answer> contest = new Contest<>(kit, 3)) {
            kit.race().allowing("the first", "the second").run(() -> {
                int pid = kit.children().pausing();
                List<Answer> answers = contest.round(() -> waitpid(-1, 0), () -> waitpid(pid, 0), () -> kill(pid));
                return winner(pid, KILLED, answers.get(0), answers.get(1));
            });
        }
    }

    @Requirement(
            id = "RACE-013",
            level = STOCHASTIC,
            rule =
                    "While three thousand children end, four threads that wait for any child obtain each child once, with its "
                            + "own status.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "POSIX.1-2017 _Exit(), Consequences of Process Termination"})
    @OwnJvm
    void four_threads_share_three_thousand_children() {
        kit.race().allowing(THREADS).runStorm(this::storm);
    }

    private Map<String, Integer> storm() {
        // While this one lives no thread meets ECHILD, so that error ends the loops.
        int last = kit.children().pausing();
        List<Threads.Running<List<Answer>>> waiters = Arrays.stream(THREADS)
                .map(name -> kit.threads().startBlocked(this::drain))
                .toList();
        Map<Integer, WaitStatus> made = new HashMap<>();
        for (int pid : kit.children().storm(STORM)) {
            made.put(pid, new Exited(made.size() % 256));
        }
        made.put(last, KILLED);
        kit.children().send(last, Signal.KILL);

        Map<String, Integer> shares = new HashMap<>();
        for (int waiter = 0; waiter < THREADS.length; waiter++) {
            for (Answer answer : waiters.get(waiter).join()) {
                // Taken out of the map, so that a child that comes twice is as wrong as one with another's status.
                boolean right = Objects.equals(made.remove(answer.result()), answer.status());
                shares.merge(right ? THREADS[waiter] : "wrong or twice: " + answer, 1, Integer::sum);
            }
        }
        made.keySet().forEach(pid -> shares.merge("never", 1, Integer::sum));
        kit.children().endStorms();
        return shares;
    }

    private List<Answer> drain() {
        List<Answer> answers = new ArrayList<>();
        Answer answer = waitpid(-1, 0);
        while (answer.result() > 0) {
            answers.add(answer);
            answer = waitpid(-1, 0);
        }
        if (answer.result() != -Abi.ECHILD) {
            answers.add(answer); // no child's, and wrong
        }
        return answers;
    }

    private Answer waitpid(int pid, int options) {
        return WaitForm.WAITPID.ask(kit.calls(), pid, options);
    }

    private Answer poll(int pid, int options) {
        Answer answer = waitpid(pid, options);
        while (answer.result() == 0) {
            answer = waitpid(pid, options);
        }
        return answer;
    }

    private Answer peek(int pid) {
        return answer(child -> kit.calls().waitid(Abi.P_PID, pid, child, Abi.WEXITED | Abi.WNOWAIT));
    }

    private Answer waitidPidfd(int fd, int options) {
        return answer(child -> kit.calls().waitid(Abi.P_PIDFD, fd, child, Abi.WEXITED | options));
    }

    /** A waitid. */
    private interface Waitid {
        int into(RawChild child);
    }

    private static Answer answer(Waitid call) {
        RawChild child = new RawChild();
        int result = call.into(child);
        return result == 0
                ? new Answer(child.pid, child.pid == 0 ? null : WaitStatus.of(child))
                : new Answer(result, null);
    }

    /** Only while the child cannot have been waited for: no signal of ours goes to a pid that may be somebody else's. */
    private Answer kill(int pid) {
        return result(() -> kit.reference().kill(pid, Abi.SIGKILL));
    }

    private static Answer result(IntSupplier call) {
        return new Answer(call.getAsInt(), null);
    }

    private int pidfd(int pid) {
        return kit.children().descriptor((int)
                kit.require("pidfd_open", () -> kit.calls().pidfdOpen(pid, 0)));
    }

    private static String whichEnd(int pid, Answer answer) {
        if (answer.equals(Answer.of(pid, new Exited(CODE)))) {
            return "the end";
        }
        return answer.equals(Answer.of(pid, KILLED)) ? "the signal" : String.valueOf(answer);
    }

    private static String winner(int pid, WaitStatus status, Answer first, Answer second) {
        return winner(pid, status, Answer.error(Abi.ECHILD), first, second);
    }

    private static String winner(int pid, WaitStatus status, Answer loser, Answer first, Answer second) {
        Answer prize = Answer.of(pid, status);
        if (first.equals(prize) && second.equals(loser)) {
            return "the first";
        } else if (second.equals(prize) && first.equals(loser)) {
            return "the second";
        }
        return first + " and " + second;
    }
}
