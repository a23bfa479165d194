package posixwait.conformance.spec;

import java.util.List;
import java.util.Objects;

/**
 * A page of the specification.
 *
 * @param name its name, such as {@code wait.3posix}
 * @param title what it is about
 * @param standard which standard or manual it belongs to
 * @param citedAs what citations of it start with, such as {@code POSIX.1-2017 wait()}
 * @param assertions what it asserts, in its order
 */
public record Page(String name, String title, String standard, List<String> citedAs, List<Assertion> assertions) {
    private static final int ALL = 100;

    /** Copies the lists. */
    public Page {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(standard, "standard");
        citedAs = List.copyOf(citedAs);
        assertions = List.copyOf(assertions);
    }

    /** {@return whether a citation, such as {@code POSIX.1-2017 wait(), ERRORS}, is of this page} */
    public boolean isCitedBy(String citation) {
        return citedAs.stream().anyMatch(start -> citation.equals(start) || citation.startsWith(start + ","));
    }

    /** {@return how many assertions a requirement tests, or could} */
    public int testable() {
        return (int) assertions.stream().filter(Assertion::isTestable).count();
    }

    /** {@return how many assertions a requirement tests} */
    public int tested() {
        return (int) assertions.stream().filter(Assertion::isTested).count();
    }

    /** {@return how many of the tested assertions Linux departs from} */
    public int deviations() {
        return (int) assertions.stream().filter(Assertion::deviation).count();
    }

    /** {@return the share of the testable assertions that is tested, rounded down: 100 only if all are} */
    public int percent() {
        return percent(tested(), testable());
    }

    /**
     * {@return a share, rounded down: 100 only if it is the whole}
     *
     * @param tested how many are
     * @param testable how many could be; of none, all are
     */
    public static int percent(int tested, int testable) {
        return testable == 0 ? ALL : tested * ALL / testable;
    }
}
