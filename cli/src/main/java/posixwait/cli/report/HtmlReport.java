package posixwait.cli.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.check.CheckFile;
import posixwait.cli.check.Totals;
import posixwait.cli.choose.Choice;
import posixwait.cli.choose.Chooser;
import posixwait.cli.doctor.Finding;
import posixwait.cli.io.Html;
import posixwait.cli.io.Json;
import posixwait.cli.io.Version;
import posixwait.cli.peers.PeersFile;
import posixwait.cli.prove.ProveFile;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.RequirementResult;

/**
 * The report: one HTML file with its data, its style and its scripts in it. Its parts are resources beside this class; this
 * only puts them together.
 */
public final class HtmlReport {
    private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";
    private static final List<String> SCRIPTS = List.of(
            "dom.js",
            "summary.js",
            "looks.js",
            "storms.js",
            "bars.js",
            "charts.js",
            "matrix.js",
            "filter.js",
            "proof.js",
            "peers.js",
            "host.js",
            "start.js");

    private HtmlReport() {}

    /** What the scripts draw. */
    private record Data(
            String version,
            String hostLine,
            CheckFile check,
            @Nullable String partly,
            List<Judged> judged,
            @Nullable BenchFile bench,
            String benchMissing,
            @Nullable ProveFile prove,
            Drawn choice,
            List<Finding> findings,
            @Nullable PeersFile peers) {}

    /**
     * Whether a run conforms.
     *
     * @param bad the IDs of the requirements that keep it from that
     */
    private record Judged(boolean conforms, List<String> bad) {
        static Judged of(BackendRun run) {
            return new Judged(
                    run.conforms(),
                    Totals.bad(run).stream().map(RequirementResult::id).toList());
        }
    }

    /** A choice with its headline. */
    private record Drawn(
            String headline,
            String kind,
            boolean recommended,
            List<String> because,
            List<String> flags,
            List<String> unless) {}

    /** {@return the file} */
    public static String of(Contents contents) {
        CheckFile check = contents.check();
        Choice choice = Chooser.choose(check, contents.bench());
        Data data = new Data(
                Version.OWN,
                check.host().summary(),
                check,
                check.partly().orElse(null),
                check.runs().stream().map(Judged::of).toList(),
                contents.bench(),
                contents.benchMissing(),
                contents.prove(),
                new Drawn(
                        choice.headline(),
                        choice.kind().name(),
                        choice.recommended() != null,
                        choice.because(),
                        choice.flags(),
                        choice.unless()),
                contents.findings(),
                contents.peers());
        Map<String, String> parts = Map.of(
                "css", resource("report.css"),
                // In a script element of data, "<" could end the element.
                "data", Json.compact(data).replace("<", "\\u003c"),
                "echarts", inScript(resource(ECHARTS)),
                "essentials", Essentials.of(contents, choice),
                "model", ModelSection.of(contents.explorations(), contents.unexplored()),
                "js", inScript(SCRIPTS.stream().map(HtmlReport::resource).collect(Collectors.joining("\n"))));
        return Html.filled(resource("report.html"), parts);
    }

    private static String inScript(String script) {
        return script.replace("</script", "<\\/script").replace("<!--", "<\\!--");
    }

    private static String resource(String name) {
        return Html.resource(HtmlReport.class, name);
    }
}
