package posixwait.cli;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import posixwait.cli.io.Ending;
import posixwait.conformance.host.HostFacts;

/**
 * Runs one command line after another, for a test that does not ask for a JVM of its own: each line of the standard input is
 * one, with {@link #SEPARATOR} between its arguments. For each a line with {@link #ENDED}, the exit code and the standard error
 * goes to the true standard error.
 */
public final class CommandLoop {
    static final String SEPARATOR = "\u001f";
    static final String ENDED = "command-loop-ended ";

    private CommandLoop() {}

    /** Runs what it reads. */
    public static void main(String[] args) throws IOException {
        HostFacts.noteInherited();
        PrintStream answers = System.err;
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            int code = Main.run(line.split(SEPARATOR, -1));
            System.err.flush();
            answers.println(ENDED + code + " " + Base64.getEncoder().encodeToString(err.toByteArray()));
        }
        Ending.exit(0);
    }
}
