package posixwait.bench;

import java.util.ArrayList;
import java.util.List;

/** Every question that is answered in whole processes. A further one is a class and a line here. */
final class TrialQuestions {
    private static final List<TrialQuestion> OF_CHILDREN = List.of(
            new StormQuestion(),
            new SustainedQuestion(),
            new BystandersQuestion(),
            new FootprintQuestion(),
            new WaitingQuestion(),
            new AllocationQuestion(),
            new CreatingQuestion());

    private static final List<TrialQuestion> ALL = all(List.of());

    private TrialQuestions() {}

    /** {@return all, in the order in which they are measured} */
    static List<TrialQuestion> all() {
        return ALL;
    }

    /**
     * {@return all, in the order in which they are measured}
     *
     * @param jdks the other JDKs of this host
     */
    static List<TrialQuestion> all(List<OtherJdk> jdks) {
        List<TrialQuestion> all = new ArrayList<>(CallQuestions.all(jdks));
        all.addAll(OF_CHILDREN);
        return List.copyOf(all);
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
