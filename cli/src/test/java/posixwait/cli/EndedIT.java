package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command ended by a signal, at every stage of what it does. */
class EndedIT extends EndedEarly {
    /** The keyboard sends it to all of the group at once; {@code kill} and {@code timeout} to one process. */
    @ParameterizedTest
    @CsvSource({
        "INT, true, 130, posixwait.conformance.run.TestJvm, check",
        "INT, false, 130, posixwait.conformance.run.TestJvm, check",
        "TERM, false, 143, posixwait.conformance.run.TestJvm, check",
        "TERM, true, 143, posixwait.conformance.run.TestJvm, prove",
        "HUP, true, 129, posixwait.conformance.run.TestJvm, check",
        "INT, true, 130, posixwait.bench.BenchMain, bench --quiet --only call-echild",
        "INT, true, 130, cc -O2, bench --quiet --only reap-zombie",
        "INT, true, 130, org.openjdk.jmh.runner.ForkedMain, bench --quiet --only call-echild",
        "TERM, false, 143, org.openjdk.jmh.runner.ForkedMain, bench --quiet --only call-echild",
        "INT, true, 130, '/floor ', bench --quiet --only reap-zombie",
        "TERM, false, 143, '/floor ', bench --quiet --only reap-zombie",
        "INT, true, 130, posixwait.bench.peers.PeersMain, peers --rounds 1000",
        "INT, true, 130, posixwait.conformance.explore.Explore, explore --steps 100000000",
        "TERM, false, 143, posixwait.conformance.explore.Explore, explore --steps 100000000",
        "HUP, true, 129, posixwait.conformance.explore.Explore, explore --steps 100000000",
    })
    void ended_by_a_signal_it_says_so_and_leaves_what_was_there(
            String signal, boolean toGroup, int code, String stage, String arguments) throws Exception {
        Path earlier = Files.writeString(directory.resolve("a.json"), EARLIER);
        Started started = Started.inForeground(directory, newest(), (arguments + " --json a.json").split(" ", -1));
        started.awaitProcess(stage);

        Started.Ended ended = ended(started, signal, toGroup);

        ended.complained(code, "ended by a signal");
        // Known from the start, for the case that it is the end that one wants to see again.
        assertThat(ended.out()).matches(arguments.startsWith("explore") ? "seed \\d+\n" : "");
        assertThat(earlier).hasContent(EARLIER);
        assertThat(files()).containsExactly("a.json");
        assertThat(temporary()).isEmpty();
    }
}
