package posixwait.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import posixwait.cli.check.BackendsHere;
import posixwait.conformance.run.Jdk;

/** Judges which backends open on the JDKs of a host. */
public final class BackendRules {
    private static final String INSTALL = "install a JDK 22 or later, best the newest with long-term support";

    private BackendRules() {}

    /** {@return what was found} */
    public static List<Finding> judge(BackendsHere here) {
        if (here.jdks().isEmpty()) {
            return List.of(Finding.fail("JDK", "none of Java 17 or later was found", INSTALL));
        }
        List<Finding> findings = new ArrayList<>();
        for (Jdk jdk : here.jdks()) {
            if (here.broken().containsKey(jdk)) {
                findings.add(
                        Finding.warn("JDK", jdk.home() + ": " + here.broken().get(jdk), "repair or remove it"));
            }
        }
        findings.add(Finding.ok("JDK", here.jdks().stream().map(Jdk::version).collect(Collectors.joining(", "))));
        here.names().forEach(name -> findings.add(backend(here, name)));
        if (here.names().stream().allMatch(name -> here.jdksFor(name).isEmpty())) {
            findings.add(Finding.fail("backends", "none opens on any JDK of this host", INSTALL));
        }
        return findings;
    }

    private static Finding backend(BackendsHere here, String name) {
        List<Jdk> on = here.jdksFor(name);
        Jdk newest = here.jdks().get(0);
        if (on.contains(newest)) {
            return Finding.ok(
                    name, "opens on Java " + on.stream().map(Jdk::version).collect(Collectors.joining(", ")));
        }
        return here.refusal(name, newest)
                .map(refusal -> Finding.warn(name, refusal.reason(), refusal.fix()))
                .orElseGet(() -> Finding.warn(name, "does not open on Java " + newest.version(), INSTALL));
    }
}
