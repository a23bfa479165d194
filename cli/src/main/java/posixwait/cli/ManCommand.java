package posixwait.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import posixwait.cli.io.Console;
import posixwait.cli.io.Exit;
import posixwait.cli.shell.ManPage;

/** {@code man}: the manual page of a command. */
@Command(
        name = "man",
        description = "Print the manual page of a command, for man and groff.",
        exitCodeList = {"0:printed"},
        footer = {
            "Examples:",
            "  posixwait man | man -l -",
            "  posixwait man check > /usr/local/share/man/man1/posixwait-check.1"
        })
final class ManCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command; the page of all if not given.")
    private @Nullable String command;

    ManCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().print(ManPage.of(HelpCommand.named(command, spec)));
        return Exit.CONFORMS;
    }
}
