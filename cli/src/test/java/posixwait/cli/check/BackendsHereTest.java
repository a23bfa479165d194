package posixwait.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posixwait.conformance.run.Jdk;

/** What JDKs are asked, with scripts in the place of their launchers. */
class BackendsHereTest {
    private static final String ANSWER =
            "echo 'posixwait-backends {\"java\":\"25\",\"available\":[\"ffm\"],\"unavailable\":[]}'";

    @TempDir
    private Path directory;

    @Test
    void jdks_are_asked_at_the_same_time_and_stay_in_their_order() throws Exception {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "UNSUPPORTED: one processor");
        Path pipe = directory.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "UNSUPPORTED: no mkfifo");
        // The first answers once the second has been asked.
        Jdk first = jdk(25, "read line < '" + pipe + "'; " + ANSWER);
        Jdk second = jdk(17, "echo > '" + pipe + "'; " + ANSWER);

        BackendsHere here = BackendsHere.ask(List.of(first, second), List.of());

        assertThat(here.broken()).isEmpty();
        assertThat(here.found().keySet()).containsExactly(first, second);
    }

    @Test
    void a_jdk_that_answered_is_not_asked_again() throws Exception {
        Path asked = directory.resolve("asked");
        Jdk jdk = jdk(25, "echo >> '" + asked + "'; " + ANSWER);

        List<String> names = BackendsHere.ask(List.of(jdk), List.of()).names();

        assertThat(BackendsHere.ask(List.of(jdk), List.of()).names())
                .isEqualTo(names)
                .containsExactly("ffm");
        assertThat(asked).content().hasLineCount(1);
        BackendsHere.ask(List.of(jdk), List.of(directory));
        assertThat(asked).content().as("with another backend path").hasLineCount(2);
    }

    @Test
    void a_jdk_that_did_not_answer_is_asked_again() throws Exception {
        Path repaired = directory.resolve("repaired");
        Jdk jdk = jdk(25, "[ -e '" + repaired + "' ] || exit 1; " + ANSWER);

        assertThat(BackendsHere.ask(List.of(jdk), List.of()).broken()).containsOnlyKeys(jdk);
        Files.createFile(repaired);

        assertThat(BackendsHere.ask(List.of(jdk), List.of()).found()).containsOnlyKeys(jdk);
    }

    private Jdk jdk(int feature, String script) throws IOException {
        Path home = directory.resolve("jdk-" + feature);
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        return new Jdk(home, feature + ".0.1", feature);
    }
}
