package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.REQUIRED;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import posixwait.Signal;
import posixwait.StateChange;
import posixwait.WaitOptions;
import posixwait.WaitStatus;
import posixwait.WaitStatus.Continued;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.WaitStatus.Stopped;
import posixwait.conformance.Children;
import posixwait.conformance.Conformance;
import posixwait.conformance.CoreImage;
import posixwait.conformance.Kit;
import posixwait.conformance.Requirement;
import posixwait.conformance.WaitForm;
import posixwait.spi.Abi;
import posixwait.spi.RawStatus;

/** The status word and its macros: requirements ST-001 and on. */
@Conformance("The status word and its macros")
public final class StatusWordConformance {
    private static final List<Integer> ADDED_BY_LINUX = List.of(Abi.SIGSTKFLT, Abi.SIGPWR);
    private static final List<Integer> DO_NOT_TERMINATE = List.of(
            Abi.SIGCHLD, Abi.SIGCONT, Abi.SIGSTOP, Abi.SIGTSTP, Abi.SIGTTIN, Abi.SIGTTOU, Abi.SIGURG, Abi.SIGWINCH);

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public StatusWordConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "ST-001",
            level = REQUIRED,
            rule = "The status word of a child that passed 0 to _exit() is 0.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "wait(2), DESCRIPTION"})
    void a_successful_exit_is_the_word_0() {
        int pid = kit.children().exiting(0);

        int word = wordOf(pid, 0);

        assertThat(word).isZero();
    }

    @Requirement(
            id = "ST-002",
            level = REQUIRED,
            rule = "WIFEXITED holds for a child that called _exit(), and WEXITSTATUS is what it passed, for every value"
                    + " from 0 to 255.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION, WEXITSTATUS", "wait(2), WEXITSTATUS"})
    void every_exit_code_of_8_bits_arrives() {
        List<Integer> pids = kit.children().zombies(256);

        List<WaitStatus> statuses = pids.stream().map(this::statusOf).toList();

        assertThat(statuses)
                .isEqualTo(IntStream.range(0, 256).mapToObj(Exited::new).toList());
    }

    @Requirement(
            id = "ST-003",
            level = REQUIRED,
            rule = "Of a wider value passed to _exit() the low 8 bits arrive: 256 looks like success.",
            sources = {"POSIX.1-2017 _Exit(), DESCRIPTION", "POSIX.1-2017 wait(), DESCRIPTION, WEXITSTATUS"})
    void the_low_8_bits_of_a_wider_exit_code_arrive() {
        List<WaitStatus> statuses = Stream.of(256, -1, 511, 0x5a5a5a5a, Integer.MIN_VALUE)
                .map(code -> statusOf(kit.children().exiting(code)))
                .toList();

        assertThat(statuses)
                .containsExactly(new Exited(0), new Exited(255), new Exited(255), new Exited(0x5a), new Exited(0));
    }

    @Requirement(
            id = "ST-004",
            level = REQUIRED,
            rule = "WIFSIGNALED holds for a child that a signal ended, and WTERMSIG is that signal, for every signal"
                    + " of POSIX whose default action ends the process.",
            sources = {
                "POSIX.1-2017 wait(), DESCRIPTION, WTERMSIG",
                "POSIX.1-2017 signal.h, DESCRIPTION, default actions",
                "signal(7), Standard signals"
            })
    void every_terminating_signal_arrives() {
        List<Signal> signals = IntStream.rangeClosed(1, 31)
                .filter(number -> !DO_NOT_TERMINATE.contains(number) && !ADDED_BY_LINUX.contains(number))
                .mapToObj(Signal::new)
                .toList();

        assertThat(endsBy(signals)).isEqualTo(signaledBy(signals));
    }

    @Requirement(
            id = "ST-005",
            level = LINUX,
            rule = "WCOREDUMP holds for a child that ended with a core image.",
            sources = {"wait(2), WCOREDUMP", "POSIX.1-2024 wait(), DESCRIPTION, WCOREDUMP"})
    void a_core_image_is_told() {
        try (CoreImage image = CoreImage.of(kit.children())) {
            WaitStatus status = statusOf(image.pid());

            assertThat(status).isEqualTo(new Signaled(Signal.ABRT, true));
        }
    }

    @Requirement(
            id = "ST-006",
            level = REQUIRED,
            rule = "WIFSTOPPED holds for a child that a signal stopped, and WSTOPSIG is that signal: SIGSTOP, SIGTSTP,"
                    + " SIGTTIN or SIGTTOU.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION, WSTOPSIG", "signal(7), Standard signals"})
    void every_stop_signal_arrives() {
        List<Signal> signals = List.of(Signal.STOP, Signal.TSTP, Signal.TTIN, Signal.TTOU);

        // In a group of its own: in an orphaned one, the last three stop nobody.
        List<WaitStatus> statuses = signals.stream()
                .map(signal -> {
                    int pid = kit.children().blockingInGroup(0);
                    kit.children().send(pid, signal);
                    return kit.posix()
                            .waitpid(pid(pid), WaitOptions.UNTRACED)
                            .orElseThrow()
                            .status();
                })
                .toList();

        assertThat(statuses).isEqualTo(signals.stream().map(Stopped::new).toList());
    }

    @Requirement(
            id = "ST-007",
            level = REQUIRED,
            rule = "WIFCONTINUED holds for a child that was stopped and got SIGCONT.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION, WIFCONTINUED", "wait(2), WIFCONTINUED"})
    void a_resumed_child_is_told() {
        int pid = kit.children().pausing();
        kit.children().stop(pid);
        kit.children().send(pid, Signal.CONT);

        StateChange change =
                kit.posix().waitpid(pid(pid), WaitOptions.CONTINUED).orElseThrow();

        assertThat(change).isEqualTo(new StateChange(pid, new Continued()));
    }

    @Requirement(
            id = "ST-008",
            level = REQUIRED,
            rule = "Exactly one of WIFEXITED, WIFSIGNALED, WIFSTOPPED and WIFCONTINUED holds for a status word.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION", "bits/waitstatus.h of glibc"})
    void exactly_one_predicate_holds() {
        int stopped = kit.children().pausing();
        kit.children().stop(stopped);
        int killed = kit.children().pausing();
        kit.children().send(killed, Signal.KILL);
        int ended = kit.children().blocking();
        kit.children().send(ended, Signal.realtime(30));

        List<Integer> words = List.of(
                wordOf(kit.children().exiting(0), 0),
                wordOf(kit.children().exiting(127), 0),
                wordOf(kit.children().exiting(255), 0),
                wordOf(killed, 0),
                wordOf(ended, 0),
                wordOf(stopped, Abi.WUNTRACED),
                resumed(stopped));

        assertThat(words).allSatisfy(word -> assertThat(predicates(word)).hasSize(1));
    }

    private int resumed(int stopped) {
        kit.children().send(stopped, Signal.CONT);
        return wordOf(stopped, Abi.WCONTINUED);
    }

    /** The macros as the C library defines them. */
    private static List<String> predicates(int word) {
        return Stream.of(
                        (word & 0x7f) == 0 ? "WIFEXITED" : "",
                        (byte) ((word & 0x7f) + 1) >> 1 > 0 ? "WIFSIGNALED" : "",
                        (word & 0xff) == 0x7f ? "WIFSTOPPED" : "",
                        word == 0xffff ? "WIFCONTINUED" : "")
                .filter(name -> !name.isEmpty())
                .toList();
    }

    @Requirement(
            id = "ST-010",
            level = REQUIRED,
            rule = "An exit code is not negative: 128 and above arrive as they are, through each call.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION, WEXITSTATUS", "POSIX.1-2017 signal.h, DESCRIPTION, si_status"
            })
    void an_exit_code_has_no_sign() {
        for (WaitForm form : WaitForm.SELECTING) {
            List<WaitStatus> statuses = Stream.of(128, 200, 255)
                    .map(code -> form.ask(kit.calls(), kit.children().exiting(code), 0)
                            .status())
                    .toList();

            assertThat(statuses).as("%s", form).isEqualTo(List.of(new Exited(128), new Exited(200), new Exited(255)));
        }
    }

    @Requirement(
            id = "ST-011",
            level = REQUIRED,
            rule = "A child that exits with 137 is not one that signal 9 ended, whatever a shell makes of both.",
            sources = {"POSIX.1-2017 wait(), DESCRIPTION, WIFEXITED and WIFSIGNALED"})
    void exit_137_is_not_death_by_signal_9() {
        int exited = kit.children().exiting(128 + Abi.SIGKILL);
        int killed = kit.children().pausing();
        kit.children().send(killed, Signal.KILL);

        List<WaitStatus> statuses = List.of(statusOf(exited), statusOf(killed));

        assertThat(statuses).containsExactly(new Exited(137), new Signaled(Signal.KILL, false));
    }

    @Requirement(
            id = "ST-012",
            level = REQUIRED,
            rule = "A child that calls abort() is ended by SIGABRT even if it has blocked that signal.",
            sources = {"POSIX.1-2017 abort(), DESCRIPTION"})
    void abort_is_death_by_SIGABRT() {
        int pid = kit.children().aborting();

        WaitStatus status = statusOf(pid);

        assertThat(withoutCore(status)).isEqualTo(new Signaled(Signal.ABRT, false));
    }

    @Requirement(
            id = "ST-013",
            level = REQUIRED,
            rule =
                    "SIGCHLD, SIGURG and, if it is not stopped, SIGCONT do nothing to a child by default: it goes on to its"
                            + " exit.",
            sources = {"POSIX.1-2017 signal.h, DESCRIPTION, default actions", "signal(7), Standard signals"})
    void a_signal_ignored_by_default_does_not_end_the_child() {
        Children.Gated child = kit.children().gated(7);
        kit.children().send(child.pid(), Signal.CHLD);
        kit.children().send(child.pid(), new Signal(Abi.SIGURG));
        kit.children().send(child.pid(), Signal.CONT);
        child.open();

        WaitStatus status = statusOf(child.pid());

        assertThat(status).isEqualTo(new Exited(7));
    }

    @Requirement(
            id = "ST-030",
            level = LINUX,
            rule =
                    "The word holds an exit code or stop signal in bits 8 to 15, and below them 0 for an exit, 0x7f for a"
                            + " stop, else the signal that ended the child; 0xffff is a continue.",
            sources = {"wait(2), DESCRIPTION", "bits/waitstatus.h of glibc"})
    void the_word_has_the_layout_of_BSD() {
        int pid = kit.children().pausing();
        kit.children().stop(pid);

        int stopped = wordOf(pid, Abi.WUNTRACED);
        int continued = resumed(pid);
        kit.children().send(pid, Signal.KILL);
        int killed = wordOf(pid, 0);
        int exited = wordOf(kit.children().exiting(0xab), 0);

        assertThat(List.of(stopped, continued, killed, exited)).containsExactly(0x137f, 0xffff, 9, 0xab00);
    }

    @Requirement(
            id = "ST-031",
            level = LINUX,
            rule = "Every real-time signal that nobody handles ends a child, and WTERMSIG is its number, 34 to 64.",
            sources = {"signal(7), Real-time signals", "wait(2), WTERMSIG"})
    void every_realtime_signal_arrives() {
        List<Signal> signals =
                IntStream.rangeClosed(0, 30).mapToObj(Signal::realtime).toList();

        assertThat(endsBy(signals)).isEqualTo(signaledBy(signals));
    }

    @Requirement(
            id = "ST-032",
            level = LINUX,
            rule =
                    "Signals 32 and 33, which the C library keeps to itself, end a child that does not handle them like any"
                            + " other real-time signal.",
            sources = {"signal(7), Real-time signals"})
    void the_signals_of_the_C_library_arrive() {
        List<Signal> signals = List.of(new Signal(32), new Signal(33));

        assertThat(endsBy(signals)).isEqualTo(signaledBy(signals));
    }

    @Requirement(
            id = "ST-033",
            level = LINUX,
            rule =
                    "SIGSTKFLT and SIGPWR, which Linux adds to the signals of POSIX, end a child and arrive as WTERMSIG.",
            sources = {"signal(7), Standard signals"})
    void the_terminating_signals_that_Linux_adds_arrive() {
        List<Signal> signals = ADDED_BY_LINUX.stream().map(Signal::new).toList();

        assertThat(endsBy(signals)).isEqualTo(signaledBy(signals));
    }

    private WaitStatus statusOf(int pid) {
        return kit.posix().waitpid(pid(pid), NONE).orElseThrow().status();
    }

    /** Waits with a word that holds no valid status, and no 0, before. */
    private int wordOf(int pid, int options) {
        RawStatus status = new RawStatus();
        status.value = -1;
        int reported = kit.calls().waitpid(pid, status, options);
        assertThat(reported).isEqualTo(pid);
        return status.value;
    }

    private Map<Signal, WaitStatus> endsBy(List<Signal> signals) {
        Map<Signal, Integer> children = new LinkedHashMap<>();
        signals.forEach(signal -> children.put(signal, kit.children().blocking()));
        children.forEach((signal, pid) -> kit.children().send(pid, signal));
        Map<Signal, WaitStatus> ends = new LinkedHashMap<>();
        children.forEach((signal, pid) -> ends.put(signal, withoutCore(statusOf(pid))));
        return ends;
    }

    private static Map<Signal, WaitStatus> signaledBy(List<Signal> signals) {
        Map<Signal, WaitStatus> ends = new LinkedHashMap<>();
        signals.forEach(signal -> ends.put(signal, new Signaled(signal, false)));
        return ends;
    }

    /** Whether there is a core image is for the host to decide, except in ST-005. */
    private static WaitStatus withoutCore(WaitStatus status) {
        return status instanceof Signaled signaled ? new Signaled(signaled.signal(), false) : status;
    }
}
