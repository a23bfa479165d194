package posixwait.cli;

import java.util.List;
import picocli.CommandLine.Option;
import posixwait.cli.check.RequirementChoice;
import posixwait.conformance.Level;

/** The options that choose requirements. */
final class ChoiceOptions {
    @Option(
            names = "--id",
            paramLabel = "PATTERN",
            description = "Check these requirements only, such as WID-014 or 'ST-*'. Repeatable.")
    private List<String> ids = List.of();

    @Option(
            names = "--group",
            completionCandidates = Candidates.Groups.class,
            paramLabel = "GROUP",
            description = "Check this group only, such as WID: the letters of IDs. Repeatable.")
    private List<String> groups = List.of();

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "Check this level only: ${COMPLETION-CANDIDATES}. Repeatable.")
    private List<Level> levels = List.of();

    RequirementChoice choice() {
        return new RequirementChoice(ids, groups, levels);
    }
}
