package posixwait.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import posixwait.cli.Samples;
import posixwait.cli.doctor.Finding.Severity;
import posixwait.cli.io.Json;
import posixwait.conformance.host.HostFacts;

/** A fact that loses statuses fails; one that costs something warns; one that is not known is not a crash. */
class HostRulesTest {
    private static final String BARE = """
            {"takenAt":"2026-01-01T00:00:00Z","arch":"amd64","cpu":{"available":2},"memory":{},
             "container":{"hints":[]},"limits":{},
             "jvm":{"version":"25","vendor":"v","name":"n","arguments":[],"nativeAccess":["--enable-native-access=A"]},
             "jdks":[],"absent":{"kernel":"permission denied"}}
            """;

    private final String sample = Json.text(Samples.check().host());

    @Test
    void an_ordinary_host_has_nothing_to_fix() {
        assertThat(HostRules.judge(Samples.check().host()))
                .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.OK))
                .extracting(Finding::noFix)
                .containsOnly("nothing is wrong");
    }

    @Test
    void an_ignored_sigchld_must_be_fixed() {
        assertThat(about("SIGCHLD", "\"disposition\" : \"default\"", "\"disposition\" : \"ignored\""))
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.FAIL))
                .satisfies(finding -> assertThat(Json.compact(finding)).contains("env --default-signal=CHLD"));
    }

    /** Each line: what is replaced in the facts of an ordinary host, by what, what it is about, how bad, what is said. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "'blocked' : false ! 'blocked' : true ! SIGCHLD ! WARN ! waits for ever",
                "'noexec' : false ! 'noexec' : true ! jna.tmpdir ! WARN ! execution is forbidden",
                "'kernel' : '6.12.0' ! 'kernel' : '5.3.0-generic' ! kernel ! WARN ! cannot wait for a pidfd",
                "'kernel' : '6.12.0' ! 'kernel' : '4.18.0' ! kernel ! WARN ! has no pidfd_open",
                "'name' : 'glibc' ! 'name' : 'musl' ! libc ! WARN ! musl 2.36 is not what posixwait is tested with",
                "'available' : 2 ! 'available' : 1 ! cpu ! WARN ! take turns",
                "'availableBytes' : 24737021952 ! 'availableBytes' : 1000 ! memory ! WARN ! two at a time",
                "'kind' : 'systemd',! 'kind' : 'java', 'x' : 1, ! process 1 ! OK ! java",
                "'knownToReap' : true ! 'knownToReap' : false ! process 1 ! WARN ! it may not reap them",
                "'seccomp' : 'off' ! 'seccomp' : 'filter' ! seccomp ! OK ! what it refuses is unsupported",
                "'noNewPrivileges' : false ! 'noNewPrivileges' : true ! seccomp ! OK ! set-user-ID programs gain nothing",
                "'ptraceScope' : 1 ! 'ptraceScope' : 2 ! ptrace ! WARN ! those with CAP_SYS_PTRACE",
                "'ptraceScope' : 1 ! 'ptraceScope' : 3 ! ptrace ! WARN ! is for nobody",
                "'soft' : '96365' ! 'soft' : '100' ! ulimit -u ! WARN ! too few for a storm of 5000",
                "'effectiveUid' : 1000 ! 'effectiveUid' : 0 ! ulimits ! OK ! does not hold root back",
                "'hard' : '20000' ! 'hard' : '512' ! ulimit -n ! WARN ! 512",
                "'hard' : '20000' ! 'hard' : '32' ! ulimit -n ! FAIL ! 32",
                "'pidMax' : 4194304 ! 'pidMax' : 3000 ! pids.max ! WARN ! pid_max 3000",
                "'hard' : 'unlimited' ! 'hard' : '0' ! core dumps ! WARN ! no child can dump core",
                "'corePattern' : 'core' ! 'corePattern' : '|/bin/c %P' ! core dumps ! OK ! to |/bin/c",
            })
    void a_fact_that_is_otherwise_is_judged(String from, String to, String about, Severity severity, String says) {
        Finding finding = about(about, from.replace('\'', '"'), to.replace('\'', '"'));

        assertThat(finding.finding()).contains(says);
        assertThat(finding.severity()).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({
        "7000, 10, OK, 6990 left of 7000 in /pod",
        "7000, 6900, FAIL, room for 100",
        "3000, 0, WARN, room for 3000"
    })
    void the_room_that_the_control_groups_leave_counts(long max, long current, Severity severity, String says) {
        String limits = "\"pidsLimits\" : [{\"group\":\"/pod\",\"max\":" + max + ",\"current\":" + current + "}]";

        Finding finding = about("pids.max", "\"pidsLimits\" : [ ]", limits);

        assertThat(finding.severity()).isEqualTo(severity);
        assertThat(finding.finding()).contains(says);
    }

    @Test
    void a_limit_of_a_queue_of_signals_that_is_low_is_a_warning() {
        String limit = "\"sigpending\" : {\n      \"soft\" : \"96365\"";

        assertThat(about("ulimit -i", limit, limit.replace("96365", "10")).severity())
                .isEqualTo(Severity.WARN);
    }

    @Test
    void native_access_that_nothing_grants_is_a_warning_from_Java_24_on() {
        String granted =
                "\"nativeAccess\" : [ \"Enable-Native-Access: ALL-UNNAMED in the manifest of posixwait.jar\" ]";

        assertThat(about("native access", "\"takenAt\"", "\"takenAt\"").finding())
                .isEqualTo("granted by Enable-Native-Access: ALL-UNNAMED in the manifest of posixwait.jar");
        assertThat(about("native access", granted, "\"nativeAccess\" : []"))
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARN))
                .satisfies(finding -> assertThat(finding.finding()).contains("Java warns of ffm and of jna"));
        assertThat(about("native access", granted, "\"nativeAccess\" : [\"--illegal-native-access=deny\"]")
                        .finding())
                .contains("Java refuses it");
    }

    @Test
    void native_access_that_nothing_grants_is_well_before_Java_24() {
        String jvm = sample.substring(sample.indexOf("\"jvm\""), sample.indexOf("\"jdks\""));
        String older =
                "\"jvm\":{\"version\":\"17.0.15\",\"vendor\":\"v\",\"name\":\"n\",\"arguments\":[],\"nativeAccess\":[]},";

        assertThat(about("native access", jvm, older).severity()).isEqualTo(Severity.OK);
    }

    @Test
    void facts_that_are_absent_are_said_to_be_and_fail_nothing() {
        List<Finding> findings = HostRules.judge(Json.parse(BARE, HostFacts.class));

        assertThat(findings).noneMatch(finding -> finding.severity() == Severity.FAIL);
        assertThat(findings)
                .filteredOn(finding -> finding.about().equals("kernel"))
                .extracting(Finding::evidence)
                .containsExactly("permission denied");
    }

    @Test
    void every_warning_has_a_fix_for_Linux_Docker_and_Kubernetes_or_says_why_not() {
        assertThat(HostRules.judge(Json.parse(BARE, HostFacts.class)))
                .allSatisfy(finding -> assertThat(finding.fix() == null).isEqualTo(finding.noFix() != null))
                .extracting(Finding::noFix)
                .doesNotContain("");
    }

    private Finding about(String about, String from, String to) {
        assertThat(sample).contains(from);
        HostFacts host = Json.parse(sample.replace(from, to), HostFacts.class);
        return HostRules.judge(host).stream()
                .filter(finding -> finding.about().equals(about))
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
