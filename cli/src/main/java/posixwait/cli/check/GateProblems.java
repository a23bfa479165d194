package posixwait.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import posixwait.conformance.run.Repetition;

/** What closes a gate beside the outcomes of requirements. */
final class GateProblems {
    private GateProblems() {}

    /** {@return a line for each, which begins with its subject and a colon} */
    static List<String> of(CheckFile result) {
        List<String> problems = new ArrayList<>(result.expectationFaults());
        result.unstable().forEach(each -> problems.add(line(each)));
        return problems;
    }

    private static String line(Repetition.Differing each) {
        return each.id() + " of " + each.backend() + " on Java " + each.jdk() + ": had not the same outcome each time ("
                + each.outcomes().entrySet().stream()
                        .map(count -> count.getValue() + " " + Totals.inWords(count.getKey()))
                        .collect(Collectors.joining(", "))
                + "); run it alone with --repeat to see why";
    }
}
