package posixwait.conformance.model;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The model as text for its page: made of the enums that run. */
public final class Diagram {
    private Diagram() {}

    /** {@return the states and every arrow between them, for Mermaid} */
    public static String states() {
        List<String> arrows = Transition.arrows().stream()
                .map(arrow ->
                        "    " + arrow.from() + " --> " + arrow.transition().to() + " : " + arrow.transition())
                .toList();
        return "```mermaid\nstateDiagram-v2\n    [*] --> RUNNING\n" + String.join("\n", arrows)
                + "\n    GONE --> [*]\n```\n";
    }

    /** {@return what each transition and rule comes from, a table} */
    public static String sources() {
        Stream<String> transitions = Stream.of(Transition.values()).map(t -> row(t.name(), t.assertion()));
        Stream<String> rules = Stream.of(Rule.values()).map(r -> row(r.name(), r.source()));
        return "| transition or rule | assertion, or requirement |\n|---|---|\n"
                + Stream.concat(transitions, rules).collect(Collectors.joining());
    }

    private static String row(String name, String assertion) {
        return "| `" + name + "` | " + assertion + " |\n";
    }
}
