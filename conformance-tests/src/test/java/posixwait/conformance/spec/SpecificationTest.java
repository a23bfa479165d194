package posixwait.conformance.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import posixwait.conformance.Level;
import posixwait.conformance.run.Catalogue;
import posixwait.conformance.run.RequirementInfo;

class SpecificationTest {
    private static Stream<Assertion> assertions() {
        return Specification.pages().stream().flatMap(page -> page.assertions().stream());
    }

    @Test
    void the_pages_on_waiting_are_read_sentence_by_sentence() {
        assertThat(Specification.pages())
                .extracting(Page::name)
                .doesNotHaveDuplicates()
                .contains("wait.3posix", "waitid.3posix", "_Exit.3posix", "wait.2", "pidfd_open.2", "prctl.2");
        assertThat(assertions()).hasSizeGreaterThan(600);
    }

    @Test
    void the_assertions_of_a_page_are_numbered_after_it() {
        assertThat(assertions()).extracting(Assertion::id).doesNotHaveDuplicates();
        assertThat(Specification.pages())
                .allSatisfy(page -> assertThat(page.assertions())
                        .extracting(Assertion::id)
                        .allMatch(id -> id.matches("\\Q" + page.name() + "#\\E[1-9]\\d*")));
    }

    @Test
    void every_assertion_is_a_sentence() {
        assertThat(assertions())
                .allSatisfy(assertion ->
                        assertThat(assertion.text()).as(assertion.id()).endsWith("."));
    }

    @Test
    void every_requirement_that_is_named_is_tested() {
        Set<String> tested = Catalogue.all().stream()
                .filter(info -> info.level() != Level.UNTESTED)
                .map(RequirementInfo::id)
                .collect(Collectors.toSet());

        assertThat(assertions())
                .allSatisfy(assertion -> assertThat(assertion.requirements())
                        .as(assertion.id())
                        .isSubsetOf(tested)
                        .doesNotHaveDuplicates());
    }

    @Test
    void every_tested_requirement_that_cites_a_page_tests_an_assertion_of_one_or_says_why_not() {
        List<String> forgotten = Specification.beyond().stream()
                .filter(info -> info.level() != Level.UNTESTED)
                .filter(info -> info.citations().stream()
                        .anyMatch(
                                citation -> Specification.pages().stream().anyMatch(page -> page.isCitedBy(citation))))
                .map(RequirementInfo::id)
                .filter(id -> !Specification.extensions().containsKey(id))
                .toList();

        assertThat(forgotten)
                .as("add them to the assertions of the page that they cite, or to beyond.json")
                .isEmpty();
    }

    @Test
    void what_is_marked_as_beyond_the_pages_tests_no_assertion() {
        assertThat(Specification.extensions()).isNotEmpty();
        assertThat(Specification.referenced())
                .doesNotContainAnyElementsOf(Specification.extensions().keySet());
    }

    @Test
    void what_tests_an_assertion_and_what_lies_beyond_add_up_to_the_catalogue() {
        Set<String> both = new HashSet<>(Specification.referenced());
        Specification.beyond().forEach(info -> both.add(info.id()));

        assertThat(both).hasSize(Catalogue.all().size());
        assertThat(Specification.referenced().size() + Specification.beyond().size())
                .isEqualTo(Catalogue.all().size());
    }

    @Test
    void the_numbers_of_a_page_add_up() {
        assertThat(Specification.pages()).allSatisfy(page -> {
            long notYet = page.assertions().stream()
                    .filter(assertion -> assertion.untested() == Untested.NOT_YET)
                    .count();
            assertThat(page.tested() + notYet).as(page.name()).isEqualTo(page.testable());
            assertThat(page.percent() == 100).as(page.name()).isEqualTo(notYet == 0);
        });
    }

    @Test
    void a_departure_from_POSIX_is_held_by_a_requirement_that_says_what_the_host_does() {
        Set<String> deviating = Catalogue.all().stream()
                .filter(info -> !info.deviation().isEmpty())
                .map(RequirementInfo::id)
                .collect(Collectors.toSet());

        assertThat(Specification.pages().stream()
                        .filter(page -> page.standard().startsWith("POSIX"))
                        .flatMap(page -> page.assertions().stream())
                        .filter(Assertion::deviation))
                .isNotEmpty()
                .allSatisfy(assertion ->
                        assertThat(assertion.requirements()).as(assertion.id()).isSubsetOf(deviating));
    }

    @Test
    void a_citation_of_a_page_names_it_whole() {
        Page page = new Page("wait.2", "wait(2)", "Linux", List.of("wait(2)"), List.of());

        assertThat(page.isCitedBy("wait(2)")).isTrue();
        assertThat(page.isCitedBy("wait(2), NOTES")).isTrue();
        assertThat(page.isCitedBy("wait(20), NOTES")).isFalse();
        assertThat(page.isCitedBy("man wait(2)")).isFalse();
    }

    @Test
    void an_assertion_has_requirements_or_a_reason_and_not_both() {
        List<String> some = List.of("WAIT-001");
        assertThatThrownBy(() -> new Assertion("a#1", "S", "T.", List.of(), false, null, ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Assertion("a#1", "S", "T.", some, false, Untested.NOT_YET, "why"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Assertion("a#1", "S", "T.", List.of(), false, Untested.NOT_YET, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
