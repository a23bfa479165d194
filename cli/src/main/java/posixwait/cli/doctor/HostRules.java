package posixwait.cli.doctor;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.host.Cgroup;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.host.Libc;
import posixwait.conformance.host.Limit;
import posixwait.conformance.host.NativeDirectory;
import posixwait.conformance.host.PidOne;
import posixwait.conformance.host.SignalState;

/** Judges the facts of a host by what the kit and the benchmarks need. */
public final class HostRules {
    /** The children of the largest fork storm, and room for the JVMs around them. */
    private static final long TASKS_NEEDED = 6000;

    private static final long DESCRIPTORS_NEEDED = 1024;
    private static final long BYTES_NEEDED = 1L << 30;
    private static final int[] PIDFD_OPEN = {5, 3};
    private static final int[] P_PIDFD = {5, 4};
    private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+).*");

    private final HostFacts host;

    private HostRules(HostFacts host) {
        this.host = host;
    }

    /** {@return what was found, in the order of a description of the host} */
    public static List<Finding> judge(HostFacts host) {
        HostRules rules = new HostRules(host);
        return Stream.of(
                        rules.kernel(),
                        rules.libc(),
                        rules.processors(),
                        rules.memory(),
                        rules.sigchldDisposition(),
                        rules.sigchldMask(),
                        rules.processOne(),
                        rules.tasks(),
                        rules.descriptors(),
                        rules.cores(),
                        rules.seccomp(),
                        rules.jnaDirectory(),
                        rules.compiler(),
                        rules.container())
                .filter(Objects::nonNull)
                .toList();
    }

    private Finding kernel() {
        String release = host.kernel();
        Matcher version = RELEASE.matcher(release == null ? "" : release);
        if (!version.matches()) {
            return unknown("kernel", "kernel");
        }
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        String says = "Linux " + release + " on " + host.arch();
        if (older(major, minor, PIDFD_OPEN)) {
            return Finding.warn("kernel", says + " has no pidfd_open", "Linux 5.4 or later has all that is used");
        }
        return older(major, minor, P_PIDFD)
                ? Finding.warn("kernel", says + " cannot wait for a pidfd", "Linux 5.4 or later can")
                : Finding.ok("kernel", says);
    }

    private static boolean older(int major, int minor, int[] than) {
        return major < than[0] || (major == than[0] && minor < than[1]);
    }

    private Finding libc() {
        Libc libc = host.libc();
        if (libc == null) {
            return unknown("libc", "libc");
        }
        return libc.name().equals("glibc")
                ? Finding.ok("libc", libc.toString())
                : Finding.warn(
                        "libc",
                        libc + " is not what posixwait is tested with",
                        "read its failures as findings about " + libc.name() + " first");
    }

    private Finding processors() {
        int available = host.cpu().available();
        String says = available + " available, "
                + (host.cpu().model() == null ? "model unknown" : host.cpu().model());
        return available < 2
                ? Finding.warn("cpu", says, "give the JVM 2 processors: with one, a storm and its reaper take turns")
                : Finding.ok("cpu", says);
    }

    private Finding memory() {
        Long available = host.memory().availableBytes();
        if (available == null) {
            return unknown("memory", "memory.available");
        }
        Cgroup cgroup = host.cgroup();
        Long limit = cgroup == null ? null : cgroup.memoryMaxBytes();
        long room = limit == null ? available : Math.min(available, limit);
        String says = room / (1 << 20) + " MiB to be had" + (limit == null ? "" : " within the control group");
        return room < BYTES_NEEDED
                ? Finding.warn("memory", says, "give it 1 GiB: test JVMs run two at a time")
                : Finding.ok("memory", says);
    }

    private Finding sigchldDisposition() {
        SignalState sigchld = host.sigchld();
        if (sigchld == null) {
            return unknown("SIGCHLD", "sigchld");
        }
        return sigchld.disposition().equals("ignored")
                ? Finding.fail(
                        "SIGCHLD",
                        "is ignored, inherited from what started this: exit statuses are lost until the JDK happens to reset it",
                        "start it with 'env --default-signal=CHLD ...', or fix the parent that ignores it")
                : Finding.ok("SIGCHLD", "disposition: " + sigchld.disposition());
    }

    private @Nullable Finding sigchldMask() {
        SignalState sigchld = host.sigchld();
        return sigchld == null || !sigchld.blocked()
                ? null
                : Finding.warn(
                        "SIGCHLD",
                        "is blocked, and children inherit that: whoever waits for the signal waits for ever",
                        "unblock it in the parent, or start it with 'env --block-signal= --default-signal=CHLD ...'");
    }

    private Finding processOne() {
        PidOne one = host.pidOne();
        if (one == null) {
            return unknown("process 1", "pidOne");
        }
        String says = one.name() + (one.kind().equals("unknown") ? "" : ", which is " + one.kind());
        if (one.knownToReap() || one.kind().equals("unknown")) {
            return Finding.ok("process 1", says);
        }
        return Finding.warn(
                "process 1",
                says + ": orphans are left to it, and it may not reap them",
                "docker run --init, or in Compose init: true, or in Kubernetes shareProcessNamespace: true");
    }

    private Finding tasks() {
        Limit processes = host.limits().get("nproc");
        Cgroup cgroup = host.cgroup();
        Long most = cgroup == null ? null : cgroup.pidsMax();
        String says = "ulimit -u " + (processes == null ? "unknown" : processes.soft()) + ", pids.max "
                + (most == null ? "not set" : most.toString());
        boolean root = host.user() != null && host.user().effectiveUid() == 0;
        boolean few = processes != null && !root && !processes.allows(TASKS_NEEDED);
        return few || (most != null && most < TASKS_NEEDED)
                ? Finding.warn(
                        "processes",
                        says + ": too few for a storm of 5000 children",
                        "ulimit -u " + TASKS_NEEDED + ", docker run --pids-limit " + TASKS_NEEDED
                                + ", or TasksMax= in systemd")
                : Finding.ok("processes", says);
    }

    private Finding descriptors() {
        Limit files = host.limits().get("nofile");
        if (files == null) {
            return unknown("descriptors", "limits");
        }
        String says = "ulimit -n " + files.soft() + ", hard " + files.hard();
        return new Limit(files.hard(), files.hard()).allows(DESCRIPTORS_NEEDED)
                ? Finding.ok("descriptors", says)
                : Finding.warn("descriptors", says, "ulimit -n " + DESCRIPTORS_NEEDED + ": a pidfd for each child");
    }

    private Finding cores() {
        Limit core = host.limits().get("core");
        if (core == null) {
            return unknown("core dumps", "limits");
        }
        return Finding.ok("core dumps", "ulimit -c " + core.soft() + ", hard " + core.hard());
    }

    private Finding seccomp() {
        if (host.seccomp() == null) {
            return unknown("seccomp", "seccomp");
        }
        return Finding.ok(
                "seccomp",
                host.seccomp().equals("filter")
                        ? "a filter is active: what it refuses is unsupported"
                        : host.seccomp());
    }

    private Finding jnaDirectory() {
        NativeDirectory directory = host.nativeDirectory();
        if (directory == null) {
            return unknown("jna", "nativeDirectory");
        }
        String says = "unpacks its library into " + directory.path() + " (" + directory.chosenBy() + ")";
        return directory.noexec()
                ? Finding.warn(
                        "jna",
                        says + ", and " + directory.mount() + " is mounted noexec: it cannot load",
                        "-Djna.tmpdir=DIRECTORY on a mount that allows execution, or use ffm")
                : Finding.ok("jna", says);
    }

    private Finding compiler() {
        return host.cc() == null
                ? Finding.warn(
                        "cc",
                        "no C compiler: no floor to measure against, no oracle",
                        "apt-get install gcc libc6-dev, or what your distribution calls them")
                : Finding.ok("cc", host.cc().version());
    }

    private Finding container() {
        List<String> hints = host.container().hints();
        return Finding.ok("container", hints.isEmpty() ? "nothing speaks for one" : String.join("; ", hints));
    }

    private Finding unknown(String about, String fact) {
        String reason = Optional.ofNullable(host.absent().get(fact)).orElse("not found");
        return Finding.warn(about, "unknown: " + reason, "none needed if the check passes");
    }
}
