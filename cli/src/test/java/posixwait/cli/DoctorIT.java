package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import posixwait.cli.doctor.Examination;
import posixwait.cli.doctor.Finding;
import posixwait.cli.doctor.Finding.Severity;
import posixwait.cli.io.Json;

/** {@code doctor} from outside, on this host and in namespaces in which something is wrong. */
class DoctorIT extends RunnableJar {
    /** What a script exits with where this host lets nobody make the namespace it needs. */
    private static final int NO_NAMESPACE = 77;

    private static final String CHECK = String.join(" ", onNewest("--id", "ST-001"));

    @Test
    void it_writes_facts_and_findings_and_its_exit_code_is_whether_something_must_be_fixed() throws Exception {
        Started.Ended ended = run(newest(), "doctor", "--json", "-");

        assertThat(Schemas.errors("doctor", ended.out())).isEmpty();
        List<Finding> findings = Json.parse(ended.out(), Examination.class).findings();
        ended.ended(findings.stream().anyMatch(finding -> finding.severity() == Severity.FAIL) ? 1 : 0);
        assertThat(findings)
                .extracting(Finding::about)
                .contains(
                        "kernel", "process 1", "orphans", "pidfd", "seccomp", "native access", "JDK", "jna", "reaper");
    }

    @Test
    void a_mount_on_which_jna_may_not_execute_is_found_and_what_becomes_of_it() throws Exception {
        Started.Ended ended = withoutExecution("$P doctor --json -");

        List<Finding> findings =
                Json.parse(ended.ended(0).out(), Examination.class).findings();
        assertThat(findings)
                .filteredOn(finding -> finding.about().equals("jna.tmpdir"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARN))
                .satisfies(finding ->
                        assertThat(Json.compact(finding)).contains("XDG_CACHE_HOME=", "--tmpfs", "emptyDir"));
        assertThat(findings)
                .filteredOn(finding -> finding.about().equals("jna"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARN));
    }

    @Test
    void where_jna_may_not_execute_the_advice_helps_by_the_environment_and_by_the_property() throws Exception {
        withoutExecution("$P " + CHECK).complained(3, "jna");
        withoutExecution("XDG_CACHE_HOME=$PWD/may $P " + CHECK).ended(0);
        withoutExecution("${P%-jar*} -Djna.tmpdir=$PWD/may -jar ${P##* } " + CHECK)
                .ended(0);
    }

    @Test
    void a_JVM_that_is_process_1_is_seen_to_leave_orphans_as_zombies() throws Exception {
        Started.Ended ended = inNamespaces("-Urpf --mount-proc", "true", "exec $P doctor --json -");

        assertThat(Json.parse(ended.out(), Examination.class).findings())
                .filteredOn(finding -> finding.about().equals("orphans"))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.finding()).isEqualTo("process 1, java, left one a zombie for 3 s and more"))
                .satisfies(finding -> assertThat(Json.compact(finding)).contains("--init", "shareProcessNamespace"));
    }

    @Test
    void without_sys_and_without_process_1_it_says_what_it_does_not_know_and_goes_on() throws Exception {
        Started.Ended ended = inNamespaces(
                "-Urm", "mount -t tmpfs none /sys && mount --bind /dev/null /proc/1/comm", "exec $P doctor --json -");

        Examination examination = Json.parse(ended.ended(0).out(), Examination.class);

        assertThat(Schemas.errors("doctor", ended.out())).isEmpty();
        assertThat(examination.host().cgroup())
                .isNotNull()
                .satisfies(cgroup -> assertThat(cgroup.pidsLimits()).isEmpty());
        assertThat(examination.findings()).extracting(Finding::about).contains("process 1", "pids.max", "orphans");
    }

    /** Runs a line where {@code $XDG_CACHE_HOME} is on a mount that forbids execution, and {@code may} on one that does not. */
    private Started.Ended withoutExecution(String line) throws Exception {
        return inNamespaces(
                "-Urm",
                "mkdir -p not may && mount -t tmpfs -o noexec none not && mount -t tmpfs none may",
                "export XDG_CACHE_HOME=$PWD/not; " + line);
    }

    private Started.Ended inNamespaces(String options, String preparation, String line) throws Exception {
        Started.Ended ended = Started.shell(
                        directory,
                        newest(),
                        "export P; unshare " + options + " sh -c '(" + preparation + ") 2>/dev/null || exit "
                                + NO_NAMESPACE + "; " + line + "'")
                .awaitEnd();
        assumeTrue(
                ended.exitCode() != NO_NAMESPACE && !ended.err().contains("unshare"),
                () -> "UNSUPPORTED: unshare " + options + ": " + ended.err().strip());
        return ended;
    }
}
