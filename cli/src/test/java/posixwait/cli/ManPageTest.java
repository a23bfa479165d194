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
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.OptionSpec;
import posixwait.cli.shell.ManPage;

/** The manual pages, as groff and mandoc read them. */
class ManPageTest {
    @TempDir
    Path directory;

    static List<String> commands() {
        return HelpTest.commands();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void groff_sets_it_without_a_warning(String command) throws Exception {
        assumeTrue(isThere("groff"), "UNSUPPORTED: no groff");

        assertThat(run("groff", "-man", "-Tutf8", "-ww", "-z", page(command).toString()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void mandoc_finds_nothing_wrong_with_it(String command) throws Exception {
        assumeTrue(isThere("mandoc"), "UNSUPPORTED: no mandoc");

        assertThat(run("mandoc", "-T", "lint", "-W", "warning", page(command).toString()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void it_shows_every_option_as_it_is_typed(String command) throws Exception {
        assumeTrue(isThere("groff"), "UNSUPPORTED: no groff");

        String text = run("groff", "-man", "-Tascii", "-P-cbou", page(command).toString());

        assertThat(HelpTest.named(command).getCommandSpec().options())
                .isNotEmpty()
                .extracting(OptionSpec::longestName)
                .allSatisfy(option -> assertThat(text).contains(option));
        assertThat(text).contains("NAME", "SYNOPSIS", "EXIT STATUS", "130", "143", "NO_COLOR", "EXAMPLES", "wait(2)");
    }

    @Test
    void a_quote_a_backslash_and_a_dot_are_text() {
        assertThat(ManPage.of(HelpTest.named("check")))
                .contains("\\(aqWID\\-*\\(aq")
                .doesNotContain("'WID");
    }

    private Path page(String command) throws IOException {
        return Files.writeString(directory.resolve("page.1"), ManPage.of(HelpTest.named(command)));
    }

    private static boolean isThere(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + program + " >/dev/null")
                        .start()
                        .waitFor()
                == 0;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
