package posixwait.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import posixwait.cli.io.Complaint;
import posixwait.conformance.run.Jdk;

/** The JDKs that {@code --jdk} names: by feature version, {@code 25}, or by more of the version, {@code 17.0.15}. */
public final class JdkChoice {
    private static final Pattern VERSION = Pattern.compile("\\d+([.+_-]\\w+)*");

    private JdkChoice() {}

    /**
     * {@return the JDKs with these versions, the newest of each}
     *
     * @throws Complaint if there is none, or the version is not one
     */
    public static List<Jdk> all(List<Jdk> jdks, List<String> versions) {
        List<Jdk> chosen = new ArrayList<>();
        for (String version : versions) {
            chosen.add(one(jdks, version));
        }
        return chosen;
    }

    /**
     * {@return the newest JDK with this version}
     *
     * @throws Complaint if there is none, or the version is not one
     */
    public static Jdk one(List<Jdk> jdks, String version) {
        if (!VERSION.matcher(version).matches()) {
            throw Complaint.usage("--jdk " + version, "is not a version", "give one such as 25 or 17.0.15");
        }
        return jdks.stream()
                .filter(jdk -> jdk.version().equals(version) || jdk.version().startsWith(version + "."))
                .findFirst()
                .orElseThrow(() -> Complaint.host("--jdk " + version, "is not installed", "found: " + found(jdks)));
    }

    private static String found(List<Jdk> jdks) {
        return jdks.isEmpty() ? "none" : jdks.stream().map(Jdk::version).collect(Collectors.joining(", "));
    }
}
