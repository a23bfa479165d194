package posixwait.cli.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import posixwait.conformance.host.Cgroup;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.host.Libc;
import posixwait.conformance.host.PidOne;

/** Judges the facts of a host by what the kit and the benchmarks need. */
public final class HostRules {
    private static final long BYTES_NEEDED = 1L << 30;
    private static final int[] PIDFD_OPEN = {5, 3};
    private static final int[] P_PIDFD = {5, 4};
    private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+).*");

    /** What lets another process than process 1 reap orphans, or makes process 1 one that does. */
    static final Fix REAPING_PROCESS_ONE = new Fix(
            "start it below a process that reaps: tini -s -- java -jar posixwait.jar ...",
            "docker run --init ..., in Compose init: true",
            "shareProcessNamespace: true in the spec of the pod, or tini as the entry point of the image");

    private final HostFacts host;

    private HostRules(HostFacts host) {
        this.host = host;
    }

    /** {@return what was found, in the order of a description of the host} */
    public static List<Finding> judge(HostFacts host) {
        HostRules rules = new HostRules(host);
        SignalRules signals = new SignalRules(host);
        LimitRules limits = new LimitRules(host);
        PermissionRules permissions = new PermissionRules(host);
        List<Finding> findings = new ArrayList<>(Arrays.asList(
                rules.kernel(),
                rules.libc(),
                rules.processors(),
                rules.memory(),
                rules.container(),
                signals.disposition(),
                signals.mask(),
                rules.processOne(),
                permissions.seccomp(),
                permissions.ptrace(),
                limits.tasks()));
        findings.addAll(limits.ofThisProcess());
        findings.addAll(Arrays.asList(
                limits.cores(), permissions.nativeAccess(), permissions.jnaDirectory(), rules.compiler()));
        findings.removeIf(Objects::isNull);
        return List.copyOf(findings);
    }

    private Finding kernel() {
        String release = host.kernel();
        Matcher version = RELEASE.matcher(release == null ? "" : release);
        if (!version.matches()) {
            return Finding.unknown("kernel", why(host, "kernel"));
        }
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        String says = "Linux " + release + " on " + host.arch();
        String evidence = "/proc/sys/kernel/osrelease: " + release;
        Fix newer = new Fix(
                "run Linux 5.10 or later: it has all that is used",
                "a container has the kernel of its host: run it on one with Linux 5.10 or later",
                "nodeSelector: or nodeAffinity: nodes with Linux 5.10 or later ('kubectl get nodes -o wide' shows it)");
        if (older(major, minor, PIDFD_OPEN)) {
            return Finding.warn("kernel", says + " has no pidfd_open", evidence, newer);
        }
        return older(major, minor, P_PIDFD)
                ? Finding.warn("kernel", says + " cannot wait for a pidfd", evidence, newer)
                : Finding.ok("kernel", says, evidence);
    }

    private static boolean older(int major, int minor, int[] than) {
        return major < than[0] || (major == than[0] && minor < than[1]);
    }

    private Finding libc() {
        Libc libc = host.libc();
        if (libc == null) {
            return Finding.unknown("libc", why(host, "libc"));
        }
        String evidence = "/proc/self/maps: " + libc.file();
        return libc.name().equals("glibc")
                ? Finding.ok("libc", libc.toString(), evidence)
                : Finding.warn(
                        "libc",
                        libc + " is not what posixwait is tested with: read failures as findings about it first",
                        evidence,
                        new Fix(
                                "compare with a distribution that has glibc",
                                "compare with an image that has glibc, such as eclipse-temurin:25",
                                "image: compare with one that has glibc, such as eclipse-temurin:25"));
    }

    private Finding processors() {
        int available = host.cpu().available();
        String says = available + " available, "
                + (host.cpu().model() == null ? "model unknown" : host.cpu().model());
        String evidence = "Runtime.availableProcessors: " + available;
        return available < 2
                ? Finding.warn(
                        "cpu",
                        says + ": with one, a storm and its reaper take turns",
                        evidence,
                        new Fix(
                                "give it 2 processors: taskset -c 0,1 java ...",
                                "docker run --cpus 2 ...",
                                "resources: limits: cpu: \"2\""))
                : Finding.ok("cpu", says, evidence);
    }

    private Finding memory() {
        Long available = host.memory().availableBytes();
        if (available == null) {
            return Finding.unknown("memory", why(host, "memory.available"));
        }
        Cgroup cgroup = host.cgroup();
        Long limit = cgroup == null ? null : cgroup.memoryMaxBytes();
        long room = limit == null ? available : Math.min(available, limit);
        String says = room / (1 << 20) + " MiB to be had" + (limit == null ? "" : " within the control group");
        String evidence = "/proc/meminfo: MemAvailable " + available + " B; control group: "
                + (limit == null ? "no limit" : limit + " B");
        return room < BYTES_NEEDED
                ? Finding.warn(
                        "memory",
                        says + ": test JVMs run two at a time",
                        evidence,
                        new Fix(
                                "have 1 GiB free, or MemoryMax=1G and more in the unit of systemd",
                                "docker run --memory 1g ...",
                                "resources: limits: memory: 1Gi"))
                : Finding.ok("memory", says, evidence);
    }

    private Finding processOne() {
        PidOne one = host.pidOne();
        if (one == null) {
            return Finding.unknown("process 1", why(host, "pidOne"));
        }
        String says = one.name()
                + (one.kind().equals("unknown") || one.kind().equals(one.name()) ? "" : ", which is " + one.kind());
        String evidence =
                "/proc/1/comm: " + one.name() + (one.program().isEmpty() ? "" : "; /proc/1/cmdline: " + one.program());
        if (one.knownToReap() || one.kind().equals("unknown")) {
            return Finding.ok("process 1", says, evidence);
        }
        return Finding.warn(
                "process 1",
                says + ": orphans are left to it, and it may not reap them",
                evidence,
                REAPING_PROCESS_ONE);
    }

    private Finding compiler() {
        return host.cc() == null
                ? Finding.warn(
                        "cc",
                        "no C compiler: no floor to measure against, no oracle",
                        why(host, "cc"),
                        new Fix(
                                "apt-get install gcc libc6-dev, or what your distribution calls them",
                                "RUN apt-get update && apt-get install -y gcc libc6-dev",
                                "image: one with gcc and libc6-dev; a pod cannot add them"))
                : Finding.ok("cc", host.cc().version(), "cc --version");
    }

    private Finding container() {
        List<String> hints = host.container().hints();
        return Finding.ok(
                "container",
                hints.isEmpty() ? "nothing speaks for one" : String.join("; ", hints),
                "markers, environment, control group, namespaces, user IDs");
    }

    /** {@return why a fact is absent} */
    static String why(HostFacts host, String fact) {
        return host.absent().getOrDefault(fact, "not found");
    }
}
