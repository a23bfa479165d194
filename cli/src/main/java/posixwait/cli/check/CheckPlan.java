package posixwait.cli.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import posixwait.cli.io.Complaint;
import posixwait.conformance.run.Jdk;

/**
 * What is to be run, and what cannot be.
 *
 * @param runs the runs, in order
 * @param notRun what this host has no JDK for
 */
public record CheckPlan(List<PlannedRun> runs, List<NotRun> notRun) {

    /**
     * Plans the runs: every backend on the newest and on the oldest JDK that can open it, or what was asked for.
     *
     * @param jdks the JDKs found
     * @param backends the backends asked for; empty for all
     * @param versions the JDKs asked for; empty for the newest and the oldest
     * @param backendPath where further backends are
     * @throws Complaint if something that was asked for is unknown or cannot run
     */
    public static CheckPlan of(List<Jdk> jdks, List<String> backends, List<String> versions, List<Path> backendPath) {
        List<Jdk> wanted = versions.isEmpty() ? jdks : JdkChoice.all(jdks, versions);
        BackendsHere here = BackendsHere.ask(wanted, backendPath);
        if (here.found().isEmpty()) {
            throw Complaint.host("no JVM to run backends on", whyNone(here), "install a JDK 17 or later, best 25");
        }
        for (String backend : backends) {
            if (!here.knows(backend)) {
                throw Complaint.usage(
                        "--backend " + backend,
                        "no backend is called that",
                        "found: " + (here.names().isEmpty() ? "none" : String.join(", ", here.names())));
            }
        }
        boolean named = !backends.isEmpty();
        List<PlannedRun> runs = new ArrayList<>();
        List<NotRun> notRun = new ArrayList<>();
        for (String backend : named ? new LinkedHashSet<>(backends) : here.names()) {
            List<Jdk> opens = here.jdksFor(backend);
            Set<Jdk> chosen = versions.isEmpty() ? ends(opens) : new LinkedHashSet<>(here.jdks());
            for (Jdk jdk : chosen.isEmpty() ? List.of(here.jdks().get(0)) : chosen) {
                if (opens.contains(jdk)) {
                    runs.add(new PlannedRun(backend, jdk));
                } else {
                    notRun.add(refused(here, backend, jdk, named));
                }
            }
        }
        return new CheckPlan(runs, notRun);
    }

    /** {@return this plan with each backend on the newest JDK only that opens it} */
    public CheckPlan onNewest() {
        Map<String, PlannedRun> newest = new LinkedHashMap<>();
        runs.forEach(run -> newest.putIfAbsent(run.backend(), run));
        return only(List.copyOf(newest.values()));
    }

    /** {@return this plan with the runs of its first backend only} */
    public CheckPlan ofFirst() {
        return only(runs.stream()
                .filter(run -> run.backend().equals(runs.get(0).backend()))
                .toList());
    }

    /** What has a run left, or is not wanted, needs no reason. */
    private CheckPlan only(List<PlannedRun> chosen) {
        return new CheckPlan(
                chosen,
                notRun.stream()
                        .filter(not ->
                                chosen.stream().noneMatch(run -> run.backend().equals(not.backend())))
                        .toList());
    }

    private static Set<Jdk> ends(List<Jdk> newestFirst) {
        Set<Jdk> ends = new LinkedHashSet<>();
        if (!newestFirst.isEmpty()) {
            ends.add(newestFirst.get(0));
            ends.add(newestFirst.get(newestFirst.size() - 1));
        }
        return ends;
    }

    /** A run that cannot be: a failure of the host, unless nobody asked for the backend and it is for newer JDKs. */
    private static NotRun refused(BackendsHere here, String backend, Jdk jdk, boolean named) {
        return here.refusal(backend, jdk)
                .map(refusal -> new NotRun(backend, jdk.version(), refusal.toString(), named || !refusal.jdkTooOld()))
                .orElseGet(() -> new NotRun(backend, jdk.version(), "does not open", true));
    }

    private static String whyNone(BackendsHere here) {
        return here.jdks().isEmpty()
                ? "no JDK " + BackendsHere.OLDEST_FEATURE + " or later was found"
                : here.broken().values().stream().collect(Collectors.joining("; "));
    }
}
