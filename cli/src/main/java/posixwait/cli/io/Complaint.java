package posixwait.cli.io;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What is said, in one line, when a command cannot go on; and the exit code. */
public final class Complaint extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private Complaint(int exitCode, String line) {
        super(line.replaceAll("\\s*\\R\\s*", " "));
        this.exitCode = exitCode;
    }

    /** {@return a complaint about what the user gave} */
    public static Complaint usage(String what, String why, String whatToDo) {
        return new Complaint(Exit.USAGE, what + ": " + why + "; " + whatToDo);
    }

    /** {@return a complaint about what the host cannot do} */
    public static Complaint host(String what, String why, String whatToDo) {
        return new Complaint(Exit.HOST, what + ": " + why + "; " + whatToDo);
    }

    /** {@return this complaint with the exception it comes from, for those who debug} */
    public Complaint because(Throwable cause) {
        initCause(cause);
        return this;
    }

    /** {@return why a file operation failed, in a few words} */
    public static String reason(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException refused && refused.getReason() != null) {
            return refused.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** {@return the code to exit with} */
    public int exitCode() {
        return exitCode;
    }

    /** {@return the line, without line breaks} */
    public String line() {
        return String.valueOf(getMessage());
    }
}
