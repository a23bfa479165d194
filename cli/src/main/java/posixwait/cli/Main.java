package posixwait.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.Console;
import posixwait.cli.io.Ending;
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
                "posixwait " + Version.WITH_COMMIT,
                "conformance kit " + Catalogue.version() + ", "
                        + Catalogue.all().size() + " requirements",
                "Java " + System.getProperty("java.version") + ", " + System.getProperty("java.home")
            };
        }
    }

    /** Runs the command line and exits. */
    public static void main(String[] args) {
        HostFacts.noteInherited();
        Ending.exit(run(args));
    }

    /** Runs the command line and returns its exit code. */
    static int run(String[] args) {
        StandardOutput out = new StandardOutput();
        Terminal terminal = new Terminal(System.err);
        Ending.prepare(terminal);
        Paint paint = Paint.forStandardOutput();
        PosixwaitCommand top = new PosixwaitCommand(new Console(out, terminal, paint));
        try {
            int code = commandLine(args, top, out, terminal, paint).execute(args);
            out.finish();
            return code;
        } catch (Throwable e) {
            return complain(e, top.debug(), terminal);
        }
    }

    private static CommandLine commandLine(
            String[] arguments, PosixwaitCommand top, StandardOutput out, Terminal terminal, Paint paint) {
        return Commands.neededFor(arguments, top, new Console(out, terminal, paint))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setExecutionStrategy(parsed -> {
                    if (top.quiet()) {
                        terminal.quieten();
                    }
                    try {
                        Overwriting.refuse(parsed);
                    } catch (Complaint e) {
                        return complain(e, top.debug(), terminal);
                    }
                    return new RunLast().execute(parsed);
                })
                .setParameterExceptionHandler((e, given) -> {
                    complain(misused(e), top.debug(), terminal);
                    return Exit.USAGE;
                })
                .setExecutionExceptionHandler((e, command, parsed) -> complain(e, top.debug(), terminal));
    }

    private static Complaint misused(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String see = "see '" + command + " --help'";
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return Complaint.usage("command line", String.valueOf(e.getMessage()), see)
                    .because(e);
        }
        String what = String.join(" ", unmatched.getUnmatched());
        return Complaint.usage(what, "unknown option or command", meant(unmatched) + see)
                .because(e);
    }

    /** {@return the name that is most like what was given, as a question} */
    private static String meant(UnmatchedArgumentException unmatched) {
        CommandSpec command = unmatched.getCommandLine().getCommandSpec();
        List<String> names = Stream.concat(
                        command.optionsMap().keySet().stream(), command.subcommands().keySet().stream())
                .toList();
        String given = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
        return Nearest.to(given, names)
                .map(name -> "did you mean " + name + "? ")
                .orElse("");
    }

    /** One line, whatever happened; the stack trace only for those who ask for it. */
    private static int complain(Throwable e, boolean debug, Terminal terminal) {
        Ending.stayIfUnderWay();
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
