package posixwait.conformance.host;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * The JVM that collected the facts.
 *
 * @param version its full version
 * @param vendor who built it
 * @param name the virtual machine
 * @param arguments its own arguments, with those of environment variables
 * @param nativeAccess what grants native access: options and the manifest of the started jar
 */
public record RunningJvm(
        String version, String vendor, String name, List<String> arguments, List<String> nativeAccess) {
    private static final List<String> OPTIONS = List.of("--enable-native-access", "--illegal-native-access");

    static RunningJvm read() {
        List<String> arguments = ManagementFactory.getRuntimeMXBean().getInputArguments();
        List<String> grants = new ArrayList<>(arguments.stream()
                .filter(argument -> OPTIONS.stream().anyMatch(argument::startsWith))
                .toList());
        String classPath = System.getProperty("java.class.path", "");
        // Only the manifest of the jar that java -jar started counts, never that of a jar on a class path.
        if (!classPath.contains(File.pathSeparator) && classPath.endsWith(".jar")) {
            manifestGrant(classPath).ifPresent(grants::add);
        }
        return new RunningJvm(
                System.getProperty("java.version", ""),
                System.getProperty("java.vendor", ""),
                System.getProperty("java.vm.name", ""),
                List.copyOf(arguments),
                List.copyOf(grants));
    }

    private static java.util.Optional<String> manifestGrant(String jar) {
        try (JarFile file = new JarFile(jar)) {
            Manifest manifest = file.getManifest();
            return java.util.Optional.ofNullable(manifest)
                    .map(found -> found.getMainAttributes().getValue("Enable-Native-Access"))
                    .map(value -> "Enable-Native-Access: " + value + " in the manifest of " + jar);
        } catch (IOException e) {
            return java.util.Optional.empty();
        }
    }
}
