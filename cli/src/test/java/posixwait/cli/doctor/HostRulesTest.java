package posixwait.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import posixwait.cli.Samples;
import posixwait.cli.doctor.Finding.Status;
import posixwait.cli.io.Json;
import posixwait.conformance.host.HostFacts;

/** A fact that loses statuses fails; one that costs something warns; one that is not known is not a crash. */
class HostRulesTest {
    private final String sample = Json.text(Samples.check().host());

    @Test
    void an_ordinary_host_has_nothing_to_fix() {
        assertThat(HostRules.judge(Samples.check().host())).noneMatch(finding -> finding.status() == Status.FAIL);
    }

    @Test
    void an_ignored_sigchld_must_be_fixed() {
        assertThat(about("SIGCHLD", "\"disposition\" : \"default\"", "\"disposition\" : \"ignored\""))
                .satisfies(finding -> assertThat(finding.status()).isEqualTo(Status.FAIL))
                .satisfies(finding -> assertThat(finding.fix()).contains("--default-signal=CHLD"));
    }

    @Test
    void a_mount_that_forbids_execution_is_jnas_trouble() {
        assertThat(about("jna", "\"noexec\" : false", "\"noexec\" : true").status())
                .isEqualTo(Status.WARN);
    }

    @Test
    void an_old_kernel_cannot_wait_for_a_pidfd() {
        assertThat(about("kernel", "6.12.0", "5.3.0-generic").finding()).contains("cannot wait for a pidfd");
        assertThat(about("kernel", "6.12.0", "4.18.0").finding()).contains("has no pidfd_open");
    }

    @Test
    void a_java_program_as_process_one_may_not_reap() {
        assertThat(about(
                                "process 1",
                                "\"kind\" : \"systemd\",\n    \"knownToReap\" : true",
                                "\"kind\" : \"java\",\n    \"knownToReap\" : false")
                        .status())
                .isEqualTo(Status.WARN);
    }

    @Test
    void facts_that_are_absent_are_said_to_be() {
        HostFacts bare = Json.parse("""
                {"takenAt":"2026-01-01T00:00:00Z","arch":"amd64","cpu":{"available":2},"memory":{},
                 "container":{"hints":[]},"limits":{},
                 "jvm":{"version":"25","vendor":"v","name":"n","arguments":[],"nativeAccess":[]},
                 "jdks":[],"absent":{"kernel":"permission denied"}}
                """, HostFacts.class);

        List<Finding> findings = HostRules.judge(bare);

        assertThat(findings).noneMatch(finding -> finding.status() == Status.FAIL);
        assertThat(findings).extracting(Finding::finding).contains("unknown: permission denied");
    }

    private Finding about(String about, String from, String to) {
        assertThat(sample).contains(from);
        HostFacts host = Json.parse(sample.replace(from, to), HostFacts.class);
        return HostRules.judge(host).stream()
                .filter(finding -> finding.about().equals(about))
                .findFirst()
                .orElseThrow();
    }
}
