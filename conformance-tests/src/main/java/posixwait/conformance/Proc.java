package posixwait.conformance;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code /proc}: the kernel's own word on a process, independent of the backend under test. */
public final class Proc {
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+)");

    private static volatile ProcTree tree = ProcTree.MOUNTED;

    private Proc() {}

    /** Has another tree looked at from now on: that of the kernel that the backend under test is a model of. */
    static void lookAt(ProcTree other) {
        tree = other;
    }

    /**
     * {@return the content of a file}
     *
     * @param path below {@code /proc}, such as {@code self/limits}
     * @throws IOException if there is none, or it cannot be read
     */
    public static String read(String path) throws IOException {
        return tree.read(path);
    }

    /**
     * {@return what a symbolic link refers to}
     *
     * @param path below {@code /proc}, such as {@code self/fd/3}
     * @throws IOException if there is none
     */
    public static String link(String path) throws IOException {
        return tree.link(path);
    }

    /**
     * {@return the fields of {@code /proc/PID/stat} from the third on, the state first; empty if there is no such process}
     *
     * @param pid a process, or {@code self/task/TID}
     */
    public static Optional<List<String>> stat(Object pid) {
        try {
            String line = read(pid + "/stat");
            // The second field is the name in parentheses, which may hold spaces and parentheses itself.
            return Optional.of(Arrays.asList(
                    line.substring(line.lastIndexOf(')') + 2).strip().split(" ", -1)));
        } catch (IOException e) {
            // A process that goes away between open and read answers ESRCH, which is no NoSuchFileException.
            return Optional.empty();
        }
    }

    /** {@return the state letter of a process: R, S, D, T, Z and so on; empty if there is no such process} */
    public static Optional<Character> state(int pid) {
        return stat(pid).map(fields -> fields.get(0).charAt(0));
    }

    /** {@return the parent of a process; empty if there is no such process} */
    public static Optional<Integer> parent(int pid) {
        return stat(pid).map(fields -> Integer.parseInt(fields.get(1)));
    }

    /** {@return whether there is an entry for the process, running or zombie} */
    public static boolean exists(int pid) {
        return stat(pid).isPresent();
    }

    /**
     * {@return a field of {@code /proc/PID/status}, such as {@code SigIgn}; empty if it has none}
     *
     * @param pid a process, or {@code self}, or {@code self/task/TID}
     * @param field the name before the colon
     */
    public static Optional<String> status(Object pid, String field) {
        return field(pid, "status", field);
    }

    /**
     * {@return a field of a file in {@code /proc/PID} whose lines are name, colon and value; empty if it has none}
     *
     * @param pid a process, or {@code self}, or {@code self/task/TID}
     * @param file the file, such as {@code io} or {@code fdinfo/3}
     * @param field the name before the colon
     */
    public static Optional<String> field(Object pid, String file, String field) {
        try {
            return read(pid + "/" + file)
                    .lines()
                    .filter(line -> line.startsWith(field + ":"))
                    .map(line -> line.substring(field.length() + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@return the signal set in such a field: bit {@code n - 1} for signal {@code n}} */
    public static long signals(Object pid, String field) {
        return status(pid, field)
                .map(hex -> Long.parseUnsignedLong(hex, 16))
                .orElseThrow(() -> new Unresolved("no " + field + " in /proc/" + pid + "/status"));
    }

    /** {@return whether the running kernel is older than this version of Linux} */
    public static boolean kernelIsOlderThan(int major, int minor) {
        Matcher release = RELEASE.matcher(tree.release());
        if (!release.lookingAt()) {
            throw new Unresolved("cannot read the kernel's version " + tree.release());
        }
        int runningMajor = Integer.parseInt(release.group(1));
        return runningMajor < major || (runningMajor == major && Integer.parseInt(release.group(2)) < minor);
    }

    /**
     * {@return a line of {@code /proc/self/limits}; empty if there is none}
     *
     * @param name what the line starts with, such as {@code Max core file size}
     */
    public static Optional<String> limit(String name) {
        try {
            return read("self/limits")
                    .lines()
                    .filter(line -> line.startsWith(name))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@return the children of this process, zombies included, as the kernel lists them} */
    public static List<Integer> children() {
        try {
            String stat = read("self/stat");
            return children(Long.parseLong(stat.substring(0, stat.indexOf(' '))));
        } catch (IOException e) {
            throw new Unresolved("cannot read /proc/self/stat", e);
        }
    }

    /** {@return the children of a process, zombies included, as the kernel lists them} */
    public static List<Integer> children(long parent) {
        List<Integer> pids = new ArrayList<>();
        String ppid = Long.toString(parent);
        try {
            for (String pid : tree.names("")) {
                if (NUMBER.matcher(pid).matches()
                        && stat(pid)
                                .filter(fields -> fields.get(1).equals(ppid))
                                .isPresent()) {
                    pids.add(Integer.valueOf(pid));
                }
            }
        } catch (IOException e) {
            throw new Unresolved("cannot list /proc", e);
        }
        return pids;
    }

    /**
     * {@return the open descriptors of this process that a test can leak, and what each refers to}
     *
     * <p>Regular files are left out: the JVM opens jars and its own files when it likes.
     */
    public static Map<Integer, String> descriptors() {
        Map<Integer, String> open = new TreeMap<>();
        try {
            for (String fd : tree.names("self/fd")) {
                String target = target(fd);
                if (!target.startsWith("/") || target.equals("/dev/null")) {
                    open.put(Integer.valueOf(fd), target);
                }
            }
        } catch (IOException e) {
            throw new Unresolved("cannot list /proc/self/fd", e);
        }
        return open;
    }

    /** What it refers to; a file, if it was closed since it was listed: the descriptor of the listing itself is one. */
    private static String target(String fd) throws IOException {
        try {
            return link("self/fd/" + fd);
        } catch (NoSuchFileException e) {
            return "/";
        }
    }
}
