package posixwait;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** A {@code /proc} of processes that are none: those that a test puts there, each in the list of one thread. Safe for many threads. */
final class ScriptedProc implements ProcFiles {
    private static final String GONE = "";
    private static final String AFTER_PARENT = " 1 1 0 -1 4228352 25 0 0 0 0 0 0 0 20 0 1 0 ";

    private final int self;
    private final Map<Integer, String> lines = new LinkedHashMap<>();
    private final Map<Integer, Set<Integer>> lists = new LinkedHashMap<>();
    private final List<String> read = new ArrayList<>();
    private boolean withLists = true;
    private boolean failing;
    private OptionalInt shown;

    /** Has this process, whose first thread makes no children. */
    ScriptedProc(int self) {
        this.self = self;
        this.shown = OptionalInt.of(self);
        process(self, "java", 'S', 0, 1);
    }

    private void process(int pid, String command, char state, int parent, long startTime) {
        lines.put(
                pid,
                pid + " (" + command + ") " + state + " " + parent + AFTER_PARENT + startTime
                        + " 0 0 18446744073709551615\n");
    }

    /** A zombie in the list of the first thread. */
    synchronized ScriptedProc zombie(int pid, long startTime) {
        return zombie(pid, startTime, "sh");
    }

    synchronized ScriptedProc zombie(int pid, long startTime, String command) {
        process(pid, command, 'Z', self, startTime);
        return list(self, pid);
    }

    /** A running child in the list of the first thread. */
    synchronized ScriptedProc running(int pid, long startTime) {
        process(pid, "sh", 'S', self, startTime);
        return list(self, pid);
    }

    /** A process that is another one's child. */
    synchronized ScriptedProc stranger(int pid, char state, int parent, long startTime) {
        process(pid, "sh", state, parent, startTime);
        return this;
    }

    /** A zombie in the list of another thread than the first. */
    synchronized ScriptedProc zombieOfThread(int tid, int pid, long startTime) {
        process(pid, "sh", 'Z', self, startTime);
        return list(tid, pid);
    }

    private ScriptedProc list(int tid, int pid) {
        lists.computeIfAbsent(tid, key -> new LinkedHashSet<>()).add(pid);
        return this;
    }

    /** Somebody reaped it. */
    synchronized ScriptedProc gone(int pid) {
        lines.remove(pid);
        lists.values().forEach(children -> children.remove(pid));
        return this;
    }

    /** It is listed, and reaped before it is read. */
    synchronized ScriptedProc goneOnceListed(int pid) {
        lines.put(pid, GONE);
        return this;
    }

    /** A kernel without the lists of threads. */
    synchronized ScriptedProc withoutLists() {
        withLists = false;
        return this;
    }

    /** The first thread of this process ended, and others go on. */
    synchronized ScriptedProc withoutLeader() {
        process(self, "java", 'Z', 0, 1);
        return this;
    }

    synchronized ScriptedProc showing(OptionalInt pid) {
        shown = pid;
        return this;
    }

    synchronized ScriptedProc failing(boolean fails) {
        failing = fails;
        return this;
    }

    /** {@return the files read until now} */
    synchronized List<String> read() {
        return List.copyOf(read);
    }

    @Override
    public synchronized Optional<byte[]> read(String path) throws IOException {
        if (failing) {
            throw new IOException("/proc/" + path + ": Too many open files");
        }
        read.add(path);
        Path names = Path.of(path);
        if (path.endsWith("/children")) {
            return withLists
                    ? Optional.of(
                            lists.getOrDefault(Integer.valueOf(names.getName(2).toString()), Set.of()).stream()
                                    .map(pid -> pid + " ")
                                    .collect(Collectors.joining())
                                    .getBytes(UTF_8))
                    : Optional.empty();
        }
        return Optional.ofNullable(lines.get(Integer.valueOf(names.getName(0).toString())))
                .filter(line -> !line.equals(GONE))
                .map(line -> line.getBytes(UTF_8));
    }

    @Override
    public synchronized List<Integer> pids() {
        return List.copyOf(lines.keySet());
    }

    @Override
    public synchronized OptionalInt self() {
        return Objects.requireNonNull(shown);
    }
}
