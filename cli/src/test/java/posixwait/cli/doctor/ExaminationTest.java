package posixwait.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import posixwait.cli.Samples;
import posixwait.cli.doctor.Finding.Severity;
import posixwait.cli.io.Paint;

/** What a doctor prints, and the exit code. */
class ExaminationTest {
    private static final int LINES_OF_A_SCREEN = 24;
    private static final int COLUMNS_OF_A_SCREEN = 80;

    @Test
    void a_host_on_which_all_is_well_fits_a_screen() {
        // What is found by trying is added as it would be here, on a host with two JDKs.
        List<Finding> findings = new ArrayList<>(HostRules.judge(Samples.check().host()));
        for (String tried : List.of("orphans", "JDK", "ffm", "jna", "pidfd")) {
            findings.add(Finding.ok(tried, "works as it should, and all of this is said of it at great length", "e"));
        }
        findings.addAll(ReaperProbe.judge(List.of(new ReaperProbe.Tried("ffm", "PIDFD", "yes"))));

        List<String> lines = printed(findings);

        assertThat(lines).hasSizeLessThanOrEqualTo(LINES_OF_A_SCREEN).last().isEqualTo("Nothing must be fixed.");
        assertThat(lines.subList(1, lines.size()))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS_OF_A_SCREEN));
    }

    @Test
    void what_must_be_fixed_is_shown_with_its_evidence_and_each_fix_and_makes_the_exit_code_1() {
        Finding bad = Finding.fail("it", "is broken", "a file", new Fix("do", "run", "apply"));
        Finding doubtful = Finding.unfixable("that", "unknown", "no file", "nobody can");

        assertThat(printed(List.of(bad, doubtful)).stream()
                        .skip(1)
                        .map(line -> line.replaceAll(" +", " ").strip()))
                .containsExactly(
                        "FAIL it is broken",
                        "seen in a file",
                        "Linux do",
                        "Docker run",
                        "Kubernetes apply",
                        "WARN that unknown",
                        "seen in no file",
                        "no fix nobody can",
                        "1 must be fixed first, 1 warning.");
        assertThat(examined(List.of(bad)).exitCode()).isEqualTo(1);
        assertThat(examined(List.of(doubtful)).exitCode()).isZero();
    }

    @Test
    void a_finding_has_either_a_fix_or_a_reason_why_not() {
        assertThatThrownBy(() -> new Finding("it", Severity.WARN, "is", "seen", null, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Examination examined(List<Finding> findings) {
        return new Examination(Samples.check().host(), findings);
    }

    private static List<String> printed(List<Finding> findings) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        examined(findings).print(new PrintStream(bytes, true, StandardCharsets.UTF_8), Paint.none());
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
