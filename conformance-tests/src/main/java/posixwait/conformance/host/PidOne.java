package posixwait.conformance.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Process 1, which inherits orphans and has to reap them.
 *
 * @param name its short name
 * @param program its program, without the arguments: they are not for reports that are passed on
 * @param kind what it is known as: {@code systemd}, {@code tini}, {@code java}, {@code shell}, … or {@code unknown}
 * @param knownToReap whether programs of that kind reap orphans
 */
public record PidOne(String name, String program, String kind, boolean knownToReap) {
    /** Programs by short name; the kernel cuts that to 15 characters. */
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("systemd", "systemd"),
            Map.entry("init", "init"),
            Map.entry("tini", "tini"),
            Map.entry("docker-init", "tini"),
            Map.entry("podman-init", "catatonit"),
            Map.entry("dumb-init", "dumb-init"),
            Map.entry("catatonit", "catatonit"),
            Map.entry("s6-svscan", "s6"),
            Map.entry("runit", "runit"),
            Map.entry("openrc-init", "openrc"),
            Map.entry("pause", "pause"),
            Map.entry("bwrap", "bubblewrap"),
            Map.entry("java", "java"),
            Map.entry("sh", "shell"),
            Map.entry("bash", "shell"),
            Map.entry("dash", "shell"),
            Map.entry("ash", "shell"),
            Map.entry("busybox", "busybox"),
            Map.entry("node", "node"),
            Map.entry("python3", "python"));

    private static final List<String> REAPERS = List.of(
            "systemd",
            "init",
            "tini",
            "catatonit",
            "dumb-init",
            "s6",
            "runit",
            "openrc",
            "pause",
            "bubblewrap",
            "shell",
            "busybox");

    static Optional<PidOne> read(FactSources sources) {
        return sources.text("pidOne", "/proc/1/comm")
                .filter(name -> !name.isEmpty())
                .map(name -> {
                    String program = sources.textIfThere("/proc/1/cmdline")
                            .map(text -> text.split("\0", 2)[0])
                            .orElse("");
                    String kind = KINDS.getOrDefault(name, "unknown");
                    return new PidOne(name, program, kind, REAPERS.contains(kind));
                });
    }
}
