package posixwait.cli.merge;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import posixwait.cli.check.Totals;
import posixwait.conformance.Level;
import posixwait.conformance.run.Outcome;
import posixwait.conformance.run.RequirementResult;

/**
 * What became of one requirement in one run.
 *
 * @param outcome its outcome
 * @param level how binding the kit of that run calls it
 * @param detail the evidence, or nothing
 */
@JsonPropertyOrder({"outcome", "level", "detail"})
public record Cell(Outcome outcome, Level level, String detail) {
    static Cell of(RequirementResult result) {
        return new Cell(result.outcome(), result.level(), result.detail() == null ? "" : result.detail());
    }

    /** {@return the outcome in words; {@code untested} of a requirement that has no test} */
    String words() {
        return level == Level.UNTESTED ? "untested" : Totals.inWords(outcome);
    }

    /** {@return the first line of the evidence} */
    String firstLine() {
        return detail.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", " ");
    }
}
