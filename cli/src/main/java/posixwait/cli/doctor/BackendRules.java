package posixwait.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import posixwait.cli.check.BackendsHere;
import posixwait.conformance.run.Jdk;

/** Judges which backends open on the JDKs of a host. */
public final class BackendRules {
    private static final String TRIED = "each was started with --enable-native-access=ALL-UNNAMED and asked to open it";

    private BackendRules() {}

    /** {@return what was found} */
    public static List<Finding> judge(BackendsHere here) {
        if (here.jdks().isEmpty()) {
            return List.of(Finding.fail(
                    "JDK",
                    "none of Java 17 or later was found",
                    "JAVA_HOME, /usr/lib/jvm, /usr/java, /opt, ~/.sdkman, ~/.jdks",
                    Fix.anotherJdk()));
        }
        List<Finding> findings = new ArrayList<>();
        for (Jdk jdk : here.jdks()) {
            String broken = here.broken().get(jdk);
            if (broken != null) {
                findings.add(Finding.warn(
                        "JDK",
                        "Java " + jdk.version() + " does not work: " + broken,
                        jdk.home().toString(),
                        new Fix(
                                "repair or remove " + jdk.home(),
                                "repair the image: it has a JDK that does not run here",
                                "repair the image: it has a JDK that does not run here")));
            }
        }
        findings.add(Finding.ok(
                "JDK",
                versions(here.jdks()),
                here.jdks().stream().map(jdk -> jdk.home().toString()).collect(Collectors.joining(", "))));
        here.names().forEach(name -> findings.add(backend(here, name)));
        if (here.names().stream().allMatch(name -> here.jdksFor(name).isEmpty())) {
            findings.add(Finding.fail("backends", "none opens on any JDK of this host", TRIED, Fix.anotherJdk()));
        }
        return findings;
    }

    private static Finding backend(BackendsHere here, String name) {
        List<Jdk> on = here.jdksFor(name);
        Jdk newest = here.jdks().get(0);
        if (on.contains(newest)) {
            return Finding.ok(name, "opens on Java " + versions(on), TRIED);
        }
        return here.refusal(name, newest)
                .map(refusal -> Finding.warn(
                        name,
                        refusal.reason(),
                        "tried on Java " + newest.version(),
                        new Fix(
                                refusal.fix(),
                                "the same in the ENTRYPOINT of the image, or by ENV JDK_JAVA_OPTIONS",
                                "the same in the command of the container, or by env JDK_JAVA_OPTIONS")))
                .orElseGet(() -> Finding.warn(
                        name,
                        "does not open on Java " + newest.version(),
                        "tried on Java " + newest.version(),
                        Fix.anotherJdk()));
    }

    private static String versions(List<Jdk> jdks) {
        return jdks.stream().map(Jdk::version).collect(Collectors.joining(", "));
    }
}
