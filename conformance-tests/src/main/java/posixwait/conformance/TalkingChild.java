package posixwait.conformance;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import posixwait.Spawn;
import posixwait.conformance.roles.Role;
import posixwait.conformance.roles.Stage;
import posixwait.spi.Abi;
import posixwait.spi.RawPipe;
import posixwait.spi.SystemCalls;

/**
 * A child that tells the test what it sees, line by line, and waits to be let go on.
 *
 * <p>A line that begins with {@value #MARK} is for the test. Anything else it says is evidence for when it ends early.
 */
public final class TalkingChild {
    /** Begins the lines that are for the test. */
    public static final String MARK = "> ";

    /** Begins, after the mark, why a child cannot do what it was started for. */
    public static final String UNSUPPORTED = "unsupported ";

    private final Children children;
    private final SystemCalls calls;
    private final String program;
    private final int pid;
    private final int toChild;
    private final int fromChild;
    private final StringBuilder evidence = new StringBuilder();

    private TalkingChild(Kit kit, List<String> command, UnaryOperator<Spawn> how) {
        this.children = kit.children();
        this.calls = kit.reference();
        this.program = command.get(0);
        RawPipe in = children.pipe();
        RawPipe out = children.pipe();
        String[] arguments = command.subList(1, command.size()).toArray(String[]::new);
        this.pid = children.spawnIfThere(how.apply(Spawn.of(program, arguments)
                .pass(in.readEnd, 0)
                .pass(out.writeEnd, 1)
                .pass(out.writeEnd, 2)));
        children.close(in.readEnd);
        children.close(out.writeEnd);
        this.toChild = in.writeEnd;
        this.fromChild = out.readEnd;
    }

    /**
     * {@return a running program}
     *
     * @param kit the test's
     * @param command the program and its arguments
     * @param how changes the way it is started
     * @throws Unsupported if there is no such program
     */
    public static TalkingChild running(Kit kit, List<String> command, UnaryOperator<Spawn> how) {
        return new TalkingChild(kit, command, how);
    }

    /** {@return a running line of POSIX shell} */
    public static TalkingChild shell(Kit kit, String script) {
        return running(kit, List.of("/bin/sh", "-c", script), UnaryOperator.identity());
    }

    /** {@return a JVM that plays a role with the backend under test} */
    public static TalkingChild playing(Kit kit, Role role, Object... arguments) {
        return playing(kit, List.of(), List.of(), UnaryOperator.identity(), role, arguments);
    }

    /**
     * {@return a JVM that plays a role with the backend under test}
     *
     * @param kit the test's
     * @param before a program that starts the JVM, with its arguments; empty for none
     * @param flags further flags of the JVM
     * @param how changes the way the first program is started
     * @param role what it does
     * @param arguments what the role takes
     */
    public static TalkingChild playing(
            Kit kit,
            List<String> before,
            List<String> flags,
            UnaryOperator<Spawn> how,
            Role role,
            Object... arguments) {
        kit.requireEveryCall("a JVM that plays a role");
        List<String> command = new ArrayList<>(before);
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-Xmx64m");
        if (!kit.fault().isEmpty()) {
            command.add("-D" + Stage.FAULT + "=" + kit.fault());
        }
        command.addAll(flags);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Stage.class.getName(),
                kit.backend().name(),
                role.name()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new TalkingChild(kit, command, how);
    }

    /** {@return its pid; that of the program that starts it, if there is one} */
    public int pid() {
        return pid;
    }

    /** Lets it go on. */
    public void go() {
        calls.write(toChild, new byte[] {'\n'}, 0, 1);
    }

    /**
     * {@return the next line for the test, without the mark; blocks until there is one}
     *
     * @throws Unsupported if the child cannot do what it was started for
     * @throws Unresolved if it ends first
     */
    public String line() {
        while (true) {
            String line = anyLine();
            if (line.startsWith(MARK + UNSUPPORTED)) {
                throw Unsupported.because(line.substring((MARK + UNSUPPORTED).length()));
            } else if (line.startsWith(MARK)) {
                return line.substring(MARK.length());
            }
            evidence.append(line).append('\n');
        }
    }

    /** {@return the numbers of the next line; blocks until there is one} */
    public List<Integer> numbers() {
        List<Integer> numbers = new ArrayList<>();
        for (String word : line().split(" ", -1)) {
            numbers.add(Integer.valueOf(word));
        }
        return numbers;
    }

    private String anyLine() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] one = new byte[1];
        while (true) {
            int result = calls.read(fromChild, one, 0, 1);
            if (result == -Abi.EINTR) {
                continue;
            } else if (result <= 0) {
                throw endedEarly(line.toString(StandardCharsets.UTF_8));
            } else if (one[0] == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            line.write(one[0]);
        }
    }

    private RuntimeException endedEarly(String rest) {
        String said = (evidence + rest).strip();
        // unshare(1) and the like say in their own name what the host refused them.
        return said.startsWith(program + ": ")
                ? Unsupported.because(said)
                : new Unresolved(program + " ended without an answer: " + said);
    }
}
