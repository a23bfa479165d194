package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import posixwait.cli.io.Console;
import posixwait.cli.io.Paint;
import posixwait.cli.io.StandardOutput;
import posixwait.cli.io.Terminal;

/** The help of every command. */
class HelpTest {
    private static final int WIDTH = 80;

    /** {@return the whole command line, as it is run} */
    static CommandLine all() {
        Console console = new Console(new StandardOutput(), new Terminal(System.err), Paint.none());
        return Commands.all(new PosixwaitCommand(console), console);
    }

    static List<String> commands() {
        List<String> names = new ArrayList<>(List.of("posixwait"));
        names.addAll(all().getSubcommands().keySet());
        return names;
    }

    static CommandLine named(String name) {
        return name.equals("posixwait")
                ? all()
                : Objects.requireNonNull(all().getSubcommands().get(name), name);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void it_shows_every_exit_code(String name) {
        assertThat(named(name).getCommandSpec().usageMessage().exitCodeList())
                .containsKeys("0", "2", "3", "130", "143");
        assertThat(named(name).getUsageMessage()).contains("Exit code:", "130 ", "143 ");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void its_examples_are_command_lines_that_can_be_given(String name) {
        String examples = String.join("\n", examples(name)).replaceAll(" {3,}.*", "");

        List<ShellScript.Call> calls = ShellScript.calls(examples);

        assertThat(calls)
                .isNotEmpty()
                .allSatisfy(call -> assertThatCode(
                                () -> all().parseArgs(call.arguments().toArray(String[]::new)))
                        .as(call.arguments().toString())
                        .doesNotThrowAnyException());
        assertThat(calls)
                .extracting(call -> String.join(" ", call.arguments()))
                .allMatch(name.equals("posixwait") ? line -> true : line -> line.startsWith(name));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void it_fits_a_terminal_of_eighty_columns(String name) {
        assertThat(named(name).getUsageMessage().lines()).allMatch(line -> line.length() <= WIDTH);
        assertThat(examples(name)).allMatch(line -> line.length() <= WIDTH, "not wrapped");
    }

    private static List<String> examples(String name) {
        List<String> footer =
                List.of(named(name).getCommandSpec().usageMessage().footer());
        return Stream.of("Examples:")
                .flatMap(head -> footer.stream().skip(footer.indexOf(head) + 1L))
                .toList();
    }
}
