package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import posixwait.cli.check.CheckFile;
import posixwait.cli.io.Json;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.Jdk;
import posixwait.conformance.run.Outcome;
import posixwait.conformance.run.Repetition;

/** {@code check} from outside: what it prints, what it leaves, how it exits. */
class CheckIT extends RunnableJar {
    @ParameterizedTest
    @MethodSource("jdks")
    void a_check_writes_what_it_was_asked_for_and_nothing_else(Jdk jdk) throws Exception {
        Started.Ended ended =
                run(jdk, "check", "--id", FEW, "--json", "a.json", "--junit-xml", "a.xml", "--markdown", "a.md");

        assertThat(ended.ended(0).out()).contains(": conforms");
        String json = Files.readString(directory.resolve("a.json"));
        assertThat(Schemas.errors("check", json)).isEmpty();
        CheckFile check = Json.parse(json, CheckFile.class);
        assertThat(check.runs()).extracting(BackendRun::backend).contains("ffm", "jna");
        assertThat(check.runs()).allMatch(BackendRun::conforms);
        assertThat(DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(directory.resolve("a.xml").toFile())
                        .getElementsByTagName("testsuite")
                        .getLength())
                .isEqualTo(check.runs().size() + check.notRun().size());
        assertThat(files()).containsExactly("a.json", "a.md", "a.xml");
    }

    @Test
    void the_standard_output_can_be_the_file() throws Exception {
        String out = run(newest(), onNewest("--id", "ST-001", "--json", "-"))
                .ended(0)
                .out();

        assertThat(Schemas.errors("check", out)).isEmpty();
    }

    @Test
    void where_no_program_gets_new_privileges_what_needs_them_is_unsupported() throws Exception {
        // PDS-001 needs none: a run in which nothing passed does not conform.
        Started.Ended ended = Started.shell(
                        directory,
                        newest(),
                        "exec setpriv --no-new-privs $P check --backend jna --id PDS-001 --id PDS-009 --json -")
                .awaitEnd();
        assumeTrue(ended.exitCode() != 127, "UNSUPPORTED: this host has no setpriv");

        assertThat(Json.parse(ended.ended(0).out(), CheckFile.class).runs())
                .isNotEmpty()
                .allSatisfy(run -> assertThat(run.requirements())
                        .filteredOn(result -> result.id().equals("PDS-009"))
                        .singleElement()
                        .satisfies(result -> assertThat(result.outcome()).isEqualTo(Outcome.UNSUPPORTED))
                        .satisfies(result -> assertThat(result.detail()).contains("no_new_privs")));
    }

    @Test
    void a_gate_with_a_canary_opens_only_for_a_file_that_was_read() throws Exception {
        String[] check = onNewest("--id", "ST-001", "--canary");
        Files.writeString(
                directory.resolve("known.json"),
                "[{\"id\":\"CANARY-001\",\"reason\":\"proves that this file was read\",\"expires\":\"2999-12-31\"}]");

        assertThat(run(newest(), check).ended(1).out()).contains("failed CANARY-001");
        assertThat(run(newest(), with(check, "--expect", "known.json", "--open-test-report", "o.xml"))
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

        assertThat(run(newest(), onNewest("--id", FEW, "--expect", "known.json"))
                        .ended(1)
                        .out())
                .contains(
                        "unexpected pass ST-001",
                        "entry 1 (ST-001, jna) expects it to fail",
                        "entry 2 (ST-999): no requirement has this ID",
                        "entry 3 (ST-002, jna): expired on 2020-12-31");

        assertThat(run(newest(), onNewest("--id", FEW, "--expect", "known.json", "--update-expect"))
                        .ended(1)
                        .out())
                .contains("known.json: kept 1, ", "dropped 2, added 0");
    }

    @Test
    void requirements_are_listed_for_people_and_machines() throws Exception {
        assertThat(run(newest(), "check", "--list", "--group", "wid", "--level", "linux", "--json", "l.json")
                        .ended(0)
                        .out())
                .contains("WID-", "LINUX")
                .doesNotContain("REQUIRED", "ST-0");
        assertThat(Schemas.errors("list", Files.readString(directory.resolve("l.json"))))
                .isEmpty();
    }

    @Test
    void a_shuffled_and_repeated_check_says_so() throws Exception {
        String out = run(
                        newest(),
                        "check",
                        "--backend",
                        "jna",
                        "--id",
                        FEW,
                        "--shuffle",
                        "42",
                        "--repeat",
                        "2",
                        "--json",
                        "-")
                .ended(0)
                .out();

        assertThat(Schemas.errors("check", out)).isEmpty();
        CheckFile check = Json.parse(out, CheckFile.class);
        assertThat(check.shuffle()).isEqualTo(42);
        assertThat(check.repetition()).isEqualTo(new Repetition(2, List.of()));
    }

    @Test
    void an_unknown_backend_is_a_matter_of_usage_and_the_known_ones_are_named() throws Exception {
        run(newest(), "check", "--backend", "nosuch").complained(2, "nosuch", "found: ffm, jna");
    }

    @Test
    void a_known_backend_that_cannot_run_is_a_matter_of_the_host() throws Exception {
        Jdk oldest = jdks().get(jdks().size() - 1);
        assumeTrue(oldest.feature() < 22, "UNSUPPORTED: no JDK here that ffm does not run on");

        run(newest(), "check", "--backend", "ffm", "--jdk", oldest.version(), "--id", FEW)
                .complained(3, "ffm: needs Java 22 or later, this is " + oldest.version());
        assertThat(run(newest(), "check", "--jdk", oldest.version(), "--id", FEW)
                        .ended(0)
                        .out())
                .contains("jna (jna-direct) on Java " + oldest.version() + ": conforms")
                .contains("ffm on Java " + oldest.version() + ": not run");
    }
}
