package posixwait.cli.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import posixwait.cli.io.Terminal;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.KitException;
import posixwait.conformance.run.KitRunner;
import posixwait.conformance.run.Repetition;
import posixwait.conformance.run.RequirementInfo;

/** Makes the planned runs, one after the other, and shows how far they are. */
final class Checker {
    private final Terminal terminal;
    private final List<RequirementInfo> selection;
    private final List<Path> backendPath;
    private final RunPlan plan;

    Checker(Terminal terminal, List<RequirementInfo> selection, List<Path> backendPath, RunPlan plan) {
        this.terminal = terminal;
        this.selection = selection;
        this.backendPath = backendPath;
        this.plan = plan;
    }

    /**
     * What was made.
     *
     * @param runs a run for each backend and JDK
     * @param notRun what could not be run
     * @param repetition how repeated runs differed; {@code null} if they were made once
     */
    record Made(
            List<BackendRun> runs,
            List<NotRun> notRun,
            @Nullable Repetition repetition) {}

    /** Makes the runs; one that the host cannot make is in the result with the reason, and the others go on. */
    Made make(CheckPlan planned) {
        List<BackendRun> runs = new ArrayList<>();
        List<NotRun> notRun = new ArrayList<>(planned.notRun());
        List<Repetition.Differing> differing = new ArrayList<>();
        for (PlannedRun each : planned.runs()) {
            try {
                runs.add(Repetition.worst(rounds(each), differing));
            } catch (KitException e) {
                notRun.add(NotRun.failed(each, e));
            }
            terminal.clear();
        }
        return new Made(runs, notRun, plan.times() == 1 ? null : new Repetition(plan.times(), differing));
    }

    private List<BackendRun> rounds(PlannedRun planned) throws KitException {
        KitRunner runner = new KitRunner(planned.jdk(), planned.backend(), backendPath).thorough(plan.thorough());
        List<BackendRun> rounds = new ArrayList<>();
        for (int round = 0; round < plan.times(); round++) {
            String of = plan.times() == 1 ? "" : ", round " + (round + 1) + " of " + plan.times();
            BackendRun run = (plan.shuffle() == null ? runner : runner.inOrderGiven())
                    .run(plan.order(selection, round), new RunProgress(terminal, planned + of));
            rounds.add(run.inOrderOf(selection));
        }
        return rounds;
    }
}
