package posixwait;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import posixwait.spi.Abi;
import posixwait.spi.SpawnPlan;

/**
 * Starts a program with {@code posix_spawn}.
 *
 * <p>Unless told otherwise the child inherits descriptors 0, 1 and 2 and the environment, no other descriptor, an empty
 * signal mask and the default action of every signal. (JVM threads block {@code SIGQUIT}, and a mask is inherited.)
 *
 * <p>If {@code SIGCHLD} is ignored, the children leave no status. The JDK gives that signal its default action when a JVM
 * first starts a {@link Process}; newer ones, Java 25 among them, when it first reads its environment
 * ({@link System#getenv()}), as this class does.
 *
 * <p>A builder for one thread; {@link #start} may be called again for another child.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/posix_spawn.3.html">posix_spawn(3)</a>
 */
public final class Spawn {
    private static final long ALL_SIGNALS_BUT_KILL_AND_STOP = ~(Signal.KILL.bit() | Signal.STOP.bit());
    private static final int FIRST_OF_NO_STANDARD_STREAM = 3;

    private final String program;
    private final List<String> arguments;
    private final List<SpawnPlan.Action> actions = new ArrayList<>();
    private List<String> environment = join(System.getenv());
    private final BitSet kept = new BitSet();
    private boolean closeOthers = true;
    private int flags = Abi.POSIX_SPAWN_SETSIGMASK | Abi.POSIX_SPAWN_SETSIGDEF;
    private int processGroup;
    private long signalMask;
    private long signalDefaults = ALL_SIGNALS_BUT_KILL_AND_STOP;

    private Spawn(String program, List<String> arguments) {
        this.program = program;
        this.arguments = arguments;
    }

    /**
     * Prepares to start a program.
     *
     * @param program a path, or a name to be looked up in {@code PATH} if it has no slash
     * @param arguments what follows the program's name in {@code argv}
     * @return the builder
     */
    public static Spawn of(String program, String... arguments) {
        List<String> argv = new ArrayList<>();
        argv.add(program);
        argv.addAll(List.of(arguments));
        return new Spawn(program, List.copyOf(argv));
    }

    /**
     * Prepares to run a line of POSIX shell.
     *
     * @param script what {@code /bin/sh -c} gets
     * @return the builder
     */
    public static Spawn shell(String script) {
        return of("/bin/sh", "-c", script);
    }

    /**
     * Replaces the whole environment.
     *
     * @param variables names without {@code =}, and their values
     * @return this
     */
    public Spawn environment(Map<String, String> variables) {
        environment = join(variables);
        return this;
    }

    private static List<String> join(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    /**
     * Opens a file as a descriptor of the child.
     *
     * @param fd the descriptor, 0 or more
     * @param path the file
     * @param openFlags {@code O_} bits of {@link Abi}
     * @param mode permission bits of a file that is made
     * @return this
     * @throws IllegalArgumentException if {@code fd} is negative
     */
    public Spawn open(int fd, String path, int openFlags, int mode) {
        actions.add(new SpawnPlan.Open(requireDescriptor(fd), path, openFlags, mode));
        return keep(fd);
    }

    /**
     * Gives the child a copy of a descriptor of this process.
     *
     * @param from the descriptor here, 0 or more
     * @param to its number in the child, 0 or more; equal to {@code from} it is passed although closed on exec
     * @return this
     * @throws IllegalArgumentException if one of them is negative
     */
    public Spawn pass(int from, int to) {
        actions.add(new SpawnPlan.Dup2(requireDescriptor(from), requireDescriptor(to)));
        return keep(to);
    }

    private Spawn keep(int fd) {
        kept.set(fd);
        return this;
    }

    private static int requireDescriptor(int fd) {
        if (fd < 0) {
            throw new IllegalArgumentException("descriptor " + fd + " is negative");
        }
        return fd;
    }

    /**
     * Opens {@code /dev/null} as descriptors 0, 1 and 2, so that the child holds no pipe of ours.
     *
     * @return this
     */
    public Spawn quiet() {
        return open(0, "/dev/null", Abi.O_RDONLY, 0)
                .open(1, "/dev/null", Abi.O_WRONLY, 0)
                .open(2, "/dev/null", Abi.O_WRONLY, 0);
    }

    /**
     * Lets the child inherit every descriptor that is not closed on exec.
     *
     * @return this
     */
    public Spawn inheritDescriptors() {
        closeOthers = false;
        return this;
    }

    /**
     * Starts the program in another directory, glibc 2.29.
     *
     * @param path the directory; from it count relative paths of the program, and of what is opened after this call
     * @return this
     */
    public Spawn directory(String path) {
        actions.add(new SpawnPlan.ChangeDirectory(path));
        return this;
    }

    /**
     * Puts the child into a process group.
     *
     * @param group the group; 0 for one that the child leads
     * @return this
     */
    public Spawn processGroup(int group) {
        flags |= Abi.POSIX_SPAWN_SETPGROUP;
        processGroup = group;
        return this;
    }

    /**
     * Makes the child lead a session of its own, glibc 2.26.
     *
     * @return this
     */
    public Spawn newSession() {
        flags |= Abi.POSIX_SPAWN_SETSID;
        return this;
    }

    /**
     * Blocks these signals in the child, and no others.
     *
     * @param signals what the mask holds; numbers outside 1 to 64 are left out
     * @return this
     */
    public Spawn blocking(Signal... signals) {
        flags |= Abi.POSIX_SPAWN_SETSIGMASK;
        signalMask = 0;
        for (Signal signal : signals) {
            signalMask |= signal.bit();
        }
        return this;
    }

    /**
     * Lets the child inherit the calling thread's mask and the ignored signals.
     *
     * @return this
     */
    public Spawn inheritSignals() {
        flags &= ~(Abi.POSIX_SPAWN_SETSIGMASK | Abi.POSIX_SPAWN_SETSIGDEF);
        return this;
    }

    /**
     * Lets the child inherit the ignored signals, but not the mask.
     *
     * @return this
     */
    public Spawn inheritIgnored() {
        flags &= ~Abi.POSIX_SPAWN_SETSIGDEF;
        return this;
    }

    /**
     * Starts the program.
     *
     * @param backend an opened backend
     * @return the child
     * @throws PosixException {@link Errno#ENOENT} or {@link Errno#EACCES} if the program, the directory or a file to open
     *     cannot be used; {@link Errno#EBADF} if a descriptor to pass is not open; {@link Errno#EPERM} for a process group of
     *     another session; {@link Errno#EAGAIN} at a limit of processes; {@link Errno#ENOMEM}; {@link Errno#ENOSYS} if the C
     *     library is too old to close other descriptors or change the directory: then {@link #inheritDescriptors} or leave
     *     the directory
     * @throws IllegalArgumentException if an argument or a variable holds a NUL character
     */
    public Child start(Backend backend) {
        List<SpawnPlan.Action> all = new ArrayList<>(actions);
        if (closeOthers) {
            // At the end: until then the descriptors to be copied are needed.
            int end = Math.max(FIRST_OF_NO_STANDARD_STREAM, kept.length());
            for (int gap = FIRST_OF_NO_STANDARD_STREAM; gap < end; gap++) {
                if (!kept.get(gap)) {
                    all.add(new SpawnPlan.Close(gap));
                }
            }
            all.add(new SpawnPlan.CloseFrom(end));
        }
        boolean search = program.indexOf('/') < 0;
        SpawnPlan plan = new SpawnPlan(
                program, search, arguments, environment, all, flags, processGroup, signalMask, signalDefaults);
        String call = search ? "posix_spawnp" : "posix_spawn";
        String line = String.join(" ", arguments);
        int pid = Outcomes.check(backend.calls().posixSpawn(plan), call, line);
        FlightEvents.spawned(pid, call, line);
        return new Child(backend, pid);
    }
}
