package posixwait.cli.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.Console;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.run.Catalogue;
import posixwait.conformance.run.Expectations;
import posixwait.conformance.run.Jdks;
import posixwait.conformance.run.RequirementInfo;

/**
 * What to check.
 *
 * @param backends the backends; empty for all
 * @param ids patterns of requirement IDs; empty for all
 * @param jdks versions of JDKs; empty for the newest and the oldest that a backend opens on
 * @param backendPath jars and directories with further backends
 * @param expect the file of expected failures; {@code null} for none
 */
public record CheckRequest(
        List<String> backends,
        List<String> ids,
        List<String> jdks,
        List<Path> backendPath,
        @Nullable Path expect) {
    /** Every backend against every requirement. */
    public static final CheckRequest EVERYTHING = new CheckRequest(List.of(), List.of(), List.of(), List.of(), null);

    /**
     * Does it.
     *
     * @param host the facts of the host, for the result
     * @return the result
     * @throws Complaint if the request names what does not exist, or the host cannot run it at all
     */
    public CheckFile run(Console console, HostFacts host) {
        List<RequirementInfo> selection = selection();
        Expectations expectations = expectations();
        for (Path path : backendPath) {
            if (!Files.isReadable(path)) {
                throw Complaint.usage(
                        "--backend-path " + path,
                        Files.exists(path) ? "permission denied" : "no such file or directory",
                        "name a jar or a directory of classes");
            }
        }
        console.terminal().now("Looking for JDKs and backends");
        CheckPlan plan = CheckPlan.of(Jdks.find(), backends, jdks, backendPath);
        CheckFile result = new Checker(console.terminal(), selection, backendPath, expectations).check(plan, host);
        console.terminal().clear();
        if (result.runs().isEmpty()) {
            throw Complaint.host(
                    "check",
                    "no backend could be run: "
                            + result.notRun().stream()
                                    .map(notRun -> notRun.backend() + ": " + notRun.reason())
                                    .collect(Collectors.joining("; ")),
                    "'posixwait doctor' says more");
        }
        return result;
    }

    private Expectations expectations() {
        if (expect == null) {
            return Expectations.none();
        }
        try {
            return Expectations.read(expect);
        } catch (IOException e) {
            throw Complaint.usage(
                            "--expect " + expect,
                            Complaint.reason(e),
                            "give a JSON array of {\"id\", \"when\", \"reason\", \"link\", \"expires\"}")
                    .because(e);
        }
    }

    private List<RequirementInfo> selection() {
        if (ids.isEmpty()) {
            return Catalogue.all();
        }
        for (String id : ids) {
            if (Catalogue.matching(List.of(id)).isEmpty()) {
                throw Complaint.usage(
                        "--id " + id, "no requirement matches", "give an ID or a pattern such as 'WID-*'");
            }
        }
        List<RequirementInfo> selection = Catalogue.matching(ids);
        if (selection.stream().noneMatch(RequirementInfo::isTested)) {
            throw Complaint.usage(
                    "--id " + String.join(" --id ", ids),
                    "nothing to run: " + selection.get(0).id() + " is listed without a test ("
                            + selection.get(0).untested() + ")",
                    "name a requirement of another level than UNTESTED");
        }
        return selection;
    }
}
