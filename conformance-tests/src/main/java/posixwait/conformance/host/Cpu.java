package posixwait.conformance.host;

import org.jspecify.annotations.Nullable;

/**
 * The processors, and what makes measured times comparable.
 *
 * @param available how many this JVM may use, with affinity and control groups counted in
 * @param model the model name
 * @param governor the frequency governor, absent on most virtual machines
 * @param clockSource what the kernel reads the time from
 */
public record Cpu(
        int available,
        @Nullable String model,
        @Nullable String governor,
        @Nullable String clockSource) {
    static Cpu read(FactSources sources) {
        return new Cpu(
                Runtime.getRuntime().availableProcessors(),
                sources.orAbsent("cpu.model", () -> sources.field("cpu.model", "/proc/cpuinfo", "model name")),
                sources.orAbsent(
                        "cpu.governor",
                        () -> sources.text("cpu.governor", "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")),
                sources.orAbsent(
                        "cpu.clockSource",
                        () -> sources.text(
                                "cpu.clockSource",
                                "/sys/devices/system/clocksource/clocksource0/current_clocksource")));
    }
}
