package posixwait.conformance.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What speaks for a container or a sandbox. Each hint alone can mislead, so they are given, not judged.
 *
 * @param hints the evidence, one line each; empty if there is none
 */
public record Container(List<String> hints) {
    private static final Pattern RUNTIME = Pattern.compile("docker|kubepods|containerd|libpod|lxc|garden|buildkit");
    private static final String WHOLE_ID_RANGE = "0 0 4294967295";

    /** The numbers the kernel gives the namespaces it starts with. */
    private static final Map<String, String> FIRST_NAMESPACES =
            Map.of("pid", "pid:[4026531836]", "user", "user:[4026531837]", "cgroup", "cgroup:[4026531835]");

    static Container read(FactSources sources, Map<String, String> environment) {
        List<String> hints = new ArrayList<>();
        for (String marker : List.of("/.dockerenv", "/run/.containerenv")) {
            if (sources.exists(marker)) {
                hints.add(marker + " exists");
            }
        }
        for (String variable : List.of("container", "KUBERNETES_SERVICE_HOST")) {
            if (environment.containsKey(variable)) {
                hints.add("environment has " + variable + "=" + environment.get(variable));
            }
        }
        sources.textIfThere("/proc/self/cgroup")
                .filter(text -> RUNTIME.matcher(text).find())
                .ifPresent(text -> hints.add("the control group names a container runtime"));
        FIRST_NAMESPACES.forEach((name, first) -> namespace(sources, name)
                .filter(link -> !link.equals(first))
                .ifPresent(link -> hints.add("own " + name + " namespace " + link)));
        sources.textIfThere("/proc/self/uid_map")
                .map(text -> text.replaceAll("\\s+", " "))
                .filter(map -> !map.equals(WHOLE_ID_RANGE))
                .ifPresent(map -> hints.add("user IDs are mapped: " + map));
        sources.textIfThere("/proc/version")
                .filter(version -> version.toLowerCase(java.util.Locale.ROOT).contains("microsoft"))
                .ifPresent(version -> hints.add("the kernel is that of WSL"));
        return new Container(hints.stream().sorted().toList());
    }

    private static Optional<String> namespace(FactSources sources, String name) {
        try {
            return Optional.of(java.nio.file.Files.readSymbolicLink(sources.at("/proc/self/ns/" + name))
                    .toString());
        } catch (java.io.IOException e) {
            return Optional.empty();
        }
    }
}
