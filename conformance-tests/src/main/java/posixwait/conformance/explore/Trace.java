package posixwait.conformance.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import posixwait.conformance.explore.Alignment.Done;
import posixwait.conformance.explore.Step.By;
import posixwait.spi.Abi;

/** A script and what it showed, as text for people and as a test. */
final class Trace {
    private static final Map<Integer, String> SIGNALS = Map.of(
            Abi.SIGKILL, "KILL",
            Abi.SIGSTOP, "STOP",
            Abi.SIGCONT, "CONT",
            Abi.SIGTERM, "TERM",
            Abi.SIGTSTP, "TSTP",
            Abi.SIGUSR1, "USR1",
            Abi.SIGCHLD, "CHLD");
    private static final Map<Integer, String> WORD_OPTIONS = Map.of(
            Abi.WNOHANG, "WNOHANG",
            Abi.WUNTRACED, "WUNTRACED",
            Abi.WCONTINUED, "WCONTINUED",
            Abi.WEXITED, "WEXITED",
            Abi.WNOWAIT, "WNOWAIT",
            Abi.__WALL, "__WALL",
            Abi.__WNOTHREAD, "__WNOTHREAD",
            Abi.__WCLONE, "__WCLONE");

    private int children;
    private int pidfds;

    private Trace() {}

    /** {@return a difference with its trace and its test} */
    static Explored.Difference of(String backend, long number, Alignment.Difference found) {
        Trace trace = new Trace();
        List<String> lines = new ArrayList<>();
        for (Done done : found.steps()) {
            lines.add(trace.shell(done.step()) + "  # " + done.kernel());
            if (done.differs()) {
                lines.add("  # BUT THE MODEL: " + done.model());
            }
        }
        return new Explored.Difference(number, lines, test(backend, number, found.script()));
    }

    private String shell(Step step) {
        String child = "$c" + step.child();
        String line = switch (step.kind()) {
            case PAUSING -> "c" + children + "=$(child pause)";
            case EXITING -> "c" + children + "=$(child _exit " + step.argument() + ")";
            case CLONE_PAUSING -> "c" + children + "=$(child --exit-signal " + signal(step.argument()) + " pause)";
            case CLONE_EXITING ->
                "c" + children + "=$(child --exit-signal " + signal(step.argument()) + " _exit "
                        + ModelWorld.CLONE_CHILD_CODE + ")";
            case EXECUTING -> "c" + children + "=$(child exec sleep)";
            case FAMILY ->
                "c" + children + "=$(child " + (step.argument() == 1 ? "--own-group " : "")
                        + "sh)  # with a child of its own: c" + (children + 1);
            case RELEASE -> "release " + child;
            case KILL -> "kill -" + signal(step.argument()) + " " + child;
            case KILL_GROUP -> "kill -" + signal(step.argument()) + " -- -" + child;
            case SETPGID -> "setpgid " + child + " $c" + step.argument();
            case GETPGID -> "getpgid " + child;
            case PIDFD_OPEN -> "fd" + pidfds + "=$(pidfd_open " + child + " " + step.argument() + ")";
            case PIDFD_POLL -> "poll $fd" + step.child();
            case PIDFD_SIGNAL -> "pidfd_send_signal $fd" + step.child() + " " + signal(step.argument());
            case PIDFD_CLOSE -> "close $fd" + step.child();
            case DISPOSE -> "sigaction CHLD " + Action.numbered(step.argument());
            case PENDING -> "sigpending";
            case TAKE -> "sigtimedwait " + signal(step.argument()) + " 0";
            case SUBREAPER -> "prctl PR_SET_CHILD_SUBREAPER " + step.argument();
            case USAGE -> "getrusage RUSAGE_CHILDREN";
            case MISUSE -> "misuse " + Misuse.numbered(step.argument());
            default -> waiting(step);
        };
        children += step.kind().children();
        pidfds += step.kind() == Step.Kind.PIDFD_OPEN ? 1 : 0;
        return line + (step.by() == By.SCRIPT ? "" : " &  # thread " + step.by());
    }

    private static String waiting(Step step) {
        String target = switch (step.kind()) {
            case WAIT_ANY -> "-1";
            case WAIT_OWN_GROUP -> "0";
            case WAIT_PID -> "$c" + step.child();
            case WAIT_GROUP -> "-$c" + step.child();
            case INFO_ALL -> "P_ALL 0";
            case INFO_PID -> "P_PID $c" + step.child();
            case INFO_GROUP -> "P_PGID $c" + step.child();
            default -> "P_PIDFD $fd" + step.child();
        };
        if (step.kind().isInfoWait()) {
            return (step.argument() == Step.WITH_USAGE ? "syscall waitid " : "waitid ") + target + " "
                    + options(step.options(), "WSTOPPED");
        }
        return switch (step.argument()) {
            case Step.WITH_USAGE -> "wait4 " + target + " " + options(step.options(), "WUNTRACED");
            case Step.WAIT3 -> "wait3 " + options(step.options(), "WUNTRACED");
            case Step.WAIT -> "wait";
            default -> "waitpid " + target + " " + options(step.options(), "WUNTRACED");
        };
    }

    /** The bit 2 has two names. */
    private static String options(int options, String nameOfTwo) {
        List<String> names = new ArrayList<>();
        for (int bit = 1; bit != 0; bit <<= 1) {
            if ((options & bit) != 0) {
                String name = bit == Abi.WUNTRACED ? nameOfTwo : WORD_OPTIONS.get(bit);
                names.add(name == null ? "0x" + Integer.toHexString(bit) : name);
            }
        }
        return names.isEmpty() ? "0" : names.stream().collect(Collectors.joining("|"));
    }

    private static String signal(int number) {
        return SIGNALS.getOrDefault(number, Integer.toString(number));
    }

    private static String test(String backend, long number, List<Step> script) {
        String name = number < 0 ? "the_model_and_the_kernel_agree_on_the_script" : "script_" + number;
        String lines = Step.lines(script)
                .lines()
                .map(line -> "                " + line + "\n")
                .collect(Collectors.joining());
        return """
            package posixwait.conformance.explore;

            import static org.assertj.core.api.Assertions.assertThat;

            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.time.Duration;
            import org.junit.jupiter.api.Test;
            import org.junit.jupiter.api.io.TempDir;
            import posixwait.conformance.ProgramJvm;
            import posixwait.conformance.run.Jdks;

            class FoundTest {
                @TempDir
                Path directory;

                @Test
                void %s() throws Exception {
                    Path script = Files.writeString(directory.resolve("script"), \"""
            %s            \""");
                    ProgramJvm.Ended ended = new ProgramJvm(
                                    Jdks.current(), System.getProperty("java.class.path"), Duration.ofMinutes(1))
                            .run(Explore.class.getName(), directory, "%s", "script=" + script);

                    assertThat(ended.trouble()).as("%%s", ended.printed()).isEmpty();
                }
            }
            """.formatted(name, lines, backend);
    }
}
