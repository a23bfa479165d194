package posixwait.cli.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import posixwait.conformance.run.Outcome;

/** A fact explains a difference if its value decides the outcome. */
class ExplanationTest {
    @Test
    void a_fact_whose_value_decides_the_outcome_separates_it() {
        Explanation explanation = Explanation.of(List.of(
                seen(Outcome.FAILED, Fact.KERNEL_SERIES, "5.15", Fact.ARCH, "amd64"),
                seen(Outcome.FAILED, Fact.KERNEL_SERIES, "5.15", Fact.ARCH, "aarch64"),
                seen(Outcome.PASSED, Fact.KERNEL_SERIES, "6.12", Fact.ARCH, "amd64"),
                seen(Outcome.PASSED, Fact.KERNEL_SERIES, "6.12", Fact.ARCH, "aarch64")));

        assertThat(explanation)
                .isEqualTo(new Explanation(
                        Explanation.Kind.SEPARATED,
                        List.of(new Explanation.Separating(
                                Fact.KERNEL_SERIES, true, Map.of("5.15", Outcome.FAILED, "6.12", Outcome.PASSED)))));
    }

    @Test
    void several_values_may_go_with_one_outcome() {
        Explanation explanation = Explanation.of(List.of(
                seen(Outcome.UNSUPPORTED, Fact.KERNEL_SERIES, "4.19"),
                seen(Outcome.UNSUPPORTED, Fact.KERNEL_SERIES, "5.2"),
                seen(Outcome.PASSED, Fact.KERNEL_SERIES, "5.3"),
                seen(Outcome.PASSED, Fact.KERNEL_SERIES, "5.3")));

        assertThat(facts(explanation)).containsExactly(Fact.KERNEL_SERIES);
    }

    @Test
    void all_facts_that_separate_are_listed_those_with_the_fewest_values_first() {
        Explanation explanation = Explanation.of(List.of(
                seen(Outcome.FAILED, Fact.KERNEL, "5.15.1", Fact.KERNEL_SERIES, "5.15", Fact.LIBC, "musl"),
                seen(Outcome.FAILED, Fact.KERNEL, "5.10.1", Fact.KERNEL_SERIES, "5.10", Fact.LIBC, "musl"),
                seen(Outcome.PASSED, Fact.KERNEL, "6.12.1", Fact.KERNEL_SERIES, "6.12", Fact.LIBC, "glibc"),
                seen(Outcome.PASSED, Fact.KERNEL, "6.12.2", Fact.KERNEL_SERIES, "6.12", Fact.LIBC, "glibc")));

        assertThat(facts(explanation)).containsExactly(Fact.LIBC, Fact.KERNEL_SERIES, Fact.KERNEL);
    }

    @Test
    void a_fact_that_is_another_in_every_run_separates_and_is_told_as_that() {
        Explanation explanation = Explanation.of(List.of(
                seen(Outcome.FAILED, Fact.NPROC, "1", Fact.LIBC, "musl"),
                seen(Outcome.PASSED, Fact.NPROC, "2", Fact.LIBC, "glibc"),
                seen(Outcome.PASSED, Fact.NPROC, "3", Fact.LIBC, "glibc")));

        assertThat(explanation.by())
                .extracting(Explanation.Separating::fact, Explanation.Separating::repeats)
                .containsExactly(tuple(Fact.LIBC, true), tuple(Fact.NPROC, false));
        assertThat(explanation.inWords())
                .containsExactly(
                        "separated by C library: glibc passed, musl failed", "another in every run: limit nproc");
    }

    @Test
    void of_two_runs_every_fact_that_differs_is_told_with_its_values() {
        Explanation explanation =
                Explanation.of(List.of(seen(Outcome.TIMEOUT, Fact.JDK, "17"), seen(Outcome.PASSED, Fact.JDK, "25")));

        assertThat(explanation.inWords()).containsExactly("separated by JDK: 17 timeout, 25 passed");
    }

    @Test
    void a_fact_that_is_the_same_everywhere_explains_nothing() {
        Explanation explanation = Explanation.of(List.of(
                seen(Outcome.FAILED, Fact.ARCH, "amd64", Fact.USER, "root"),
                seen(Outcome.PASSED, Fact.ARCH, "amd64", Fact.USER, "ordinary user")));

        assertThat(facts(explanation)).containsExactly(Fact.USER);
    }

    @Test
    void a_fact_that_is_not_known_of_every_run_explains_nothing() {
        Explanation explanation = Explanation.of(List.of(
                seen(Outcome.FAILED, Fact.SECCOMP, "filter", Fact.JDK, "17"),
                seen(Outcome.PASSED, Fact.SECCOMP, "off", Fact.JDK, "25"),
                seen(Outcome.PASSED, Fact.JDK, "25")));

        assertThat(facts(explanation)).containsExactly(Fact.JDK);
    }

    @Test
    void two_facts_that_only_together_decide_are_no_single_fact() {
        Explanation explanation = Explanation.of(List.of(
                seen(Outcome.FAILED, Fact.LIBC, "musl", Fact.USER, "root"),
                seen(Outcome.PASSED, Fact.LIBC, "musl", Fact.USER, "ordinary user"),
                seen(Outcome.PASSED, Fact.LIBC, "glibc", Fact.USER, "root"),
                seen(Outcome.PASSED, Fact.LIBC, "glibc", Fact.USER, "ordinary user")));

        assertThat(explanation).isEqualTo(new Explanation(Explanation.Kind.NO_SINGLE_FACT, List.of()));
        assertThat(explanation.inWords()).containsExactly("explained by no single fact");
    }

    @Test
    void runs_with_the_same_facts_and_other_outcomes_are_told_apart_from_that() {
        Explanation explanation = Explanation.of(
                List.of(seen(Outcome.FAILED, Fact.LIBC, "musl"), seen(Outcome.PASSED, Fact.LIBC, "musl")));

        assertThat(explanation).isEqualTo(new Explanation(Explanation.Kind.SAME_FACTS, List.of()));
        assertThat(explanation.inWords()).containsExactly("explained by no fact: runs with the same facts differ");
    }

    @Test
    void three_outcomes_need_a_fact_with_three_values() {
        Explanation explanation = Explanation.of(List.of(
                seen(Outcome.FAILED, Fact.LIBC, "musl", Fact.JDK, "17"),
                seen(Outcome.PASSED, Fact.LIBC, "glibc", Fact.JDK, "21"),
                seen(Outcome.UNSUPPORTED, Fact.LIBC, "glibc", Fact.JDK, "25")));

        assertThat(facts(explanation)).containsExactly(Fact.JDK);
    }

    private static List<Fact> facts(Explanation explanation) {
        return explanation.by().stream().map(Explanation.Separating::fact).toList();
    }

    private static Explanation.Seen seen(Outcome outcome, Fact fact, String value) {
        return new Explanation.Seen(new Facts(Map.of(fact, value)), outcome);
    }

    private static Explanation.Seen seen(Outcome outcome, Fact fact, String value, Fact other, String otherValue) {
        return new Explanation.Seen(new Facts(Map.of(fact, value, other, otherValue)), outcome);
    }

    private static Explanation.Seen seen(
            Outcome outcome, Fact fact, String value, Fact other, String otherValue, Fact third, String thirdValue) {
        return new Explanation.Seen(new Facts(Map.of(fact, value, other, otherValue, third, thirdValue)), outcome);
    }
}
