package posixwait.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import posixwait.spi.BackendProvider;

/** Finds and opens one backend in new JVMs, with and without native access, on the class path and the module path. */
public abstract class ProviderSmoke {
    /** The tag of tests that start JVMs: no mutant of PIT is in those. */
    private static final String NEW_JVM = "new-jvm";

    private static final String DENY = "--illegal-native-access=deny";

    private final BackendProvider provider;
    private final String module;
    private final String nativeModule;
    private final String path;

    /**
     * Says what is on the path of the new JVMs.
     *
     * @param provider the provider
     * @param nativeModule the module that makes the restricted calls
     * @param libraries a class of each library the backend needs
     */
    protected ProviderSmoke(BackendProvider provider, String nativeModule, Class<?>... libraries) {
        this.provider = provider;
        this.module = "posixwait." + provider.name();
        this.nativeModule = nativeModule;
        List<String> locations =
                new ArrayList<>(List.of(location(BackendProvider.class), location(provider.getClass())));
        for (Class<?> library : libraries) {
            locations.add(location(library));
        }
        this.path = String.join(File.pathSeparator, locations);
    }

    static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Tag(NEW_JVM)
    void opensOnTheClassPath() throws IOException, InterruptedException {
        assertThat(onTheClassPath(DENY, "--enable-native-access=ALL-UNNAMED"))
                .hasSize(2)
                .allMatch(line -> line.startsWith(provider.name() + ": pid "));
    }

    @Test
    @Tag(NEW_JVM)
    void opensOnTheModulePath() throws IOException, InterruptedException {
        assertThat(onTheModulePath(DENY, "--enable-native-access=" + nativeModule))
                .hasSize(2)
                .allMatch(line -> line.startsWith(provider.name() + ": pid "));
    }

    @Test
    @Tag(NEW_JVM)
    void namesTheFlagOnTheClassPath() throws IOException, InterruptedException {
        assertThat(onTheClassPath(DENY))
                .hasSize(2)
                .allMatch(line -> line.startsWith(provider.name() + ": "))
                .allMatch(line -> line.endsWith("; start Java with --enable-native-access=ALL-UNNAMED"));
    }

    @Test
    @Tag(NEW_JVM)
    void namesTheFlagOnTheModulePath() throws IOException, InterruptedException {
        assertThat(onTheModulePath(DENY))
                .hasSize(2)
                .allMatch(line -> line.startsWith(provider.name() + ": "))
                .allMatch(line -> line.endsWith("; start Java with --enable-native-access=" + nativeModule));
    }

    @Test
    void refusesAnotherSystem() {
        String system = System.getProperty("os.name");
        System.setProperty("os.name", "FreeBSD");
        try {
            assertThatThrownBy(provider::open).hasMessageContaining("this is FreeBSD on ");
        } finally {
            System.setProperty("os.name", system);
        }
    }

    @Test
    @Tag(NEW_JVM)
    void refusesAnotherHost() throws IOException, InterruptedException {
        assertThat(onTheClassPath("-Dos.arch=riscv64"))
                .hasSize(2)
                .allMatch(line -> line.startsWith(provider.name() + ": knows Linux on x86-64 and AArch64"));
    }

    private List<String> onTheClassPath(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(options));
        command.addAll(List.of("-cp", path + File.pathSeparator + location(OpenBackends.class)));
        return run(command);
    }

    private List<String> onTheModulePath(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(options));
        command.addAll(List.of("-p", path, "--add-modules", module, "-cp", location(OpenBackends.class)));
        return run(command);
    }

    protected static List<String> run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(arguments);
        command.add(OpenBackends.class.getName());
        Process process = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as(lines.toString()).isZero();
        return lines;
    }
}
