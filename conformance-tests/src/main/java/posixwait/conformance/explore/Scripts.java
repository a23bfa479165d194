package posixwait.conformance.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import posixwait.conformance.explore.Step.Kind;
import posixwait.spi.Abi;

/** Makes scripts of a seed. */
final class Scripts {
    private static final int[] SIGNALS = {
        Abi.SIGKILL,
        Abi.SIGSTOP,
        Abi.SIGSTOP,
        Abi.SIGSTOP,
        Abi.SIGCONT,
        Abi.SIGCONT,
        Abi.SIGCONT,
        Abi.SIGTERM,
        0,
        Abi.SIGRTMAX + 1
    };
    private static final int[] WORD_OPTIONS = {
        0, Abi.WUNTRACED, Abi.WCONTINUED, Abi.WUNTRACED | Abi.WCONTINUED, Abi.WEXITED, Abi.__WALL, Abi.__WCLONE
    };
    private static final int NO_SUCH_OPTION = 0x40;
    private static final int[] INFO_KINDS = {
        Abi.WEXITED,
        Abi.WSTOPPED,
        Abi.WCONTINUED,
        Abi.WEXITED | Abi.WSTOPPED | Abi.WCONTINUED,
        Abi.WSTOPPED | Abi.WCONTINUED,
        Abi.WEXITED | NO_SUCH_OPTION,
        0
    };
    private static final int MOST_CHILDREN = 8;

    private Scripts() {}

    static List<Step> script(Random random, int steps) {
        List<Step> script = new ArrayList<>();
        int children = 0;
        int pidfds = 0;
        Kind[] kinds = Kind.values();
        while (script.size() < steps) {
            // Signals are what makes something happen.
            Kind kind = random.nextInt(3) == 0 ? Kind.KILL : kinds[random.nextInt(kinds.length)];
            if ((kind.makesChild() && children >= MOST_CHILDREN) || (kind.usesPidfd() && pidfds == 0)) {
                continue;
            } else if (!kind.makesChild() && children == 0) {
                continue;
            }
            int about = kind.makesChild() ? -1 : random.nextInt(kind.usesPidfd() ? pidfds : children);
            script.add(new Step(kind, about, argument(random, kind, children), options(random, kind)));
            children += kind.makesChild() ? 1 : 0;
            pidfds += kind == Kind.PIDFD_OPEN ? 1 : 0;
        }
        return script;
    }

    private static int argument(Random random, Kind kind, int children) {
        return switch (kind) {
            case EXITING -> random.nextInt(256);
            case KILL, KILL_GROUP, PIDFD_SIGNAL -> pick(random, SIGNALS);
            case SETPGID -> random.nextInt(children);
            case PIDFD_OPEN -> random.nextInt(4) == 0 ? Abi.PIDFD_NONBLOCK : random.nextInt(8) == 0 ? 1 : 0;
            default -> 0;
        };
    }

    private static int options(Random random, Kind kind) {
        return switch (kind) {
            case WAIT_ANY, WAIT_OWN_GROUP, WAIT_PID, WAIT_GROUP -> Abi.WNOHANG | pick(random, WORD_OPTIONS);
            case INFO_ALL, INFO_PID, INFO_GROUP, INFO_PIDFD ->
                Abi.WNOHANG | pick(random, INFO_KINDS) | (random.nextBoolean() ? Abi.WNOWAIT : 0);
            default -> 0;
        };
    }

    private static int pick(Random random, int[] values) {
        return values[random.nextInt(values.length)];
    }
}
