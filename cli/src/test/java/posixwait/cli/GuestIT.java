package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import posixwait.cli.check.CheckFile;
import posixwait.cli.io.Json;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.Outcome;
import posixwait.conformance.run.RequirementResult;
import posixwait.spi.BackendProvider;

/** A backend that is not ours, given to {@code check} as jars. */
class GuestIT extends RunnableJar {
    /** Groups of which a backend over {@code waitpid} alone has some, and some not: the others show nothing more of a guest. */
    private static final List<String> GROUPS = List.of("ST-*", "WPID-*", "OPT-*", "WID-*", "SIG-*");

    @Test
    void a_backend_of_somebody_else_is_found_on_the_backend_path() throws Exception {
        Path guest = Files.createDirectories(directory.resolve("guest"));
        String classFile = GuestBackendProvider.class.getName().replace('.', '/') + ".class";
        Files.createDirectories(guest.resolve(classFile).getParent());
        try (InputStream in = getClass().getClassLoader().getResourceAsStream(classFile)) {
            Files.copy(in, guest.resolve(classFile));
        }
        Path services = Files.createDirectories(guest.resolve("META-INF/services"));
        Files.writeString(services.resolve(BackendProvider.class.getName()), GuestBackendProvider.class.getName());

        assertThat(run(
                                newest(),
                                "check",
                                "--backend-path",
                                "guest",
                                "--backend",
                                "guest",
                                "--jdk",
                                newest().version(),
                                "--id",
                                FEW)
                        .ended(0)
                        .out())
                .contains("guest (borrowed) on Java " + newest().version() + ": conforms");
    }

    @Test
    void a_backend_over_jnr_posix_gets_verdicts_for_what_it_has_and_its_known_failure_opens_the_gate()
            throws Exception {
        Path guest = Path.of(System.getProperty("posixwait.guest"));
        assumeTrue(Files.exists(guest.resolve("target/jnr-guest.jar")), "UNSUPPORTED: the guests were not built");
        List<String> path =
                new ArrayList<>(List.of(guest.resolve("target/jnr-guest.jar").toString()));
        try (DirectoryStream<Path> libraries = Files.newDirectoryStream(guest.resolve("target/lib"), "*.jar")) {
            libraries.forEach(library -> path.add(library.toString()));
        }

        List<String> check = new ArrayList<>(List.of("check", "--backend", "jnr", "--jdk", newest().version()));
        check.addAll(List.of("--backend-path", String.join(":", path), "--canary", "--json", "jnr.json"));
        check.addAll(List.of("--expect", guest.resolve("known.json").toString()));
        GROUPS.forEach(group -> check.addAll(List.of("--id", group)));
        run(newest(), check.toArray(String[]::new)).ended(0);

        String json = Files.readString(directory.resolve("jnr.json"));
        assertThat(Schemas.errors("check", json)).isEmpty();
        BackendRun run = Json.parse(json, CheckFile.class).runs().get(0);
        assertThat(run.lacks()).contains("waitid", "clone").doesNotContain("waitpid", "kill");
        assertThat(run.reference()).isNotEqualTo("jnr");
        assertThat(outcomes(run))
                .containsEntry("ST-001", Outcome.PASSED)
                .containsEntry("WPID-001", Outcome.PASSED)
                .containsEntry("OPT-031", Outcome.EXPECTED_FAILURE)
                .containsEntry("WID-001", Outcome.UNSUPPORTED);
    }

    private static Map<String, Outcome> outcomes(BackendRun run) {
        return run.requirements().stream().collect(Collectors.toMap(RequirementResult::id, RequirementResult::outcome));
    }
}
