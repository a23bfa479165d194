package posixwait.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import posixwait.Backend;

/** What does it cost to reap one child that has ended already, by each call, and to be told what it used? */
final class ReapQuestion extends JmhQuestion {
    static final String NAME = "reap-zombie";
    private static final String USAGE = "rusage";
    private static final String YES = "yes";
    private static final String NO = "no";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    String title() {
        return "Reaping one child that has ended already";
    }

    @Override
    public List<Trial> trials(Effort effort) {
        List<Trial> all = new ArrayList<>();
        for (String call : effort.pick(
                List.of("waitpid"),
                List.of("waitpid"),
                List.of("wait", "waitpid", "waitid", "wait3", "wait4", "pidfd"))) {
            all.add(trial(effort, call, NO));
        }
        for (String call : effort.pick(List.of("waitid"), List.<String>of(), List.of("waitid", "wait3", "wait4"))) {
            all.add(trial(effort, call, YES));
        }
        return all;
    }

    private static Trial trial(Effort effort, String call, String usage) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put(CallQuestion.CALL, call);
        params.put(USAGE, usage);
        return Trial.of(
                NAME,
                params,
                ReapZombieBenchmark.BATCH,
                List.of(
                        usage.equals(YES) ? call + "+usage" : call,
                        "" + ReapZombieBenchmark.BATCH,
                        "" + batches(effort)));
    }

    @Override
    public List<Contender> contenders(List<Backend> backends) {
        return Callers.all(backends);
    }

    @Override
    public @Nullable String absence(Trial trial, Contender contender) {
        if (!Callers.isPeer(contender) || isPlain(trial)) {
            return null;
        }
        return contender.name().equals(Subject.JNR_POSIX)
                ? "its POSIX has wait and waitpid only, and the second says what the first does"
                : "how a call is mapped does not depend on which it is; see call-echild";
    }

    private static boolean isPlain(Trial trial) {
        return CallQuestion.WAITPID.equals(trial.params().get(CallQuestion.CALL));
    }

    /** {@return more than for a call: the kernel takes longer for some batches, in C as well} */
    @Override
    public int rounds(Effort effort) {
        return effort.pick(1, 3, 7);
    }

    private static int batches(Effort effort) {
        return effort.pick(1, 10, 80);
    }

    @Override
    public int rounds(Effort effort, Trial trial, Contender contender) {
        if (Callers.isAgain(contender)) {
            return isPlain(trial) ? effort.pick(1, 0, rounds(effort)) : 0;
        }
        return Callers.isPeer(contender) ? effort.pick(1, 1, 5) : rounds(effort);
    }

    @Override
    JmhTask task(Effort effort, Trial trial) {
        String call = trial.params().getOrDefault(CallQuestion.CALL, "");
        String usage = YES.equals(trial.params().get(USAGE)) ? "WithUsage" : "";
        return JmhTask.shots(
                "ReapZombieBenchmark.by" + CallQuestion.capitalized(call) + usage,
                Map.of(),
                effort.pick(1, 5, 10),
                batches(effort));
    }
}
