package posixwait.cli.doctor;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.host.Cgroup;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.host.KernelSettings;
import posixwait.conformance.host.Limit;

/** Judges the limits that bear on children: of this process, of its control group, of the machine. */
final class LimitRules {
    /** The children of the largest fork storm, and room for the JVMs around them. */
    private static final long TASKS_NEEDED = 6000;

    /** Two test JVMs with their threads and a few children. */
    private static final long TASKS_NEEDED_AT_ALL = 200;

    private static final long DESCRIPTORS_NEEDED = 1024;
    private static final long DESCRIPTORS_NEEDED_AT_ALL = 64;
    private static final long SIGNALS_NEEDED = 256;
    private static final String PROCESS = "/proc/self/limits";

    private final HostFacts host;

    LimitRules(HostFacts host) {
        this.host = host;
    }

    /** {@return what is wrong with the limits of this process, or in one finding that all are high enough} */
    List<Finding> ofThisProcess() {
        List<Finding> all = Stream.of(processes(), descriptors(), pendingSignals())
                .filter(Objects::nonNull)
                .toList();
        List<Finding> bad = all.stream()
                .filter(finding -> finding.severity() != Finding.Severity.OK)
                .toList();
        return bad.isEmpty() ? List.of(Finding.ok("ulimits", joined(all), PROCESS)) : bad;
    }

    private static String joined(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.about().replace("ulimit ", "") + " " + finding.finding())
                .collect(Collectors.joining(", "));
    }

    /** What one user may have; it does not hold root back. */
    private Finding processes() {
        Limit processes = host.limits().get("nproc");
        if (processes == null) {
            return Finding.unknown("ulimit -u", HostRules.why(host, "limits"));
        }
        boolean root = host.user() != null && host.user().effectiveUid() == 0;
        String says = said(processes) + (root ? ", which does not hold root back" : "");
        return root || processes.allows(TASKS_NEEDED)
                ? Finding.ok("ulimit -u", says, PROCESS + ": Max processes")
                : Finding.warn(
                        "ulimit -u",
                        says + ": too few for a storm of 5000 children",
                        PROCESS + ": Max processes",
                        new Fix(
                                "ulimit -u " + TASKS_NEEDED + "; above the hard limit in /etc/security/limits.conf",
                                "docker run --ulimit nproc=" + TASKS_NEEDED + " ...",
                                "LimitNPROC= of the container runtime's unit on the node; a pod has no field for it"));
    }

    /** What the control groups and the machine leave room for. */
    Finding tasks() {
        Cgroup.TaskLimit limit =
                host.cgroup() == null ? null : host.cgroup().tightest().orElse(null);
        KernelSettings kernel = host.kernelSettings();
        Long pidMax = kernel == null ? null : kernel.pidMax();
        Long threadsMax = kernel == null ? null : kernel.threadsMax();
        String machine = "pid_max " + (pidMax == null ? "unknown" : pidMax) + ", threads-max "
                + (threadsMax == null ? "unknown" : threadsMax);
        if (limit != null && limit.room() < TASKS_NEEDED) {
            String says = "pids.max leaves room for " + limit.room() + ": too few for "
                    + (limit.room() < TASKS_NEEDED_AT_ALL ? "two test JVMs" : "a storm of 5000 children");
            String evidence = "control group " + limit.group() + ": pids.max " + limit.max() + ", pids.current "
                    + (limit.current() == null ? "unknown" : limit.current());
            Fix fix = new Fix(
                    "TasksMax=" + TASKS_NEEDED + " in the unit of systemd, or systemd-run -p TasksMax=" + TASKS_NEEDED
                            + " ...",
                    "docker run --pids-limit " + TASKS_NEEDED + " ...",
                    "podPidsLimit: " + TASKS_NEEDED
                            + " in the KubeletConfiguration of the node; a pod has no field for it");
            return limit.room() < TASKS_NEEDED_AT_ALL
                    ? Finding.fail("pids.max", says, evidence, fix)
                    : Finding.warn("pids.max", says, evidence, fix);
        }
        if (few(pidMax) || few(threadsMax)) {
            return Finding.warn(
                    "pids.max",
                    machine + ": too few for a storm of 5000 children",
                    "/proc/sys/kernel/pid_max, threads-max",
                    new Fix(
                            "sysctl -w kernel.pid_max=4194304 kernel.threads-max=100000",
                            "the same on the host; from Linux 6.14 on a PID namespace has a pid_max of its own",
                            "the same on the node, by a privileged DaemonSet or its image; a pod may not set it"));
        }
        return Finding.ok(
                "pids.max",
                (limit == null ? "not set" : limit.room() + " left of " + limit.max() + " in " + limit.group()) + "; "
                        + machine,
                "pids.max of the control group and of those above it; /proc/sys/kernel");
    }

    private static boolean few(@Nullable Long most) {
        return most != null && most < TASKS_NEEDED;
    }

    private Finding descriptors() {
        Limit files = host.limits().get("nofile");
        if (files == null) {
            return Finding.unknown("ulimit -n", HostRules.why(host, "limits"));
        }
        // A JVM raises the soft limit to the hard one by itself.
        Limit reach = new Limit(files.hard(), files.hard());
        String evidence = PROCESS + ": Max open files";
        if (reach.allows(DESCRIPTORS_NEEDED)) {
            return Finding.ok("ulimit -n", said(files), evidence);
        }
        String says = said(files) + ": a pidfd for each child is more";
        Fix fix = new Fix(
                "ulimit -n " + DESCRIPTORS_NEEDED + "; above the hard limit in /etc/security/limits.conf",
                "docker run --ulimit nofile=" + DESCRIPTORS_NEEDED + " ...",
                "LimitNOFILE= of the container runtime's unit on the node; a pod has no field for it");
        return reach.allows(DESCRIPTORS_NEEDED_AT_ALL)
                ? Finding.warn("ulimit -n", says, evidence, fix)
                : Finding.fail("ulimit -n", says, evidence, fix);
    }

    /** {@return what was found; {@code null} if the result does not have it, being of an earlier version} */
    private @Nullable Finding pendingSignals() {
        Limit signals = host.limits().get("sigpending");
        if (signals == null) {
            return null;
        }
        String evidence = PROCESS + ": Max pending signals";
        return signals.allows(SIGNALS_NEEDED)
                ? Finding.ok("ulimit -i", said(signals), evidence)
                : Finding.warn(
                        "ulimit -i",
                        said(signals) + ": queued signals are refused with EAGAIN, or lose what they say",
                        evidence,
                        new Fix(
                                "ulimit -i " + SIGNALS_NEEDED + "; above the hard limit in /etc/security/limits.conf",
                                "docker run --ulimit sigpending=" + SIGNALS_NEEDED + " ...",
                                "LimitSIGPENDING= of the container runtime's unit on the node; a pod has no field for it"));
    }

    Finding cores() {
        Limit core = host.limits().get("core");
        if (core == null) {
            return Finding.unknown("core dumps", HostRules.why(host, "limits"));
        }
        KernelSettings kernel = host.kernelSettings();
        String pattern = kernel == null ? null : kernel.corePattern();
        String says = said(core) + (pattern == null ? "" : ", to " + pattern.split(" ", 2)[0]);
        String evidence = PROCESS + ": Max core file size; /proc/sys/kernel/core_pattern"
                + (pattern == null ? " not read" : ": " + pattern);
        // core(5): the limit does not hold for a core image that goes to a program.
        boolean possible =
                new Limit(core.hard(), core.hard()).allows(1) || (pattern != null && pattern.startsWith("|"));
        return possible
                ? Finding.ok("core dumps", says, evidence)
                : Finding.warn(
                        "core dumps",
                        says + ": no child can dump core, so WCOREDUMP cannot be tried",
                        evidence,
                        new Fix(
                                "ulimit -c unlimited as root, or in /etc/security/limits.conf",
                                "docker run --ulimit core=-1 ...",
                                "LimitCORE= of the container runtime's unit on the node; a pod has no field for it"));
    }

    private static String said(Limit limit) {
        return limit.soft().equals(limit.hard()) ? limit.soft() : limit.soft() + ", hard " + limit.hard();
    }
}
