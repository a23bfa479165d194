package posixwait.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import posixwait.Backend;

/** What does a call through JNA cost on the oldest supported JDK, and what on this one? */
final class JdkQuestion extends JmhQuestion {
    static final String NAME = "call-jdk";
    private static final String JDK = "jdk";
    private static final int OLDEST = 17;
    private static final int NEWER = 25;

    private final int here = Runtime.version().feature();
    private final List<OtherJdk> others;

    /**
     * Knows the other JDKs of the host.
     *
     * @param others any number, none of them the one that runs this
     */
    JdkQuestion(List<OtherJdk> others) {
        this.others = others.stream()
                .sorted(Comparator.comparing((OtherJdk jdk) -> Runtime.Version.parse(jdk.version()))
                        .reversed())
                .toList();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    String title() {
        return "One waitpid without a child to find, by JDK";
    }

    /** The oldest that is supported, and this one; if they are the same, a newer one. */
    @Override
    public List<Trial> trials(Effort effort) {
        return Stream.of(OLDEST, here == OLDEST ? NEWER : here)
                .map(feature -> Trial.of(NAME, Map.of(JDK, "" + feature), 0, CompilationQuestion.floor(effort)))
                .toList();
    }

    @Override
    public List<Contender> contenders(List<Backend> backends) {
        return Callers.ofJna(backends);
    }

    @Override
    public @Nullable String absence(Trial trial, Contender contender) {
        int feature = feature(trial);
        return feature == here || other(feature) != null
                ? null
                : "UNSUPPORTED: no JDK " + feature
                        + " was found; install one, for example where the distribution puts it,"
                        + " and 'posixwait bench' finds it";
    }

    @Override
    public int rounds(Effort effort, Trial trial, Contender contender) {
        // A quick run compares peers where the other JDK is the question: on this one call-echild has them.
        boolean known = Callers.isPeer(contender) && feature(trial) == here;
        return effort.pick(1, known ? 0 : 1, 5);
    }

    /** An archive is one JDK's. */
    @Override
    public boolean mayShareClasses(Trial trial) {
        return feature(trial) == here;
    }

    @Override
    JmhTask task(Effort effort, Trial trial) {
        return JmhTask.timed("CallOverheadBenchmark.echildByWaitpid", effort)
                .on(feature(trial) == here ? null : other(feature(trial)));
    }

    /** Each with the version of its own JDK, the second compared with the first as well. */
    @Override
    public List<BenchResult> results(TrialResults figures, Trial trial, List<Trial> trials) {
        Trial first = trials.get(0);
        TrialResults.Row row = trial.equals(first)
                ? row(trial)
                : row(trial).to(JDK + "=" + first.params().get(JDK), first, TrialResults.middleOf(NANOS));
        OtherJdk other = feature(trial) == here ? null : other(feature(trial));
        return figures.of(trial, row).stream()
                .map(result -> other == null ? result : result.on(other.version()))
                .toList();
    }

    private static int feature(Trial trial) {
        return Integer.parseInt(trial.params().getOrDefault(JDK, "0"));
    }

    private @Nullable OtherJdk other(int feature) {
        return others.stream()
                .filter(jdk -> jdk.feature() == feature)
                .findFirst()
                .orElse(null);
    }
}
