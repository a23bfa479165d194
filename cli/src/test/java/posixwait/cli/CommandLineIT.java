package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import posixwait.bench.peers.Asked;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.bench.BenchResult;
import posixwait.cli.check.CheckFile;
import posixwait.cli.io.Json;
import posixwait.cli.peers.PeersFile;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.Jdk;
import posixwait.conformance.run.Jdks;
import posixwait.conformance.run.Outcome;
import posixwait.conformance.run.Repetition;
import posixwait.conformance.run.RequirementResult;
import posixwait.spi.BackendProvider;

/** The runnable jar from outside: what it prints, what it leaves, how it exits. */
class CommandLineIT {
    private static final String FEW = "ST-00*";

    @TempDir
    Path directory;

    /** The newest JDK and the oldest one. */
    static List<Jdk> jdks() {
        List<Jdk> found = Jdks.find();
        return Stream.of(found.get(0), found.get(found.size() - 1)).distinct().toList();
    }

    private static Jdk newest() {
        return jdks().get(0);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void it_starts_on_every_jdk_and_says_its_version(Jdk jdk) throws Exception {
        assertThat(run(jdk, "--version").ended(0).out()).contains("posixwait ", "requirements", jdk.version());
        assertThat(run(jdk, "--help").ended(0).out())
                .contains("check", "prove", "bench", "choose", "coverage", "doctor", "report");
        assertThat(run(jdk, "check", "--help").ended(0).out()).contains("--junit-xml");
    }

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
        String out = run(newest(), "check", "--backend", "jna", "--id", "ST-001", "--json", "-")
                .ended(0)
                .out();

        assertThat(Schemas.errors("check", out)).isEmpty();
    }

    @Test
    void a_gate_with_a_canary_opens_only_for_a_file_that_was_read() throws Exception {
        String[] check = {"check", "--backend", "jna", "--id", "ST-001", "--canary"};
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

        assertThat(run(newest(), "check", "--backend", "jna", "--id", FEW, "--expect", "known.json")
                        .ended(1)
                        .out())
                .contains(
                        "unexpected pass ST-001",
                        "entry 1 (ST-001, jna) expects it to fail",
                        "entry 2 (ST-999): no requirement has this ID",
                        "entry 3 (ST-002, jna): expired on 2020-12-31");

        assertThat(run(newest(), "check", "--backend", "jna", "--id", FEW, "--expect", "known.json", "--update-expect")
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

    @Test
    void a_backend_of_somebody_else_is_found_on_the_backend_path() throws Exception {
        Path guest = Files.createDirectories(directory.resolve("guest"));
        String classFile = GuestBackendProvider.class.getName().replace('.', '/') + ".class";
        Files.createDirectories(guest.resolve(classFile).getParent());
        try (InputStream in = getClass().getClassLoader().getResourceAsStream(classFile)) {
            Files.copy(in, guest.resolve(classFile));
        }
        Path services = Files.createDirectories(guest.resolve("META-INF/services"));
        Files.writeString(services.resolve(BackendProvider.class.getName()), GuestBackendProvider.class.getName());

        assertThat(run(newest(), "check", "--backend-path", "guest", "--backend", "guest", "--id", FEW)
                        .ended(0)
                        .out())
                .contains("guest (borrowed) on Java " + newest().version() + ": conforms");
    }

    @Test
    void a_backend_over_jnr_posix_gets_verdicts_for_what_it_has_and_its_known_failure_opens_the_gate()
            throws Exception {
        Path guest = Path.of(System.getProperty("posixwait.guest"));
        assumeTrue(Files.exists(guest.resolve("target/jnr-guest.jar")), "UNSUPPORTED: the guests were not built");
        List<String> path =
                new ArrayList<>(List.of(guest.resolve("target/jnr-guest.jar").toString()));
        try (DirectoryStream<Path> libraries = Files.newDirectoryStream(guest.resolve("target/lib"), "*.jar")) {
            libraries.forEach(library -> path.add(library.toString()));
        }

        run(
                        newest(),
                        "check",
                        "--backend-path",
                        String.join(":", path),
                        "--backend",
                        "jnr",
                        "--jdk",
                        newest().version(),
                        "--expect",
                        guest.resolve("known.json").toString(),
                        "--canary",
                        "--json",
                        "jnr.json")
                .ended(0);

        String json = Files.readString(directory.resolve("jnr.json"));
        assertThat(Schemas.errors("check", json)).isEmpty();
        BackendRun run = Json.parse(json, CheckFile.class).runs().get(0);
        assertThat(run.lacks()).contains("waitid", "clone").doesNotContain("waitpid", "kill");
        assertThat(run.reference()).isNotEqualTo("jnr");
        assertThat(outcomes(run))
                .containsEntry("ST-001", Outcome.PASSED)
                .containsEntry("WPID-001", Outcome.PASSED)
                .containsEntry("OPT-031", Outcome.EXPECTED_FAILURE)
                .containsEntry("WID-001", Outcome.UNSUPPORTED);
    }

    private static Map<String, Outcome> outcomes(BackendRun run) {
        return run.requirements().stream().collect(Collectors.toMap(RequirementResult::id, RequirementResult::outcome));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | --nosuch | unknown option",
                "2 | nosuch | unknown option or command",
                "2 | check --nosuch | see 'posixwait check --help'",
                "2 | check --id NOSUCH-* | no requirement matches",
                "2 | check --id | Missing required parameter",
                "2 | check --group NOSUCH | no group is called that; there are ST, ",
                "2 | check --level NOSUCH | expected one of",
                "2 | check --id ST-001 --level stochastic | no requirement meets all of them",
                "2 | check --repeat 0 | is less than once",
                "2 | check --thorough soon | is no time",
                "2 | check --thorough 0s | is no time",
                "2 | check --shuffle x | is not a long",
                "2 | check --expect nosuch.json | no such file or directory; give a JSON array",
                "2 | check --expect . | is a directory",
                "2 | check --expect /dev/null | is not an array of expectations",
                "2 | check --update-expect | name it with --expect FILE",
                "2 | check --jdk banana | is not a version",
                "3 | check --jdk 99 | is not installed; found: ",
                "2 | check --backend-path /nonexistent | no such file or directory",
                "2 | check --json . | is a directory",
                "2 | check --json no/a.json | no such file or directory",
                "2 | check --json a --markdown a | is the file of --json too",
                "2 | check @nosuch | unknown option or command",
                "2 | prove --fault nosuch | no fault matches; give a label or a pattern",
                "2 | prove --backend nosuch | no backend is called that",
                "3 | prove --jdk 99 | is not installed; found: ",
                "2 | prove --json . | is a directory",
                "2 | report --prove nosuch.json --out a.html | make one with 'posixwait prove --json FILE'",
                "2 | bench --quick --full | mutually exclusive",
                "2 | bench --json . | is a directory",
                "2 | bench --only nosuch | no question is called 'nosuch'; there are call-echild",
                "2 | peers --rounds 0 | is less than once",
                "2 | peers --json . | is a directory",
                "2 | report --peers nosuch.json | no such file or directory; make one with 'posixwait peers --json FILE'",
                "2 | doctor --json no/a.json | no such file or directory",
                "2 | choose --check nosuch.json | no such file or directory; make one with 'posixwait check --json FILE'",
                "2 | choose --bench . | is a directory",
                "2 | report --check nosuch.json --out a.html | no such file or directory",
                "2 | coverage --check nosuch.json | no such file or directory; make one with 'posixwait check --json FILE'",
                "2 | coverage --check . | is a directory",
                "2 | coverage --check /dev/null | is not a result of 'check'",
                "2 | coverage --html . | is a directory",
                "2 | coverage --markdown no/a.md | no such file or directory",
                "2 | coverage --html a --markdown a | is the file of --html too",
                "2 | coverage --backend ffm | unknown option",
                "2 | --out /dev/null | is not a directory"
            })
    void what_is_wrong_is_said_in_one_line_before_any_work(int code, String arguments, String words) throws Exception {
        run(newest(), arguments.split(" ", -1)).complained(code, words);

        assertThat(files()).isEmpty();
    }

    @Test
    void a_full_disk_leaves_no_half_file() throws Exception {
        run(newest(), "check", "--backend", "jna", "--id", "ST-001", "--json", "/dev/full")
                .complained(3, "--json /dev/full", "No space left on device");
        assertThat(Files.isRegularFile(Path.of("/dev/full"))).isFalse();

        Started.shell(directory, newest(), "$P --version > /dev/full")
                .awaitEnd()
                .complained(3, "standard output", "No space left on device");
    }

    @Test
    void a_reader_that_goes_away_is_no_trouble() throws Exception {
        Started.Ended ended = Started.shell(directory, newest(), "$P check --help | head -n 1")
                .awaitEnd();

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().lines().count()).isEqualTo(1);
    }

    @Test
    void an_ignored_sigchld_is_found_although_the_jdk_resets_it() throws Exception {
        Started.Ended ended = Started.shell(
                        directory, newest(), "trap '' CHLD; exec env --ignore-signal=CHLD $P doctor")
                .awaitEnd();
        assumeTrue(ended.exitCode() != 125, "UNSUPPORTED: this env has no --ignore-signal");

        assertThat(ended.ended(1).out()).contains("FAIL  SIGCHLD", "--default-signal=CHLD");
    }

    @Test
    void a_proof_becomes_a_section_of_the_report() throws Exception {
        String check = Samples.file("sample-check.json").toString();
        String bench = Samples.file("sample-bench.json").toString();

        assertThat(run(newest(), "prove", "--fault", "exit-*", "--json", "p.json", "--markdown", "p.md")
                        .ended(0)
                        .out())
                .contains("caught     exit-code-sign-extended ", "-> ST-010 failed", " broken backends: ");
        run(newest(), "report", "--check", check, "--bench", bench, "--prove", "p.json", "--out", "r.html")
                .ended(0);

        assertThat(Schemas.errors("prove", Files.readString(directory.resolve("p.json"))))
                .isEmpty();
        assertThat(directory.resolve("r.html")).content().contains("exit-code-sign-extended");
        assertThat(files()).containsExactly("p.json", "p.md", "r.html");
    }

    @Test
    void a_benchmark_of_one_question_has_figures_of_every_subject() throws Exception {
        run(newest(), "bench", "--quick", "--only", "call-echild", "--json", "b.json")
                .ended(0);

        String json = Files.readString(directory.resolve("b.json"));
        assertThat(Schemas.errors("bench", json)).isEmpty();
        assertThat(Json.parse(json, BenchFile.class).results())
                .extracting(BenchResult::subject)
                .contains("ffm", "jna-direct", "jna-interface");
        assertThat(files()).containsExactly("b.json");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void libraries_are_asked_what_they_say_of_a_child(Jdk jdk) throws Exception {
        String out = run(newest(), "peers", "--rounds", "1", "--jdk", jdk.version(), "--json", "-")
                .ended(0)
                .out();

        assertThat(Schemas.errors("peers", out)).isEmpty();
        assertThat(Json.parse(out, PeersFile.class).asked())
                .extracting(Asked::peer)
                .contains("posixwait", "java.lang.Process", "NuProcess", "jnr-posix");
    }

    @Test
    void coverage_shows_pages_and_the_outcomes_of_a_result() throws Exception {
        run(newest(), "check", "--backend", "jna", "--id", FEW, "--json", "c.json")
                .ended(0);

        assertThat(run(newest(), "coverage").ended(0).out()).contains("wait.3posix", "percent", "requirements: ");
        assertThat(run(newest(), "coverage", "--check", "c.json", "--html", "c.html", "--markdown", "c.md")
                        .ended(0)
                        .out())
                .contains("jna (jna-direct) on Java " + newest().version() + ": ", "tested assertions passed");

        assertThat(directory.resolve("c.html")).content().startsWith("<!doctype html>");
        assertThat(directory.resolve("c.md")).content().contains("| passed |", "not run");
        assertThat(files()).containsExactly("c.html", "c.json", "c.md");
    }

    @Test
    void a_result_of_a_newer_kit_is_refused_by_the_coverage() throws Exception {
        run(newest(), "check", "--backend", "jna", "--id", "ST-001", "--json", "c.json")
                .ended(0);
        Path file = directory.resolve("c.json");
        Files.writeString(file, Files.readString(file).replace("ST-001", "ST-999"));

        run(newest(), "coverage", "--check", "c.json", "--html", "c.html").complained(2, "has ST-999");

        assertThat(files()).containsExactly("c.json");
    }

    @Test
    void results_become_a_choice_and_a_report() throws Exception {
        String check = Samples.file("sample-check.json").toString();
        String bench = Samples.file("sample-bench.json").toString();

        assertThat(run(newest(), "choose", "--check", check, "--bench", bench)
                        .ended(0)
                        .out())
                .contains("Recommendation: ffm on Java 25.0.3", "--enable-native-access=ALL-UNNAMED");
        run(newest(), "report", "--check", check, "--bench", bench, "--out", "r.html")
                .ended(0);

        assertThat(directory.resolve("r.html")).content().startsWith("<!doctype html>");
        assertThat(files()).containsExactly("r.html");
    }

    @ParameterizedTest
    @CsvSource({"check, false", "check, true", "prove, false", "prove, true", "bench, false", "bench, true"})
    void ended_in_the_middle_it_leaves_neither_process_nor_file(String command, boolean forcibly) throws Exception {
        Started.jar(directory, newest(), command, "--json", "a.json").endOnceItWorks(forcibly);

        assertThat(files()).isEmpty();
    }

    private static String[] with(String[] arguments, String... more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }

    private Started.Ended run(Jdk jdk, String... arguments) throws IOException, InterruptedException {
        return Started.jar(directory, jdk, arguments).awaitEnd();
    }

    /** The files in the directory, but not those of the test itself. */
    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".out") && !name.equals(".err"))
                    .sorted()
                    .toList();
        }
    }
}
