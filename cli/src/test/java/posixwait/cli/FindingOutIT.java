package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import posixwait.bench.peers.Asked;
import posixwait.cli.io.Json;
import posixwait.cli.peers.PeersFile;
import posixwait.conformance.run.Jdk;

/** Commands that find something out about this host in JVMs of their own, beside {@code check} and {@code bench}. */
class FindingOutIT extends SharedJvm {
    @Test
    void a_proof_becomes_a_section_of_the_report() throws Exception {
        String check = Samples.file("sample-check.json").toString();
        String bench = Samples.file("sample-bench.json").toString();

        assertThat(run("prove", "--fault", "exit-*", "--json", "p.json", "--markdown", "p.md")
                        .ended(0)
                        .out())
                .contains("caught     exit-code-sign-extended ", "-> ST-010 failed", " broken backends: ");
        run("report", "--check", check, "--bench", bench, "--prove", "p.json", "--out", "r.html")
                .ended(0);

        assertThat(Schemas.errors("prove", Files.readString(directory.resolve("p.json"))))
                .isEmpty();
        assertThat(directory.resolve("r.html")).content().contains("exit-code-sign-extended");
        assertThat(files()).containsExactly("p.json", "p.md", "r.html");
    }

    @Test
    void an_exploration_says_its_seed_and_what_it_covered() throws Exception {
        assertThat(run("explore", "--seed", "7", "--steps", "3000", "--backend", "ffm", "--json", "e.json")
                        .ended(0)
                        .out())
                .startsWith("seed 7\n")
                .contains("ffm on Java ", ": no difference after 3,", "covered of the model: ");

        assertThat(Schemas.errors("explore", Files.readString(directory.resolve("e.json"))))
                .isEmpty();
        assertThat(files()).containsExactly("e.json");
    }

    @Test
    void start_up_is_measured_where_a_cold_command_is_to_be_chosen_for() throws Exception {
        run("check", "--id", "ST-001", "--jdk", newest().version(), "--json", "c.json")
                .ended(0);

        String out = run("choose", "--workload", "cold-cli", "--check", "c.json", "--json", "h.json")
                .ended(0)
                .out();

        assertThat(out)
                .contains("(--workload cold-cli)", "start-up (70%): ", "first call (30%): ")
                .hasLineCount(5);
        assertThat(Schemas.errors("choose", Files.readString(directory.resolve("h.json"))))
                .isEmpty();
        assertThat(files()).containsExactly("c.json", "h.json");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void libraries_are_asked_what_they_say_of_a_child(Jdk jdk) throws Exception {
        String out = run("peers", "--rounds", "1", "--jdk", jdk.version(), "--json", "-")
                .ended(0)
                .out();

        assertThat(Schemas.errors("peers", out)).isEmpty();
        assertThat(Json.parse(out, PeersFile.class).asked())
                .extracting(Asked::peer)
                .contains("posixwait", "java.lang.Process", "NuProcess", "jnr-posix");
    }
}
