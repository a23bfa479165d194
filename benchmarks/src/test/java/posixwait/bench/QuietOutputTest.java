package posixwait.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuietOutputTest {
    @Test
    void theLineWithAnyOfTheWordsIsFound() {
        QuietOutput output = new QuietOutput();
        output.println("Error occurred during initialization of VM");
        output.println("Option -XX:+UseZGC not supported");

        assertThat(output.line(List.of("Unrecognized VM option", "not supported")))
                .contains("Option -XX:+UseZGC not supported");
        assertThat(output.line(List.of("no such words"))).isEmpty();
    }
}
