package posixwait.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;
import posixwait.cli.io.Console;
import posixwait.cli.io.Exit;

/** The command line as a whole: which commands there are, and what the help of each has in common. */
final class Commands {
    private static final Map<String, Function<Console, Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("check", CheckCommand::new);
        ALL.put("prove", ProveCommand::new);
        ALL.put("bench", BenchCommand::new);
        ALL.put("choose", ChooseCommand::new);
        ALL.put("coverage", CoverageCommand::new);
        ALL.put("doctor", DoctorCommand::new);
        ALL.put("explore", ExploreCommand::new);
        ALL.put("merge", MergeCommand::new);
        ALL.put("peers", PeersCommand::new);
        ALL.put("report", ReportCommand::new);
        ALL.put("help", console -> new HelpCommand());
        ALL.put("completion", CompletionCommand::new);
        ALL.put("man", ManCommand::new);
    }

    private Commands() {}

    /** {@return the command with everything below it} */
    static CommandLine all(PosixwaitCommand top, Console console) {
        CommandLine commandLine = new CommandLine(top);
        ALL.values().forEach(command -> commandLine.addSubcommand(command.apply(console)));
        return finish(commandLine, console);
    }

    /**
     * {@return the command with what a command line needs of it: reading what a dozen commands are annotated with is most of
     * the time that a short one takes}
     *
     * @param arguments the command line
     */
    static CommandLine neededFor(String[] arguments, PosixwaitCommand top, Console console) {
        String first = arguments.length == 0 ? "" : arguments[0];
        Function<Console, Object> command = ALL.get(first);
        boolean knowsOfOthers =
                command == null || first.equals("help") || first.equals("completion") || first.equals("man");
        if (arguments.length == 1 && (first.equals("--version") || first.equals("-V"))) {
            return finish(new CommandLine(top), console);
        }
        return knowsOfOthers || command == null
                ? all(top, console)
                : finish(new CommandLine(top).addSubcommand(command.apply(console)), console);
    }

    private static CommandLine finish(CommandLine commandLine, Console console) {
        describe(commandLine);
        commandLine.getSubcommands().values().forEach(Commands::describe);
        return commandLine
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(console.paint().isOn() ? Ansi.ON : Ansi.OFF));
    }

    private static void describe(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        Map<String, String> codes = new LinkedHashMap<>(usage.exitCodeList());
        for (String each : Exit.OF_EVERY_COMMAND) {
            String[] codeAndMeaning = each.split(":", 2);
            codes.putIfAbsent(codeAndMeaning[0], codeAndMeaning[1]);
        }
        usage.exitCodeListHeading("%nExit code:%n").exitCodeList(codes);
        usage.footerHeading("%n")
                .optionListHeading("%n")
                .commandListHeading("%nCommands:%n")
                .descriptionHeading("%n");
    }
}
