package posixwait.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import posixwait.cli.doctor.Finding.Severity;

/** How a reaper learns of the end of a child, judged. */
class ReaperProbeTest {
    private static ReaperProbe.Tried tried(String backend, String kind, String reason) {
        return new ReaperProbe.Tried(backend, kind, reason);
    }

    @Test
    void pidfds_for_every_backend_are_one_line() {
        assertThat(ReaperProbe.judge(List.of(tried("ffm", "PIDFD", "yes"), tried("jna", "PIDFD", "yes"))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.OK))
                .satisfies(finding ->
                        assertThat(finding.finding()).isEqualTo("learns of ends by pidfd and epoll: ffm, jna"));
    }

    @Test
    void asking_at_intervals_is_worth_a_warning_with_the_reason_and_a_fix() {
        List<Finding> findings = ReaperProbe.judge(List.of(
                tried("ffm", "SWEEP", "pidfd_open: EPERM (Operation not permitted)"), tried("jna", "PIDFD", "yes")));

        assertThat(findings).extracting(Finding::severity).containsExactly(Severity.WARN, Severity.OK);
        assertThat(findings.get(0).finding()).contains("pidfd_open: EPERM");
        assertThat(findings.get(0).fix())
                .isNotNull()
                .satisfies(fix -> assertThat(fix.docker()).contains("seccomp", "ulimit"));
    }

    @Test
    void a_child_that_is_not_reaped_must_be_looked_into() {
        Finding finding =
                ReaperProbe.judge(List.of(tried("ffm", "", "waitid(1): EPERM"))).get(0);

        assertThat(finding.severity()).isEqualTo(Severity.FAIL);
        assertThat(finding.fix())
                .isNotNull()
                .satisfies(fix -> assertThat(fix.linux()).contains("check --backend ffm"));
    }

    @Test
    void where_no_backend_opens_there_is_nothing_to_say_of_reapers() {
        assertThat(ReaperProbe.judge(List.of())).isEmpty();
    }
}
