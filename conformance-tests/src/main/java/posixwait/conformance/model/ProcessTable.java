package posixwait.conformance.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every process there is, and the numbers that are taken. */
final class ProcessTable {
    private final Map<Integer, ModelProcess> processes = new TreeMap<>();
    private final int firstPid;
    private final int lastPid;
    private final Variation variation;
    private int next;

    /** Gives pids from {@code firstPid} to {@code lastPid}, in a circle as Linux does. */
    ProcessTable(int firstPid, int lastPid, Variation variation) {
        this.variation = variation;
        this.firstPid = firstPid;
        this.lastPid = lastPid;
        this.next = firstPid;
    }

    void add(ModelProcess process) {
        processes.put(process.pid(), process);
    }

    void remove(ModelProcess process) {
        processes.remove(process.pid());
    }

    /** {@return the process, a zombie too} */
    Optional<ModelProcess> find(int pid) {
        return Optional.ofNullable(processes.get(pid));
    }

    List<ModelProcess> inGroup(int group) {
        return all().filter(process -> process.group == group).toList();
    }

    Stream<ModelProcess> all() {
        return List.copyOf(processes.values()).stream();
    }

    private int after(int pid) {
        return pid == lastPid ? firstPid : pid + 1;
    }

    /** {@return a number that is no process, thread, group or session; empty if all are taken} */
    Optional<Integer> freePid() {
        for (int tried = firstPid; tried <= lastPid; tried++) {
            int pid = variation.among(List.of(next, after(next), after(after(next))));
            next = after(pid);
            if (all().noneMatch(p -> p.hasThread(pid) || p.group == pid || p.session == pid)) {
                return Optional.of(pid);
            }
        }
        return Optional.empty();
    }
}
