package posixwait.conformance.host;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the kernel that bear on children, from {@code /proc/sys/kernel}. One that cannot be read is {@code null}.
 *
 * @param corePattern where a core image goes; with a bar first, to a program, whatever the limit of core files
 * @param ptraceScope of Yama: 0 whoever may send signals may trace, 1 descendants only, 2 administrators only, 3 nobody;
 *     {@code null} without Yama, which is as 0
 * @param pidMax one more than the largest process ID, and so how many tasks there can be in the PID namespace
 * @param threadsMax how many tasks the whole machine may have
 * @see <a href="https://man7.org/linux/man-pages/man5/core.5.html">core(5)</a>
 * @see <a href="https://docs.kernel.org/admin-guide/LSM/Yama.html">Yama</a>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KernelSettings(
        @Nullable String corePattern,
        @Nullable Integer ptraceScope,
        @Nullable Long pidMax,
        @Nullable Long threadsMax) {
    static KernelSettings read(FactSources sources) {
        return new KernelSettings(
                sources.orAbsent(
                        "kernel.corePattern",
                        () -> sources.text("kernel.corePattern", "/proc/sys/kernel/core_pattern")),
                sources.textIfThere("/proc/sys/kernel/yama/ptrace_scope")
                        .filter(text -> text.matches("\\d"))
                        .map(Integer::valueOf)
                        .orElse(null),
                number(sources, "kernel.pidMax", "/proc/sys/kernel/pid_max"),
                number(sources, "kernel.threadsMax", "/proc/sys/kernel/threads-max"));
    }

    private static @Nullable Long number(FactSources sources, String fact, String path) {
        return sources.orAbsent(fact, () -> sources.text(fact, path).map(Long::valueOf));
    }
}
