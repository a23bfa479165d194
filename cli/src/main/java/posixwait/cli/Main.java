package posixwait.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.Console;
import posixwait.cli.io.Exit;
import posixwait.cli.io.Paint;
import posixwait.cli.io.StandardOutput;
import posixwait.cli.io.Terminal;
import posixwait.cli.io.Version;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.run.Catalogue;

/** The entry: runs a command, and turns whatever goes wrong into one line and an exit code. */
public final class Main {
    private Main() {}

    /** What {@code --version} says. */
    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "posixwait " + Version.OWN,
                "conformance kit " + Catalogue.version() + ", "
                        + Catalogue.all().size() + " requirements",
                "Java " + System.getProperty("java.version") + ", " + System.getProperty("java.home")
            };
        }
    }

    /** Runs the command line and exits. */
    public static void main(String[] args) {
        HostFacts.noteInherited();
        System.exit(run(args));
    }

    private static int run(String[] args) {
        StandardOutput out = new StandardOutput();
        Terminal terminal = new Terminal(System.err);
        PosixwaitCommand top = new PosixwaitCommand(new Console(out, terminal, Paint.forStandardOutput()));
        try {
            int code = commandLine(top, out, terminal).execute(args);
            out.finish();
            return code;
        } catch (Throwable e) {
            return complain(e, top.debug(), terminal);
        }
    }

    /** {@return the whole command line, as it is run} */
    static CommandLine commandLine(PosixwaitCommand top, StandardOutput out, Terminal terminal) {
        Console console = new Console(out, terminal, Paint.forStandardOutput());
        CommandLine commandLine = new CommandLine(top)
                .addSubcommand(new CheckCommand(console))
                .addSubcommand(new ProveCommand(console))
                .addSubcommand(new BenchCommand(console))
                .addSubcommand(new ChooseCommand(console))
                .addSubcommand(new CoverageCommand(console))
                .addSubcommand(new DoctorCommand(console))
                .addSubcommand(new ExploreCommand(console))
                .addSubcommand(new MergeCommand(console))
                .addSubcommand(new PeersCommand(console))
                .addSubcommand(new ReportCommand(console));
        return commandLine
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((e, arguments) -> {
                    complain(misused(e), top.debug(), terminal);
                    return Exit.USAGE;
                })
                .setExecutionExceptionHandler((e, command, parsed) -> complain(e, top.debug(), terminal));
    }

    private static Complaint misused(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String what = e instanceof UnmatchedArgumentException unmatched
                ? String.join(" ", unmatched.getUnmatched())
                : "command line";
        String why =
                e instanceof UnmatchedArgumentException ? "unknown option or command" : String.valueOf(e.getMessage());
        return Complaint.usage(what, why, "see '" + command + " --help'").because(e);
    }

    /** One line, whatever happened; the stack trace only for those who ask for it. */
    private static int complain(Throwable e, boolean debug, Terminal terminal) {
        terminal.clear();
        int code = Exit.HOST;
        if (e instanceof Complaint complaint) {
            System.err.println("posixwait: " + complaint.line());
            code = complaint.exitCode();
        } else {
            String said = String.valueOf(e).replaceAll("\\s*\\R\\s*", " ");
            System.err.println(
                    "posixwait: unexpected: " + said + "; run it again with --debug and report what it says");
        }
        String asked = System.getenv("POSIXWAIT_DEBUG");
        if (debug || (asked != null && !asked.isEmpty() && !asked.equals("0"))) {
            e.printStackTrace();
        }
        return code;
    }
}
