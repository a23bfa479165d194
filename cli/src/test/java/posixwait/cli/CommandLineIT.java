package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import posixwait.conformance.run.Jdk;
import posixwait.conformance.run.Jdks;

/** The command in a process of its own, on every JDK, and where the host is not as it should be. */
class CommandLineIT extends RunnableJar {
    @ParameterizedTest
    @MethodSource("jdks")
    void it_starts_on_every_jdk_and_says_its_version(Jdk jdk) throws Exception {
        assertThat(run(jdk, "--version").ended(0).out()).contains("posixwait ", "requirements", jdk.version());
        assertThat(run(jdk, "--help").ended(0).out())
                .contains("check", "prove", "explore", "bench", "choose", "coverage", "doctor", "merge", "report");
        assertThat(run(jdk, "check", "--help").ended(0).out()).contains("--junit-xml");
    }

    @Test
    void an_exploration_says_which_backend_no_jdk_here_runs_and_explores_with_the_others() throws Exception {
        Jdk oldest = jdks().get(jdks().size() - 1);
        assumeTrue(oldest.feature() < 22, "UNSUPPORTED: no JDK here that ffm does not run on");
        String hidden = Jdks.find().stream()
                .filter(jdk -> jdk.feature() >= 22)
                .map(jdk -> "mount -t tmpfs none " + jdk.home() + " && ")
                .collect(Collectors.joining());

        Started.Ended ended = Started.shell(
                        directory,
                        oldest,
                        "export P; unshare -Urm sh -c '(" + hidden
                                + "true) 2>/dev/null || exit 77; exec $P explore --seed 7 --steps 1000'")
                .awaitEnd();
        assumeTrue(
                ended.exitCode() != 77 && !ended.err().contains("unshare"),
                () -> "UNSUPPORTED: unshare -Urm: " + ended.err().strip());

        assertThat(ended.ended(0).out())
                .contains(
                        "jna on Java " + oldest.version() + ": no difference after ",
                        "ffm on Java " + oldest.version() + ": not explored: needs Java 22 or later");
    }

    @Test
    void an_ignored_sigchld_is_found_although_the_jdk_resets_it() throws Exception {
        Started.Ended ended = Started.shell(
                        directory, newest(), "trap '' CHLD; exec env --ignore-signal=CHLD $P doctor")
                .awaitEnd();
        assumeTrue(ended.exitCode() != 125, "UNSUPPORTED: this env has no --ignore-signal");

        assertThat(ended.ended(1).out()).contains("FAIL  SIGCHLD", "--default-signal=CHLD");
    }
}
