package posixwait.conformance.model.program;

import java.util.List;
import java.util.Set;
import posixwait.conformance.model.ModelProcess;

/** A program with its arguments, checked: it can be run. */
sealed interface ProgramImage {
    /** {@return it, in a process} */
    Program in(Programs programs, ModelProcess process);

    /** {@code cat}: copies its input to its output. */
    record Cat() implements ProgramImage {
        @Override
        public Program in(Programs programs, ModelProcess process) {
            return new CatProgram(programs.kernel(), process);
        }
    }

    /** {@code sh -c}. */
    record Script(List<Command> commands) implements ProgramImage {
        @Override
        public Program in(Programs programs, ModelProcess process) {
            return new ShellProgram(programs, process, commands);
        }
    }

    /** The names under which the shell is found. */
    Set<String> SHELLS = Set.of("sh", "/bin/sh");

    /** The same of the other one. */
    Set<String> CATS = Set.of("cat", "/bin/cat");

    /**
     * {@return a program}
     *
     * @param arguments its name and arguments
     */
    static ProgramImage of(List<String> arguments) throws CannotRun {
        return of(arguments.get(0), arguments);
    }

    /** {@return whether the model has such a program} */
    static boolean isKnown(String path) {
        return SHELLS.contains(path) || CATS.contains(path);
    }

    /**
     * {@return a program}
     *
     * @param name the file, or its name in a directory of {@code PATH}
     * @param arguments what it is to believe its name is, and its arguments
     */
    static ProgramImage of(String name, List<String> arguments) throws CannotRun {
        if (CATS.contains(name) && arguments.size() == 1) {
            return new Cat();
        } else if (SHELLS.contains(name)
                && arguments.size() >= 3
                && arguments.get(1).equals("-c")) {
            return new Script(Parser.parse(arguments.get(2), arguments.subList(3, arguments.size())));
        }
        throw new CannotRun(String.join(" ", arguments));
    }
}
