package posixwait.cli.io;

import java.io.PrintStream;

/**
 * Where a command talks.
 *
 * @param out results for people
 * @param terminal progress
 * @param paint the colours of {@code out}
 */
public record Console(PrintStream out, Terminal terminal, Paint paint) {
    /** {@return whether only verdicts and errors are wanted} */
    public boolean quiet() {
        return terminal.isQuiet();
    }

    /** {@return this console, or one that leaves the standard output to a file that was called {@code -}} */
    public Console besides(OutputFile... files) {
        for (OutputFile file : files) {
            if (file.isStandardOutput()) {
                return new Console(System.err, terminal, Paint.none());
            }
        }
        return this;
    }
}
