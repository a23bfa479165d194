package posixwait.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import posixwait.cli.doctor.Finding.Severity;
import posixwait.cli.doctor.OrphanProbe.Adopted;

/** Who adopts an orphan, and how long that one leaves it a zombie. */
class OrphanProbeTest {
    @Test
    void an_orphan_lives_below_another_parent_until_it_is_let_go() throws Exception {
        try (Orphan orphan = Orphan.make()) {
            assertThat(orphan.look())
                    .hasValueSatisfying(seen -> assertThat(seen.zombie()).isFalse());
            assertThat(ProcessHandle.current().children().map(ProcessHandle::pid))
                    .doesNotContain(orphan.pid());
        }
    }

    @Test
    void one_that_is_reaped_at_once_is_well() {
        Finding finding = OrphanProbe.judge(new Adopted(1, "systemd", 0L));

        assertThat(finding.severity()).isEqualTo(Severity.OK);
        assertThat(finding.finding()).isEqualTo("process 1, systemd, reaps them after at most 2 ms");
    }

    @Test
    void one_that_is_reaped_late_is_a_warning_with_the_time() {
        Finding finding = OrphanProbe.judge(new Adopted(7, "sh", 900L));

        assertThat(finding.severity()).isEqualTo(Severity.WARN);
        assertThat(finding.finding()).isEqualTo("process 7, sh, reaps them late, after 900 ms");
        assertThat(finding.fix()).isEqualTo(HostRules.REAPING_PROCESS_ONE);
    }

    @Test
    void one_that_stays_a_zombie_is_a_warning_also_where_the_adopter_has_no_name() {
        Finding finding = OrphanProbe.judge(new Adopted(1, null, null));

        assertThat(finding.severity()).isEqualTo(Severity.WARN);
        assertThat(finding.finding()).startsWith("process 1 left one a zombie for 3 s");
    }

    @Test
    void here_it_is_tried_and_says_whose_child_the_orphan_became() {
        assertThat(OrphanProbe.probe().evidence()).contains("was left to process ");
    }
}
