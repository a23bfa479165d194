package posixwait.conformance.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The C compiler {@code cc}, with which the oracle and the floor are built.
 *
 * @param version the first line it says about itself
 */
public record CCompiler(String version) {
    private static final int PATIENCE_SECONDS = 5;

    static Optional<CCompiler> read(FactSources sources) {
        Process process;
        try {
            process = new ProcessBuilder("cc", "--version")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            sources.absent("cc", "no program cc on the PATH");
            return Optional.empty();
        }
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                sources.absent("cc", "cc --version did not end");
                return Optional.empty();
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                sources.absent("cc", "cc --version: exit code " + process.exitValue());
                return Optional.empty();
            }
            return said.lines().findFirst().map(CCompiler::new);
        } catch (IOException e) {
            sources.absent("cc", "cc --version: " + e.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            process.destroyForcibly();
        }
    }
}
