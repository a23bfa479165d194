package posixwait.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kit says of tests that misbehave: nothing they do is taken for a pass, and none of them spoils another. */
class MisbehaviourTest {
    private static final String BACKEND = System.getProperty("posixwait.test.backend", "jna");
    private static final Map<String, RequirementInfo> ALL = Catalogue.of(Misbehaviour.class).stream()
            .collect(Collectors.toMap(RequirementInfo::id, Function.identity()));

    /** All but those that hang, in one run: each is to be reported as if it were alone. */
    private static final List<String> IN_ONE_RUN = ALL.keySet().stream()
            .filter(id -> !Set.of("BAD-017", "BAD-018", "BAD-019").contains(id))
            .sorted()
            .toList();

    private static BackendRun run = new BackendRun("", "", "", List.of());

    @BeforeAll
    static void run() throws KitException {
        run = new KitRunner(Jdks.current(), BACKEND, List.of())
                .run(IN_ONE_RUN.stream().map(MisbehaviourTest::info).toList(), Progress.silent());
    }

    private static RequirementInfo info(String id) {
        return Objects.requireNonNull(ALL.get(id), id);
    }

    private static RequirementResult result(String id) {
        return run.requirements().stream()
                .filter(result -> result.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "BAD-002, left behind: child",
        "BAD-003, left behind: descriptor",
        "BAD-004, left behind: ignored signals were",
        "BAD-005, left behind: blocked signals were",
        "BAD-006, 'left behind: the subreaper attribute was 0, is 1'",
        "BAD-016, left behind: thread"
    })
    void what_a_test_leaves_behind_fails_it_and_is_named(String id, String words) {
        assertThat(result(id).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result(id).detail()).contains(words);
    }

    @Test
    void a_failure_says_its_own_reason_first_and_then_what_it_left() {
        assertThat(result("BAD-007").outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result("BAD-007").detail()).containsSubsequence("for a reason of its own", "left behind: child ");
    }

    @ParameterizedTest
    @CsvSource({"BAD-008, UNSUPPORTED", "BAD-009, UNRESOLVED", "BAD-010, NOT_RUN", "BAD-011, NOT_RUN"})
    void a_test_that_did_not_run_to_its_end_is_no_pass(String id, Outcome outcome) {
        assertThat(result(id).outcome()).isEqualTo(outcome);
    }

    @Test
    void what_is_unsupported_says_what_was_tried() {
        assertThat(result("BAD-008").detail()).isEqualTo("pidfd_open: ENOSYS");
    }

    @Test
    void a_run_that_is_unsupported_altogether_does_not_conform() {
        BackendRun alone = new BackendRun("jna", "jna-direct", "25", List.of(result("BAD-008")));

        assertThat(alone.conforms()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"BAD-012, the test JVM ended with 3", "BAD-014, the test JVM ended with 137"})
    void a_test_that_takes_its_jvm_down_is_a_row_and_says_how(String id, String words) {
        assertThat(result(id).outcome()).isEqualTo(Outcome.CRASHED);
        assertThat(result(id).detail()).contains(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BAD-001", "BAD-013", "BAD-015"})
    void what_passes_among_them_has_passed(String id) {
        assertThat(result(id).outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void every_test_has_one_row_and_the_totals_add_up() {
        assertThat(run.requirements()).extracting(RequirementResult::id).containsExactlyElementsOf(IN_ONE_RUN);
        assertThat(run.totals().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(IN_ONE_RUN.size());
        assertThat(run.conforms()).isFalse();
    }

    @Test
    void what_outlives_its_test_does_not_outlive_the_run() throws IOException {
        assertThat(result("BAD-020").outcome()).isEqualTo(Outcome.PASSED);
        String seconds = Long.toString(Misbehaviour.patienceOfOrphan(ProcessHandle.current()));
        assertThat(commandLines()).noneMatch(line -> line.contains(seconds));
    }

    @Test
    void a_test_that_is_blocked_in_the_kernel_is_freed_and_the_rest_runs() throws KitException {
        List<RequirementResult> results = underFault(new KitRunner(Jdks.current(), BACKEND, List.of()), "BAD-017");

        assertThat(results)
                .extracting(RequirementResult::id, RequirementResult::outcome)
                .containsExactlyInAnyOrder(tuple("BAD-017", Outcome.TIMEOUT), tuple("BAD-019", Outcome.PASSED));
        assertThat(results)
                .extracting(RequirementResult::detail)
                .anyMatch(each -> each.contains("still blocked after 3 s"));
    }

    @Test
    void a_test_that_hangs_is_one_row_and_the_rest_runs() throws KitException {
        List<RequirementResult> results =
                underFault(new KitRunner(Jdks.current(), BACKEND, List.of()).patient(Duration.ofSeconds(6)), "BAD-018");

        assertThat(results)
                .extracting(RequirementResult::id, RequirementResult::outcome)
                .containsExactlyInAnyOrder(tuple("BAD-018", Outcome.TIMEOUT), tuple("BAD-019", Outcome.PASSED));
        assertThat(results)
                .extracting(RequirementResult::detail)
                .anyMatch(each -> each.contains("the test JVM hung and was killed"));
    }

    /** Runs a test, and one that passes after it, under a fault that these do not meet: then the watchdog is quick. */
    private static List<RequirementResult> underFault(KitRunner runner, String id) throws KitException {
        List<RequirementResult> results = Collections.synchronizedList(new ArrayList<>());
        List<Trial> trials = Stream.of(id, "BAD-019")
                .map(each -> new Trial(info(each), "core-flag-lost"))
                .toList();
        runner.run(List.of(trials), (trial, result) -> results.add(result));
        return results;
    }

    private static List<String> commandLines() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                try {
                    lines.add(Files.readString(process.resolve("cmdline")));
                } catch (IOException e) {
                    // it has ended since
                }
            }
        }
        return lines;
    }

    @Test
    void a_backend_that_does_not_open_is_said_in_a_line() {
        assertThatThrownBy(() -> new KitRunner(Jdks.current(), "nosuch", List.of())
                        .run(List.of(info("BAD-001")), Progress.silent()))
                .isInstanceOf(KitException.class)
                .hasMessageContaining("nosuch");
    }

    @Test
    void a_jvm_that_cannot_be_started_is_said_in_a_line() {
        Jdk none = new Jdk(Path.of("/nonexistent"), "25", 25);

        assertThatThrownBy(
                        () -> new KitRunner(none, BACKEND, List.of()).run(List.of(info("BAD-001")), Progress.silent()))
                .isInstanceOf(KitException.class)
                .hasMessageContaining("cannot start /nonexistent/bin/java");
    }

    @ParameterizedTest
    @CsvSource({
        "PASSED, FAILED, CAUGHT",
        "PASSED, TIMEOUT, CAUGHT",
        "PASSED, PASSED, MISSED",
        "PASSED, UNSUPPORTED, MISSED",
        "PASSED, UNRESOLVED, MISSED",
        "PASSED, CRASHED, MISSED",
        "PASSED, NOT_RUN, MISSED",
        "FAILED, FAILED, MISSED",
        "TIMEOUT, FAILED, MISSED",
        "UNSUPPORTED, UNSUPPORTED, NOT_PROVEN",
        "UNSUPPORTED, FAILED, NOT_PROVEN"
    })
    void a_fault_is_caught_only_by_what_fails_with_it_and_passes_without(
            Outcome sound, Outcome broken, Verdict verdict) {
        CatchResult requirement = new CatchResult("BAD-001", "a title", sound, broken, "", 1, 2);

        assertThat(new FaultResult("a-fault", "a rule", "", List.of(requirement)).verdict())
                .isEqualTo(verdict);
    }

    @Test
    void a_fault_is_missed_if_one_of_its_requirements_misses_it() {
        CatchResult caught = new CatchResult("BAD-001", "a title", Outcome.PASSED, Outcome.FAILED, "", 1, 2);
        CatchResult missed = new CatchResult("BAD-002", "a title", Outcome.PASSED, Outcome.PASSED, "", 1, 2);
        CatchResult unsupported =
                new CatchResult("BAD-003", "a title", Outcome.UNSUPPORTED, Outcome.UNSUPPORTED, "", 1, 2);

        assertThat(new FaultResult("a-fault", "a rule", "", List.of(caught, unsupported, missed)).verdict())
                .isEqualTo(Verdict.MISSED);
        assertThat(new FaultResult("a-fault", "a rule", "", List.of(caught, unsupported)).verdict())
                .isEqualTo(Verdict.NOT_PROVEN);
    }

    @ParameterizedTest
    @CsvSource({"1000, 30000, CAUGHT", "15000, 30000, CAUGHT", "15001, 30000, NOT_PROVEN", "29000, 30000, NOT_PROVEN"})
    void a_time_out_is_a_catch_only_where_the_sound_backend_needed_no_more_than_half_the_time(
            long soundMillis, long millis, Verdict verdict) {
        CatchResult requirement =
                new CatchResult("BAD-001", "a title", Outcome.PASSED, Outcome.TIMEOUT, "", soundMillis, millis);

        assertThat(requirement.verdict()).isEqualTo(verdict);
    }
}
