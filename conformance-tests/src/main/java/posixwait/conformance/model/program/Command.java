package posixwait.conformance.model.program;

import java.util.List;

/** A command of the shell, parsed. */
sealed interface Command {
    /** The characters of a word, or something that is put in their place when it is used. */
    enum Parameter {
        /** {@code $$}: the pid of the shell, in a subshell, too. */
        SELF,
        /** {@code $PPID}: the parent of the shell when it began. */
        PARENT,
        /** {@code $!}: the last command in the background. */
        BACKGROUND
    }

    /** Part of a word. */
    sealed interface Part {
        /** What stands there. */
        record Text(String text) implements Part {}

        /** What is put there. */
        record Value(Parameter parameter) implements Part {}
    }

    /** A word: parts next to each other. */
    record Word(List<Part> parts) {}

    /**
     * {@code 3>&1}, {@code 3>&-}, {@code >/dev/null}.
     *
     * @param fd the descriptor that changes
     * @param from the descriptor that it becomes a copy of; {@link #CLOSED}, {@link #NOWHERE}
     */
    record Redirection(int fd, int from) {
        static final int CLOSED = -1;
        static final int NOWHERE = -2;
    }

    /** A name and its arguments. */
    record Simple(List<Word> words, List<Redirection> redirections) implements Command {}

    /** {@code ( ... )}. */
    record Subshell(List<Command> commands, List<Redirection> redirections) implements Command {}

    /** {@code ... &}. */
    record Background(Command command) implements Command {}

    /** {@code &&} or {@code ||}, and what follows: done if what went before succeeded, or not. */
    record Then(boolean onSuccess, Command command) implements Command {}

    /** {@code while :; do :; done}. */
    record Busy() implements Command {}
}
