package posixwait.conformance.host;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.run.Jdk;
import posixwait.conformance.run.Jdks;

/**
 * What is known about the host: what a result must be read with.
 *
 * @param takenAt when, in UTC
 * @param kernel the release of the kernel
 * @param distribution how the distribution calls itself
 * @param arch the architecture, as Java names it
 * @param libc the C library of this process
 * @param cpu the processors
 * @param memory the memory of the machine
 * @param cgroup the control group of this process
 * @param container what speaks for a container
 * @param pidOne process 1
 * @param sigchld what this process does with {@code SIGCHLD}
 * @param limits the resource limits {@code nproc}, {@code nofile}, {@code core}, {@code sigpending}, {@code stack} and
 *     {@code as}
 * @param seccomp {@code off}, {@code strict} or {@code filter}
 * @param noNewPrivileges whether no program that this process starts can gain privileges, as a set-user-ID one would
 * @param kernelSettings settings of the kernel; {@code null} in a result of an earlier version
 * @param nativeDirectory where JNA unpacks its library
 * @param user who runs this
 * @param jvm the JVM that collected the facts
 * @param jdks the JDKs found, newest first
 * @param cc the C compiler
 * @param absent why the facts that are absent are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HostFacts(
        String takenAt,
        @Nullable String kernel,
        @Nullable String distribution,
        String arch,
        @Nullable Libc libc,
        Cpu cpu,
        Memory memory,
        @Nullable Cgroup cgroup,
        Container container,
        @Nullable PidOne pidOne,
        @Nullable SignalState sigchld,
        Map<String, Limit> limits,
        @Nullable String seccomp,
        @Nullable Boolean noNewPrivileges,
        @Nullable KernelSettings kernelSettings,
        @Nullable NativeDirectory nativeDirectory,
        @Nullable User user,
        RunningJvm jvm,
        List<InstalledJdk> jdks,
        @Nullable CCompiler cc,
        Map<String, String> absent) {

    private static final List<String> SECCOMP_MODES = List.of("off", "strict", "filter");

    private static volatile @Nullable SignalState inherited;

    /**
     * Notes what this process inherited for {@code SIGCHLD}. To be called first in {@code main}: the JDK sets an ignored
     * {@code SIGCHLD} back to its default as soon as somebody looks at the environment or starts a process.
     */
    public static void noteInherited() {
        inherited = SignalState.read(new FactSources(Path.of("/"))).orElse(null);
    }

    /** {@return the facts about this host} */
    public static HostFacts collect() {
        return collect(Path.of("/"), System.getenv(), Jdks.find(), inherited);
    }

    static HostFacts collect(
            Path root, Map<String, String> environment, List<Jdk> jdks, @Nullable SignalState inherited) {
        FactSources sources = new FactSources(root);
        SignalState sigchld =
                inherited != null ? inherited : sources.orAbsent("sigchld", () -> SignalState.read(sources));
        String kernel = sources.orAbsent("kernel", () -> sources.text("kernel", "/proc/sys/kernel/osrelease"));
        String distribution = sources.orAbsent("distribution", () -> distribution(sources));
        Libc libc = sources.orAbsent("libc", () -> Libc.read(sources));
        Cpu cpu = Cpu.read(sources);
        Memory memory = Memory.read(sources);
        Cgroup cgroup = sources.orAbsent("cgroup", () -> Cgroup.read(sources));
        Container container = Container.read(sources, environment);
        PidOne pidOne = sources.orAbsent("pidOne", () -> PidOne.read(sources));
        Map<String, Limit> limits = Limit.readAll(sources);
        String seccomp = sources.orAbsent("seccomp", () -> seccomp(sources));
        Boolean noNewPrivileges = sources.orAbsent("noNewPrivileges", () -> noNewPrivileges(sources));
        KernelSettings kernelSettings = KernelSettings.read(sources);
        NativeDirectory directory =
                sources.orAbsent("nativeDirectory", () -> NativeDirectory.read(sources, environment));
        User user = sources.orAbsent("user", () -> User.read(sources));
        CCompiler cc = sources.orAbsent("cc", () -> CCompiler.read(sources));
        return new HostFacts(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                kernel,
                distribution,
                System.getProperty("os.arch", "?"),
                libc,
                cpu,
                memory,
                cgroup,
                container,
                pidOne,
                sigchld,
                limits,
                seccomp,
                noNewPrivileges,
                kernelSettings,
                directory,
                user,
                RunningJvm.read(),
                jdks.stream()
                        .map(jdk -> new InstalledJdk(
                                jdk.version(), jdk.feature(), jdk.home().toString()))
                        .toList(),
                cc,
                sources.absences());
    }

    private static Optional<String> distribution(FactSources sources) {
        return sources.lines("distribution", "/etc/os-release").stream()
                .filter(line -> line.startsWith("PRETTY_NAME="))
                .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
                .findFirst();
    }

    private static Optional<String> seccomp(FactSources sources) {
        return sources.field("seccomp", "/proc/self/status", "Seccomp")
                .map(mode -> SECCOMP_MODES.get(Integer.parseInt(mode)));
    }

    private static Optional<Boolean> noNewPrivileges(FactSources sources) {
        return sources.field("noNewPrivileges", "/proc/self/status", "NoNewPrivs")
                .map(set -> set.equals("1"));
    }

    /** {@return the host in one line, for the head of a report} */
    public String summary() {
        StringBuilder line = new StringBuilder("Linux ").append(kernel == null ? "(unknown kernel)" : kernel);
        line.append(", ").append(arch);
        if (libc != null) {
            line.append(", ").append(libc);
        }
        if (distribution != null) {
            line.append(", ").append(distribution);
        }
        line.append(", ").append(cpu.available()).append(cpu.available() == 1 ? " CPU" : " CPUs");
        if (memory.totalBytes() != null) {
            line.append(String.format(Locale.ROOT, ", %.0f GiB", memory.totalBytes() / (double) (1L << 30)));
        }
        return line.toString();
    }
}
