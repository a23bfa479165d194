package posixwait;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * Lists the children of this process that it may have adopted.
 *
 * <p>The kernel keeps a list for each thread. A child is in that of the thread that made it until that ends, an orphan in that
 * of the first thread of the process that adopts it, its thread-group leader ({@code find_new_reaper()} of
 * {@code kernel/exit.c}). The leader of a JVM that {@code java} started runs no Java and makes no children. So its list has
 * the adopted ones, and those whose maker, a Java thread, has ended.
 *
 * <p>Where the kernel has no such list, or the leader ended before its process, all of {@code /proc} is read instead: then
 * every child may be adopted, and those that had another parent before are known to be.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_tid_children.5.html">proc_tid_children(5)</a>
 */
final class ChildListing {
    private final ProcFiles files;
    private final int self;
    private final String list;
    private Map<Integer, Long> strangers = Map.of();
    private String source = "nothing yet";

    ChildListing(ProcFiles files, int self) {
        this.files = files;
        this.self = self;
        this.list = self + "/task/" + self + "/children";
    }

    /**
     * {@return the pids of children that may be adopted}
     *
     * <p>May miss one that is there, if another one ends meanwhile; the next call has it.
     */
    Set<Integer> look() throws IOException {
        // A leader that ended adopts nobody any more: the next thread does, which may be one that makes children.
        boolean leads = files.stat(self).filter(leader -> !leader.zombie()).isPresent();
        Optional<byte[]> listed = leads ? files.read(list) : Optional.empty();
        if (listed.isPresent()) {
            source = "/proc/" + list;
            strangers = Map.of();
            return numbers(listed.get());
        }
        source = "/proc/*/stat, since " + (leads ? "there is no /proc/" + list : "the first thread has ended");
        return childrenAmongAll();
    }

    private static Set<Integer> numbers(byte[] listed) {
        Set<Integer> numbers = new LinkedHashSet<>();
        StringTokenizer words = new StringTokenizer(new String(listed, US_ASCII));
        while (words.hasMoreTokens()) {
            numbers.add(Integer.valueOf(words.nextToken()));
        }
        return numbers;
    }

    private Set<Integer> childrenAmongAll() throws IOException {
        Set<Integer> children = new LinkedHashSet<>();
        Map<Integer, Long> others = new HashMap<>();
        for (int pid : files.pids()) {
            Optional<ProcStat> process = files.stat(pid);
            if (process.isEmpty()) {
                continue;
            }
            ProcStat stat = process.get();
            if (stat.parent() == self) {
                children.add(pid);
                if (hadAnotherParent(stat)) {
                    others.put(pid, stat.startTime());
                }
            } else {
                others.put(pid, stat.startTime());
            }
        }
        strangers = others;
        return children;
    }

    /** {@return whether the process was seen with another parent: then it was not made by this one} */
    boolean hadAnotherParent(ProcStat stat) {
        Long startTime = strangers.get(stat.pid());
        // The start time, since the pid may have gone from a stranger to a child of ours meanwhile.
        return startTime != null && startTime == stat.startTime();
    }

    /** {@return where the children are listed, and why there} */
    @Override
    public String toString() {
        return source;
    }
}
