package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import posixwait.cli.check.CheckFile;
import posixwait.cli.io.Json;
import posixwait.conformance.run.Jdk;
import posixwait.conformance.run.Repetition;

/** The options of {@code check}: what they choose, how often it runs, what its result is compared with. */
class CheckOptionsIT extends SharedJvm {
    @Test
    void the_standard_output_can_be_the_file() throws Exception {
        String out = run(onNewest("--id", "ST-001", "--json", "-")).ended(0).out();

        assertThat(Schemas.errors("check", out)).isEmpty();
    }

    @Test
    void a_gate_with_a_canary_opens_only_for_a_file_that_was_read() throws Exception {
        String[] check = onNewest("--id", "ST-001", "--canary");
        Files.writeString(
                directory.resolve("known.json"),
                "[{\"id\":\"CANARY-001\",\"reason\":\"proves that this file was read\",\"expires\":\"2999-12-31\"}]");

        assertThat(run(check).ended(1).out()).contains("failed CANARY-001");
        assertThat(run(with(check, "--expect", "known.json", "--open-test-report", "o.xml"))
                        .ended(0)
                        .out())
                .contains("1 expected failure", "known.json, 1 of 1 entry applied");
        assertThat(files()).containsExactly("known.json", "o.xml");
    }

    @Test
    void an_entry_that_has_no_reason_to_be_closes_the_gate() throws Exception {
        Files.writeString(directory.resolve("known.json"), """
                [{"id": "ST-001", "backend": "jna", "reason": "r", "expires": "2999-12-31"},
                 {"id": "ST-999", "reason": "r", "expires": "2999-12-31"},
                 {"id": "ST-002", "backend": "jna", "reason": "r", "expires": "2020-12-31"}]
                """);

        assertThat(run(onNewest("--id", FEW, "--expect", "known.json")).ended(1).out())
                .contains(
                        "unexpected pass ST-001",
                        "entry 1 (ST-001, jna) expects it to fail",
                        "entry 2 (ST-999): no requirement has this ID",
                        "entry 3 (ST-002, jna): expired on 2020-12-31");

        assertThat(run(onNewest("--id", FEW, "--expect", "known.json", "--update-expect"))
                        .ended(1)
                        .out())
                .contains("known.json: kept 1, ", "dropped 2, added 0");
    }

    @Test
    void requirements_are_listed_for_people_and_machines() throws Exception {
        assertThat(run("check", "--list", "--group", "wid", "--level", "linux", "--json", "l.json")
                        .ended(0)
                        .out())
                .contains("WID-", "LINUX")
                .doesNotContain("REQUIRED", "ST-0");
        assertThat(Schemas.errors("list", Files.readString(directory.resolve("l.json"))))
                .isEmpty();
    }

    @Test
    void a_shuffled_and_repeated_check_says_so() throws Exception {
        String out = run(onNewest("--id", FEW, "--shuffle", "42", "--repeat", "2", "--json", "-"))
                .ended(0)
                .out();

        assertThat(Schemas.errors("check", out)).isEmpty();
        CheckFile check = Json.parse(out, CheckFile.class);
        assertThat(check.shuffle()).isEqualTo(42);
        assertThat(check.repetition()).isEqualTo(new Repetition(2, List.of()));
    }

    @Test
    void an_unknown_backend_is_a_matter_of_usage_and_the_known_ones_are_named() throws Exception {
        run("check", "--backend", "nosuch").complained(2, "nosuch", "found: ffm, jna");
    }

    @Test
    void a_known_backend_that_cannot_run_is_a_matter_of_the_host() throws Exception {
        Jdk oldest = jdks().get(jdks().size() - 1);
        assumeTrue(oldest.feature() < 22, "UNSUPPORTED: no JDK here that ffm does not run on");

        run("check", "--backend", "ffm", "--jdk", oldest.version(), "--id", FEW)
                .complained(3, "ffm: needs Java 22 or later, this is " + oldest.version());
        assertThat(run("check", "--jdk", oldest.version(), "--id", FEW).ended(0).out())
                .contains("jna (jna-direct) on Java " + oldest.version() + ": conforms")
                .contains("ffm on Java " + oldest.version() + ": not run");
    }
}
