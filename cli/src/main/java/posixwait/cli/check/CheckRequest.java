package posixwait.cli.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.Console;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.run.Catalogue;
import posixwait.conformance.run.Circumstances;
import posixwait.conformance.run.Jdks;
import posixwait.conformance.run.RequirementInfo;
import posixwait.conformance.run.Scope;

/**
 * What to check.
 *
 * @param choice the requirements
 * @param backends the backends; empty for all
 * @param jdks versions of JDKs; empty for the newest and the oldest that a backend opens on
 * @param backendPath jars and directories with further backends
 * @param plan how often, and in which order
 * @param gate what the result is compared with
 */
public record CheckRequest(
        RequirementChoice choice,
        List<String> backends,
        List<String> jdks,
        List<Path> backendPath,
        RunPlan plan,
        Gate gate) {
    /** Every backend against every requirement. */
    public static final CheckRequest EVERYTHING =
            new CheckRequest(RequirementChoice.ALL, List.of(), List.of(), List.of(), RunPlan.ONCE, Gate.PLAIN);

    /**
     * Does it.
     *
     * @param host the facts of the host, for the result
     * @return the result
     * @throws Complaint if the request names what does not exist, or the host cannot run it at all
     */
    public CheckFile run(Console console, HostFacts host) {
        List<RequirementInfo> requirements = choice.requirements();
        Gate.Opened opened = gate.open();
        requireReadable(backendPath);
        console.terminal().now("Looking for JDKs and backends");
        CheckPlan runs = CheckPlan.of(Jdks.find(), backends, jdks, backendPath);
        Checker.Made made = new Checker(console.terminal(), requirements, backendPath, plan).make(runs);
        console.terminal().clear();
        if (made.runs().isEmpty()) {
            throw nothingRan("check", made.notRun());
        }
        Gate.Compared compared = opened.compare(made.runs(), scope(requirements, made), Circumstances.of(host));
        if (compared.written() != null) {
            console.out().println(compared.written());
        }
        return new CheckFile(
                new CheckFile.Kit(Catalogue.version()),
                host,
                compared.runs(),
                made.notRun(),
                plan.shuffle(),
                made.repetition(),
                compared.account());
    }

    /** {@return the complaint that no backend could be run} */
    public static Complaint nothingRan(String command, List<NotRun> notRun) {
        return Complaint.host(
                command,
                "no backend could be run: "
                        + notRun.stream()
                                .map(not -> not.backend() + ": " + not.reason())
                                .collect(Collectors.joining("; ")),
                "'posixwait doctor' says more");
    }

    /**
     * Checks that the places of further backends are there.
     *
     * @throws Complaint if one is not
     */
    public static void requireReadable(List<Path> backendPath) {
        for (Path path : backendPath) {
            if (!Files.isReadable(path)) {
                throw Complaint.usage(
                        "--backend-path " + path,
                        Files.exists(path) ? "permission denied" : "no such file or directory",
                        "name a jar or a directory of classes");
            }
        }
    }

    private Scope scope(List<RequirementInfo> requirements, Checker.Made made) {
        return new Scope(
                requirements.stream().map(RequirementInfo::id).collect(Collectors.toSet()),
                !backends.isEmpty(),
                !jdks.isEmpty(),
                made.notRun().stream().map(NotRun::backend).collect(Collectors.toSet()));
    }
}
