package posixwait.conformance.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import posixwait.conformance.explore.Step.By;
import posixwait.conformance.explore.Step.Kind;
import posixwait.spi.Abi;

/** Makes scripts of a seed. */
final class Scripts {
    private static final int SHORTEST = 5;
    private static final int LONGEST = 60;

    private static final List<By> THREADS = List.of(By.A, By.B, By.OPEN);

    private static final int[] SIGNALS = {
        Abi.SIGKILL,
        Abi.SIGSTOP,
        Abi.SIGSTOP,
        Abi.SIGSTOP,
        Abi.SIGCONT,
        Abi.SIGCONT,
        Abi.SIGCONT,
        Abi.SIGTERM,
        Abi.SIGTSTP,
        0,
        Abi.SIGRTMAX + 1
    };
    private static final int[] WORD_OPTIONS = {
        0,
        Abi.WUNTRACED,
        Abi.WCONTINUED,
        Abi.WUNTRACED | Abi.WCONTINUED,
        Abi.WEXITED,
        Abi.__WALL,
        Abi.__WALL | Abi.WUNTRACED | Abi.WCONTINUED,
        Abi.__WCLONE,
        Abi.__WNOTHREAD | Abi.WUNTRACED
    };
    private static final int NO_SUCH_OPTION = 0x40;
    private static final int[] INFO_KINDS = {
        Abi.WEXITED,
        Abi.WSTOPPED,
        Abi.WCONTINUED,
        Abi.WEXITED | Abi.WSTOPPED | Abi.WCONTINUED,
        Abi.WSTOPPED | Abi.WCONTINUED,
        Abi.WEXITED | NO_SUCH_OPTION,
        Abi.WEXITED | Abi.__WALL,
        Abi.WEXITED | Abi.__WNOTHREAD,
        Abi.WEXITED | Abi.WSTOPPED | Abi.__WCLONE,
        0
    };

    /** The kinds as often as they are to come; signals beside, since they are what makes something happen. */
    private static final List<Kind> KINDS = kinds();

    /** Processes of programs cost as much as a hundred other steps. */
    private static final int PROGRAM_ONCE_IN = 120;

    private Scripts() {}

    private static List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            int times = switch (kind) {
                case EXECUTING, FAMILY -> 0;
                case PAUSING, WAIT_ANY, WAIT_PID, INFO_ALL, INFO_PID -> 4;
                case EXITING, WAIT_GROUP, WAIT_OWN_GROUP, INFO_GROUP, INFO_PIDFD, RELEASE, DISPOSE, PENDING -> 3;
                case SETPGID, KILL_GROUP, PIDFD_OPEN, PIDFD_SIGNAL, PIDFD_POLL, CLONE_PAUSING, TAKE, SUBREAPER -> 2;
                default -> 1;
            };
            for (int i = 0; i < times; i++) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /**
     * {@return the script with that number of a seed: 5 to 60 steps}
     *
     * <p>Each has a generator of its own, so that one can be run again without those before it.
     */
    static List<Step> script(long seed, long number) {
        Random random = new Random(seed * 0x9E37_79B9_7F4A_7C15L + number * 0xD1B5_4A32_D192_ED03L);
        return script(random, SHORTEST + random.nextInt(LONGEST - SHORTEST + 1));
    }

    static List<Step> script(Random random, int steps) {
        List<Step> script = new ArrayList<>();
        int children = 0;
        int pidfds = 0;
        int family = -1;
        while (script.size() < steps) {
            Kind kind = kind(random);
            if ((kind.makesChild() && children + kind.children() > Brood.MOST)
                    || (kind.usesPidfd() && pidfds == 0)
                    || (!kind.makesChild() && children == 0)
                    || (kind == Kind.RELEASE && family < 0)) {
                continue;
            }
            int about = kind.usesPidfd()
                    ? random.nextInt(pidfds)
                    : kind.isAboutChild() ? child(random, kind, children, family) : -1;
            By by = kind.isWait() && random.nextInt(5) < 2 ? THREADS.get(random.nextInt(THREADS.size())) : By.SCRIPT;
            int options = options(random, kind, by);
            script.add(new Step(kind, about, argument(random, kind, children, options), options, by));
            family = kind == Kind.FAMILY ? children : family;
            children += kind.children();
            pidfds += kind == Kind.PIDFD_OPEN ? 1 : 0;
        }
        return script;
    }

    private static Kind kind(Random random) {
        if (random.nextInt(PROGRAM_ONCE_IN) == 0) {
            return random.nextInt(3) == 0 ? Kind.EXECUTING : Kind.FAMILY;
        }
        return random.nextInt(4) == 0 ? Kind.KILL : KINDS.get(random.nextInt(KINDS.size()));
    }

    /** The children made last are those that live; and a family is worth that something happens to it. */
    private static int child(Random random, Kind kind, int children, int family) {
        if (kind == Kind.RELEASE) {
            return family;
        } else if (kind == Kind.KILL && family >= 0 && random.nextInt(3) == 0) {
            return family + random.nextInt(2);
        }
        return random.nextBoolean() ? random.nextInt(children) : children - 1 - random.nextInt(Math.min(3, children));
    }

    private static int argument(Random random, Kind kind, int children, int options) {
        return switch (kind) {
            case EXITING -> random.nextInt(256);
            case CLONE_PAUSING, CLONE_EXITING -> random.nextBoolean() ? 0 : Abi.SIGUSR1;
            case FAMILY, SUBREAPER -> random.nextInt(2);
            case KILL, KILL_GROUP, PIDFD_SIGNAL -> pick(random, SIGNALS);
            case SETPGID -> random.nextInt(children);
            case PIDFD_OPEN -> random.nextInt(4) == 0 ? Abi.PIDFD_NONBLOCK : random.nextInt(8) == 0 ? 1 : 0;
            case DISPOSE -> random.nextInt(Action.values().length);
            case TAKE -> random.nextInt(4) == 0 ? Abi.SIGUSR1 : Abi.SIGCHLD;
            case MISUSE -> random.nextInt(Misuse.values().length);
            case WAIT_ANY -> random.nextInt(options == 0 ? Step.WAIT + 1 : Step.WAIT3 + 1);
            default -> kind.isWait() ? random.nextInt(Step.WITH_USAGE + 1) : 0;
        };
    }

    private static int options(Random random, Kind kind, By by) {
        int noHang = by == By.SCRIPT || random.nextInt(8) == 0 ? Abi.WNOHANG : 0;
        if (kind.isWordWait()) {
            return noHang | pick(random, WORD_OPTIONS);
        } else if (kind == Kind.INFO_PIDFD && random.nextBoolean()) {
            return pick(random, INFO_KINDS); // it does not block if the pidfd does not
        } else if (kind.isInfoWait()) {
            return noHang | pick(random, INFO_KINDS) | (random.nextInt(3) == 0 ? Abi.WNOWAIT : 0);
        }
        return 0;
    }

    private static int pick(Random random, int[] values) {
        return values[random.nextInt(values.length)];
    }
}
