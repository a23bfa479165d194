package posixwait.cli.check;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import posixwait.cli.io.Terminal;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.Catalogue;
import posixwait.conformance.run.Expectations;
import posixwait.conformance.run.KitException;
import posixwait.conformance.run.KitRunner;
import posixwait.conformance.run.RequirementInfo;

/** Makes the planned runs, one after the other, and shows how far they are. */
final class Checker {
    private final Terminal terminal;
    private final List<RequirementInfo> selection;
    private final List<Path> backendPath;
    private final Expectations expectations;

    Checker(Terminal terminal, List<RequirementInfo> selection, List<Path> backendPath, Expectations expectations) {
        this.terminal = terminal;
        this.selection = selection;
        this.backendPath = backendPath;
        this.expectations = expectations;
    }

    /** Makes the runs; one that the host cannot make is in the result with the reason, and the others go on. */
    CheckFile check(CheckPlan plan, HostFacts host) {
        List<BackendRun> runs = new ArrayList<>();
        List<NotRun> notRun = new ArrayList<>(plan.notRun());
        for (PlannedRun planned : plan.runs()) {
            try {
                BackendRun run = new KitRunner(planned.jdk(), planned.backend(), backendPath)
                        .run(selection, new RunProgress(terminal, planned.toString()));
                runs.add(expectations.mark(run, facts(host), LocalDate.now(ZoneOffset.UTC)));
            } catch (KitException e) {
                notRun.add(NotRun.failed(planned, e));
            }
            terminal.clear();
        }
        return new CheckFile(new CheckFile.Kit(Catalogue.version()), host, runs, notRun);
    }

    /** The facts that an expectation may make a condition of, beside backend and JDK. */
    private static Map<String, String> facts(HostFacts host) {
        Map<String, String> facts = new HashMap<>();
        facts.put("arch", host.arch());
        if (host.kernel() != null) {
            facts.put("kernel", host.kernel());
        }
        if (host.libc() != null) {
            facts.put("libc", host.libc().toString());
        }
        return facts;
    }
}
