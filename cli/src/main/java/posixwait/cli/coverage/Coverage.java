package posixwait.cli.coverage;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import posixwait.cli.check.CheckFile;
import posixwait.cli.check.Totals;
import posixwait.conformance.Level;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.Catalogue;
import posixwait.conformance.run.Outcome;
import posixwait.conformance.run.RequirementInfo;
import posixwait.conformance.run.RequirementResult;
import posixwait.conformance.spec.Assertion;
import posixwait.conformance.spec.Page;
import posixwait.conformance.spec.Specification;
import posixwait.conformance.spec.Untested;

/**
 * Specification page, assertion, requirement, test, outcome.
 *
 * @param pages the pages and what they assert
 * @param requirements every requirement of the kit
 * @param runs what became of the requirements; empty without a result
 */
public record Coverage(List<Page> pages, List<RequirementInfo> requirements, List<Run> runs) {

    /**
     * A backend on a JDK on a host.
     *
     * @param name backend and JDK in words
     * @param host the host in words
     * @param outcomes what became of the requirements, by ID
     */
    public record Run(String name, String host, Map<String, Outcome> outcomes) {
        static Run of(BackendRun run, String host) {
            return new Run(
                    Totals.name(run),
                    host,
                    run.requirements().stream()
                            .collect(Collectors.toMap(RequirementResult::id, RequirementResult::outcome)));
        }

        /** {@return what became of a requirement} */
        public Outcome outcome(String id) {
            return outcomes.getOrDefault(id, Outcome.NOT_RUN);
        }

        /** {@return whether every requirement of the assertion passed} */
        public boolean holds(Assertion assertion) {
            return assertion.isTested()
                    && assertion.requirements().stream().allMatch(id -> outcome(id) == Outcome.PASSED);
        }

        /** {@return {@code passed}, or the requirements that did not: {@code WID-009 unsupported}} */
        public String verdict(Assertion assertion) {
            return holds(assertion)
                    ? Totals.inWords(Outcome.PASSED)
                    : assertion.requirements().stream()
                            .filter(id -> outcome(id) != Outcome.PASSED)
                            .map(id -> id + " " + Totals.inWords(outcome(id)))
                            .collect(Collectors.joining(", "));
        }
    }

    /** {@return the coverage by the kit, with the outcomes of these results} */
    public static Coverage of(List<CheckFile> results) {
        List<Run> runs = new ArrayList<>();
        for (CheckFile result : results) {
            result.runs().forEach(run -> runs.add(Run.of(run, result.host().summary())));
        }
        return new Coverage(Specification.pages(), Catalogue.all(), List.copyOf(runs));
    }

    /** {@return the numbers of one page} */
    public static Numbers numbers(Page page) {
        return new Numbers(page.assertions().size(), page.testable(), page.tested(), page.deviations());
    }

    /** {@return the numbers of all pages together} */
    public Numbers total() {
        return pages.stream().map(Coverage::numbers).reduce(new Numbers(0, 0, 0, 0), Numbers::plus);
    }

    /**
     * How much of a page, or of all, is tested.
     *
     * @param assertions how many there are
     * @param testable how many a requirement tests, or could
     * @param tested how many a requirement tests
     * @param deviations how many of these Linux departs from
     */
    public record Numbers(int assertions, int testable, int tested, int deviations) {
        Numbers plus(Numbers other) {
            return new Numbers(
                    assertions + other.assertions,
                    testable + other.testable,
                    tested + other.tested,
                    deviations + other.deviations);
        }

        /** {@return the share of the testable ones that is tested, rounded down} */
        public int percent() {
            return Page.percent(tested, testable);
        }
    }

    /** {@return how many requirements each group has of each level; each is counted once} */
    public Map<String, Map<Level, Integer>> groups() {
        Map<String, Map<Level, Integer>> groups = new LinkedHashMap<>();
        for (RequirementInfo info : requirements) {
            groups.computeIfAbsent(info.group(), group -> new EnumMap<>(Level.class))
                    .merge(info.level(), 1, Integer::sum);
        }
        return groups;
    }

    /** {@return how many requirements there are of each level} */
    public Map<Level, Integer> levels() {
        Map<Level, Integer> levels = new EnumMap<>(Level.class);
        requirements.forEach(info -> levels.merge(info.level(), 1, Integer::sum));
        return levels;
    }

    /** {@return how many assertions a run showed to hold} */
    public long held(Run run) {
        return pages.stream()
                .flatMap(page -> page.assertions().stream())
                .filter(run::holds)
                .count();
    }

    /** {@return why an assertion is not tested, in a few words} */
    public static String why(Assertion assertion) {
        Untested untested = Objects.requireNonNull(assertion.untested(), assertion.id());
        return switch (untested) {
            case PERMITTED -> "left open";
            case CALLER -> "for the caller";
            case LIBRARY -> "C library";
            case ELSEWHERE -> "elsewhere";
            case UNREACHABLE -> "out of reach";
            case NOT_YET -> "not yet";
        };
    }

    /** {@return the requirements that test no assertion of these pages} */
    public List<RequirementInfo> beyond() {
        return Specification.beyond();
    }

    /** {@return the IDs of the assertions that each requirement tests, by its ID} */
    public Map<String, List<String>> assertionsByRequirement() {
        return pages.stream()
                .flatMap(page -> page.assertions().stream())
                .flatMap(assertion -> assertion.requirements().stream().map(id -> Map.entry(id, assertion.id())))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /**
     * {@return class and method of the test of a requirement, such as
     * {@code WaitAnyConformance.it_blocks_until_a_child_ends}; why there is none if there is none}
     */
    public static String test(RequirementInfo info) {
        return info.isTested()
                ? info.className().substring(info.className().lastIndexOf('.') + 1) + "." + info.methodName()
                : "no test: " + info.untested();
    }

    /** {@return what the requirements that test no assertion cite, or why they cite a page all the same} */
    public static String beyondWhat(RequirementInfo info) {
        String extension = Specification.extensions().get(info.id());
        return extension == null ? String.join("; ", info.citations()) : extension;
    }
}
