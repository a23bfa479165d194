package posixwait.bench;

import java.util.List;

/** Every question about what one thread's calls cost. */
final class CallQuestions {
    private CallQuestions() {}

    /**
     * {@return all, in the order in which they are measured}
     *
     * @param jdks the other JDKs of this host
     */
    static List<TrialQuestion> all(List<OtherJdk> jdks) {
        return List.of(
                CallQuestion.echild(),
                CallQuestion.wnohang(),
                new ErrnoQuestion(),
                new CompilationQuestion(),
                new CollectorQuestion(),
                new JdkQuestion(jdks),
                new FirstCallQuestion(),
                new ReapQuestion(),
                new DrainQuestion());
    }
}
