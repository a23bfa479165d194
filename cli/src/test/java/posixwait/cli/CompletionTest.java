package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import posixwait.cli.shell.Completion;

/** The completion, asked as bash and zsh ask it. */
class CompletionTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "'', check prove bench choose coverage doctor merge peers report help completion man",
        "che, check",
        "co, coverage completion",
        "check --j, --jdk --junit-xml --json",
        "check --level S, STOCHASTIC",
        "check --backend '', ffm jna",
        "check --group WI, WID",
        "prove --fault nohang-bl, nohang-blocks",
        "bench --max, --max-regression",
        "--qu, --quiet",
        "check --qu, --quiet",
    })
    void bash_completes_commands_options_and_values(String typed, String completed) throws Exception {
        assertThat(List.of(complete(typed).split("\\s+", -1))).contains(completed.split(" ", -1));
    }

    @Test
    void bash_completes_a_file_where_one_is_wanted() throws Exception {
        Files.createFile(directory.resolve("earlier.json"));

        assertThat(complete("bench --baseline ea")).isEqualTo("earlier.json");
        assertThat(complete("merge ea")).isEqualTo("earlier.json");
    }

    @Test
    void zsh_takes_the_script() throws Exception {
        Path script = script();
        assumeTrue(isThere("zsh"), "UNSUPPORTED: no zsh");

        assertThat(run(
                        "zsh",
                        "-f",
                        "-c",
                        "autoload -U compinit; compinit -u -D; source '" + script + "' && print -- $_comps[posixwait]"))
                .contains("_bash_complete");
    }

    /** {@return what is offered for the last of the words typed after {@code posixwait}, as bash offers it} */
    private String complete(String typed) throws IOException, InterruptedException {
        assumeTrue(isThere("bash"), "UNSUPPORTED: no bash");
        String words = "posixwait " + typed;
        String ask = "source '" + script() + "'; complete -p posixwait >/dev/null || exit 9; "
                + "COMP_WORDS=(" + words + (typed.isEmpty() ? "''" : "") + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); "
                + "COMP_LINE='" + words.replace("'", "") + "'; COMP_POINT=${#COMP_LINE}; "
                // Its options are those of an interactive completion, and mean nothing here.
                + "compopt() { :; }; "
                + "_complete_posixwait posixwait \"${COMP_WORDS[COMP_CWORD]}\"; echo \"${COMPREPLY[@]}\"";
        return run("bash", "--norc", "--noprofile", "-c", ask).strip();
    }

    private Path script() throws IOException {
        return Files.writeString(directory.resolve(".completion"), Completion.of(HelpTest.all()));
    }

    private static boolean isThere(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + program + " >/dev/null")
                        .start()
                        .waitFor()
                == 0;
    }

    private String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
