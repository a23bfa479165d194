package posixwait.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import posixwait.cli.io.Console;
import posixwait.cli.io.Paint;
import posixwait.cli.io.StandardOutput;
import posixwait.cli.io.Terminal;
import posixwait.cli.shell.Completion;
import posixwait.cli.shell.ManPage;

/** Writes what is installed beside the command: its completion and its manual pages. The build runs it. */
public final class ShellFiles {
    private ShellFiles() {}

    /**
     * Writes them.
     *
     * @param arguments the directory to which {@code completion} and {@code man} are added
     */
    public static void main(String[] arguments) throws IOException {
        Console console = new Console(new StandardOutput(), new Terminal(System.err), Paint.none());
        CommandLine all = Commands.all(new PosixwaitCommand(console), console);
        Path target = Path.of(arguments[0]);
        Files.writeString(directory(target, "completion").resolve(all.getCommandName() + ".bash"), Completion.of(all));
        Path pages = directory(target, "man");
        write(pages, all);
        for (CommandLine command : all.getSubcommands().values()) {
            write(pages, command);
        }
    }

    private static Path directory(Path target, String name) throws IOException {
        return Files.createDirectories(target.resolve(name));
    }

    private static void write(Path pages, CommandLine command) throws IOException {
        Files.writeString(pages.resolve(ManPage.name(command.getCommandSpec()) + ".1"), ManPage.of(command));
    }
}
