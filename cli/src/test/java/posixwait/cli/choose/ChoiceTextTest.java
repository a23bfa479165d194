package posixwait.cli.choose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import posixwait.cli.Samples;
import posixwait.cli.io.Paint;
import posixwait.conformance.run.Outcome;

/** A choice is told in five lines, whatever it is. */
class ChoiceTextTest {
    @Test
    void what_by_how_much_on_what_grounds_how_to_start_it_and_what_would_change_it() {
        List<String> lines = printed(Chooser.choose(Samples.check(), Samples.bench()));

        assertThat(lines).hasSize(5);
        assertThat(lines.get(0))
                .startsWith("Recommendation: ffm on Java 25.0.3")
                .endsWith("  (--workload storm)");
        assertThat(lines.get(1)).startsWith("  by how much     ").contains("jna on Java 25.0.3 for storm");
        assertThat(lines.get(2)).startsWith("  conformance     it conforms: ");
        assertThat(lines.get(3)).startsWith("  start it with   --enable-native-access=ALL-UNNAMED");
        assertThat(lines.get(4)).startsWith("  would change it ");
    }

    @Test
    void where_nothing_conforms_it_is_five_lines_too() {
        List<String> lines = printed(Chooser.choose(
                Samples.checkOf(Samples.run("ffm", "ffm", "25.0.3", Outcome.FAILED)), null, Workload.FEW, "25"));

        assertThat(lines).hasSize(5);
        assertThat(lines.get(0))
                .isEqualTo("Recommendation: Nothing to recommend: no backend conforms on Java 25.  (--workload few)");
        assertThat(lines.get(3)).isEqualTo("  start it with   nothing");
    }

    private static List<String> printed(Choice choice) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ChoiceText(new PrintStream(bytes, true, StandardCharsets.UTF_8), Paint.none()).print(choice);
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
