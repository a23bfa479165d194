package posixwait.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process whose parent has ended. It lives until it is let go, so that it can be seen whose child it has become and how long
 * that one leaves it a zombie. It ends with this JVM, too, since it reads from a pipe that this JVM holds.
 */
final class Orphan implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 5;

    /**
     * The subshell is the parent that ends; the shell becomes a second reader, and stays. It has to: when a process ends, {@link
     * Process} closes the pipe to its standard input, and the orphan would end with it, at some time after the shell.
     * Descriptor 3, since a shell gives what it starts in the background /dev/null as descriptor 0.
     */
    private static final String MAKE = "exec 3<&0; (cat <&3 >/dev/null 2>&1 & echo $!); exec cat <&3 >/dev/null 2>&1";

    private final Process shell;
    private final long pid;

    private Orphan(Process shell, long pid) {
        this.shell = shell;
        this.pid = pid;
    }

    /**
     * Makes one.
     *
     * @throws IOException if there is no shell, or it does not do as it is told
     */
    static Orphan make() throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", MAKE)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean made = false;
        try {
            // The output ends when the shell has become the second reader: after it has reaped the subshell.
            String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            if (!said.matches("\\d+")) {
                throw new IOException("sh said '" + said + "' in place of a process ID");
            }
            made = true;
            return new Orphan(shell, Long.parseLong(said));
        } finally {
            if (!made) {
                shell.destroyForcibly();
            }
        }
    }

    /** {@return its process ID} */
    long pid() {
        return pid;
    }

    /** Lets it end. */
    void letGo() throws IOException {
        shell.getOutputStream().close();
    }

    /** {@return its state and its parent; empty if it has been reaped, or cannot be seen} */
    Optional<Seen> look() {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            // The name stands in parentheses, and may have some in it.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 3);
            return Optional.of(new Seen(fields[0].equals("Z"), Long.parseLong(fields[1])));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * What is seen of it.
     *
     * @param zombie whether it has ended
     * @param parent whose child it is
     */
    record Seen(boolean zombie, long parent) {}

    /** Lets it end, and waits for the shell. */
    @Override
    public void close() throws IOException {
        letGo();
        try {
            if (!shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                shell.destroyForcibly();
            }
        } catch (InterruptedException e) {
            shell.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
