package posixwait.cli.check;

import posixwait.cli.io.Terminal;
import posixwait.conformance.run.Progress;
import posixwait.conformance.run.RequirementResult;

/** Shows the count of a run. */
public final class RunProgress implements Progress {
    private final Terminal terminal;
    private final String run;
    private int planned;
    private int finished;

    /**
     * Takes where to show it.
     *
     * @param terminal where
     * @param run what to call the run
     */
    public RunProgress(Terminal terminal, String run) {
        this.terminal = terminal;
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
