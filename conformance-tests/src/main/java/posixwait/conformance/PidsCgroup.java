package posixwait.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A control group of a test's own that counts processes; removed when closed. */
public final class PidsCgroup implements AutoCloseable {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private final Path parent;
    private final Path group;

    private PidsCgroup(Path parent) throws IOException {
        this.parent = parent;
        this.group = Files.createDirectory(
                parent.resolve("posixwait-" + ProcessHandle.current().pid()));
    }

    /**
     * {@return a new group beneath that of this process}
     *
     * @throws Unsupported if the host has no controller for it, or does not let us
     */
    public static PidsCgroup make() {
        Path parent = own();
        try {
            PidsCgroup made = new PidsCgroup(parent);
            if (!Files.exists(made.group.resolve("pids.current"))) {
                made.close();
                throw Unsupported.because("the controller pids is not enabled in " + parent);
            }
            return made;
        } catch (IOException e) {
            throw Unsupported.because("cannot make a control group in " + parent + ": " + e);
        }
    }

    /** The group of this process: in a hierarchy of that controller alone, or in the one for all. */
    private static Path own() {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc/self/cgroup"));
            for (String line : lines) {
                String[] fields = line.split(":", 3);
                if (fields[1].equals("pids")) {
                    return ROOT.resolve("pids").resolve(fields[2].substring(1));
                }
            }
            for (String line : lines) {
                if (line.startsWith("0::/")) {
                    return ROOT.resolve(line.substring("0::/".length()));
                }
            }
            throw Unsupported.because("/proc/self/cgroup names no group for the controller pids");
        } catch (IOException e) {
            throw Unsupported.because("cannot read /proc/self/cgroup: " + e);
        }
    }

    /** {@return the file that a process joins the group by} */
    public Path joinedBy() {
        return group.resolve("cgroup.procs");
    }

    /**
     * Moves one thread of this process into the group.
     *
     * @param tid the thread
     * @throws Unsupported if only whole processes can be moved here
     */
    public void join(int tid) {
        moveThread(group, tid);
    }

    /** Moves it back. */
    public void leave(int tid) {
        moveThread(parent, tid);
    }

    private static void moveThread(Path to, int tid) {
        Path tasks = to.resolve("tasks");
        if (!Files.exists(tasks)) {
            throw Unsupported.because("no " + tasks + ": this version of control groups moves whole processes");
        }
        try {
            Files.writeString(tasks, Integer.toString(tid));
        } catch (IOException e) {
            throw Unsupported.because("cannot write " + tasks + ": " + e);
        }
    }

    /** {@return how many processes and threads are counted} */
    public int count() {
        try {
            return Integer.parseInt(
                    Files.readString(group.resolve("pids.current")).strip());
        } catch (IOException e) {
            throw new Unresolved("cannot read pids.current", e);
        }
    }

    /** Sets how many may be counted. */
    public void limit(int count) {
        try {
            Files.writeString(group.resolve("pids.max"), Integer.toString(count));
        } catch (IOException e) {
            throw Unsupported.because("cannot write pids.max: " + e);
        }
    }

    @Override
    public void close() {
        try {
            Files.delete(group);
        } catch (IOException e) {
            throw new Unresolved("cannot remove " + group, e);
        }
    }
}
