package posixwait.bench;

import java.util.List;
import java.util.Map;
import posixwait.Backend;

/** What does each of many zombies cost that are drained in one go? */
final class DrainQuestion extends JmhQuestion {
    static final String NAME = "reap-drain";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    String title() {
        return "Time per child until all zombies are reaped in one go";
    }

    @Override
    public List<Trial> trials(Effort effort) {
        String n = "" + effort.pick(50, 2000, 2000);
        return List.of(Trial.of(NAME, Map.of("n", n), Integer.parseInt(n), List.of("waitpid", n, "" + drains(effort))));
    }

    @Override
    public List<Contender> contenders(List<Backend> backends) {
        List<Contender> all = new java.util.ArrayList<>(Callers.backends(backends));
        all.add(Callers.again(backends));
        return List.copyOf(all);
    }

    /** {@return many: processes differ from each other, too, and a target is to be judged} */
    @Override
    public int rounds(Effort effort) {
        return effort.pick(1, 1, 16);
    }

    @Override
    public int rounds(Effort effort, Trial trial, Contender contender) {
        return Callers.isAgain(contender) ? effort.pick(1, 0, rounds(effort)) : rounds(effort);
    }

    /** {@return of which a process tells the median: many, since the kernel takes longer for some, in C as well} */
    private static int drains(Effort effort) {
        return effort.pick(1, 3, 30);
    }

    @Override
    JmhTask task(Effort effort, Trial trial) {
        return JmhTask.shots("ReapDrainBenchmark.drain", trial.params(), effort.pick(1, 1, 5), drains(effort))
                .ofOperations(trial.n());
    }
}
