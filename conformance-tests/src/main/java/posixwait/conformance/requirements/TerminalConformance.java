package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.WaitOptions.NONE;
import static posixwait.WaitTarget.pid;
import static posixwait.conformance.Level.LINUX;
import static posixwait.conformance.Level.REQUIRED;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import posixwait.Signal;
import posixwait.Spawn;
import posixwait.StateChange;
import posixwait.WaitStatus.Exited;
import posixwait.WaitStatus.Signaled;
import posixwait.conformance.Children;
import posixwait.conformance.Conformance;
import posixwait.conformance.Grandchild;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Proc;
import posixwait.conformance.PseudoTerminal;
import posixwait.conformance.Requirement;
import posixwait.conformance.Unresolved;
import posixwait.conformance.Unsupported;
import posixwait.conformance.Waiting;
import posixwait.spi.Abi;

/**
 * The end of a process that leads a session with a controlling terminal: requirements PG-047 and on.
 *
 * <p>The leader is a child, the member of its session a grandchild. Its end makes us the parent of the member, as a subreaper:
 * so we can wait for that, too, although a process gets into a session by descent only. What the end of the leader brings
 * about happens before it is a zombie; a member that goes on after that has had its SIGHUP if it was sent one.
 */
@Conformance("Controlling terminal")
@OwnJvm
public final class TerminalConformance {
    private static final String TERMINATION = "POSIX.1-2017 _Exit(), Consequences of Process Termination";
    private static final String OWN_TERMINAL = "/dev/tty";

    /** The places of fields in what {@link Proc#stat} gives, which begins with the third. */
    private static final int GROUP = 2;

    private static final int TERMINAL = 4;
    private static final int FOREGROUND = 5;

    private static final String NO_TERMINAL = "0";

    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public TerminalConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "PG-047",
            level = REQUIRED,
            rule =
                    "The end of a controlling process sends SIGHUP to the foreground process group of its terminal: a wait for "
                            + "a member reports that it ended by it.",
            sources = {TERMINATION, "POSIX.1-2017 waitpid(), DESCRIPTION", "setsid(2), NOTES"})
    void the_foreground_group_is_hung_up_when_the_controlling_process_ends() {
        Grandchild member = member("read line; exit 5", PseudoTerminal.open(kit)::control);
        requireGroup(member, true);

        member.endAncestor();
        member.release();

        assertThat(kit.posix().waitpid(pid(member.pid()), NONE))
                .contains(new StateChange(member.pid(), new Signaled(Signal.HUP, false)));
    }

    @Requirement(
            id = "PG-048",
            level = REQUIRED,
            rule = "The end of a controlling process sends no SIGHUP to the other process groups of its session.",
            sources = {TERMINATION})
    void a_background_group_is_not_hung_up_when_the_controlling_process_ends() {
        PseudoTerminal terminal = PseudoTerminal.open(kit);
        kit.children().adoptOrphans();
        Grandchild member = kit.children().backgroundJob("read line; exit 5", terminal::control);
        requireGroup(member, false);

        member.endAncestor();
        member.release();

        assertThat(kit.posix().waitpid(pid(member.pid()), NONE)).contains(new StateChange(member.pid(), new Exited(5)));
    }

    @Requirement(
            id = "PG-049",
            level = REQUIRED,
            rule = "The end of a session leader that has no controlling terminal sends no SIGHUP to its process group.",
            sources = {TERMINATION})
    void without_a_terminal_nobody_is_hung_up_when_the_session_leader_ends() {
        Grandchild member = member("read line; exit 5", Spawn::newSession);

        member.endAncestor();
        member.release();

        assertThat(kit.posix().waitpid(pid(member.pid()), NONE)).contains(new StateChange(member.pid(), new Exited(5)));
    }

    @Requirement(
            id = "PG-050",
            level = REQUIRED,
            rule =
                    "The end of a controlling process takes the terminal from its session: the processes that remain have no "
                            + "controlling terminal, and cannot open one as /dev/tty.",
            sources = {TERMINATION, "tty(4), DESCRIPTION", "proc(5), /proc/pid/stat"})
    void the_session_loses_its_terminal_when_the_controlling_process_ends() {
        if (!Files.exists(Path.of(OWN_TERMINAL))) {
            throw Unsupported.because("there is no " + OWN_TERMINAL);
        }
        String opens = "(: <" + OWN_TERMINAL + ") 2>/dev/null";
        Grandchild member = member(
                opens + " || exit 7; trap '' HUP; read line; " + opens + " && exit 6; exit 5",
                PseudoTerminal.open(kit)::control);
        requireGroup(member, true);
        Waiting.until(
                "the member could open " + OWN_TERMINAL + " and ignores SIGHUP",
                () -> (Proc.signals(member.pid(), "SigIgn") & (1L << (Abi.SIGHUP - 1))) != 0);

        member.endAncestor();
        String terminal = field(member.pid(), TERMINAL);
        member.release();

        assertThat(terminal).isEqualTo(NO_TERMINAL);
        assertThat(kit.posix().waitpid(pid(member.pid()), NONE)).contains(new StateChange(member.pid(), new Exited(5)));
    }

    @Requirement(
            id = "PG-051",
            level = LINUX,
            rule =
                    "While a session has a terminal the leader of another does not get it by opening it; once the controlling "
                            + "process has ended it does, even before that is waited for.",
            sources = {TERMINATION, "POSIX.1-2017 11.1.3 The Controlling Terminal", "open(2), O_NOCTTY"})
    void the_terminal_of_a_controlling_process_is_free_for_another_when_it_has_ended() {
        PseudoTerminal terminal = PseudoTerminal.open(kit);
        Children.Gated first = leader(terminal);
        String owned = field(first.pid(), TERMINAL);
        if (owned.equals(NO_TERMINAL)) {
            throw new Unresolved("a session leader that opened a terminal has none");
        }

        String during = field(leader(terminal).pid(), TERMINAL);
        first.open();
        kit.children().awaitEnd(first.pid());
        String after = field(leader(terminal).pid(), TERMINAL);
        Optional<StateChange> change = kit.posix().waitpid(pid(first.pid()), NONE);

        assertThat(List.of(during, after)).containsExactly(NO_TERMINAL, owned);
        assertThat(change).contains(new StateChange(first.pid(), new Exited(5)));
    }

    private Grandchild member(String script, UnaryOperator<Spawn> how) {
        kit.children().adoptOrphans();
        return kit.children().grandchild(script, how);
    }

    private Children.Gated leader(PseudoTerminal terminal) {
        return kit.children().gated(":", "exit 5", terminal::control);
    }

    /** Makes sure that its session has a terminal, and that its group is the one in the foreground, or that it is not. */
    private static void requireGroup(Grandchild member, boolean foreground) {
        String terminal = field(member.pid(), TERMINAL);
        String group = field(member.pid(), GROUP);
        String inFront = field(member.pid(), FOREGROUND);
        if (terminal.equals(NO_TERMINAL) || group.equals(inFront) != foreground) {
            throw new Unresolved("member of group " + group + " has terminal " + terminal
                    + ", whose foreground group is " + inFront);
        }
    }

    private static String field(int pid, int place) {
        return Proc.stat(pid)
                .map(fields -> fields.get(place))
                .orElseThrow(() -> new Unresolved("there is no /proc/" + pid + "/stat"));
    }
}
