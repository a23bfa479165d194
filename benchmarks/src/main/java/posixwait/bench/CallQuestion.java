package posixwait.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import posixwait.Backend;

/** What does one call cost that finds nothing? */
final class CallQuestion extends JmhQuestion {
    static final String ECHILD = "call-echild";
    static final String WNOHANG = "call-wnohang";

    /** What is varied: the call, by the name of its symbol, {@code pidfd} for {@code waitid(P_PIDFD)}. */
    static final String CALL = "call";

    /** The call that every question has. */
    static final String WAITPID = "waitpid";

    private static final Set<String> OF_JNR = Set.of("wait", WAITPID);

    private static final Set<String> OF_ANY = Set.of("wait", "wait3");

    private final String name;
    private final String title;
    private final String prefix;
    private final List<String> calls;

    private CallQuestion(String name, String title, String prefix, List<String> calls) {
        this.name = name;
        this.title = title;
        this.prefix = prefix;
        this.calls = calls;
    }

    /** {@return the question of calls that have no child to find} */
    static CallQuestion echild() {
        return new CallQuestion(
                ECHILD,
                "One call without a child to find",
                "echildBy",
                List.of("wait", WAITPID, "waitid", "wait3", "wait4", "pidfd"));
    }

    /** {@return the question of calls that find a child alive; {@code wait} has no options, so it would block} */
    static CallQuestion wnohang() {
        return new CallQuestion(
                WNOHANG,
                "One call that finds a child still alive",
                "wnohangBy",
                List.of(WAITPID, "waitid", "wait3", "wait4", "pidfd"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    String title() {
        return title;
    }

    @Override
    public List<Trial> trials(Effort effort) {
        return effort.pick(List.of(WAITPID), List.of(WAITPID), calls).stream()
                .map(call -> Trial.of(name, Map.of(CALL, call), 1, floor(effort, call)))
                .toList();
    }

    /** What can tell a usage is asked for it. */
    private static List<String> floor(Effort effort, String call) {
        List<String> size = floorOf(effort);
        String exact = call.equals("wait3") || call.equals("wait4") ? call + "+usage" : call;
        return List.of(exact, size.get(0), size.get(1));
    }

    @Override
    public List<Contender> contenders(List<Backend> backends) {
        List<Contender> all = new ArrayList<>(Callers.all(backends));
        if (name.equals(ECHILD)) {
            all.add(1, Callers.withThreads());
        }
        return List.copyOf(all);
    }

    @Override
    public @Nullable String absence(Trial trial, Contender contender) {
        return contender.name().equals(Subject.JNR_POSIX) && !OF_JNR.contains(call(trial))
                ? "its POSIX has wait and waitpid only"
                : null;
    }

    /** {@return more of the question that has targets: an interval of few rounds is too wide to be held against one} */
    @Override
    public int rounds(Effort effort) {
        return name.equals(ECHILD) ? effort.pick(1, 3, 12) : super.rounds(effort);
    }

    @Override
    public int rounds(Effort effort, Trial trial, Contender contender) {
        boolean plain = call(trial).equals(WAITPID);
        if (Callers.isAgain(contender)) {
            // The noise floor is that of the session: a few rows tell it.
            boolean told = plain
                    ? effort != Effort.QUICK || name.equals(ECHILD)
                    : call(trial).equals("waitid");
            return told ? rounds(effort) : 0;
        }
        if (contender.name().equals(Callers.C_WITH_THREADS)) {
            return ofAny(trial) || plain ? effort.pick(1, 1, rounds(effort)) : 0;
        }
        if (Callers.isPeer(contender)) {
            return effort.pick(1, 1, plain ? 5 : 3);
        }
        // A quick choice between backends goes by the rounds of the other question.
        return effort == Effort.QUICK && name.equals(WNOHANG) ? 1 : rounds(effort);
    }

    @Override
    JmhTask task(Effort effort, Trial trial) {
        return JmhTask.timed("CallOverheadBenchmark." + prefix + capitalized(call(trial)), effort);
    }

    /** Calls that cannot say which child they want look for one at every thread. */
    private static boolean ofAny(Trial trial) {
        return OF_ANY.contains(call(trial));
    }

    private static String call(Trial trial) {
        return trial.params().getOrDefault(CALL, "");
    }

    /** {@return a part of a method's name} */
    static String capitalized(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
