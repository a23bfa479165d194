package posixwait.conformance.host;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The memory of the machine, not of its control group.
 *
 * @param totalBytes all of it
 * @param availableBytes what can be had without swapping
 */
public record Memory(@Nullable Long totalBytes, @Nullable Long availableBytes) {
    static Memory read(FactSources sources) {
        return new Memory(
                sources.orAbsent("memory.total", () -> bytes(sources, "memory.total", "MemTotal")),
                sources.orAbsent("memory.available", () -> bytes(sources, "memory.available", "MemAvailable")));
    }

    private static Optional<Long> bytes(FactSources sources, String fact, String field) {
        return sources.field(fact, "/proc/meminfo", field)
                .map(value -> Long.parseLong(value.replace("kB", "").strip()) * 1024);
    }
}
