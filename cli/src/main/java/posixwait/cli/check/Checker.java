package posixwait.cli.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import posixwait.cli.io.Terminal;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.Catalogue;
import posixwait.conformance.run.KitException;
import posixwait.conformance.run.KitRunner;
import posixwait.conformance.run.Progress;
import posixwait.conformance.run.RequirementInfo;
import posixwait.conformance.run.RequirementResult;

/** Makes the planned runs, one after the other, and shows how far they are. */
final class Checker {
    private final Terminal terminal;
    private final List<RequirementInfo> selection;
    private final List<Path> backendPath;

    Checker(Terminal terminal, List<RequirementInfo> selection, List<Path> backendPath) {
        this.terminal = terminal;
        this.selection = selection;
        this.backendPath = backendPath;
    }

    /** Makes the runs; one that the host cannot make is in the result with the reason, and the others go on. */
    CheckFile check(CheckPlan plan, HostFacts host) {
        List<BackendRun> runs = new ArrayList<>();
        List<NotRun> notRun = new ArrayList<>(plan.notRun());
        for (PlannedRun planned : plan.runs()) {
            try {
                runs.add(new KitRunner(planned.jdk(), planned.backend(), backendPath)
                        .run(selection, new Shown(planned.toString())));
            } catch (KitException e) {
                notRun.add(new NotRun(planned.backend(), planned.jdk().version(), oneLine(e), true));
            }
            terminal.clear();
        }
        return new CheckFile(new CheckFile.Kit(Catalogue.version()), host, runs, notRun);
    }

    private static String oneLine(KitException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }

    /** Shows the count of a run. */
    private final class Shown implements Progress {
        private final String run;
        private int planned;
        private int finished;

        Shown(String run) {
            this.run = run;
        }

        @Override
        public void planned(int requirements) {
            planned = requirements;
            terminal.now(run + ": " + planned + " requirements");
        }

        @Override
        public void finished(RequirementResult result) {
            finished++;
            terminal.now(run + ": " + finished + " of " + planned + ", " + result.id());
        }
    }
}
