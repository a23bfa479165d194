package posixwait.cli.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaintTest {
    @ParameterizedTest
    @CsvSource({
        "true,  TERM=xterm,                  true",
        "false, TERM=xterm,                  false",
        "true,  TERM=dumb,                   false",
        "true,  NO_COLOR=1,                  false",
        "true,  NO_COLOR=0,                  false",
        "true,  NO_COLOR=,                   true",
        "false, CLICOLOR_FORCE=1,            true",
        "false, CLICOLOR_FORCE=0,            false",
        "false, CLICOLOR_FORCE=,             false",
        "true,  NO_COLOR=1 CLICOLOR_FORCE=1, false",
    })
    void colours_are_for_a_terminal_that_nobody_said_no_to(boolean terminal, String environment, boolean colours) {
        Map<String, String> variables = new HashMap<>();
        for (String each : environment.split(" ", -1)) {
            String[] nameAndValue = each.split("=", -1);
            variables.put(nameAndValue[0], nameAndValue[1]);
        }

        assertThat(Paint.wanted(terminal, variables)).isEqualTo(colours);
    }
}
