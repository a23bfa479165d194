package posixwait.cli.doctor;

import java.util.List;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.host.HostFacts;
import posixwait.conformance.host.NativeDirectory;
import posixwait.conformance.host.RunningJvm;

/** Judges what this process, and what this JVM, is allowed. */
final class PermissionRules {
    /** From here on a JVM warns of native access that nobody granted, by JNI as well (JEP 472). */
    private static final int WARNS_OF_NATIVE_ACCESS = 24;

    private static final int DESCENDANTS_ONLY = 1;

    private final HostFacts host;

    PermissionRules(HostFacts host) {
        this.host = host;
    }

    Finding seccomp() {
        if (host.seccomp() == null) {
            return Finding.unknown("seccomp", HostRules.why(host, "seccomp"));
        }
        String mode =
                host.seccomp().equals("filter") ? "a filter is active: what it refuses is unsupported" : host.seccomp();
        String privileges = host.noNewPrivileges() == null
                ? ""
                : host.noNewPrivileges()
                        ? "; no_new_privs: set-user-ID programs gain nothing, what needs that is unsupported"
                        : ", no_new_privs not set";
        return Finding.ok("seccomp", mode + privileges, "/proc/self/status: Seccomp, NoNewPrivs");
    }

    /** {@return what was found; {@code null} if the kernel has no Yama, or the result is of an earlier version} */
    @Nullable Finding ptrace() {
        Integer scope =
                host.kernelSettings() == null ? null : host.kernelSettings().ptraceScope();
        if (scope == null) {
            return null;
        }
        String evidence = "/proc/sys/kernel/yama/ptrace_scope: " + scope;
        return scope <= DESCENDANTS_ONLY
                ? Finding.ok("ptrace", "of children is allowed", evidence)
                : Finding.warn(
                        "ptrace",
                        "is for " + (scope == 2 ? "those with CAP_SYS_PTRACE" : "nobody")
                                + ": what needs a traced child is unsupported",
                        evidence,
                        new Fix(
                                "sysctl -w kernel.yama.ptrace_scope=1; once it is 3, only after a reboot",
                                "the same on the host, or for scope 2 docker run --cap-add SYS_PTRACE ...",
                                "the same on the node, or for scope 2 securityContext: capabilities: add: [SYS_PTRACE]"));
    }

    /** What grants it to this JVM; those that 'check' starts get the option from it. */
    Finding nativeAccess() {
        RunningJvm jvm = host.jvm();
        List<String> grants = jvm.nativeAccess().stream()
                .filter(grant -> !grant.startsWith("--illegal-native-access"))
                .toList();
        String evidence = "Java " + jvm.version() + ", options and manifest of the jar it was started with: "
                + (jvm.nativeAccess().isEmpty() ? "nothing" : String.join("; ", jvm.nativeAccess()));
        if (!grants.isEmpty()) {
            return Finding.ok("native access", "granted by " + String.join("; ", grants), evidence);
        }
        if (feature(jvm.version()) < WARNS_OF_NATIVE_ACCESS) {
            return Finding.ok(
                    "native access", "granted by nothing, and Java " + jvm.version() + " does not mind", evidence);
        }
        String effect = jvm.nativeAccess().contains("--illegal-native-access=deny")
                ? "Java refuses it to ffm and to jna"
                : "Java warns of ffm and of jna, and a later one refuses it";
        return Finding.warn(
                "native access",
                "granted by nothing: " + effect,
                evidence,
                new Fix(
                        "java --enable-native-access=ALL-UNNAMED ..., or 'Enable-Native-Access: ALL-UNNAMED' in the manifest"
                                + " of the jar that java -jar starts; for modules =posixwait.ffm or =com.sun.jna",
                        "ENV JDK_JAVA_OPTIONS=--enable-native-access=ALL-UNNAMED",
                        "env: name: JDK_JAVA_OPTIONS, value: --enable-native-access=ALL-UNNAMED"));
    }

    private static int feature(String version) {
        try {
            return Runtime.Version.parse(version).feature();
        } catch (IllegalArgumentException e) {
            // A JVM that names itself otherwise is no reason to warn.
            return 0;
        }
    }

    Finding jnaDirectory() {
        NativeDirectory directory = host.nativeDirectory();
        if (directory == null) {
            return Finding.unknown("jna.tmpdir", HostRules.why(host, "nativeDirectory"));
        }
        String says = "jna unpacks its library into " + directory.path();
        String evidence = "chosen by " + directory.chosenBy() + "; /proc/self/mountinfo: " + directory.mount()
                + (directory.noexec() ? " is" : " is not") + " noexec";
        return directory.noexec()
                ? Finding.warn(
                        "jna.tmpdir",
                        says + ", where execution is forbidden: it cannot load",
                        evidence,
                        new Fix(
                                "XDG_CACHE_HOME=DIR, or java -Djna.tmpdir=DIR -jar posixwait.jar ..., with DIR on a mount"
                                        + " that allows execution; or use ffm",
                                "docker run --tmpfs /jna:exec,mode=1777 -e XDG_CACHE_HOME=/jna ...",
                                "an emptyDir with medium: Memory at /jna, and env: name: XDG_CACHE_HOME, value: /jna"))
                : Finding.ok("jna.tmpdir", says, evidence);
    }
}
