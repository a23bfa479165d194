package posixwait;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/**
 * What {@code /proc/<pid>/stat} says of a process, as far as it matters here.
 *
 * @param pid field 1
 * @param command field 2: the first 15 bytes of the name of its program, or what it made of that; any bytes but NUL
 * @param state field 3, such as {@code S} or {@code Z}
 * @param parent field 4, 0 if it is outside this PID namespace
 * @param startTime field 22, in clock ticks since the boot: tells a process from the next one that has its pid
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
record ProcStat(int pid, String command, char state, int parent, long startTime) {
    // Counted from the state, which is what follows the command.
    private static final int STATE = 0;
    private static final int PARENT = 1;
    private static final int START_TIME = 19;

    /**
     * {@return what a line says}
     *
     * @param line the content of the file
     * @throws IOException if it is no such line
     */
    static ProcStat of(byte[] line) throws IOException {
        // One character a byte, whatever the command is made of.
        String text = new String(line, ISO_8859_1);
        int open = text.indexOf(" (");
        // The last one: a command may hold parentheses, spaces and newlines, and look like the rest of a line itself.
        // Numbers follow, which do not.
        int close = text.lastIndexOf(") ");
        try {
            String[] fields = text.substring(close + 2).split(" ", START_TIME + 2);
            return new ProcStat(
                    Integer.parseInt(text.substring(0, open)),
                    new String(line, open + 2, close - open - 2, UTF_8),
                    fields[STATE].charAt(0),
                    Integer.parseInt(fields[PARENT]),
                    Long.parseLong(fields[START_TIME].strip()));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw unknown(text);
        }
    }

    private static IOException unknown(String text) {
        return new IOException("no line of /proc/<pid>/stat: " + text.strip());
    }

    /** {@return whether its first thread has ended: all have, or the others go on without it} */
    boolean zombie() {
        return state == 'Z';
    }

    /** {@return whether {@code other} is the same process} */
    boolean sameProcess(ProcStat other) {
        return pid == other.pid && startTime == other.startTime;
    }
}
