package posixwait.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import posixwait.cli.io.Console;
import posixwait.cli.io.Exit;
import posixwait.cli.shell.Completion;

/** {@code completion}: what a shell has to be told to complete the command. */
@Command(
        name = "completion",
        description = "Print the script by which bash and zsh complete commands, options and their values.",
        exitCodeList = {"0:printed"},
        footer = {
            "Examples:",
            "  source <(posixwait completion)",
            "  posixwait completion > ~/.local/share/bash-completion/completions/posixwait"
        })
final class CompletionCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().print(Completion.of(spec.parent().commandLine()));
        return Exit.CONFORMS;
    }
}
