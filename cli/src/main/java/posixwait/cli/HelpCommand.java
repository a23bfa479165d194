package posixwait.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;
import posixwait.cli.io.Exit;

/** {@code help}: the same as {@code --help} of a command. */
@Command(
        name = "help",
        description = "Show the help of a command.",
        exitCodeList = {"0:shown"},
        footer = {"Examples:", "  posixwait help", "  posixwait help check"})
final class HelpCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command; all of them if not given.")
    private @Nullable String command;

    @Override
    public Integer call() {
        CommandLine wanted = named(command, spec);
        wanted.usage(wanted.getOut());
        return Exit.CONFORMS;
    }

    /**
     * {@return a command beside another one; the one above both if no name is given}
     *
     * @throws UnmatchedArgumentException if there is none of that name
     */
    static CommandLine named(@Nullable String name, CommandSpec beside) {
        CommandLine all = beside.parent().commandLine();
        CommandLine named = name == null ? all : all.getSubcommands().get(name);
        if (named == null) {
            throw new UnmatchedArgumentException(all, List.of(String.valueOf(name)));
        }
        return named;
    }
}
