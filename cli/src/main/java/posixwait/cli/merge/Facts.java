package posixwait.cli.merge;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import posixwait.cli.bench.BenchFile;
import posixwait.cli.check.CheckFile;
import posixwait.conformance.host.CCompiler;
import posixwait.conformance.host.Cgroup;
import posixwait.conformance.host.Container;
import posixwait.conformance.host.Cpu;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.host.KernelSettings;
import posixwait.conformance.host.Libc;
import posixwait.conformance.host.Limit;
import posixwait.conformance.host.NativeDirectory;
import posixwait.conformance.host.PidOne;
import posixwait.conformance.host.SignalState;
import posixwait.conformance.host.User;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.ExpectationAccount;

/**
 * The facts about one run.
 *
 * @param values what is known; a fact that is not known is not there
 */
public record Facts(@JsonValue Map<Fact, String> values) {
    private static final Pattern SERIES = Pattern.compile("\\d+\\.\\d+");
    private static final Pattern FEATURE = Pattern.compile("\\d+");
    private static final int ENOUGH_OF_A_SHA = 12;

    /** Takes the facts in the order in which they are told. */
    public Facts {
        Map<Fact, String> ordered = new EnumMap<>(Fact.class);
        ordered.putAll(values);
        values = Collections.unmodifiableMap(ordered);
    }

    /** {@return the facts about a run of a check} */
    public static Facts of(CheckFile file, BackendRun run) {
        Gathered facts = new Gathered();
        facts.put(Fact.BACKEND, run.backend());
        facts.put(Fact.BINDING, run.binding());
        facts.put(Fact.REFERENCE, run.reference());
        facts.jdk(run.jdk());
        facts.host(file.host());
        facts.put(Fact.KIT, file.kit().version());
        facts.put(Fact.ORDER, file.shuffle() == null ? "usual" : "shuffled by " + file.shuffle());
        ExpectationAccount expectations = file.expectations();
        facts.put(
                Fact.EXPECTATIONS,
                expectations == null ? "none" : beginning(Objects.requireNonNullElse(expectations.sha256(), "")));
        return new Facts(facts.values);
    }

    /** {@return the facts about the figures of a benchmark on one JDK} */
    public static Facts of(BenchFile file, String jdk) {
        Gathered facts = new Gathered();
        facts.jdk(jdk);
        facts.host(file.host());
        if (file.version() != null) {
            facts.put(Fact.KIT, file.version());
        }
        return new Facts(facts.values);
    }

    /** {@return a value; {@code null} if it is not known} */
    public @Nullable String get(Fact fact) {
        return values.get(fact);
    }

    /** {@return the facts that are known of all these runs and the same in all} */
    public static Facts common(List<Facts> runs) {
        Map<Fact, String> common = new EnumMap<>(Fact.class);
        if (!runs.isEmpty()) {
            common.putAll(runs.get(0).values);
            runs.forEach(run -> common.entrySet().retainAll(run.values.entrySet()));
        }
        return new Facts(common);
    }

    /** {@return those of the host and of the kit, in one line} */
    String host() {
        return values.entrySet().stream()
                .filter(each -> !Fact.ABOUT_THE_BACKEND.contains(each.getKey()))
                .map(each -> each.getKey().with(each.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String beginning(String sha256) {
        return sha256.substring(0, Math.min(ENOUGH_OF_A_SHA, sha256.length()));
    }

    /** Facts as they are read from a file, any of which may be missing from it, whatever the types say. */
    private static final class Gathered {
        private final Map<Fact, String> values = new EnumMap<>(Fact.class);

        private void put(Fact fact, @Nullable String value) {
            if (value != null && !value.isBlank()) {
                // Other hosts are not to write control characters onto this terminal.
                values.put(fact, value.replaceAll("\\p{Cntrl}", " ").strip());
            }
        }

        private <T> void put(Fact fact, @Nullable T source, Function<T, @Nullable String> value) {
            if (source != null) {
                put(fact, value.apply(source));
            }
        }

        private void putBeginning(Fact fact, Pattern beginning, @Nullable String value) {
            Matcher matcher = beginning.matcher(value == null ? "" : value);
            put(fact, matcher.lookingAt() ? matcher.group() : null);
        }

        private void jdk(String version) {
            put(Fact.JDK, version);
            putBeginning(Fact.JDK_FEATURE, FEATURE, version);
        }

        private void host(HostFacts host) {
            put(Fact.KERNEL, host.kernel());
            putBeginning(Fact.KERNEL_SERIES, SERIES, host.kernel());
            put(Fact.LIBC, host.libc(), Libc::name);
            put(Fact.LIBC_VERSION, host.libc(), libc -> libc.version() == null ? null : libc.toString());
            put(Fact.ARCH, host.arch());
            put(Fact.DISTRIBUTION, host.distribution());
            put(Fact.CONTAINER, host.container(), Gathered::container);
            put(Fact.USER, host.user(), Gathered::user);
            put(Fact.SECCOMP, host.seccomp());
            put(Fact.NO_NEW_PRIVILEGES, host.noNewPrivileges(), set -> set ? "set" : "not set");
            put(Fact.CORE_PATTERN, host.kernelSettings(), KernelSettings::corePattern);
            put(Fact.PTRACE_SCOPE, host.kernelSettings(), Gathered::ptraceScope);
            put(Fact.SIGCHLD, host.sigchld(), Gathered::sigchld);
            put(Fact.PID_ONE, host.pidOne(), PidOne::kind);
            put(Fact.CGROUP, host.cgroup(), Cgroup::version);
            put(Fact.CPUS, host.cpu(), Gathered::cpus);
            limit(Fact.NPROC, host.limits(), "nproc");
            limit(Fact.NOFILE, host.limits(), "nofile");
            limit(Fact.CORE, host.limits(), "core");
            put(Fact.NATIVE_DIRECTORY, host.nativeDirectory(), Gathered::nativeDirectory);
            put(Fact.C_COMPILER, host.cc() == null ? "none" : null);
            put(Fact.C_COMPILER, host.cc(), CCompiler::version);
        }

        /** A JVM may have one limit and not know the other. */
        private void limit(Fact fact, @Nullable Map<String, Limit> limits, String name) {
            put(fact, limits == null ? null : limits.get(name), Limit::soft);
        }

        private static @Nullable String container(Container container) {
            List<String> hints = container.hints();
            return hints == null ? null : hints.isEmpty() ? "no hint" : "hints";
        }

        private static String user(User user) {
            return user.effectiveUid() == 0 ? "root" : "ordinary user";
        }

        private static String sigchld(SignalState sigchld) {
            return sigchld.disposition() + (sigchld.blocked() ? ", blocked" : "");
        }

        private static @Nullable String ptraceScope(KernelSettings settings) {
            return settings.ptraceScope() == null
                    ? null
                    : settings.ptraceScope().toString();
        }

        private static String cpus(Cpu cpu) {
            return Integer.toString(cpu.available());
        }

        private static String nativeDirectory(NativeDirectory directory) {
            return directory.noexec() ? "noexec" : "allows execution";
        }
    }
}
