package posixwait.cli.prove;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import posixwait.cli.check.CheckFile;
import posixwait.cli.check.CheckPlan;
import posixwait.cli.check.CheckRequest;
import posixwait.cli.check.NotRun;
import posixwait.cli.check.PlannedRun;
import posixwait.cli.check.RunProgress;
import posixwait.cli.io.Complaint;
import posixwait.cli.io.Console;
import posixwait.conformance.broken.Fault;
import posixwait.conformance.broken.Faults;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.run.Catalogue;
import posixwait.conformance.run.Jdks;
import posixwait.conformance.run.KitException;
import posixwait.conformance.run.KitRunner;
import posixwait.conformance.run.Proof;
import posixwait.conformance.run.Prover;

/**
 * What to prove.
 *
 * @param backends the backends to break; empty for the one that is preferred here
 * @param faults patterns of the labels of faults; empty for all
 * @param jdks versions of JDKs; empty for the newest that a backend opens on
 * @param backendPath jars and directories with further backends
 */
public record ProveRequest(List<String> backends, List<String> faults, List<String> jdks, List<Path> backendPath) {
    /** Every fault, of the backend that is preferred here. */
    public static final ProveRequest EVERYTHING = new ProveRequest(List.of(), List.of(), List.of(), List.of());

    /**
     * Does it.
     *
     * @param host the facts of the host, for the result
     * @return the result
     * @throws Complaint if the request names what does not exist, or the host cannot run it at all
     */
    public ProveFile run(Console console, HostFacts host) {
        List<Fault> selection = selection();
        CheckRequest.requireReadable(backendPath);
        console.terminal().now("Looking for JDKs and backends");
        CheckPlan plan = plan();
        List<Proof> runs = new ArrayList<>();
        // Of backends that nobody named, one is enough: the faults are above them.
        List<NotRun> notRun = new ArrayList<>(backends.isEmpty() && !plan.runs().isEmpty() ? List.of() : plan.notRun());
        for (PlannedRun planned : plan.runs()) {
            KitRunner runner = new KitRunner(planned.jdk(), planned.backend(), backendPath);
            try {
                runs.add(new Prover(runner)
                        .prove(selection, new RunProgress(console.terminal(), "breaking " + planned)));
            } catch (KitException e) {
                notRun.add(NotRun.failed(planned, e));
            }
            console.terminal().clear();
        }
        if (runs.isEmpty()) {
            throw CheckRequest.nothingRan("prove", notRun);
        }
        return new ProveFile(new CheckFile.Kit(Catalogue.version()), host, runs, notRun);
    }

    private CheckPlan plan() {
        CheckPlan found = CheckPlan.of(Jdks.find(), backends, jdks, backendPath);
        CheckPlan wanted = backends.isEmpty() ? found.ofFirst() : found;
        return jdks.isEmpty() ? wanted.onNewest() : wanted;
    }

    private List<Fault> selection() {
        if (faults.isEmpty()) {
            return Faults.all();
        }
        for (String fault : faults) {
            if (Faults.matching(List.of(fault)).isEmpty()) {
                throw Complaint.usage(
                        "--fault " + fault, "no fault matches", "give a label or a pattern such as 'nohang-*'");
            }
        }
        return Faults.matching(faults);
    }
}
