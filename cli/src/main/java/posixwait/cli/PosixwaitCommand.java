package posixwait.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchOutcome;
import posixwait.cli.bench.BenchRequest;
import posixwait.cli.bench.BenchText;
import posixwait.cli.check.CheckFile;
import posixwait.cli.check.CheckRequest;
import posixwait.cli.check.CheckText;
import posixwait.cli.check.JUnitXml;
import posixwait.cli.choose.Choice;
import posixwait.cli.choose.ChoiceText;
import posixwait.cli.choose.Chooser;
import posixwait.cli.coverage.Coverage;
import posixwait.cli.coverage.CoverageHtml;
import posixwait.cli.doctor.Examination;
import posixwait.cli.explore.ExploreFile;
import posixwait.cli.explore.ExploreRequest;
import posixwait.cli.explore.ExploreText;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.Console;
import posixwait.cli.io.Exit;
import posixwait.cli.io.Json;
import posixwait.cli.peers.PeersFile;
import posixwait.cli.peers.PeersRequest;
import posixwait.cli.peers.PeersText;
import posixwait.cli.prove.ProveFile;
import posixwait.cli.prove.ProveRequest;
import posixwait.cli.prove.ProveText;
import posixwait.cli.report.Contents;
import posixwait.cli.report.HtmlReport;
import posixwait.conformance.host.HostFacts;

/** Without a subcommand: the main job, from the host to the report. */
@Command(
        name = "posixwait",
        mixinStandardHelpOptions = false,
        versionProvider = Main.Versions.class,
        description = {
            "Find out whether the backends for the POSIX wait calls obey POSIX on this host, what they cost, and which one"
                    + " to use.",
            "",
            "Without a command: doctor, check, prove, peers, a short explore, a quick bench, a recommendation and a report."
        },
        exitCodeList = {
            "0:every backend conforms, the kit caught every broken one, and the kernel did nothing that the model does not",
            "1:one does not conform, the kit missed a broken one, or the kernel and the model differ"
        },
        footer = {
            "Examples:",
            "  posixwait                                    the whole job",
            "  posixwait --out /tmp/here --quiet            elsewhere; verdicts only",
            "  posixwait check --backend jna --id 'WID-*'   one backend, one group",
            "  posixwait help check                         the help of a command"
        })
final class PosixwaitCommand implements Callable<Integer> {
    private static final int STEPS = 8;

    private final Console console;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "posixwait-report",
            description = "Write report and results into this directory; ${DEFAULT-VALUE} if not given.")
    private Path out = Path.of("posixwait-report");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and end.")
    @SuppressWarnings("unused") // picocli acts on it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the versions of the command and the kit and end.")
    @SuppressWarnings("unused") // picocli acts on it
    private boolean version;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of what goes wrong; as does POSIXWAIT_DEBUG=1.")
    private boolean debug;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Show no progress and no explanations: only verdicts, what is wrong, figures, and errors.")
    private boolean quiet;

    PosixwaitCommand(Console console) {
        this.console = console;
    }

    boolean quiet() {
        return quiet;
    }

    boolean debug() {
        return debug;
    }

    @Override
    public Integer call() {
        ReportDirectory directory = ReportDirectory.named(out);
        step(1, "The host");
        Examination examination = Examination.ofThisHost(console);
        if (!console.quiet()) {
            examination.print(console.out(), console.paint());
        }
        directory.write("doctor.json", Json.text(examination));

        step(2, "Conformance of every backend found");
        CheckFile check = CheckRequest.EVERYTHING.run(console, examination.host());
        new CheckText(console.out(), console.paint()).print(check, console.quiet());
        directory.write("check.json", Json.text(check));
        directory.write("check.xml", JUnitXml.of(check));

        step(3, "What the kit would have caught");
        ProveFile proof = null;
        try {
            proof = ProveRequest.EVERYTHING.run(console, examination.host());
            new ProveText(console.out(), console.paint()).printBriefly(proof);
            directory.write("prove.json", Json.text(proof));
        } catch (Complaint e) {
            // The conformance is worth a report without its proof, too.
            console.out().println("Not proven: " + e.line());
        }

        step(4, "What other libraries say of a child");
        PeersFile peers = peers(examination.host());
        if (peers != null) {
            directory.write("peers.json", Json.text(peers));
        }

        step(5, "Random scripts on the model and on this kernel");
        ExploreFile explored = null;
        String unexplored = "";
        try {
            explored = ExploreRequest.brief().run(console, examination.host());
            ExploreText.print(explored, console.out());
            directory.write("explore.json", Json.text(explored));
        } catch (Complaint e) {
            // Not every host lets the state of a thread be read; the conformance is worth a report without this, too.
            unexplored = e.line();
            console.out().println("Not explored: " + unexplored);
        }

        step(6, "A quick benchmark");
        BenchFile bench = null;
        String benchMissing = "";
        try {
            BenchOutcome outcome = BenchRequest.QUICK.run(console, examination.host());
            bench = outcome.file();
            if (!console.quiet()) {
                new BenchText(console.out(), console.paint()).print(bench);
            }
            directory.write("bench.json", Json.text(bench));
            outcome.complete();
        } catch (Complaint e) {
            // The conformance is worth a report without figures, or with some of them.
            benchMissing = e.line();
            console.out().println("Not measured: " + e.line());
        }

        step(7, "The choice");
        Choice choice = Chooser.choose(check, bench);
        if (console.quiet()) {
            console.out().println("Recommendation: " + choice.headline());
        } else {
            new ChoiceText(console.out(), console.paint()).print(choice);
        }

        step(8, "The report");
        directory.write(
                "report.html",
                HtmlReport.of(Contents.of(check, bench, benchMissing)
                        .proven(proof)
                        .asked(peers)
                        .explored(explored == null ? List.of() : List.of(explored), unexplored)
                        .examined(examination)));
        directory.write("coverage.html", CoverageHtml.of(Coverage.of(List.of(check))));
        console.out().println("Report:  " + directory.path().resolve("report.html") + ", coverage.html");
        if (!console.quiet()) {
            console.out()
                    .println("Results: " + directory.path() + "/doctor.json, check.json, check.xml"
                            + (proof == null ? "" : ", prove.json")
                            + (peers == null ? "" : ", peers.json")
                            + (explored == null ? "" : ", explore.json")
                            + (bench == null ? "" : ", bench.json"));
        }
        // A kit that misses a broken backend says nothing of the others.
        return Exit.worst(
                check.exitCode(),
                proof == null ? Exit.HOST : proof.exitCode(),
                explored == null ? Exit.CONFORMS : explored.exitCode(),
                benchMissing.isEmpty() ? Exit.CONFORMS : Exit.HOST);
    }

    /** Of interest, but nothing that the job is judged by: {@code null} if this host cannot ask them. */
    private @Nullable PeersFile peers(HostFacts host) {
        try {
            PeersFile peers = PeersRequest.QUICK.run(console, host);
            if (!console.quiet()) {
                PeersText.print(peers, console.out());
            }
            return peers;
        } catch (Complaint e) {
            console.out().println("Not asked: " + e.line());
            return null;
        }
    }

    private void step(int number, String what) {
        if (console.quiet()) {
            return;
        }
        console.out()
                .println((number == 1 ? "" : "\n") + console.paint().strong("[" + number + "/" + STEPS + "] " + what));
    }
}
