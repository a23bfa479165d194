package posixwait.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import posixwait.cli.Samples;
import posixwait.cli.explore.ExploreFile;
import posixwait.conformance.explore.Explored;
import posixwait.conformance.model.Rule;
import posixwait.conformance.model.Transition;

/** The diagram of the model with the counts of explorations, read without a browser. */
class ModelSectionTest {
    private final Document page = Jsoup.parse(ModelSection.of(List.of(Samples.exploration()), ""));

    @Test
    void the_diagram_has_each_arrow_of_the_model_once_and_no_other() {
        assertThat(page.select("svg [data-arrow]").eachAttr("data-arrow"))
                .containsExactlyElementsOf(Transition.arrows().stream()
                        .map(Transition.Arrow::toString)
                        .toList());
    }

    @Test
    void an_arrow_shows_the_sum_of_all_runs() {
        assertThat(arrow("ZOMBIE -REAP-> GONE").select("text").text()).isEqualTo("REAP 1,234,568");
        assertThat(arrow("ZOMBIE -REAP-> GONE").select("title").text())
                .isEqualTo("ZOMBIE -REAP-> GONE: 1,234,568 times");
    }

    @Test
    void exactly_the_arrow_that_was_never_taken_is_marked() {
        assertThat(page.select("svg .never").eachAttr("data-arrow")).containsExactly("STOPPED -PEEK_STOP-> STOPPED");
        assertThat(arrow("STOPPED -PEEK_STOP-> STOPPED").select("text").text()).isEqualTo("PEEK_STOP never");
    }

    @Test
    void the_diagram_says_in_words_what_it_shows() {
        assertThat(page.select("svg[role=img]").attr("aria-labelledby")).isEqualTo("states-title states-desc");
        assertThat(page.select("#states-desc").text())
                .contains("STOPPED -PEEK_STOP-> STOPPED: never", "ZOMBIE -REAP-> GONE: 1,234,568 times");
    }

    @Test
    void the_table_has_each_arrow_and_rule_with_its_source_and_the_count_of_each_run() {
        assertThat(page.select("tr[data-rule]").eachAttr("data-rule"))
                .hasSize(Explored.coverable())
                .containsAll(Stream.of(Rule.values()).map(Rule::name).toList());
        assertThat(cells("BLOCKS")).containsExactly("wait.3posix#7", "5", "never");
        assertThat(cells("NO_CHILD")).containsExactly("wait.3posix#74", "5", "not counted");
        assertThat(page.select("tr[data-rule] .says").eachText())
                .hasSize(Explored.coverable())
                .doesNotContain("");
    }

    @Test
    void a_rule_that_none_of_the_pages_has_says_what_its_requirement_does() {
        assertThat(page.select("tr[data-rule=STOPPED_PROCESS_TAKES_NOTHING]").text())
                .contains("JC-014")
                .doesNotStartWith("STOPPED_PROCESS_TAKES_NOTHING JC-014");
    }

    @Test
    void each_run_has_its_seed_steps_coverage_and_differences() {
        assertThat(page.select("table:has(caption:containsOwn(Explorations)) tbody tr")
                        .eachText())
                .containsExactly(
                        "ffm on 25.0.3 " + Samples.check().host().kernel() + " 7 1,400 40,000 5.0 "
                                + (Explored.coverable() - 1) + " of " + Explored.coverable() + " 0",
                        "jna on 25.0.3 " + Samples.check().host().kernel() + " 7 1 10 0.5 1 of " + Explored.coverable()
                                + " 1, see below");
        assertThat(page.select(".host-line").text())
                .contains(
                        "40,010 steps", ": 1 difference.", (Explored.coverable() - 1) + " of " + Explored.coverable());
    }

    @Test
    void a_difference_is_shown_with_its_trace_and_its_test_as_text() {
        assertThat(page.select(".difference h3").text())
                .isEqualTo("The kernel and the model differ: jna on 25.0.3, script 3 of seed 7");
        assertThat(page.select(".difference pre").eachText())
                .containsExactly("c0=$(child <b>pause</b>)  # 0", "class <i>FoundTest {}");
        assertThat(page.select("b, i")).isEmpty();
    }

    @Test
    void names_from_a_file_are_text() {
        Explored odd = new Explored("<b>odd", "<i>1", 1, 1, 1, 0, Map.of(), Map.of(), null);
        ExploreFile file = new ExploreFile(Samples.check().host(), 1, List.of(odd));

        Document odds = Jsoup.parse(ModelSection.of(List.of(file), ""));

        assertThat(odds.text()).contains("<b>odd on <i>1");
        assertThat(odds.select("b, i")).isEmpty();
    }

    @Test
    void without_an_exploration_it_says_so_why_and_how_to_make_one() {
        Document none = Jsoup.parse(ModelSection.of(List.of(), "no <proc>"));

        assertThat(none.select(".host-line").text())
                .startsWith("Nothing was explored: no <proc>.")
                .contains("posixwait explore --json explore.json", "posixwait report --explore explore.json");
        assertThat(none.select("svg [data-arrow]")).hasSize(Transition.arrows().size());
        assertThat(none.select(".never, .times, .count")).isEmpty();
    }

    @Test
    void explorations_of_several_files_are_added_up() {
        Document twice = Jsoup.parse(ModelSection.of(List.of(Samples.exploration(), Samples.exploration()), ""));

        assertThat(twice.select("[data-arrow='ZOMBIE -REAP-> GONE'] .times").text())
                .isEqualTo("2,469,136");
        assertThat(twice.select("tr[data-rule=BLOCKS] .count")).hasSize(4);
    }

    private Element arrow(String name) {
        return page.expectFirst("svg [data-arrow='" + name + "']");
    }

    private List<String> cells(String rule) {
        return page.select("tr[data-rule=" + rule + "] td:not(.says)").eachText();
    }
}
