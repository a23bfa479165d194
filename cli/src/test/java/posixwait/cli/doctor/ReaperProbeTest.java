package posixwait.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import posixwait.cli.check.BackendsHere;
import posixwait.conformance.run.Jdks;

class ReaperProbeTest {
    private static Finding judged(String kind, String reason) {
        return ReaperProbe.judge(List.of(new ReaperProbe.Tried("ffm", kind, reason)))
                .get(0);
    }

    @Test
    void pidfds_are_as_it_should_be() {
        assertThat(judged("PIDFD", "pidfds are to be had"))
                .isEqualTo(Finding.ok("reaper", "ffm learns of ends by pidfd and epoll"));
    }

    @Test
    void asking_at_intervals_is_worth_a_warning_with_the_reason_and_a_fix() {
        Finding finding = judged("SWEEP", "pidfd_open: EPERM (Operation not permitted)");

        assertThat(finding.status()).isEqualTo(Finding.Status.WARN);
        assertThat(finding.finding()).contains("pidfd_open: EPERM");
        assertThat(finding.fix()).contains("seccomp").contains("ulimit");
    }

    @Test
    void a_child_that_is_not_reaped_must_be_looked_into() {
        Finding finding = judged("", "waitid(1): EPERM");

        assertThat(finding.status()).isEqualTo(Finding.Status.FAIL);
        assertThat(finding.fix()).isEqualTo("./posixwait check --backend ffm");
    }

    @Test
    void here_every_backend_of_the_newest_JDK_is_tried() {
        List<Finding> findings = ReaperProbe.judge(BackendsHere.ask(Jdks.find(), List.of()));

        assertThat(findings)
                .extracting(Finding::finding)
                .anySatisfy(finding -> assertThat(finding).startsWith("jna "));
        assertThat(findings).extracting(Finding::status).doesNotContain(Finding.Status.FAIL);
    }
}
