package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.cli.check.CheckFile;
import posixwait.cli.check.NotRun;
import posixwait.cli.check.RequirementList;
import posixwait.cli.choose.Chooser;
import posixwait.cli.choose.Workload;
import posixwait.cli.doctor.Examination;
import posixwait.cli.doctor.HostRules;
import posixwait.cli.explore.ExploreFile;
import posixwait.cli.io.Json;
import posixwait.cli.merge.Column;
import posixwait.cli.merge.ConformanceMatrix;
import posixwait.cli.merge.Fact;
import posixwait.cli.merge.Facts;
import posixwait.cli.merge.FigureMatrix;
import posixwait.cli.merge.Inputs;
import posixwait.cli.merge.MergeFile;
import posixwait.conformance.Level;
import posixwait.conformance.explore.Explored;
import posixwait.conformance.run.Canary;
import posixwait.conformance.run.Catalogue;
import posixwait.conformance.run.Expectation;
import posixwait.conformance.run.ExpectationAccount;
import posixwait.conformance.run.ExpectationsFile;
import posixwait.conformance.run.Outcome;
import posixwait.conformance.run.Repetition;
import posixwait.conformance.run.Verdict;
import posixwait.conformance.run.When;

/** The schemas hold for what is written, and do not hold for anything. */
class SchemaTest {
    @TempDir
    private Path directory;

    @Test
    void the_samples_are_valid() throws IOException {
        assertThat(Schemas.errors("check", Json.text(Samples.check()))).isEmpty();
        assertThat(Schemas.errors("bench", Json.text(Samples.bench()))).isEmpty();
        assertThat(Schemas.errors("peers", Json.text(Samples.peers()))).isEmpty();
        for (String name : List.of("bench-baseline.json", "bench-again.json", "bench-slower.json")) {
            assertThat(Schemas.errors("bench", Files.readString(Samples.file(name))))
                    .as(name)
                    .isEmpty();
        }
    }

    @Test
    void every_outcome_and_what_was_not_run_is_valid() {
        CheckFile result = new CheckFile(
                new CheckFile.Kit("1"),
                Samples.check().host(),
                List.of(Samples.run("ffm", "ffm", "25", Outcome.values())),
                List.of(new NotRun("jna", "25", "why", true)));

        assertThat(Schemas.errors("check", Json.text(result))).isEmpty();
    }

    @Test
    void every_verdict_of_a_proof_is_valid() {
        assertThat(Schemas.errors("prove", Json.text(Samples.proof(Verdict.values()))))
                .isEmpty();
    }

    @Test
    void an_exploration_with_a_difference_is_valid() {
        Explored.Difference difference =
                new Explored.Difference(3, List.of("c0=$(child pause)  # 0"), "class FoundTest {}");
        Explored explored =
                new Explored("ffm", "25", 10, 1, 0.5, 0, Map.of("STOP", 1), Map.of("BLOCKS", 0), difference);
        ExploreFile result = new ExploreFile(Samples.check().host(), 7, List.of(explored));

        String json = Json.text(result);

        assertThat(Schemas.errors("explore", json)).isEmpty();
        assertThat(Json.parse(json, ExploreFile.class)).isEqualTo(result);
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void a_result_with_all_its_parts_is_valid() {
        Map<Outcome, Integer> outcomes = Map.of(Outcome.PASSED, 2, Outcome.FAILED, 1);
        CheckFile result = new CheckFile(
                new CheckFile.Kit("1"),
                Samples.check().host(),
                List.of(Samples.run("ffm", "ffm", "25", Outcome.values())),
                List.of(),
                -7L,
                new Repetition(3, List.of(new Repetition.Differing("ffm", "25", "WID-001", Level.REQUIRED, outcomes))),
                new ExpectationAccount("known.json", "0".repeat(64), 3, 1, 1, true, List.of("entry 1: no")));

        String json = Json.text(result);

        assertThat(Schemas.errors("check", json)).isEmpty();
        assertThat(Json.parse(json, CheckFile.class)).isEqualTo(result);
    }

    @Test
    void a_merge_with_every_kind_of_difference_is_valid() {
        CheckFile one = Samples.checkOf(
                Samples.run("ffm", "ffm", "25", Outcome.values()),
                Samples.run("jna", "jna-direct", "25", Outcome.PASSED));
        CheckFile other = Samples.checkOf(Samples.run("ffm", "ffm", "25", Outcome.FAILED, Outcome.FAILED));
        Inputs inputs = new Inputs(
                Map.of("a.json", one, "b.json", other, "c.json", Samples.check()), Map.of("d.json", Samples.bench()));

        String json = Json.text(MergeFile.of(inputs));

        assertThat(Schemas.errors("merge", json)).isEmpty();
        assertThat(Schemas.errors("merge", Json.text(MergeFile.of(new Inputs(Map.of(), Map.of())))))
                .isEmpty();
        assertThat(Schemas.errors("merge", "{}")).isNotEmpty();
        assertThat(Schemas.errors("merge", json.replace("\"PASSED\"", "\"GOOD\"")))
                .isNotEmpty();
        assertThat(Schemas.errors("merge", json.replace("\"KERNEL\"", "\"MOON\"")))
                .isNotEmpty();
    }

    @Test
    void every_fact_of_a_merge_is_in_its_schema() {
        Map<Fact, String> facts = Stream.of(Fact.values()).collect(Collectors.toMap(fact -> fact, Fact::words));
        ConformanceMatrix matrix = new ConformanceMatrix(
                List.of(new Column("a run", "a.json", true, new Facts(facts))), List.of(), List.of());

        assertThat(Schemas.errors(
                        "merge", Json.text(new MergeFile(matrix, new FigureMatrix(List.of(), List.of()), List.of()))))
                .isEmpty();
    }

    @Test
    void the_list_of_requirements_is_valid() {
        assertThat(Schemas.errors("list", Json.text(RequirementList.of(Catalogue.all()))))
                .isEmpty();
        assertThat(Schemas.errors("list", "{}")).isNotEmpty();
    }

    @Test
    void expectations_as_they_are_written_are_valid() {
        When when = new When(">=6.1 <6.9", "glibc >=2.28 <2.36", "amd64", "=17", true);
        LocalDate day = LocalDate.of(2030, 1, 31);

        assertThat(Schemas.errors(
                        "expect",
                        ExpectationsFile.text(List.of(
                                new Expectation("WID-014", "jna", when, "r", "https://example.org/1", day),
                                new Expectation("WID-015", null, null, "?", null, day),
                                new Expectation(Canary.ID, null, null, "r", null, day)))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[1]",
                "[{'id':'wid-14','reason':'r','expires':'2030-01-31'}]",
                "[{'id':'WID-014','expires':'2030-01-31'}]",
                "[{'id':'WID-014','reason':' ','expires':'2030-01-31'}]",
                "[{'id':'WID-014','reason':'r'}]",
                "[{'id':'WID-014','reason':'r','expires':'soon'}]",
                "[{'id':'WID-014','reason':'r','expires':'2030-01-31','wen':{}}]",
                "[{'id':'WID-014','reason':'r','expires':'2030-01-31','when':{'moon':'full'}}]",
                "[{'id':'WID-014','reason':'r','expires':'2030-01-31','when':{'kernel':'6.1'}}]",
                "[{'id':'WID-014','reason':'r','expires':'2030-01-31','when':{'libc':'bionic'}}]",
                "[{'id':'WID-014','reason':'r','expires':'2030-01-31','when':{'libc':'glibc 2'}}]",
                "[{'id':'WID-014','reason':'r','expires':'2030-01-31','when':{'root':'yes'}}]",
                "[{'id':'WID-014','reason':'r','expires':'2030-01-31','link':'see above'}]",
                "[{'id':'CANARY-001','backend':'jna','reason':'r','expires':'2030-01-31'}]"
            })
    void expectations_that_would_be_refused_are_not_valid(String json) throws IOException {
        String content = json.replace('\'', '"');

        assertThat(Schemas.errors("expect", content)).isNotEmpty();
        Path file = Files.writeString(directory.resolve("bad.json"), content);
        assertThatThrownBy(() -> ExpectationsFile.read(file)).isInstanceOf(IOException.class);
    }

    @Test
    void an_examination_is_valid_and_a_finding_without_fix_and_reason_is_not() {
        Examination examination = new Examination(
                Samples.check().host(), HostRules.judge(Samples.check().host()));
        String json = Json.text(examination);

        assertThat(Schemas.errors("doctor", json)).isEmpty();
        assertThat(Json.parse(json, Examination.class)).isEqualTo(examination);
        assertThat(Schemas.errors("doctor", json.replace("\"noFix\"", "\"why\"")))
                .isNotEmpty();
        assertThat(Schemas.errors("doctor", json.replace("\"OK\"", "\"FINE\""))).isNotEmpty();
        assertThat(Schemas.errors("doctor", "{}")).isNotEmpty();
    }

    @Test
    void a_choice_of_every_workload_is_valid_and_one_without_is_too() {
        for (Workload workload : Workload.values()) {
            String json = Json.text(Chooser.choose(Samples.check(), Samples.bench(), workload, null));

            assertThat(Schemas.errors("choose", json)).as(json).isEmpty();
        }
        CheckFile wrong = Samples.checkOf(Samples.run("ffm", "ffm", "25", Outcome.FAILED));
        String none = Json.text(Chooser.choose(wrong, null, Workload.FEW, "25"));
        assertThat(Schemas.errors("choose", none)).isEmpty();
        assertThat(none).doesNotContain("recommended", "margin").contains("\"wantedJdk\" : \"25\"");
        assertThat(Schemas.errors("choose", none.replace("\"NONE\"", "\"SOME\"")))
                .isNotEmpty();
        assertThat(Schemas.errors("choose", none.replace("\"few\"", "\"many\"")))
                .isNotEmpty();
        assertThat(Schemas.errors("choose", "{}")).isNotEmpty();
    }

    @Test
    void something_else_is_not_valid() {
        assertThat(Schemas.errors("prove", Json.text(Samples.check()))).isNotEmpty();
        assertThat(Schemas.errors(
                        "prove",
                        Json.text(Samples.proof(Verdict.CAUGHT))
                                .replace("\"verdict\" : \"CAUGHT\"", "\"verdict\" : 1")))
                .isNotEmpty();
        assertThat(Schemas.errors("check", "{}")).isNotEmpty();
        assertThat(Schemas.errors("peers", "{}")).isNotEmpty();
        assertThat(Schemas.errors("check", Json.text(Samples.check()).replace("\"PASSED\"", "\"GOOD\"")))
                .isNotEmpty();
        assertThat(Schemas.errors("bench", Json.text(Samples.bench()).replace("\"subject\"", "\"object\"")))
                .isNotEmpty();
    }
}
