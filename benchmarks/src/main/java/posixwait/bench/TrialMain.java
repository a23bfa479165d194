package posixwait.bench;

import java.util.List;
import posixwait.Backend;

/**
 * The JVM that measures one trial with one contender, and nothing else before or after.
 *
 * <pre>
 * QUESTION BINDING WAY ARGUMENT...
 * </pre>
 *
 * <p>{@code QUESTION} is the name of a {@link TrialQuestion}, {@code BINDING} that of a backend, and the rest its
 * {@link TrialTask}. The last line of the output is {@link Readings}.
 */
public final class TrialMain {
    private TrialMain() {}

    /**
     * Measures and exits: 0 with a result, 1 with a line on standard error.
     *
     * @param arguments as above
     */
    public static void main(String[] arguments) {
        int code = 0;
        try {
            System.out.println(measure(List.of(arguments)).toJson());
        } catch (HostLimit e) {
            System.out.println(Readings.skipped(String.valueOf(e.getMessage())).toJson());
        } catch (RuntimeException e) {
            System.err.println(String.valueOf(e).lines().findFirst().orElse(""));
            code = 1;
        }
        TrialSession.leave();
        System.out.flush();
        // Whatever threads are left of the subject.
        System.exit(code);
    }

    private static Readings measure(List<String> arguments) {
        TrialQuestion question = TrialQuestions.named(arguments.get(0));
        Backend backend = Subject.open(arguments.get(1));
        TrialSession.lead(backend.calls());
        return question.measure(new TrialTask(backend, arguments.get(2), arguments.subList(3, arguments.size())));
    }
}
