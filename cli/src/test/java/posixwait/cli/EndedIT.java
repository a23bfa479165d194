package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever ends the command ends all that it made. */
class EndedIT extends RunnableJar {
    @ParameterizedTest
    @CsvSource({
        "check, false",
        "check, true",
        "prove, false",
        "prove, true",
        "bench, false",
        "bench, true",
        "explore, false",
        "explore, true"
    })
    void ended_in_the_middle_it_leaves_neither_process_nor_file(String command, boolean forcibly) throws Exception {
        Started.jar(directory, newest(), command, "--json", "a.json").endOnceItWorks(forcibly);

        assertThat(files()).isEmpty();
    }
}
