package posixwait.bench;

import java.util.List;

/** Every question that is answered in whole processes. A further one is a class and a line here. */
final class TrialQuestions {
    private static final List<TrialQuestion> ALL = List.of(
            new StormQuestion(),
            new SustainedQuestion(),
            new BystandersQuestion(),
            new FootprintQuestion(),
            new WaitingQuestion(),
            new AllocationQuestion(),
            new CreatingQuestion());

    private TrialQuestions() {}

    /** {@return all, in the order in which they are measured} */
    static List<TrialQuestion> all() {
        return ALL;
    }

    /** {@return the names of all} */
    static List<String> names() {
        return ALL.stream().map(TrialQuestion::name).toList();
    }

    static TrialQuestion named(String name) {
        return ALL.stream()
                .filter(question -> question.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no question is named " + name));
    }
}
