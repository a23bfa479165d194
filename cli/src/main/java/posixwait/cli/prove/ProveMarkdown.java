package posixwait.cli.prove;

import java.util.stream.Collectors;
import posixwait.cli.check.Markdown;
import posixwait.cli.check.NotRun;
import posixwait.conformance.run.CatchResult;
import posixwait.conformance.run.FaultResult;
import posixwait.conformance.run.Proof;
import posixwait.conformance.run.Verdict;

/** The result of a proof as Markdown: a table of broken backends for each run. */
public final class ProveMarkdown {
    private ProveMarkdown() {}

    /** {@return the document} */
    public static String of(ProveFile result) {
        StringBuilder text = new StringBuilder("# Proof of the POSIX wait conformance kit\n\n");
        text.append("Kit ")
                .append(result.kit().version())
                .append(" on ")
                .append(Markdown.cell(result.host().summary()))
                .append('\n');
        for (Proof run : result.runs()) {
            text.append("\n## ").append(Markdown.cell(ProveText.name(run))).append("\n\n");
            text.append(ProveText.inWords(run)).append(".\n\n");
            text.append("| broken backend | what is broken | seen in | caught by | verdict |\n|---|---|---|---|---|\n");
            run.faults().forEach(fault -> row(text, fault));
            run.faults().forEach(fault -> details(text, fault));
        }
        for (NotRun notRun : result.notRun()) {
            text.append("\n").append(Markdown.cell(notRun.backend() + " on Java " + notRun.jdk() + " was not run: "));
            text.append(Markdown.cell(notRun.reason())).append("\n");
        }
        return text.toString();
    }

    private static void row(StringBuilder text, FaultResult fault) {
        String verdict = ProveText.inWords(fault.verdict());
        text.append("| ").append(Markdown.cell(fault.fault()));
        text.append(" | ").append(Markdown.cell(fault.rule()));
        text.append(" | ").append(Markdown.cell(fault.history()));
        text.append(" | ")
                .append(fault.requirements().stream().map(CatchResult::id).collect(Collectors.joining(", ")));
        text.append(" | ").append(fault.verdict() == Verdict.CAUGHT ? verdict : "**" + verdict + "**");
        text.append(" |\n");
    }

    private static void details(StringBuilder text, FaultResult fault) {
        for (CatchResult requirement : fault.requirements()) {
            if (requirement.verdict() == Verdict.CAUGHT) {
                continue;
            }
            text.append("\n- **")
                    .append(Markdown.cell(fault.fault()))
                    .append("**, ")
                    .append(requirement.id());
            text.append(": ").append(ProveText.outcomes(requirement));
            requirement
                    .detail()
                    .lines()
                    .findFirst()
                    .ifPresent(line -> text.append(" - ").append(Markdown.cell(line)));
            text.append('\n');
        }
    }
}
