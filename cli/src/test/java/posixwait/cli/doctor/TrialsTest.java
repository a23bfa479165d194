package posixwait.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import posixwait.Backends;
import posixwait.cli.check.BackendsHere;
import posixwait.cli.doctor.Finding.Severity;
import posixwait.conformance.run.Jdks;

/** What was tried on this host, and what each answer would mean on another. */
class TrialsTest {
    @Test
    void here_pidfds_and_the_reaper_of_every_backend_are_tried_on_the_newest_JDK() {
        List<Finding> findings = Trials.judge(BackendsHere.ask(Jdks.find(), List.of()));

        assertThat(findings).extracting(Finding::about).contains("pidfd", "reaper");
        assertThat(findings).extracting(Finding::severity).doesNotContain(Severity.FAIL);
        assertThat(findings)
                .extracting(Finding::evidence)
                .anySatisfy(evidence -> assertThat(evidence).contains("jna"));
    }

    @Test
    void each_thing_a_pidfd_can_do_is_tried_in_this_JVM_too() {
        assertThat(PidfdProbe.attempt(Backends.available().get(0)))
                .extracting(PidfdProbe.Tried::what)
                .startsWith("pidfd_open");
    }

    @Test
    void a_call_that_is_refused_is_a_warning_that_names_it_and_what_it_returned() {
        Finding finding = PidfdProbe.judge(List.of(
                new PidfdProbe.Tried("pidfd_open", true, "5"),
                new PidfdProbe.Tried("PIDFD_NONBLOCK", false, "pidfd_open: EINVAL"),
                new PidfdProbe.Tried("pidfd_send_signal", false, "EPERM")));

        assertThat(finding.severity()).isEqualTo(Severity.WARN);
        assertThat(finding.finding()).isEqualTo("not to be had: PIDFD_NONBLOCK, pidfd_send_signal");
        assertThat(finding.evidence()).contains("PIDFD_NONBLOCK: pidfd_open: EINVAL");
        assertThat(finding.fix()).isNotNull();
    }

    @Test
    void without_any_JDK_nothing_is_tried_and_nothing_claimed() {
        assertThat(Trials.judge(BackendsHere.ask(List.of(), List.of()))).isEmpty();
    }
}
