package posixwait.conformance.run;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import posixwait.conformance.broken.Fault;
import posixwait.conformance.broken.Faults;
import posixwait.conformance.model.backend.ModelBackend;
import posixwait.spi.Abi;

/**
 * The model with each fault is caught as a host with it is, unless what is to notice it needs a host.
 *
 * <p>The build tries one in six of those under which nothing hangs; {@code -Dposixwait.model.proof=all} tries all.
 */
class ModelProofTest {
    /** The model answers at once, so starting a JVM is what takes time. */
    private static final int FAULTS_IN_A_JVM = 100;

    private static final int ONE_IN = 6;

    private static final String CORE_IMAGE = "does not run sh -c 'ulimit -S -c";
    private static final String PTRACE = "no system call " + Abi.SYS_PTRACE;
    private static final String OPENAT = "no system call " + Abi.SYS_OPENAT;
    private static final String RT_TGSIGQUEUEINFO = "no system call " + Abi.SYS_RT_TGSIGQUEUEINFO;
    private static final String NAMESPACE = "does not run unshare --pid";
    private static final String OTHER_USER = "does not run setpriv --reuid";
    private static final String DEATH_SIGNAL_KEPT = "does not run setpriv --pdeathsig";

    /** The faults that only a host can show, and what is said to be missing on the model. */
    private static final Map<String, String> NEEDS_A_HOST = Map.ofEntries(
            entry("core-flag-lost", CORE_IMAGE),
            entry("dumped-is-killed", CORE_IMAGE),
            entry("signal-folded-into-code", "does without java.lang.Process"),
            entry("status-cut-to-16-bits", PTRACE),
            entry("trapped-is-stopped", PTRACE),
            entry("pid-0-is-no-child", "does not run sh -c 'exec cc"),
            entry("blocks-not-counted", "does not run dd"),
            entry("switches-not-counted", "no Cpus_allowed_list"),
            entry("queue-without-end", RT_TGSIGQUEUEINFO),
            entry("spawn-error-is-always-EPERM", "does not run sh -c :"),
            entry("spawn-shares-locks", OPENAT),
            entry("proc-directory-is-a-pidfd", OPENAT),
            entry("proc-directory-refused", OPENAT),
            entry("own-children-only", DEATH_SIGNAL_KEPT),
            entry("children-of-ended-threads-lost", OTHER_USER),
            entry("spawn-on-another-thread", DEATH_SIGNAL_KEPT),
            entry("subreaper-ignored", DEATH_SIGNAL_KEPT),
            entry("adopted-children-hidden", NAMESPACE),
            entry("pidfd-follows-the-pid", NAMESPACE));

    /** A requirement is caught in a call that never returns, and only its time-out ends it. */
    private static final Set<String> HANGING =
            Set.of("wait-reports-a-stop", "nohang-blocks", "stop-unasked", "continue-deaf", "group-is-its-leader");

    private static List<Fault> chosen() {
        List<Fault> all = Faults.all();
        if ("all".equals(System.getProperty("posixwait.model.proof"))) {
            return all;
        }
        List<Fault> quick =
                all.stream().filter(fault -> !HANGING.contains(fault.label())).toList();
        return IntStream.range(0, quick.size())
                .filter(i -> i % ONE_IN == 0)
                .mapToObj(quick::get)
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> every_fault_is_caught_on_the_model_or_needs_a_host_for_the_reason_given() throws KitException {
        KitRunner runner = new KitRunner(Jdks.current(), ModelBackend.NAME, List.of());
        Proof proof = new Prover(runner, FAULTS_IN_A_JVM).prove(chosen(), Progress.silent());

        assertThat(proof.faults()).hasSameSizeAs(chosen());
        return proof.faults().stream()
                .map(fault -> dynamicTest(fault.fault() + ": " + fault.rule(), () -> holds(fault)));
    }

    private static void holds(FaultResult fault) {
        String reason = NEEDS_A_HOST.get(fault.fault());
        Verdict expected = reason == null ? Verdict.CAUGHT : Verdict.NOT_PROVEN;

        assertThat(fault.verdict()).as(fault.requirements().toString()).isEqualTo(expected);
        if (reason != null) {
            assertThat(fault.requirements())
                    .filteredOn(requirement -> requirement.verdict() == Verdict.NOT_PROVEN)
                    .isNotEmpty()
                    .allSatisfy(requirement -> assertThat(requirement.detail()).contains(reason));
        }
    }

    @Test
    void every_exception_names_a_fault() {
        Set<String> labels = Faults.all().stream().map(Fault::label).collect(Collectors.toSet());

        assertThat(labels).containsAll(NEEDS_A_HOST.keySet()).containsAll(HANGING);
    }
}
