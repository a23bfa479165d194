package posixwait.cli.shell;

import picocli.AutoComplete;
import picocli.CommandLine;

/** The completion of the command, as picocli makes it: for bash, and for zsh by its {@code bashcompinit}. */
public final class Completion {
    private Completion() {}

    /** {@return the script that a shell sources} */
    public static String of(CommandLine commandLine) {
        return AutoComplete.bash(commandLine.getCommandName(), commandLine);
    }
}
