package posixwait.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import posixwait.conformance.Level;
import posixwait.conformance.broken.Fault;
import posixwait.conformance.broken.Faults;

class CatalogueTest {
    private static final List<String> GROUPS = List.of(
            "ST", "WAIT", "WPID", "OPT", "WID", "RU", "ERR", "ZOM", "CHLD", "THR", "PG", "ORP", "PFD", "JC", "PDS",
            "SIG", "SPN", "RACE", "EQV", "ORA", "PT", "LIM", "REU", "NS", "JVM");

    @Test
    void at_least_five_requirements_are_in_each_group() {
        Map<String, Long> sizes =
                Catalogue.all().stream().collect(Collectors.groupingBy(RequirementInfo::group, Collectors.counting()));

        assertThat(sizes).containsOnlyKeys(GROUPS);
        assertThat(sizes.values()).allMatch(size -> size >= 5);
    }

    @Test
    void at_least_a_hundred_requirements_are_tested() {
        assertThat(Catalogue.all())
                .filteredOn(info -> info.level() != Level.UNTESTED)
                .hasSizeGreaterThanOrEqualTo(100);
    }

    @Test
    void exactly_what_is_of_level_UNTESTED_has_no_test_and_a_reason() {
        assertThat(Catalogue.all())
                .allSatisfy(info -> assertThat(info.isTested())
                        .as(info.id())
                        .isEqualTo(info.level() != Level.UNTESTED)
                        .isEqualTo(info.untested().isEmpty())
                        .isEqualTo(!info.className().isEmpty()));
    }

    @Test
    void what_has_no_test_is_a_row_with_the_reason_and_starts_nothing() throws KitException {
        List<RequirementInfo> untested =
                Catalogue.all().stream().filter(info -> !info.isTested()).toList();
        Jdk none = new Jdk(Path.of("no-such-directory"), "17", 17);

        BackendRun run = new KitRunner(none, "no-such-backend", List.of()).run(untested, Progress.silent());

        assertThat(run.requirements())
                .hasSameSizeAs(untested)
                .allSatisfy(result -> assertThat(result.outcome()).isEqualTo(Outcome.NOT_RUN))
                .allSatisfy(result -> assertThat(result.detail()).isNotEmpty())
                .allSatisfy(result -> assertThat(result.conforms()).isTrue());
        assertThat(run.totals()).containsEntry(Outcome.NOT_RUN, untested.size());
        assertThat(run.conforms()).isFalse();
    }

    @Test
    void every_requirement_says_its_rule_and_where_it_stands() {
        assertThat(Catalogue.all())
                .allSatisfy(info -> assertThat(info.rule()).endsWith(".").hasSizeGreaterThan(20))
                .allSatisfy(info -> assertThat(info.citations()).isNotEmpty().doesNotContain(""));
    }

    @Test
    void a_pattern_matches_whole_ids_whatever_their_case() {
        assertThat(Catalogue.matching(List.of("wid-014")))
                .extracting(RequirementInfo::id)
                .containsExactly("WID-014");
        assertThat(Catalogue.matching(List.of("WID"))).isEmpty();
        assertThat(Catalogue.matching(List.of("WID-*")))
                .allMatch(info -> info.group().equals("WID"));
    }

    @Test
    void characters_of_regular_expressions_have_no_meaning_in_a_pattern() {
        assertThat(Catalogue.matching(List.of("...-...", "\\E.*", "[A-Z]*"))).isEmpty();
    }

    @Test
    void every_fault_has_a_name_of_its_own_and_requirements_that_exist() {
        assertThat(Faults.all())
                .extracting(Fault::label)
                .doesNotHaveDuplicates()
                .allMatch(label -> label.matches("[A-Za-z0-9-]+"));
        assertThat(Faults.all())
                .flatExtracting(Fault::caughtBy)
                .allSatisfy(
                        id -> assertThat(Catalogue.matching(List.of(id))).as(id).hasSize(1));
    }

    @Test
    void every_group_must_catch_a_fault() {
        assertThat(Faults.all())
                .flatExtracting(Fault::caughtBy)
                .extracting(id -> id.substring(0, id.indexOf('-')))
                .containsAll(GROUPS);
    }

    @Test
    void dozens_of_faults_really_happened_somewhere() {
        assertThat(Faults.all()).filteredOn(fault -> !fault.history().isEmpty()).hasSizeGreaterThanOrEqualTo(40);
    }
}
