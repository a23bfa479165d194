package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code coverage} from outside, of a result of this host. */
class CoverageIT extends SharedJvm {
    private static String checked = "";

    @BeforeAll
    static void check() throws Exception {
        checked = run(onNewest("--id", "ST-001", "--json", "-")).ended(0).out();
    }

    @BeforeEach
    void there_is_a_result() throws Exception {
        Files.writeString(directory.resolve("c.json"), checked);
    }

    @Test
    void coverage_shows_pages_and_the_outcomes_of_a_result() throws Exception {
        assertThat(run("coverage").ended(0).out()).contains("wait.3posix", "percent", "requirements: ");
        assertThat(run("coverage", "--check", "c.json", "--html", "c.html", "--markdown", "c.md")
                        .ended(0)
                        .out())
                .contains("jna (jna-direct) on Java " + newest().version() + ": ", "tested assertions passed");

        assertThat(directory.resolve("c.html")).content().startsWith("<!doctype html>");
        assertThat(directory.resolve("c.md")).content().contains("| passed |", "not run");
        assertThat(files()).containsExactly("c.html", "c.json", "c.md");
    }

    @Test
    void a_result_of_a_newer_kit_is_refused_by_the_coverage() throws Exception {
        Path file = directory.resolve("c.json");
        Files.writeString(file, Files.readString(file).replace("ST-001", "ST-999"));

        run("coverage", "--check", "c.json", "--html", "c.html").complained(2, "has ST-999");

        assertThat(files()).containsExactly("c.json");
    }
}
