package posixwait.conformance;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that {@link ProcessBuilder} started: the JDK has a thread of its own blocked in a wait for it.
 *
 * <p>For requirements about the two of us in one JVM; whatever else needs a child gets it from {@link Children}.
 */
public final class JdkProcess {
    private static final File NOTHING = new File("/dev/null");

    private final Process process;

    private JdkProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts {@code /bin/sh -c script} by the JDK.
     *
     * @param kit the test's, which ends the process after the test if need be
     * @param script what it runs; its input is empty
     * @return the process
     */
    public static JdkProcess shell(Kit kit, String script) {
        kit.requireHost("java.lang.Process");
        try {
            JdkProcess started = new JdkProcess(builder("/bin/sh", "-c", script).start());
            kit.children().register(started.pid());
            return started;
        } catch (IOException e) {
            throw new Unresolved("ProcessBuilder.start: " + e.getMessage(), e);
        }
    }

    /** {@return whether the JDK starts a program of that path} */
    public static boolean canStart(String path) {
        try {
            builder(path).start();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static ProcessBuilder builder(String... command) {
        return new ProcessBuilder(List.of(command))
                .redirectInput(NOTHING)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    /** {@return its pid} */
    public int pid() {
        return (int) process.pid();
    }

    /**
     * {@return what the JDK says it ended with; blocks until the JDK knows}
     *
     * @throws AssertionError if it does not come to know
     */
    public int exitValue() {
        try {
            if (!process.waitFor(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("Process.waitFor does not return");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unresolved("interrupted", e);
        }
    }
}
