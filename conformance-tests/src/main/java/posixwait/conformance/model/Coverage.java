package posixwait.conformance.model;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How often each arrow was gone and each rule applied. */
public final class Coverage {
    private final Map<Transition.Arrow, Integer> arrows = new HashMap<>();
    private final Map<Rule, Integer> rules = new EnumMap<>(Rule.class);

    /** Starts with nothing covered. */
    public Coverage() {}

    void went(Transition.Arrow arrow) {
        arrows.merge(arrow, 1, Integer::sum);
    }

    void applied(Rule rule) {
        rules.merge(rule, 1, Integer::sum);
    }

    /** {@return what a call returns; the negated error number if it is refused, by a rule that then counts as applied} */
    int result(Refused.Call<Integer> call) {
        try {
            return call.make();
        } catch (Refused e) {
            applied(e.rule());
            return -e.errno();
        }
    }

    /** Adds what another run covered. */
    public void add(Coverage other) {
        other.arrows.forEach((arrow, count) -> arrows.merge(arrow, count, Integer::sum));
        other.rules.forEach((rule, count) -> rules.merge(rule, count, Integer::sum));
    }

    /** {@return how often an arrow was gone} */
    public int times(Transition.Arrow arrow) {
        return arrows.getOrDefault(arrow, 0);
    }

    /** {@return how often a rule was applied} */
    public int times(Rule rule) {
        return rules.getOrDefault(rule, 0);
    }

    /** {@return the arrows that were never gone} */
    public List<Transition.Arrow> arrowsLeft() {
        return Transition.arrows().stream()
                .filter(arrow -> !arrows.containsKey(arrow))
                .toList();
    }

    /** {@return the rules that were never applied} */
    public List<Rule> rulesLeft() {
        return Stream.of(Rule.values()).filter(rule -> !rules.containsKey(rule)).toList();
    }
}
