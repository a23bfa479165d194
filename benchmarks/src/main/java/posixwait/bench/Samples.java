package posixwait.bench;

import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a measuring JVM tells beside JMH.
 *
 * @param bytesPerOp what an operation allocated on the Java heap; {@code null} if that is not known here
 * @param skipped why this host does not allow the measurement; {@code null} if it does
 */
record Samples(@Nullable Double bytesPerOp, @Nullable String skipped) {

    static Samples ofBytes(double bytesPerOp) {
        return new Samples(bytesPerOp, null);
    }

    static Samples skipped(String reason) {
        return new Samples(null, reason);
    }

    static Samples parse(String json) {
        return JsonMapper.shared().readValue(json, Samples.class);
    }

    /** Written field by field, as {@link Readings} are. */
    String toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            if (bytesPerOp != null) {
                json.writeNumberProperty("bytesPerOp", bytesPerOp);
            }
            if (skipped != null) {
                json.writeStringProperty("skipped", skipped);
            }
            json.writeEndObject();
        }
        return text.toString();
    }
}
