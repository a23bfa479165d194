package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.OPTIONAL;
import static posixwait.conformance.Level.REQUIRED;

import java.util.List;
import posixwait.Signal;
import posixwait.WaitStatus;
import posixwait.WaitStatus.Continued;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.WaitStatus.Stopped;
import posixwait.conformance.Children;
import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Proc;
import posixwait.conformance.Requirement;
import posixwait.conformance.Threads;
import posixwait.conformance.WaitForm.Answer;
import posixwait.conformance.WaitRoute;
import posixwait.spi.Abi;

/**
 * Facts that all the calls and all the ways to name a child share, asked by each route there is: requirements EQV-001 and on
 * by the routes of POSIX, EQV-051 and on by the others.
 */
@Conformance("Equivalence of the calls")
@OwnJvm
public final class EquivalenceConformance {
    private static final List<Integer> CODES = List.of(0, 1, 127, 137, 255);
    private static final List<Signal> SIGNALS = List.of(Signal.KILL, Signal.TERM, new Signal(40));
    private static final WaitStatus KILLED = new Signaled(Signal.KILL, false);
    private static final int NO_SUCH_OPTION = 0x100;

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public EquivalenceConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "EQV-001",
            level = REQUIRED,
            rule = "Whichever POSIX call waits, and however the child is named, the exit code is the same.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "POSIX.1-2017 waitid(), DESCRIPTION"})
    void every_route_of_posix_reports_the_exit_code() {
        exitCodes(WaitRoute.POSIX);
    }

    @Requirement(
            id = "EQV-051",
            level = LINUX,
            rule = "By wait3(), wait4() and P_PIDFD as by the calls of POSIX, the exit code is the same.",
            sources = {"wait4(2), DESCRIPTION", "wait(2), waitid(), P_PIDFD"})
    void every_route_beyond_posix_reports_the_exit_code() {
        exitCodes(WaitRoute.FURTHER);
    }

    @Requirement(
            id = "EQV-002",
            level = REQUIRED,
            rule =
                    "Whichever POSIX call waits, and however the child is named, the signal that ended it is the same, real-time signals included.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "POSIX.1-2017 waitid(), DESCRIPTION"})
    void every_route_of_posix_reports_the_signal_that_ended_the_child() {
        endingSignals(WaitRoute.POSIX);
    }

    @Requirement(
            id = "EQV-052",
            level = LINUX,
            rule =
                    "By wait3(), wait4() and P_PIDFD as by the calls of POSIX, the signal that ended it is the same, real-time signals included.",
            sources = {"wait4(2), DESCRIPTION", "wait(2), waitid(), P_PIDFD"})
    void every_route_beyond_posix_reports_the_signal_that_ended_the_child() {
        endingSignals(WaitRoute.FURTHER);
    }

    @Requirement(
            id = "EQV-003",
            level = OPTIONAL,
            rule =
                    "Whichever POSIX call waits, and however the child is named, a stop is reported with its signal if it was asked for.",
            sources = {"POSIX.1-2017 waitpid(), WUNTRACED", "POSIX.1-2017 waitid(), WSTOPPED"})
    void every_route_of_posix_reports_a_stop() {
        stops(WaitRoute.POSIX);
    }

    @Requirement(
            id = "EQV-053",
            level = LINUX,
            rule =
                    "By wait3(), wait4() and P_PIDFD as by the calls of POSIX, a stop is reported with its signal if it was asked for.",
            sources = {"wait4(2), DESCRIPTION", "wait(2), waitid(), P_PIDFD"})
    void every_route_beyond_posix_reports_a_stop() {
        stops(WaitRoute.FURTHER);
    }

    @Requirement(
            id = "EQV-004",
            level = OPTIONAL,
            rule =
                    "Whichever POSIX call waits, and however the child is named, a resumption is reported if it was asked for.",
            sources = {"POSIX.1-2017 waitpid(), WCONTINUED", "POSIX.1-2017 waitid(), WCONTINUED"})
    void every_route_of_posix_reports_a_resumption() {
        resumptions(WaitRoute.POSIX);
    }

    @Requirement(
            id = "EQV-054",
            level = LINUX,
            rule =
                    "By wait3(), wait4() and P_PIDFD as by the calls of POSIX, a resumption is reported if it was asked for.",
            sources = {"wait4(2), DESCRIPTION", "wait(2), waitid(), P_PIDFD"})
    void every_route_beyond_posix_reports_a_resumption() {
        resumptions(WaitRoute.FURTHER);
    }

    @Requirement(
            id = "EQV-005",
            level = REQUIRED,
            rule =
                    "Whichever POSIX call waits, and however the child is named, with WNOHANG a child that runs is nothing to report.",
            sources = {"POSIX.1-2017 waitpid(), WNOHANG", "POSIX.1-2017 waitid(), WNOHANG"})
    void every_route_of_posix_finds_nothing_while_the_child_runs() {
        nothing(WaitRoute.POSIX);
    }

    @Requirement(
            id = "EQV-055",
            level = LINUX,
            rule =
                    "By wait3(), wait4() and P_PIDFD as by the calls of POSIX, with WNOHANG a child that runs is nothing to report.",
            sources = {"wait4(2), DESCRIPTION", "wait(2), waitid(), P_PIDFD"})
    void every_route_beyond_posix_finds_nothing_while_the_child_runs() {
        nothing(WaitRoute.FURTHER);
    }

    @Requirement(
            id = "EQV-006",
            level = REQUIRED,
            rule =
                    "Whichever POSIX call waits, and however the child is named, a second wait for a child that was reaped fails with ECHILD.",
            sources = {"POSIX.1-2017 wait(), ERRORS", "POSIX.1-2017 waitid(), ERRORS"})
    void every_route_of_posix_reaps_once() {
        reapedOnce(WaitRoute.POSIX);
    }

    @Requirement(
            id = "EQV-056",
            level = LINUX,
            rule =
                    "By wait3(), wait4() and P_PIDFD as by the calls of POSIX, a second wait for a child that was reaped fails with ECHILD.",
            sources = {"wait4(2), ERRORS", "wait(2), ERRORS"})
    void every_route_beyond_posix_reaps_once() {
        reapedOnce(WaitRoute.FURTHER);
    }

    @Requirement(
            id = "EQV-007",
            level = REQUIRED,
            rule =
                    "Whichever POSIX call waits, and however the child is named, nothing of a child that was reaped is left in the table of processes.",
            sources = {"POSIX.1-2017 _Exit(), Consequences of Process Termination"})
    void every_route_of_posix_removes_the_zombie() {
        removed(WaitRoute.POSIX);
    }

    @Requirement(
            id = "EQV-057",
            level = LINUX,
            rule =
                    "By wait3(), wait4() and P_PIDFD as by the calls of POSIX, nothing of a child that was reaped is left in the table of processes.",
            sources = {"wait4(2), DESCRIPTION", "wait(2), NOTES"})
    void every_route_beyond_posix_removes_the_zombie() {
        removed(WaitRoute.FURTHER);
    }

    @Requirement(
            id = "EQV-008",
            level = REQUIRED,
            rule = "Whichever POSIX call waits, and however the child is named, the call blocks until the child ends.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "POSIX.1-2017 waitid(), DESCRIPTION"})
    void every_route_of_posix_blocks_until_the_end() {
        blocks(WaitRoute.POSIX);
    }

    @Requirement(
            id = "EQV-058",
            level = LINUX,
            rule = "By wait3(), wait4() and P_PIDFD as by the calls of POSIX, the call blocks until the child ends.",
            sources = {"wait4(2), DESCRIPTION", "wait(2), waitid(), P_PIDFD"})
    void every_route_beyond_posix_blocks_until_the_end() {
        blocks(WaitRoute.FURTHER);
    }

    @Requirement(
            id = "EQV-009",
            level = REQUIRED,
            rule =
                    "Whichever POSIX call waits, and however the child is named, a signal that is caught by a handler without SA_RESTART ends the call with EINTR, and the child is still there to be waited for.",
            sources = {"POSIX.1-2017 wait(), ERRORS", "POSIX.1-2017 waitid(), ERRORS"})
    void every_route_of_posix_is_interrupted_and_loses_nothing() {
        interrupted(WaitRoute.POSIX);
    }

    @Requirement(
            id = "EQV-059",
            level = LINUX,
            rule =
                    "By wait3(), wait4() and P_PIDFD as by the calls of POSIX, a signal that is caught by a handler without SA_RESTART ends the call with EINTR, and the child is still there to be waited for.",
            sources = {"wait4(2), ERRORS", "signal(7), Interruption of system calls and library functions"})
    void every_route_beyond_posix_is_interrupted_and_loses_nothing() {
        interrupted(WaitRoute.FURTHER);
    }

    @Requirement(
            id = "EQV-010",
            level = REQUIRED,
            rule =
                    "Whichever POSIX call waits, and however the child is named, an option that does not exist is EINVAL and leaves the zombie.",
            sources = {"POSIX.1-2017 waitpid(), ERRORS", "POSIX.1-2017 waitid(), ERRORS"})
    void every_route_of_posix_rejects_an_unknown_option() {
        rejects(WaitRoute.POSIX);
    }

    @Requirement(
            id = "EQV-060",
            level = LINUX,
            rule =
                    "By wait3(), wait4() and P_PIDFD as by the calls of POSIX, an option that does not exist is EINVAL and leaves the zombie.",
            sources = {"wait4(2), ERRORS", "wait(2), ERRORS"})
    void every_route_beyond_posix_rejects_an_unknown_option() {
        rejects(WaitRoute.FURTHER);
    }

    @Requirement(
            id = "EQV-011",
            level = REQUIRED,
            rule =
                    "Whichever POSIX call waits, and however the child is named, a wait leaves the other children alone.",
            sources = {"POSIX.1-2017 waitpid(), DESCRIPTION", "POSIX.1-2017 waitid(), DESCRIPTION"})
    void every_route_of_posix_leaves_the_other_children() {
        othersLeft(WaitRoute.POSIX);
    }

    @Requirement(
            id = "EQV-061",
            level = LINUX,
            rule = "By wait3(), wait4() and P_PIDFD as by the calls of POSIX, a wait leaves the other children alone.",
            sources = {"wait4(2), DESCRIPTION", "wait(2), waitid(), P_PIDFD"})
    void every_route_beyond_posix_leaves_the_other_children() {
        othersLeft(WaitRoute.FURTHER);
    }

    private void exitCodes(List<WaitRoute> routes) {
        for (WaitRoute route : routes) {
            for (int code : CODES) {
                Asked child = zombie(code);

                assertThat(child.ask(route, 0)).as(route + ", code " + code).isEqualTo(child.is(new Exited(code)));
            }
        }
    }

    private void endingSignals(List<WaitRoute> routes) {
        for (WaitRoute route : routes) {
            for (Signal signal : SIGNALS) {
                Asked child = running();
                kit.children().send(child.pid, signal);

                assertThat(child.ask(route, 0))
                        .as(route + ", " + signal)
                        .isEqualTo(child.is(new Signaled(signal, false)));
            }
        }
    }

    private void stops(List<WaitRoute> routes) {
        for (WaitRoute route : withOptions(routes)) {
            Asked child = running();
            kit.children().stop(child.pid);

            assertThat(child.ask(route, Abi.WUNTRACED)).as(route.name()).isEqualTo(child.is(new Stopped(Signal.STOP)));
            kit.children().discard(child.pid);
        }
    }

    private void resumptions(List<WaitRoute> routes) {
        for (WaitRoute route : withOptions(routes)) {
            Asked child = running();
            kit.children().stop(child.pid);
            kit.children().send(child.pid, Signal.CONT);

            assertThat(child.ask(route, Abi.WCONTINUED)).as(route.name()).isEqualTo(child.is(new Continued()));
            kit.children().discard(child.pid);
        }
    }

    private void nothing(List<WaitRoute> routes) {
        Asked child = running();

        for (WaitRoute route : withOptions(routes)) {
            assertThat(child.ask(route, Abi.WNOHANG)).as(route.name()).isEqualTo(Answer.nothing());
        }
    }

    private void reapedOnce(List<WaitRoute> routes) {
        for (WaitRoute route : routes) {
            Asked child = zombie(3);
            child.ask(route, 0);

            assertThat(child.ask(route, 0)).as(route.name()).isEqualTo(Answer.error(Abi.ECHILD));
        }
    }

    private void removed(List<WaitRoute> routes) {
        for (WaitRoute route : routes) {
            Asked child = zombie(3);

            child.ask(route, 0);

            assertThat(Proc.state(child.pid)).as(route.name()).isEmpty();
        }
    }

    private void blocks(List<WaitRoute> routes) {
        for (WaitRoute route : routes) {
            Asked child = running();
            Threads.Running<Answer> waiter = kit.threads().startBlocked(() -> child.ask(route, 0));
            assertThat(waiter.isRunning()).as(route.name()).isTrue();

            kit.children().send(child.pid, Signal.KILL);

            assertThat(waiter.join()).as(route.name()).isEqualTo(child.is(KILLED));
        }
    }

    private void interrupted(List<WaitRoute> routes) {
        kit.signals().handle(Signal.USR1, 0);
        for (WaitRoute route : routes) {
            Asked child = running();
            Threads.Running<Answer> waiter = kit.threads().startBlocked(() -> child.ask(route, 0));

            waiter.signal(Signal.USR1);

            assertThat(waiter.join()).as(route.name()).isEqualTo(Answer.error(Abi.EINTR));
            kit.children().send(child.pid, Signal.KILL);
            assertThat(child.ask(route, 0)).as(route.name()).isEqualTo(child.is(KILLED));
        }
    }

    private void rejects(List<WaitRoute> routes) {
        for (WaitRoute route : withOptions(routes)) {
            Asked child = zombie(3);

            assertThat(child.ask(route, NO_SUCH_OPTION)).as(route.name()).isEqualTo(Answer.error(Abi.EINVAL));
            assertThat(child.ask(route, 0)).as(route.name()).isEqualTo(child.is(new Exited(3)));
        }
    }

    private void othersLeft(List<WaitRoute> routes) {
        for (WaitRoute route : routes) {
            // A zombie, and the older one, so that a wait that is too broad finds it first; but what takes any child
            // may.
            int other =
                    route.takesAny() ? kit.children().pausing() : kit.children().zombie(4);
            Asked child = zombie(3);

            Answer answer = child.ask(route, 0);

            assertThat(answer).as(route.name()).isEqualTo(child.is(new Exited(3)));
            assertThat(Proc.parent(other))
                    .as(route.name())
                    .contains(kit.reference().getpid());
            kit.children().discard(other);
        }
    }

    private static List<WaitRoute> withOptions(List<WaitRoute> routes) {
        return routes.stream().filter(WaitRoute::takesOptions).toList();
    }

    /** A child that leads a process group, and its pidfd if a route needs one. */
    private final class Asked {
        private final int pid;
        private int pidfd = -1;

        Asked(int pid) {
            this.pid = pid;
        }

        Answer ask(WaitRoute route, int options) {
            if (route.takesPidfd() && pidfd < 0) {
                pidfd = kit.children().descriptor((int)
                        kit.require("pidfd_open", () -> kit.reference().pidfdOpen(pid, 0)));
            }
            return route.ask(kit.calls(), kit.posix(), pid, pidfd, options);
        }

        Answer is(WaitStatus status) {
            return Answer.of(pid, status);
        }
    }

    /** A child that runs, and that every signal ends as the table of defaults says. */
    private Asked running() {
        return new Asked(kit.children().blockingInGroup(0));
    }

    private Asked zombie(int code) {
        Children.Gated child = kit.children().gated(":", "exit " + code, spawn -> spawn.processGroup(0));
        Asked asked = new Asked(child.pid());
        child.open();
        kit.children().awaitEnd(child.pid());
        return asked;
    }
}
