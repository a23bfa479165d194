package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import posixwait.cli.check.CheckFile;
import posixwait.cli.io.Json;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.Jdk;
import posixwait.conformance.run.Outcome;

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
    void where_no_program_gets_new_privileges_what_needs_them_is_unsupported() throws Exception {
        // PDS-001 needs none: a run in which nothing passed does not conform.
        Started.Ended ended = Started.shell(
                        directory,
                        newest(),
                        "exec setpriv --no-new-privs $P "
                                + String.join(" ", onNewest("--id", "PDS-001", "--id", "PDS-009", "--json", "-")))
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
}
