package posixwait.conformance.explore;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One step of a script. Children and pidfds are named by the order in which they were made.
 *
 * @param kind what is done
 * @param child the number of a child, or of a pidfd where {@code kind} is about one; -1 where none is meant
 * @param argument what the kind says
 * @param options the options of a wait
 * @param by the thread that does it
 */
record Step(Kind kind, int child, int argument, int options, By by) {
    /** A wait that takes no usage: {@code waitpid} or {@code waitid}. */
    static final int PLAIN = 0;

    /** A wait that takes the usage: {@code wait4}, or {@code waitid} as the kernel has it. */
    static final int WITH_USAGE = 1;

    /** {@code wait3}, for any child only. */
    static final int WAIT3 = 2;

    /** {@code wait}, for any child and without options only. */
    static final int WAIT = 3;

    /** A step of the thread that makes the children. */
    Step(Kind kind, int child, int argument, int options) {
        this(kind, child, argument, options, By.SCRIPT);
    }

    /** Which thread of the caller. */
    enum By {
        /** The one that makes the children. It never blocks. */
        SCRIPT,
        /** One that has {@code SIGCHLD} blocked, as {@link #SCRIPT} has. */
        A,
        /** Another one. */
        B,
        /** One that does not block {@code SIGCHLD} while it waits: the only one that can take it. */
        OPEN
    }

    /** What a step does. */
    enum Kind {
        /** Makes a child that pauses, with every signal blocked. */
        PAUSING,
        /** Makes a child that exits with {@code argument}. */
        EXITING,
        /** Makes a child that pauses and is to end with signal {@code argument} in place of {@code SIGCHLD}; 0 for none. */
        CLONE_PAUSING,
        /** Makes a child that exits with 7, and with signal {@code argument}. */
        CLONE_EXITING,
        /** Makes a child that executes a program, with no signal blocked. */
        EXECUTING,
        /** Makes a child that executes a program and has a child of its own; in a group of its own if {@code argument} is 1. */
        FAMILY,
        /** Lets a child that has a child of its own exit with 3. */
        RELEASE,
        /** {@code kill} of a child with signal {@code argument}. */
        KILL,
        /** {@code kill} of the group that a child leads. */
        KILL_GROUP,
        /** {@code setpgid} of a child to the group that child {@code argument} leads. */
        SETPGID,
        /** {@code getpgid} of a child. */
        GETPGID,
        /** {@code waitpid} of any child, or another form of it by {@code argument}. */
        WAIT_ANY,
        /** {@code waitpid} of the caller's group. */
        WAIT_OWN_GROUP,
        /** {@code waitpid} of a child. */
        WAIT_PID,
        /** {@code waitpid} of the group that a child leads. */
        WAIT_GROUP,
        /** {@code waitid} with {@code P_ALL}. */
        INFO_ALL,
        /** {@code waitid} with {@code P_PID}. */
        INFO_PID,
        /** {@code waitid} with {@code P_PGID}. */
        INFO_GROUP,
        /** {@code waitid} with {@code P_PIDFD}. */
        INFO_PIDFD,
        /** {@code pidfd_open} of a child with flags {@code argument}. */
        PIDFD_OPEN,
        /** {@code poll} of a pidfd. */
        PIDFD_POLL,
        /** {@code pidfd_send_signal} of signal {@code argument}. */
        PIDFD_SIGNAL,
        /** {@code close} of a pidfd. */
        PIDFD_CLOSE,
        /** {@code sigaction} of {@code SIGCHLD}: the {@link Action} with number {@code argument}. */
        DISPOSE,
        /** {@code sigpending}: whether {@code SIGCHLD} and {@code SIGUSR1} are. */
        PENDING,
        /** {@code sigtimedwait} of signal {@code argument}, without waiting. */
        TAKE,
        /** {@code prctl(PR_SET_CHILD_SUBREAPER, argument)}. */
        SUBREAPER,
        /** {@code getrusage(RUSAGE_CHILDREN)}: whether it grew by the usage of the reaped, and by nothing else. */
        USAGE,
        /** A call that is refused: the {@link Misuse} with number {@code argument}. */
        MISUSE;

        boolean makesChild() {
            return this == PAUSING
                    || this == EXITING
                    || this == CLONE_PAUSING
                    || this == CLONE_EXITING
                    || this == EXECUTING
                    || this == FAMILY;
        }

        /** How many numbers of children it takes. */
        int children() {
            return this == FAMILY ? 2 : makesChild() ? 1 : 0;
        }

        boolean usesPidfd() {
            return this == PIDFD_POLL || this == PIDFD_SIGNAL || this == PIDFD_CLOSE || this == INFO_PIDFD;
        }

        boolean isAboutChild() {
            return switch (this) {
                case RELEASE,
                        KILL,
                        KILL_GROUP,
                        SETPGID,
                        GETPGID,
                        WAIT_PID,
                        WAIT_GROUP,
                        INFO_PID,
                        INFO_GROUP,
                        PIDFD_OPEN -> true;
                default -> false;
            };
        }

        boolean isWordWait() {
            return this == WAIT_ANY || this == WAIT_OWN_GROUP || this == WAIT_PID || this == WAIT_GROUP;
        }

        boolean isInfoWait() {
            return this == INFO_ALL || this == INFO_PID || this == INFO_GROUP || this == INFO_PIDFD;
        }

        boolean isWait() {
            return isWordWait() || isInfoWait();
        }

        boolean isOfGroup() {
            return this == WAIT_OWN_GROUP || this == WAIT_GROUP || this == INFO_GROUP;
        }
    }

    /** {@return the same step about another child or pidfd, or another group} */
    Step renumbered(int newChild, int newArgument) {
        return new Step(kind, newChild, newArgument, options, by);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return kind + " " + child + " " + argument + " 0x" + Integer.toHexString(options) + " " + by;
    }

    /** {@return the step that {@link #toString} wrote} */
    static Step parse(String text) {
        String[] parts = text.strip().split(" ", -1);
        return new Step(
                Kind.valueOf(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseUnsignedInt(parts[3].substring(2), 16),
                By.valueOf(parts[4]));
    }

    /** {@return steps, one in a line} */
    static List<Step> parseAll(String lines) {
        return lines.lines().filter(line -> !line.isBlank()).map(Step::parse).toList();
    }

    /** {@return what {@link #parseAll} reads} */
    static String lines(List<Step> script) {
        return Stream.concat(script.stream().map(Step::toString), Stream.of("")).collect(Collectors.joining("\n"));
    }
}
