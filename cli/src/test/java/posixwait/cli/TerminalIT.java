package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Colours and progress, on a terminal and elsewhere. */
class TerminalIT extends RunnableJar {
    private static final String CHECK = "$P check --backend jna --jdk 25 --id ST-001";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String COLOUR = "\u001b[32m";

    @BeforeEach
    void the_host_can_make_a_terminal() throws Exception {
        assumeTrue(newest().feature() >= 25, "UNSUPPORTED: no JDK 25");
        assumeTrue(
                new ProcessBuilder("script", "-qec", "test -t 1", "/dev/null")
                                .start()
                                .waitFor()
                        == 0,
                "UNSUPPORTED: no script(1), or no pseudo-terminal");
    }

    @Test
    void on_a_terminal_there_are_colours_and_progress() throws Exception {
        assertThat(onTerminal("TERM=xterm", CHECK)).contains(COLOUR + "conforms", CLEAR_LINE, ", ST-00");
    }

    @Test
    void no_color_takes_the_colours_and_leaves_the_progress() throws Exception {
        assertThat(onTerminal("TERM=xterm NO_COLOR=1", CHECK))
                .contains(": conforms", CLEAR_LINE)
                .doesNotContain("\u001b[0m", COLOUR);
    }

    @Test
    void a_dumb_terminal_gets_no_escape_at_all() throws Exception {
        assertThat(onTerminal("TERM=dumb", CHECK)).contains(": conforms").doesNotContain("\u001b");
    }

    @Test
    void quiet_takes_the_progress_and_the_explanations() throws Exception {
        String said = onTerminal("TERM=xterm NO_COLOR=1", CHECK + " --quiet");

        assertThat(said.lines()).singleElement().asString().matches("jna \\(jna-direct\\) on Java \\S+: conforms");
        assertThat(said).doesNotContain("\u001b");
    }

    @Test
    void in_a_pipe_there_are_neither() throws Exception {
        Started.Ended ended = Started.shell(directory, newest(), "TERM=xterm " + CHECK + " | cat")
                .awaitEnd();

        assertThat(ended.out()).contains(": conforms").doesNotContain("\u001b");
        assertThat(ended.err()).doesNotContain("\u001b");
    }

    @Test
    void colours_can_be_had_in_a_pipe() throws Exception {
        Started.Ended ended = Started.shell(directory, newest(), "CLICOLOR_FORCE=1 " + CHECK + " | cat")
                .awaitEnd();

        assertThat(ended.out()).contains(COLOUR + "conforms");
        assertThat(ended.err()).doesNotContain("\u001b");
    }

    private String onTerminal(String environment, String command) throws Exception {
        Started.Ended ended = Started.shell(
                        directory,
                        newest(),
                        "export P; unset NO_COLOR CLICOLOR_FORCE; " + environment + " SHELL=/bin/sh exec script -qec \""
                                + command + "\" /dev/null")
                .awaitEnd();
        return ended.ended(0).out();
    }
}
