package posixwait.bench;

import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one whole process measured, as it tells it in the last line of its output.
 *
 * @param values each kind of figure by its name, see the constants
 * @param skipped why the host does not allow it; {@code null} if it was measured
 */
record Readings(Map<String, double[]> values, @Nullable String skipped) {
    /** Nanoseconds from a release to each status in hand. */
    static final String LATENCY = "latency";

    /** Nanoseconds to register one child, once for each slice of them. */
    static final String REGISTRATION = "registration";

    /** Bytes on the Java heap for each living child, after garbage collection. */
    static final String HEAP = "heap";

    /** Threads that there are more of with the children than without. */
    static final String THREADS = "threads";

    /** Bytes of memory of the process that are resident for each living child. */
    static final String RSS = "rss";

    /** Descriptors for each living child. */
    static final String DESCRIPTORS = "descriptors";

    /** Context switches of all threads in one second in which nothing ends. */
    static final String SWITCHES = "switches";

    /** Nanoseconds until a further thread of the same kind runs while all others wait, of several. */
    static final String FURTHER = "further";

    /** The last rate of ends in a second that was kept up with; 0 if none. */
    static final String KEPT = "kept";

    /** Bytes allocated for each child that was reaped, those of its {@code Fate} not counted. */
    static final String BEYOND_FATE = "beyondFate";

    /** Bytes allocated for each child that was reaped. */
    static final String ALLOCATED = "allocated";

    /** Nanoseconds from before the call that makes a child to its pid in hand. */
    static final String PID = "pid";

    /** Nanoseconds from before that call to the first instruction of the child's program. */
    static final String RUNS = "runs";

    /** Takes a missing map for an empty one: a process that skips has none. */
    Readings {
        values = values == null ? Map.of() : Map.copyOf(values);
    }

    static Readings of(Map<String, double[]> values) {
        return new Readings(values, null);
    }

    /** {@return the same but for those of a name} */
    Readings without(String name) {
        Map<String, double[]> others = new HashMap<>(values);
        others.remove(name);
        return new Readings(others, skipped);
    }

    static Readings skipped(String reason) {
        return new Readings(Map.of(), reason);
    }

    static Readings parse(String json) {
        return JsonMapper.shared().readValue(json, Readings.class);
    }

    /** Written field by field: a mapper would be most of what many a measuring JVM does. */
    String toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeObjectPropertyStart("values");
            values.forEach((name, numbers) -> {
                json.writeName(name);
                json.writeArray(numbers, 0, numbers.length);
            });
            json.writeEndObject();
            json.writeStringProperty("skipped", skipped);
            json.writeEndObject();
        }
        return text.toString();
    }
}
