package posixwait.cli.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import posixwait.cli.explore.ExploreFile;
import posixwait.cli.io.Html;
import posixwait.conformance.explore.Explored;
import posixwait.conformance.model.Rule;
import posixwait.conformance.model.Transition;
import posixwait.conformance.run.Catalogue;
import posixwait.conformance.run.RequirementInfo;
import posixwait.conformance.spec.Assertion;
import posixwait.conformance.spec.Specification;

/** The model with what explorations saw of it. It needs no script. */
final class ModelSection {
    private final List<Ran> runs;
    private final Map<String, String> sentences;

    private ModelSection(List<Ran> runs) {
        this.runs = runs;
        this.sentences = sentences();
    }

    /** One backend of one exploration. */
    private record Ran(ExploreFile file, Explored explored) {
        String name() {
            return explored.backend() + " on " + explored.jdk();
        }
    }

    /** {@return the section} */
    static String of(List<ExploreFile> files, String unexplored) {
        List<Ran> runs = files.stream()
                .flatMap(file -> file.explored().stream().map(explored -> new Ran(file, explored)))
                .toList();
        return new ModelSection(runs).html(unexplored);
    }

    private String html(String unexplored) {
        return Html.filled(
                Html.resource(ModelSection.class, "model.html"),
                Map.of(
                        "verdict", runs.isEmpty() ? missing(unexplored) : Html.escaped(verdict()),
                        "runs", runs.isEmpty() ? "" : table(),
                        "differences", each(runs, ModelSection::difference),
                        "reading", Html.escaped(reading()),
                        "diagram", StateDiagram.of(together()),
                        "all", String.valueOf(Explored.coverable()),
                        "columns", each(runs, run -> "<th scope=\"col\">" + Html.escaped(run.name()) + "</th>"),
                        "rows", rows()));
    }

    private Times together() {
        return new Times(runs.stream().map(Ran::explored).toList());
    }

    private static String missing(String unexplored) {
        return "Nothing was explored" + (unexplored.isEmpty() ? "" : ": " + Html.escaped(unexplored))
                + ". Random scripts on the model and on this kernel: <code>posixwait explore --json explore.json</code>,"
                + " then <code>posixwait report --explore explore.json</code>.";
    }

    private String verdict() {
        long differences =
                runs.stream().filter(run -> run.explored().difference() != null).count();
        return number(runs.stream().mapToLong(run -> run.explored().steps()).sum())
                + " steps of random scripts were done on the model and on the kernel, and compared one by one: "
                + (differences == 0
                        ? "no difference"
                        : number(differences) + (differences == 1 ? " difference" : " differences"))
                + ". " + covered(names()) + " of " + Explored.coverable() + " arrows and rules were taken or applied.";
    }

    private static List<String> names() {
        return Stream.concat(
                        Transition.arrows().stream().map(Transition.Arrow::toString),
                        Stream.of(Rule.values()).map(Rule::name))
                .toList();
    }

    private long covered(List<String> names) {
        Times times = together();
        return names.stream().filter(name -> times.of(name).orElse(0) > 0).count();
    }

    private String reading() {
        String how = "A column for each state, a row for each arrow; made of the model that runs.";
        return runs.isEmpty()
                ? how + " Without an exploration there are no counts."
                : how + " Unit: how often it was taken, in all runs together. Dashed and \u201cnever\u201d: not once.";
    }

    private String table() {
        return "<div class=\"scroll\" role=\"region\" aria-label=\"Explorations\" tabindex=\"0\"><table class=\"figures\">"
                + "<caption class=\"spoken\">Explorations</caption><thead><tr>"
                + each(
                        List.of("Backend", "Kernel", "Seed", "Scripts", "Steps", "Seconds", "Covered", "Differences"),
                        name -> "<th scope=\"col\">" + name + "</th>")
                + "</tr></thead><tbody>" + each(runs, ModelSection::row) + "</tbody></table></div>";
    }

    private static String row(Ran run) {
        Explored explored = run.explored();
        int left = explored.uncovered().size();
        return "<tr><th scope=\"row\">" + Html.escaped(run.name()) + "</th>"
                + each(
                        List.of(
                                run.file().host().kernel(),
                                String.valueOf(run.file().seed()),
                                number(explored.scripts()),
                                number(explored.steps()),
                                String.format(Locale.ROOT, "%.1f", explored.seconds()),
                                Explored.coverable() - left + " of " + Explored.coverable(),
                                explored.difference() == null ? "0" : "1, see below"),
                        text -> "<td>" + Html.escaped(text) + "</td>")
                + "</tr>";
    }

    private static String difference(Ran run) {
        Explored.Difference difference = run.explored().difference();
        if (difference == null) {
            return "";
        }
        return "<article class=\"card difference\"><h3>"
                + Html.escaped("The kernel and the model differ: " + run.name() + ", script " + difference.script()
                        + " of seed " + run.file().seed())
                + "</h3><pre tabindex=\"0\">" + Html.escaped(String.join("\n", difference.trace()))
                + "</pre><details><summary>As a test</summary><pre tabindex=\"0\">" + Html.escaped(difference.test())
                + "</pre></details></article>";
    }

    private String rows() {
        List<String> rows = new ArrayList<>();
        for (Transition.Arrow arrow : Transition.arrows()) {
            rows.add(row(arrow.toString(), arrow.transition().assertion()));
        }
        for (Rule rule : Rule.values()) {
            rows.add(row(rule.name(), rule.source()));
        }
        return String.join("\n", rows);
    }

    private String row(String name, String source) {
        return "<tr data-rule=\"" + Html.escaped(name) + "\"><th scope=\"row\" class=\"id\">" + Html.escaped(name)
                + "</th><td class=\"says\">" + Html.escaped(Objects.requireNonNull(sentences.get(source), source))
                + "</td><td class=\"id text\">" + Html.escaped(source) + "</td>"
                + each(runs, run -> count(new Times(List.of(run.explored())), name)) + "</tr>";
    }

    private static String count(Times times, String name) {
        return "<td class=\"count" + (times.isNever(name) ? " never" : "") + "\">" + Html.escaped(times.briefly(name))
                + "</td>";
    }

    /** What each source says, by its ID: an assertion of a page, or a requirement. */
    private static Map<String, String> sentences() {
        Map<String, String> sentences = new HashMap<>(Specification.pages().stream()
                .flatMap(page -> page.assertions().stream())
                .collect(Collectors.toMap(Assertion::id, Assertion::text)));
        sentences.putAll(
                Catalogue.all().stream().collect(Collectors.toMap(RequirementInfo::id, RequirementInfo::rule)));
        return sentences;
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static <T> String each(List<T> members, Function<T, String> html) {
        return members.stream().map(html).collect(Collectors.joining());
    }
}
