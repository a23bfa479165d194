package posixwait.cli.check;

import java.util.List;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.ExpectationAccount;
import posixwait.conformance.run.Outcome;
import posixwait.conformance.run.RequirementResult;

/** The result of a check as Markdown, short enough for the summary page of a CI job. */
public final class Markdown {
    /** A summary page has room for a mebibyte, of all jobs; JSON and JUnit XML have the whole. */
    private static final int LONGEST_LIST = 100;

    private Markdown() {}

    /** {@return the document} */
    public static String of(CheckFile result) {
        StringBuilder text = new StringBuilder("# POSIX wait conformance\n\n");
        text.append("Kit ")
                .append(result.kit().version())
                .append(" on ")
                .append(cell(result.host().summary()));
        text.append("\n\n| backend | JDK | conforms |");
        for (String column : Totals.COLUMNS) {
            text.append(' ').append(column).append(" |");
        }
        text.append("\n|---|---|---|")
                .append("--:|".repeat(Totals.COLUMNS.size()))
                .append('\n');
        result.runs().forEach(run -> row(text, run));
        for (NotRun notRun : result.notRun()) {
            text.append("| ").append(cell(notRun.backend())).append(" | ").append(cell(notRun.jdk()));
            text.append(" | not run |")
                    .append(" |".repeat(Totals.COLUMNS.size()))
                    .append('\n');
        }
        List<String> problems = GateProblems.of(result);
        if (!problems.isEmpty()) {
            text.append("\n## The gate is closed\n\n");
            problems.forEach(problem -> text.append("- ").append(cell(problem)).append('\n'));
        }
        ExpectationAccount account = result.expectations();
        if (account != null) {
            text.append("\nExpected failures: ")
                    .append(cell(account.file()))
                    .append(", SHA-256 ")
                    .append(account.sha256())
                    .append("; ")
                    .append(account.applied())
                    .append(" of ")
                    .append(account.entries())
                    .append(" entries applied, ")
                    .append(account.elsewhere())
                    .append(" are for other runs\n");
        }
        for (BackendRun run : result.runs()) {
            if (!run.lacks().isEmpty()) {
                text.append("\n").append(cell(Totals.name(run))).append(" was prepared by ");
                text.append(cell(run.reference())).append(", since it lacks ");
                text.append(cell(String.join(", ", run.lacks()))).append("\n");
            }
        }
        result.runs().forEach(run -> details(text, run));
        for (NotRun notRun : result.notRun()) {
            text.append("\n").append(cell(notRun.backend() + " on Java " + notRun.jdk() + " was not run: "));
            text.append(cell(notRun.reason())).append("\n");
        }
        return text.toString();
    }

    private static void row(StringBuilder text, BackendRun run) {
        text.append("| ").append(cell(run.backend())).append(" | ").append(cell(run.jdk()));
        text.append(" | ").append(run.conforms() ? "yes" : "**no**").append(" |");
        for (int count : Totals.of(run).values()) {
            text.append(' ').append(count).append(" |");
        }
        text.append('\n');
    }

    private static void details(StringBuilder text, BackendRun run) {
        boolean headed = false;
        int shown = 0;
        for (RequirementResult result : run.requirements()) {
            if (result.outcome() == Outcome.PASSED || shown == LONGEST_LIST) {
                continue;
            }
            shown++;
            if (!headed) {
                text.append("\n## ").append(cell(Totals.name(run))).append("\n\n");
                headed = true;
            }
            text.append("- **").append(result.id()).append("** ").append(Totals.inWords(result));
            text.append(": ").append(cell(result.title()));
            result.detail()
                    .lines()
                    .findFirst()
                    .ifPresent(line -> text.append(" - ").append(cell(line)));
            text.append('\n');
        }
    }

    /** {@return text that cannot end a table cell or start markup} */
    public static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replaceAll("\\s+", " ");
    }
}
